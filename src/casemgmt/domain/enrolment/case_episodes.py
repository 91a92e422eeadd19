"""The episodes of a case, and the spells in them: who had it, where, and in what."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from casemgmt.domain.spells import Spell


@frozen
class Episode:
    """One stretch of a case, from its opening or reopening to its closure.

    Attributes:
        number: Its rank among the episodes of the record, from 1.
        start: The first day.
        end: The last day; None while it is open.
        reason: Why it was closed; ``unknown`` if nobody had requested it.
        held: The programmes held at its closure.

    """

    number: int
    start: date
    end: date | None = None
    reason: str | None = None
    centres: tuple[Spell, ...] = ()
    caseworkers: tuple[Spell, ...] = ()
    programmes: tuple[Spell, ...] = ()
    pauses: tuple[Spell, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.end is None

    def covers(self, day: date) -> bool:
        """Whether it covers *day*; its first and its last day count."""
        return self.start <= day and (self.end is None or day <= self.end)

    def centre_on(self, day: date) -> str | None:
        """Return the centre that had the case on *day*."""
        return _held(self.centres, day)

    def caseworker_on(self, day: date) -> str | None:
        """Return who had the case on *day*."""
        return _held(self.caseworkers, day)

    def programmes_on(self, day: date) -> tuple[str, ...]:
        """Return the programmes on *day*, in order of joining; one left that day counts."""
        return tuple(dict.fromkeys(s.value for s in self.programmes if s.covers(day)))

    def suspended_on(self, day: date) -> bool:
        """Whether it was suspended on *day*."""
        return any(pause.covers(day) for pause in self.pauses)

    def length_by(self, day: date) -> int:
        """Return its days until *day*: its end, or that day, less its start."""
        until = day if self.end is None else min(self.end, day)
        return max(0, (until - self.start).days)


def _held(spells: tuple[Spell, ...], day: date) -> str | None:
    return next((s.value for s in reversed(spells) if s.covers(day)), None)
