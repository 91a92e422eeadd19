"""The line to a cluster: one connection, on a loop in a thread of its own.

What is asked here blocks the thread that asks, and no other. An answer that does not come
is told at once when the connection was lost, and in bounded time when a server is frozen:
then another connection is made, to whichever server answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import count
from threading import Lock, Thread
from typing import Any, TypeVar
from uuid import uuid4

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from .address import Address
from .greeting import PING_SECONDS, Greeting, first_line, given_up
from .listening import Listener, Woken
from .said import (
    ClosedError,
    LineError,
    Message,
    NobodyThereError,
    NotAllowedError,
    Reply,
    UnansweredError,
)

AT_ONCE = 256
"""Questions that are under way together."""
LONGEST = 120.0
"""Seconds after which nobody waits for an answer any more, whatever befell the line."""
CLOSED_WITHIN = 10.0
_NOBODY = "503"
_MAY_NOT = "permissions violation"
_LAST_OF_MANY = ("204", "404", "408", "413")
T = TypeVar("T")


class Line:
    """One connection, shared between threads."""

    def __init__(self, address: Address) -> None:
        self._greeting = Greeting(address, self._lost, self._told_no)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._closed = False
        self._closing = Lock()
        self._client: Client | None = None
        self._making = asyncio.Lock()
        self._inbox = ""
        self._numbers = count(1)
        self._waiting: dict[str, asyncio.Queue[Reply | LineError]] = {}
        self._listeners: set[Listener] = set()
        self._awake: set[asyncio.Task[None]] = set()

    @property
    def told(self) -> dict[str, Any]:
        """What the server we are connected to says of itself."""
        return self._run(self._server_told())

    def ask(self, message: Message, seconds: float) -> Reply:
        """Return the answer to one question.

        Raises:
            LineError: none came.

        """
        return self._run(self._asked(message, seconds))

    def ask_all(self, messages: Sequence[Message], seconds: float) -> list[Reply]:
        """Return the answers to many questions, asked without waiting for one another."""
        return self._run(self._asked_all(messages, seconds))

    def ask_many(self, message: Message, seconds: float) -> list[Reply]:
        """Return the many answers to one question, the last of which says that it is so."""
        return self._run(self._many(message, seconds))

    def send(self, messages: Sequence[Message], every: int, seconds: float) -> Reply:
        """Send *messages* in their order and return the answer to the last of them.

        Every so many an answer is awaited, so that no server is overrun; one that says
        something ends the sending and is returned.
        """
        return self._run(self._sent(messages, every, seconds))

    def listening(self, subject: str, woken: Woken) -> Woken:
        """Call *woken* at each message of *subject*, until what is returned is called.

        It is a hint: now and then it is given where nothing is new, and who is called has
        to look.
        """
        listener = Listener(subject, woken)
        self._run(self._listened(listener))

        def stop() -> None:
            listener.stop()
            self._listeners.discard(listener)

        return stop

    def close(self) -> None:
        """Let go of the connection and of the thread; who waits is told so."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            ending = asyncio.run_coroutine_threadsafe(self._ended(), self._loop)
        with suppress(TimeoutError):
            ending.result(CLOSED_WITHIN)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSED_WITHIN)
        if not self._thread.is_alive():
            self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        with self._closing:
            if self._closed:
                work.close()
                raise ClosedError("it was closed")
            working = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return working.result(LONGEST)
        except CancelledError:
            raise ClosedError("it was closed") from None
        except TimeoutError:
            working.cancel()
            raise UnansweredError(f"no answer came in {LONGEST:.0f} seconds") from None

    async def _server_told(self) -> dict[str, Any]:
        client = await self._connected()
        return dict(client._server_info)  # noqa: SLF001 - what the protocol calls INFO

    async def _listened(self, listener: Listener) -> None:
        await listener.subscribe(await self._connected())
        self._listeners.add(listener)
        waking = self._loop.create_task(listener.keep_awake())
        self._awake.add(waking)
        waking.add_done_callback(self._awake.discard)

    async def _asked(self, message: Message, seconds: float) -> Reply:
        client = await self._connected()
        token, replies = self._expecting()
        try:
            await self._publish(client, message, token)
            return await self._heard(client, replies, seconds)
        finally:
            del self._waiting[token]

    async def _asked_all(self, messages: Sequence[Message], seconds: float) -> list[Reply]:
        found: list[Reply] = []
        for start in range(0, len(messages), AT_ONCE):
            part = messages[start : start + AT_ONCE]
            found += await asyncio.gather(*(self._asked(one, seconds) for one in part))
        return found

    async def _many(self, message: Message, seconds: float) -> list[Reply]:
        client = await self._connected()
        token, replies = self._expecting()
        found: list[Reply] = []
        try:
            await self._publish(client, message, token)
            while not (found and found[-1].status in _LAST_OF_MANY):
                found.append(await self._heard(client, replies, seconds))
        finally:
            del self._waiting[token]
        return found

    async def _sent(self, messages: Sequence[Message], every: int, seconds: float) -> Reply:
        client = await self._connected()
        last = len(messages) - 1
        for rank, message in enumerate(messages):
            if rank != last and (rank + 1) % every:
                await self._publish(client, message)
                continue
            token, replies = self._expecting()
            try:
                await self._publish(client, message, token)
                reply = await self._heard(client, replies, seconds)
            finally:
                del self._waiting[token]
            if rank == last or reply.body:
                break
        return reply

    def _expecting(self) -> tuple[str, asyncio.Queue[Reply | LineError]]:
        token = str(next(self._numbers))
        replies: asyncio.Queue[Reply | LineError] = asyncio.Queue()
        self._waiting[token] = replies
        return token, replies

    async def _publish(self, client: Client, message: Message, token: str = "") -> None:
        reply = f"{self._inbox}.{token}" if token else ""
        try:
            await client.publish(
                message.subject, message.body, reply, message.headers or None
            )
        except (NatsError, OSError) as error:
            raise UnansweredError(first_line(error)) from None

    async def _heard(
        self, client: Client, replies: asyncio.Queue[Reply | LineError], seconds: float
    ) -> Reply:
        try:
            reply = await asyncio.wait_for(replies.get(), seconds)
        except TimeoutError:
            await self._look_after(client)
            raise UnansweredError("no answer came") from None
        if isinstance(reply, LineError):
            raise reply
        if reply.status == _NOBODY:
            raise NobodyThereError("no server leads it just now")
        return reply

    async def _look_after(self, client: Client) -> None:
        """Let go of a connection whose server is frozen; the next question makes another.

        It is given up rather than closed: closing waits for what will not come.
        """
        try:
            await asyncio.wait_for(client.flush(PING_SECONDS), PING_SECONDS + 1)
        except (NatsError, TimeoutError, OSError):
            if self._client is client:
                self._client = None
                await self._lost()
            await given_up(client)

    async def _connected(self) -> Client:
        async with self._making:
            if self._client is None or not self._client.is_connected:
                if self._client is not None:
                    await given_up(self._client)
                self._client = await self._greeting.client(self._heard_of)
            return self._client

    async def _heard_of(self, client: Client) -> None:
        """Hear on *client* what is answered, and what was listened for before."""
        self._inbox = f"_INBOX.{uuid4().hex}"
        await client.subscribe(
            f"{self._inbox}.*",
            cb=self._came,
            pending_msgs_limit=-1,
            pending_bytes_limit=-1,
        )
        for listener in [*self._listeners]:
            await listener.subscribe(client)

    async def _came(self, message: Msg) -> None:
        waiting = self._waiting.get(message.subject.rpartition(".")[2])
        if waiting is not None:
            waiting.put_nowait(Reply(message.headers or {}, bytes(message.data)))

    async def _told_no(self, error: Exception) -> None:
        """Tell everybody who waits what who came in may not do; all else is told apart."""
        if _MAY_NOT in str(error).lower():
            for waiting in self._waiting.values():
                waiting.put_nowait(NotAllowedError("who came in has no right to it"))

    async def _lost(self) -> None:
        """Tell everybody who waits that nothing will come any more."""
        for waiting in self._waiting.values():
            waiting.put_nowait(UnansweredError("the connection was lost"))
        for listener in [*self._listeners]:
            listener.hint()

    async def _ended(self) -> None:
        if self._client is not None:
            await given_up(self._client)
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for one in under_way:
            one.cancel()
        if under_way:
            await asyncio.wait(under_way, timeout=PING_SECONDS)
