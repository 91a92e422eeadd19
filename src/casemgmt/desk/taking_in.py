"""What one person tells a store: commands made in Python, or a journal of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from attrs import frozen

from casemgmt.desk.keeping import tell_moved_in
from casemgmt.desk.tables import is_table, lines_of_table
from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.journals.reading import lines_apart
from casemgmt.opening.parts import Parts
from casemgmt.recording.attempt import Attempt, attempted
from casemgmt.recording.journal import Reading, Summary
from casemgmt.recording.recorder import Recorded
from casemgmt.sharing.journal import processes_for, read_shared


class Commands(NamedTuple):
    """Commands of one subject, told together as of one day, not yet looked at."""

    subject: str | Subject
    commands: Sequence[Any]
    on: str | date | Day
    id: UUID | None = None


@frozen
class TakingIn:
    """Takes in what *person* tells, in their name and role."""

    parts: Parts
    person: str
    role: str | None

    def record(self, told: Commands, only: UUID | None = None) -> Recorded:
        """Record what is told, all of it or nothing; with *only*, in that story or none."""
        return self.parts.recorder.record(self._attempts(told), only=only)

    def would_record(self, told: Commands, known_at: datetime | None) -> tuple[object, ...]:
        """Return the events it would bring about, as known at a moment."""
        attempts = self._attempts(told)
        moment = self.parts.recorder.desk.door.moment(known_at)
        return self.parts.recorder.would_record(attempts, moment)

    def record_file(
        self,
        reading: Reading,
        lines: Path | Iterable[str],
        rejects: Path | None,
        processes: int | None = None,
    ) -> Summary:
        """Record a journal, and tell in the store's own story that history was moved in."""
        if isinstance(
            lines, str | bytes
        ):  # its letters are no lines; a file is named by a Path
            raise InvalidError("lines", "wrong-type")
        if processes is not None and (type(processes) is not int or processes < 1):
            raise InvalidError("processes", "wrong-type")
        if rejects is None and isinstance(lines, Path):
            rejects = lines.parent / f"{lines.name}.rejects.jsonl"
        try:
            return self._read(reading, lines, rejects, processes)
        finally:  # what was recorded before a fault was moved in too
            moved_in = reading.counts.get("recorded", 0) if reading.times_given else 0
            if moved_in:
                name = lines.name if isinstance(lines, Path) else "standard input"
                tell_moved_in(self.parts, by=self.person, file=name, lines=moved_in)

    def _read(
        self,
        reading: Reading,
        lines: Path | Iterable[str],
        rejects: Path | None,
        wanted: int | None,
    ) -> Summary:
        if isinstance(lines, Path) and is_table(lines) and lines.is_file():
            with lines_of_table(self.parts, lines) as told:
                return reading.read_all(told, rejects)
        processes = processes_for(self.parts, lines, wanted)
        if processes > 1 and isinstance(lines, Path) and rejects is not None:
            return read_shared(self.parts, reading, lines, rejects, processes)
        with lines_apart(lines) as told:
            return reading.read_all(told, rejects)

    def _attempts(self, told: Commands) -> list[Attempt]:
        door = self.parts.recorder.desk.door
        of, day = door.subject(told.subject), door.day(told.on)
        if told.id is not None and not isinstance(told.id, UUID):
            raise InvalidError("id", "not-an-id")
        attempts: list[Attempt] = []
        for one in told.commands:
            command, said = door.checked(one, of)
            attempts.append(
                attempted(told.id, command, of, day, self.person, self.role, None, said)
            )
        return attempts
