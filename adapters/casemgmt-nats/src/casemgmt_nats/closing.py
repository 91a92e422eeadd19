"""Closing the place of a command: what was sent of it and is late is refused then.

The place is taken by an empty message, under the condition that nothing came in between.
So a command whose answer was lost is there, or it is not and never will be.
"""

from __future__ import annotations

from random import uniform
from time import monotonic, sleep
from uuid import UUID

from casemgmt.errors import BusyError

from .batches import EXPECTED
from .kept import Done, done_of
from .line import Line
from .lookups import Lookups
from .said import LineError, Message
from .server import TAKEN, SaidNoError, answer

ANSWERED_WITHIN = 4.0
"""Seconds within which a server that works answers."""


class Closing:
    """Closes places of commands."""

    def __init__(self, line: Line, lookups: Lookups) -> None:
        self._line, self._lookups = line, lookups

    def settled(self, command_id: UUID, patience: float) -> Done | None:
        """Close the place of a command; or return what it brought about, if it did.

        A place that was closed before is closed anew: whoever closed it may have sent the
        command again, and what was sent then may still be on its way.

        Raises:
            BusyError: nobody can say.

        """
        subject = self._lookups.subjects.command(command_id)
        until = monotonic() + patience
        while True:
            kept = self._lookups.last_of([subject]).get(subject)
            done = done_of(kept)
            if done is not None:
                return done
            try:
                if self.after(command_id, 0 if kept is None else kept.place) is not None:
                    return None
                why = BusyError.because("casemgmt_nats:cluster.being-written")
            except (LineError, SaidNoError) as error:
                why = self._lookups.busy(error)
            if monotonic() > until:
                raise why
            sleep(uniform(0.01, 0.05))  # noqa: S311 - who waits how long is no secret

    def after(self, command_id: UUID, place: int) -> int | None:
        """Close where *place* is the last, and return the place; None where it is taken.

        Raises:
            LineError: nobody answered; it may be closed.
            SaidNoError: the server refuses, for another reason.

        """
        subject = self._lookups.subjects.command(command_id)
        closing = Message(subject, b"", {EXPECTED: str(place)})
        try:
            return int(answer(self._line.ask(closing, ANSWERED_WITHIN))["seq"])
        except SaidNoError as error:
            if error.code in TAKEN:
                return None
            raise

    def stands(self, command_id: UUID) -> int:
        """Return the place of what stands last where a command has its place."""
        subject = self._lookups.subjects.command(command_id)
        try:
            kept = self._lookups.last_of([subject]).get(subject)
        except BusyError:
            return 0
        return 0 if kept is None else kept.place
