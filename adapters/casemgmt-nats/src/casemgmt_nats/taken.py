"""Who was first, where something stands already that a batch was to bring.

It may be this very batch: a server in trouble refuses what it stores a moment later, and an
answer that was given up on comes to be true. So what stands is asked who wrote it, before
anybody is told that it is taken.
"""

from __future__ import annotations

from random import uniform
from time import monotonic, sleep

from casemgmt.errors import BusyError
from casemgmt.stores import CommandTakenError, VersionTakenError

from .kept import done_of
from .lookups import Lookups
from .sending import Sending


class Taken:
    """Judges what stands where a batch was to stand."""

    def __init__(self, lookups: Lookups, shown: str) -> None:
        self._lookups, self._subjects, self._shown = lookups, lookups.subjects, shown

    def judged(self, sending: Sending) -> list[int]:
        """Return where the batch is, if it is there; nothing where it may be sent again.

        Events are looked for before commands: what arrives between the two looks is seen
        with the command that brought it.

        Raises:
            CommandTakenError: somebody else recorded one of the commands.
            VersionTakenError: somebody else told one of the events.
            BusyError: nobody can say.

        """
        events = self._lookups.last_of(sending.events(self._subjects))
        commands = sending.commands(self._subjects)
        stand = self._lookups.last_of(list(commands))
        if any(map(sending.is_ours, stand.values())):
            return self._places(sending)
        for subject, kept in stand.items():
            if done_of(kept) is not None:
                raise CommandTakenError
            sending.closed[commands[subject]] = kept.place
        if events:
            raise VersionTakenError
        return []

    def there(self, sending: Sending) -> list[int]:
        """Return where the batch is, if it is there: its own mark says so.

        Raises:
            BusyError: nobody can say.

        """
        if sending.own is None:
            return []
        subject = self._subjects.command(sending.own)
        kept = self._lookups.last_of([subject]).get(subject)
        return self._places(sending) if sending.is_ours(kept) else []

    def _places(self, sending: Sending) -> list[int]:
        """Return where each event is of a batch that is there: all of it, or none.

        Raises:
            BusyError: not all of it is seen; nobody may say now that it is not there.

        """
        sending.unclear = True
        at = sending.events(self._subjects)
        while True:
            found = self._lookups.last_of(at)
            if len(found) == len(at):
                return [found[one].place for one in at]
            if monotonic() > sending.until:
                raise BusyError.because(
                    "casemgmt_nats:cluster.part-seen", address=self._shown
                )
            sleep(uniform(0.001, 0.01))  # noqa: S311 - who waits how long is no secret
