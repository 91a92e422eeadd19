"""A story in which nothing was put right: from the bytes of the log straight into rows.

Nearly every story is so. Each word stands since it was recorded, after all before it: its
place is its rank, and of most words nothing is made but their rows. Whatever does not look
as it was written is left to the long way, which gives the same rows and alone says what is
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter, lt
from typing import Any, NamedTuple
from uuid import UUID

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.recording.codec import by_stored_id, withheld
from casemgmt.recording.drafts import draft_of
from casemgmt.recording.envelope import DAMAGED
from casemgmt.recording.port import StoredEvent

from . import attended
from .dated import DATED
from .fold import Fold, Rows
from .hearing import Heard, Hearing
from .schema import OPEN
from .source import Word
from .stories import Whole
from .tellings import SEQUENCE_BITS, Telling, telling_in_order

_ID, _HEX = 16, 32
_HEAD = "at", "on", "c", "by", "d", "k"
"""What is said beside every event; more is said of few, and of what was put right."""
_head = itemgetter(*_HEAD)


class NotPlainError(Exception):
    """Something in a story does not look as it was written, or was put right."""


class Said(NamedTuple):
    """What is said beside the events of a story: of each, one after the other.

    Attributes:
        at: When it was recorded, in microseconds: after the one before.
        on: The day, as it is written.
        command: The id of the command, as it is written.
        by: Who told it.
        data: What was told.
        kind: The kind of subject.

    """

    at: tuple[int, ...]
    on: tuple[str, ...]
    command: tuple[str, ...]
    by: tuple[str, ...]
    data: tuple[Any, ...]
    kind: tuple[Any, ...]


@frozen(eq=False)
class Plain:
    """One story, read and not yet told.

    Attributes:
        names: The stored names of its events.
        states: What lies in each.
        said: What is said beside each.
        hearing: How they are heard.

    """

    subject: UUID
    names: Sequence[str]
    states: Sequence[dict[str, Any]]
    said: Said
    hearing: Hearing

    @classmethod
    def of(cls, subject: UUID, story: Whole, hearing: Hearing) -> Plain | None:
        """Return a *story*; None where it has to go the long way."""
        names, states = story
        if not _all_are(dict, states):
            return None
        try:
            said = Said(*zip(*map(_head, states), strict=True))
        except DAMAGED:
            return None
        if not _all_are(int, said.at) or not _all_are(str, said.by):
            return None
        if not _goes_up(said.at) or _amends(states):
            return None
        return cls(subject, names, states, said, hearing)

    def __len__(self) -> int:
        return len(self.states)

    def tell(self, kind: str, fold: Fold, rows: Rows) -> bool:
        """Add the rows of this story, of a subject of this *kind*; whether it could be.

        Nothing is added where it has to go the long way.
        """
        back = rows.marked()
        try:
            self._tell(kind, fold, rows)
        except Exception:  # noqa: BLE001 - whatever it is, the long way judges it
            back()
            return False
        return True

    def _tell(self, kind: str, fold: Fold, rows: Rows) -> None:
        rec, at = fold.number(self.subject, kind), self.said.at
        heard = [self.hearing.of(name) for name in self.names]
        on, days, exact = zip(*map(DATED.__getitem__, self.said.on), strict=True)
        commands = self._commands()
        rows.spine.add_columns(
            rec, 0, commands, [one.name for one in heard], days, exact, at
        )
        ranks = self._together(rec, rows, heard, days)
        walked = self._flat(rec, fold, rows, ranks, heard, on, days)
        fold.walked(kind, {self.subject: walked}, at[0], rows)

    def _commands(self) -> bytes:
        written = self.said.command
        commands = _bytes("".join(written))
        if {*map(len, written)} != {_HEX} or len(commands) != _ID * len(written):
            raise NotPlainError
        return commands

    def _together(
        self, rec: int, rows: Rows, heard: Sequence[Heard], days: Sequence[int]
    ) -> Sequence[int]:
        """Add what is told together, and return the ranks of what else is read."""
        ranks = [rank for rank, one in enumerate(heard) if one.together]
        if len(ranks) >= attended.FEWEST:
            said = self.said
            own_days, at = [days[r] for r in ranks], [said.at[r] for r in ranks]
            told = [said.data[rank] for rank in ranks]
            if attended.told_together(rec, ranks, own_days, at, told, rows.attendance):
                each = enumerate(heard)
                return [rank for rank, one in each if one.read and not one.together]
        return [rank for rank, one in enumerate(heard) if one.read]

    def _flat(  # what is told of each of them
        self,
        rec: int,
        fold: Fold,
        rows: Rows,
        ranks: Iterable[int],
        heard: Sequence[Heard],
        on: Sequence[Day],
        days: Sequence[int],
    ) -> list[Telling]:
        """Add the rows that need no walk, and return what was told that may need one."""
        tables, walked = rows.tables, []
        at, _, _, by, data, _ = self.said
        now = _new(_DRAFT)  # one for all of which nothing else remains
        for rank in ranks:
            one, day = heard[rank], days[rank]
            if one.tell is not None and one.decode is not None:
                now.event = one.decode(data[rank], withheld, by_stored_id, "")
                now.name, now.by, now.on, now.day = one.name, by[rank], on[rank], day
                now.seq, now.order = rank, day << SEQUENCE_BITS | rank
                for table, told in one.tell(now):
                    tables[table].append((rec, *told, at[rank], OPEN))
            else:
                whole = self._whole(rank, on[rank])
                fold.flat(rec, (whole,), rows)
                walked.append(whole)
        return walked

    def _whole(self, rank: int, on: Day) -> Telling:
        """Return what one event told, with everything that is said beside it."""
        said = self.said
        stored = StoredEvent(self.subject, rank + 1, self.names[rank], b"")
        name, event = self.hearing.heard(stored, self.states[rank])
        command = _bytes(said.command[rank])
        word = Word(command, name, event, on, said.at[rank], said.by[rank])
        return telling_in_order(self.subject, word, rank)


def _amends(states: Sequence[dict[str, Any]]) -> bool:
    if {*map(len, states)} == {len(_HEAD)}:
        return False
    return any("fix" in state or "ret" in state for state in states)


def _goes_up(moments: Sequence[int]) -> bool:
    return all(map(lt, moments, moments[1:]))


def _all_are(kind: type, values: Iterable[Any]) -> bool:
    return {*map(type, values)} <= {kind}


_new = object.__new__
_DRAFT = draft_of(Telling)
_bytes = bytes.fromhex
