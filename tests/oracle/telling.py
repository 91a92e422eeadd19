"""What was told: commands with their day, their corrections, and who is one person.

A journal line is a dict as in a journal file. `at` is the recorded time of every line.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

Command = dict[str, Any]


@dataclass(frozen=True)
class Day:
    """A calendar day, or the span of days a month, a year or a school year leaves open."""

    first: date
    last: date

    @property
    def precise(self) -> bool:
        return self.first == self.last


def day(text: str) -> Day:
    """Reads `2025-09-03`, `2025-09`, `2025` or `2025-2026` (a school year)."""
    parts = text.split("-")
    if len(parts) == 3:
        return Day(date.fromisoformat(text), date.fromisoformat(text))
    if len(parts) == 2 and len(parts[1]) == 4:
        return Day(date(int(parts[0]), 9, 1), date(int(parts[1]), 8, 31))
    if len(parts) == 2:
        year, month = int(parts[0]), int(parts[1])
        return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Day(date(int(text), 1, 1), date(int(text), 12, 31))


def last_day(text: str) -> date:
    """§1.1: where only a span is known, its day is the last day of that span."""
    return day(text).last


def first_day(text: str) -> date:
    """§1.1: a grant's `from` and an agreement's `starts` use the first day."""
    return day(text).first


def instant(text: str | datetime) -> datetime:
    """A moment with its offset, in UTC."""
    moment = datetime.fromisoformat(text) if isinstance(text, str) else text
    if moment.tzinfo is None:
        raise ValueError(f"an instant needs an offset: {text}")
    return moment.astimezone(UTC)


def plus_months(start: date, months: int) -> date:
    """§1.1: add to the month number and keep the day, cut to the end of a shorter month."""
    number = start.year * 12 + (start.month - 1) + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Told:
    """One command as it stands now: its corrections carried out."""

    id: str
    command: str
    subject: str
    span: Day
    at: datetime
    data: Mapping[str, Any]
    told_at: datetime
    """When its present wording was recorded: later than `at` once it was corrected."""

    @property
    def day(self) -> date:
        return self.span.last

    @property
    def order(self) -> tuple[date, datetime, str]:
        """§1.1: (day, recorded at, command id as text)."""
        return (self.day, self.at, self.id)


def recorded(commands: Iterable[Command], known_at: datetime | None) -> list[Told]:
    """Each command id once, known by K, as it was first told, in recorded order."""
    lines = [
        Told(
            id=line["id"],
            command=line["command"],
            subject=line["subject"],
            span=day(line["on"]),
            at=instant(line["at"]),
            data=line["data"],
            told_at=instant(line["at"]),
        )
        for line in commands
    ]
    lines.sort(key=lambda told: (told.at, told.id))
    once: dict[str, Told] = {}
    for told in lines:
        if known_at is not None and told.at > known_at:
            continue  # §1.1: recorded exactly at K counts
        once.setdefault(told.id, told)  # §1.2: the same id twice is one command
    return list(once.values())


def standing(commands: Iterable[Command], known_at: datetime | None = None) -> list[Told]:
    """§1.2: what stands at K, in order: nothing retracted, everything as last corrected.

    The corrections and retractions themselves are not among the answers.
    """
    known = recorded(commands, known_at)
    retracted = {told.data["command_id"] for told in known if told.command == "retract"}
    holds: dict[str, Told] = {}
    for told in known:  # in recorded order, so that the last one holds alone
        if told.command == "correct" and told.id not in retracted:
            holds[told.data["command_id"]] = told
    result = []
    for told in known:
        if told.command in ("correct", "retract") or told.id in retracted:
            continue
        result.append(_as_corrected(told, holds.get(told.id)))
    return sorted(result, key=lambda told: told.order)


def _as_corrected(told: Told, correction: Told | None) -> Told:
    """§1.2: data replaced whole; the correction's own `on`, or else the first one."""
    if correction is None:
        return told
    new_day = correction.data.get("on")
    return replace(
        told,
        data=correction.data["data"],
        span=day(new_day) if new_day is not None else told.span,
        told_at=correction.at,
    )


SAYS_SOMETHING_ABOUT_A_RECORD = frozenset(
    {"register-child", "correct-birth-date", "link-persons", "unlink-persons"}
)
"""§1.1: what `as_of` does not cut (besides corrections and retractions)."""


def by_day(told: Iterable[Told], as_of: date) -> list[Told]:
    """§1.1: a command with day > A is ignored."""
    return [one for one in told if one.day <= as_of]


def records_of_persons(told: Iterable[Told]) -> list[frozenset[str]]:
    """§1.3: the sets of records joined by links, each record in exactly one set."""
    told = list(told)
    records = {one.subject for one in told if one.subject.startswith("child:")}
    last_word: dict[frozenset[str], str] = {}
    links = [one for one in told if one.command in ("link-persons", "unlink-persons")]
    for one in sorted(links, key=lambda one: (one.at, one.id)):  # the last *recorded*
        pair = frozenset({one.subject, one.data["other"]})
        records |= pair
        last_word[pair] = one.command
    groups = {record: {record} for record in records}
    for pair, word in last_word.items():
        if word == "link-persons":
            joined = set().union(*(groups[record] for record in pair))  # links chain
            for record in joined:
                groups[record] = joined
    return sorted({frozenset(group) for group in groups.values()}, key=sorted)
