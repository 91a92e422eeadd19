"""Who waits for something new, and is told to look.

A server passes a message on to whoever listens before the cluster has kept it: who looks at
once may be too early, and nothing else would come. So each hint is given again a moment
later; and now and then a look is asked for without any, since a hint may be lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from attrs import define, field
from nats.aio.client import Client
from nats.aio.msg import Msg

AGAIN = (0.05, 0.25)
"""Seconds after a hint, and after that one, when it is given again."""
LOOK_EVERY = 2.0
"""Seconds without a hint after which a look is asked for all the same."""
Woken = Callable[[], None]


@define(eq=False)
class Listener:
    """One who waits.

    Attributes:
        subject: What it wants to hear of.
        woken: Is called, in the thread of the connection: it must not wait.

    """

    subject: str
    woken: Woken
    _hinted: asyncio.Event = field(factory=asyncio.Event)
    _done: bool = False

    def hint(self) -> None:
        """Say that there may be something, now and a moment later."""
        self._hinted.set()
        if not self._done:
            self.woken()

    def stop(self) -> None:
        """Say nothing more."""
        self._done = True

    async def subscribe(self, client: Client) -> None:
        """Hear of it from *client*'s server."""

        async def came(_: Msg) -> None:
            self.hint()

        await client.subscribe(self.subject, cb=came)

    async def keep_awake(self) -> None:
        """Give each hint again, and ask for a look where none comes; until it stops."""
        while not self._done:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hinted.wait(), LOOK_EVERY)
            self._hinted.clear()
            for pause in AGAIN:
                await asyncio.sleep(pause)
                if not self._done:
                    self.woken()
