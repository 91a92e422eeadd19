"""A story in which nothing was put right: from the bytes of the log straight into rows.

Nearly every story is so. Each word stands since it was recorded, after all before it: its
place is its rank, and of most words nothing is made but their rows. Whatever does not look
as it was written is left to the long way, which gives the same rows and alone says what is
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import lt
from typing import Any
from uuid import UUID

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.recording.codec import by_stored_id, withheld
from casemgmt.recording.drafts import draft_of
from casemgmt.recording.envelope import DAMAGED
from casemgmt.recording.port import StoredEvent

from .fold import Fold, Rows
from .hearing import Heard, Hearing
from .schema import OPEN
from .source import Word
from .stories import Whole
from .tellings import SEQUENCE_BITS, Telling, day_number, telling_in_order

_ID = 16
_MOST_KEPT = 8_192


class NotPlainError(Exception):
    """Something in a story does not look as it was written, or was put right."""


@frozen(eq=False)
class Plain:
    """One story, read and not yet told.

    Attributes:
        names: The stored names of its events.
        states: What lies in each.
        at: When each was recorded, in microseconds: every one after the one before.
        hearing: How they are heard.

    """

    subject: UUID
    names: Sequence[str]
    states: Sequence[dict[str, Any]]
    at: Sequence[int]
    hearing: Hearing

    @classmethod
    def of(cls, subject: UUID, story: Whole, hearing: Hearing) -> Plain | None:
        """Return a *story*; None where it has to go the long way."""
        names, states = story
        try:
            at = [state["at"] for state in states]
        except DAMAGED:
            return None
        if not _all_are(dict, states) or not _all_are(int, at):
            return None
        if any("fix" in state or "ret" in state for state in states):
            return None
        return cls(subject, names, states, at, hearing) if _goes_up(at) else None

    def __len__(self) -> int:
        return len(self.at)

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
        rec, states = fold.number(self.subject, kind), self.states
        heard = [self.hearing.of(name) for name in self.names]
        dated = [_DATED[state["on"]] for state in states]
        commands = [_bytes(state["c"]) for state in states]
        if {*map(len, commands)} - {_ID}:
            raise NotPlainError
        names = [one.name for one in heard]
        days, exact = [day for _, day, _ in dated], [exact for _, _, exact in dated]
        rows.spine.add_columns(rec, 0, commands, names, days, exact, self.at)
        walked = self._flat(rec, fold, rows, heard, dated)
        fold.walked(kind, {self.subject: walked}, self.at[0] if self.at else 0, rows)

    def _flat(
        self,
        rec: int,
        fold: Fold,
        rows: Rows,
        heard: Sequence[Heard],
        dated: Iterable[tuple[Day, int, bool]],
    ) -> list[Telling]:
        """Add the rows that need no walk, and return what was told that may need one."""
        by = [state["by"] for state in self.states]
        if not _all_are(str, by):
            raise NotPlainError
        tables, walked = rows.tables, []
        now = _new(_DRAFT)  # one for all of which nothing else remains
        each = zip(heard, self.states, dated, by, self.at, strict=True)
        for seq, (word, state, (on, day, _), who, at) in enumerate(each):
            name, decode, tell, read = word
            if tell is not None and decode is not None:
                now.event = decode(state["d"], withheld, by_stored_id, "")
                now.name, now.by, now.on, now.day, now.seq = name, who, on, day, seq
                now.order = day << SEQUENCE_BITS | seq
                for table, told in tell(now):
                    tables[table].append((rec, *told, at, OPEN))
            elif read:
                whole = self._whole(seq, on, who)
                fold.flat(rec, (whole,), rows)
                walked.append(whole)
        return walked

    def _whole(self, seq: int, on: Day, by: str) -> Telling:
        """Return what one event told, with everything that is said beside it."""
        state = self.states[seq]
        stored = StoredEvent(self.subject, seq + 1, self.names[seq], b"")
        name, event = self.hearing.heard(stored, state)
        word = Word(_bytes(state["c"]), name, event, on, self.at[seq], by)
        return telling_in_order(self.subject, word, seq)


class _Dated(dict[str, tuple[Day, int, bool]]):
    """Days as they are written: what each is, its number, and whether it is exact."""

    def __missing__(self, written: str) -> tuple[Day, int, bool]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        on = Day.of(written)
        found = self[written] = on, day_number(on.last), on.exact
        return found


def _goes_up(moments: Sequence[int]) -> bool:
    return all(map(lt, moments, moments[1:]))


def _all_are(kind: type, values: Iterable[Any]) -> bool:
    return {*map(type, values)} <= {kind}


_DATED = _Dated()
_new = object.__new__
_DRAFT = draft_of(Telling)
_bytes = bytes.fromhex
