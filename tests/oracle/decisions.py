"""What becomes of each line of a journal: the second opinion on decisions.

Written from interchange.md §1 alone. Of each line it says `recorded`, `already`,
`refused:<rule>` or `invalid:<field>`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from .ruling.book import broken_by, is_already_so
from .ruling.lines import (
    Invalid,
    Line,
    at_of,
    check,
    check_correction,
    check_days,
    id_of,
    parsed,
)
from .ruling.past import Moment, Recorded
from .telling import Told, day

__all__ = ["Decisions", "outcomes"]
LAST = datetime.max.replace(tzinfo=UTC)


def outcomes(lines: Sequence[Line | str], now: datetime) -> list[str]:
    """What becomes of each line of one file, its times given."""
    return Decisions().outcomes(lines, now)


class Decisions:
    """A store that keeps what it recorded from file to file."""

    def __init__(self, *, times_given: bool = True) -> None:
        self.times_given = times_given
        self.recorded = Recorded()

    def outcomes(self, lines: Sequence[Line | str], now: datetime) -> list[str]:
        """One answer for each line, in the order of the file."""
        answers = {place: self._outcome(lines[place], now) for place in self._order(lines)}
        return [answers[place] for place in range(len(lines))]

    def _order(self, lines: Sequence[Line | str]) -> list[int]:
        """The order of `at`, then `id`; lines without `at` last, in file order."""
        places = list(range(len(lines)))
        if not self.times_given:
            return places
        return sorted(places, key=lambda place: _order(lines[place]))

    def _outcome(self, line: Line | str, now: datetime) -> str:
        try:
            said = parsed(line)
            check(said)
            at = at_of(said)
            if not self.times_given:
                at = None
            if at is not None and at > now:
                return "invalid:at"
            return self._decided(said, at, now)
        except Invalid as wrong:
            return f"invalid:{wrong.field}"

    def _decided(self, line: Line, at: datetime | None, now: datetime) -> str:
        known = self.recorded.until(at)
        recorded_at = at or self._clock(now)
        if id_of(line) in self.recorded.by:
            return "already"  # the same id twice is one command
        check_days(line, recorded_at)
        told = Told(
            id=id_of(line),
            command=line["command"],
            subject=line["subject"],
            span=day(line["on"]),
            at=recorded_at,
            data=line["data"],
            told_at=recorded_at,
        )
        moment = Moment(
            id=told.id,
            command=told.command,
            subject=told.subject,
            span=told.span,
            by=line["by"],
            data=line["data"],
            known=known,
            everything=self.recorded.told,
            authors=self.recorded.by,
        )
        if told.command == "correct":  # both invalid and forbidden is invalid
            check_correction(line, recorded_at, moment.corrected())
        rule = broken_by(moment)
        if rule is not None:
            return f"refused:{rule}"
        if is_already_so(moment):
            return "already"
        self.recorded.add(told, line["by"])
        return "recorded"

    def _clock(self, now: datetime) -> datetime:
        """The store's own clock; the times of a file grow from line to line."""
        last = self.recorded.last_time()
        return now if last is None or last < now else last + timedelta(microseconds=1)


def _order(line: Line | str) -> tuple[datetime, str]:
    """A line that is no command is anywhere: it changes nothing."""
    try:
        said = parsed(line)
        return at_of(said) or LAST, id_of(said) if at_of(said) else ""
    except (Invalid, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return LAST, ""
