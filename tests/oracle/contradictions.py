"""What cannot both be true of a person: the second opinion, day by day.

Written from the page on contradictions. Where a day is uncertain every day it may be is
tried, and a contradiction is one that holds for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from .telling import Command, Day, Told, day, records_of_persons, standing

Pair = frozenset[str]
Found = tuple[str, str, Pair]
"""The record it is shown on, its kind, the two commands."""
ONE_DAY = timedelta(days=1)
WORK_HOURS = 20
SEEN = (
    "observe-work attend-session admit-child take-school-place return-to-school log-hours"
)


@dataclass(frozen=True)
class Person:
    records: frozenset[str]
    told: list[Told]
    visits: list[Told]

    def all(self, *commands: str) -> list[Told]:
        return [one for one in self.told if one.command in commands]

    def reports(self) -> list[Told]:
        """Of several reports for the same days the latest, whatever the source."""
        latest = {_period(one): one for one in self.all("report-attendance")}
        return list(latest.values())

    def record_of(self, told: Told) -> str:
        if told.subject in self.records:
            return told.subject
        return next(c for c in told.data["children"] if c in self.records)


def contradictions(lines: Iterable[Command]) -> set[Found]:
    """All that is shown, decisions apart."""
    told = standing(lines)
    found: set[Found] = set()
    for records in records_of_persons(told):
        own = [one for one in told if one.subject in records]
        homes = [o for o in told if o.command == "visit-home"]
        visits = [o for o in homes if records & set(o.data["children"])]
        found |= set(_of(Person(records, own, visits)))
    return found


def _of(person: Person) -> Iterator[Found]:
    for kind, looks in LOOKS.items():
        for pair in looks(person):
            later = max(pair, key=lambda told: told.order)
            yield person.record_of(later), kind, frozenset(told.id for told in pair)


def _days(span: Day) -> list[date]:
    return [span.first + ONE_DAY * n for n in range((span.last - span.first).days + 1)]


def _always(holds: Callable[..., bool], *spans: Day) -> bool:
    """Whether it holds whichever day each of them was; the ends of a span suffice."""
    ends = [{span.first, span.last} for span in spans]
    return all(holds(*days) for days in product(*ends))


def _period(report: Told) -> tuple[date, date]:
    return day(report.data["from"]).last, day(report.data["to"]).last


def _present(report: Told) -> int:
    absent = report.data["days_absent"] + (report.data.get("days_absent_authorised") or 0)
    return report.data["days_possible"] - absent


def _at_school_and_at_work(person: Person) -> Iterator[tuple[Told, Told]]:
    for report, work in product(person.reports(), person.all("observe-work")):
        data = report.data
        full = _present(report) == data["days_possible"] > 0
        if not full or work.data["economic_hours"] < WORK_HOURS:
            continue

        def holds(begins: date, ends: date, on: date) -> bool:
            return all(begins <= on - ONE_DAY * n <= ends for n in range(7))

        if _always(holds, day(data["from"]), day(data["to"]), work.span):
            yield report, work


def _attends_after_dropout(person: Person) -> Iterator[tuple[Told, Told]]:
    ways_back = person.all("take-school-place", "return-to-school")
    for dropout, report in product(person.all("record-dropout"), person.reports()):
        last, begins = day(dropout.data["last_day"]), day(report.data["from"])
        if _present(report) <= 0 or not _always(lambda a, b: a < b, last, begins):
            continue
        ends = day(report.data["to"]).last
        if not any(_may_be_back(dropout, last, way, ends) for way in ways_back):
            yield dropout, report


def _may_be_back(dropout: Told, last: Day, way: Told, ends: date) -> bool:
    """On some day that it may have been; on the last day itself, if it was told later."""
    told_later = (way.at, way.id) > (dropout.at, dropout.id)
    return any(
        back <= ends and (left < back or (left == back and told_later))
        for left, back in product(_days(last), _days(way.span))
    )


def _in_two_centres(person: Person) -> Iterator[tuple[Told, Told]]:
    stays = list(_stays(person))
    for (one, days), (other, others) in combinations(stays, 2):
        if one.data["centre"] != other.data["centre"] and days & others:
            yield one, other
    services = [s for s in person.all("record-service") if s.data.get("centre")]
    for one, other in combinations(services, 2):
        same = one.span.precise and one.span == other.span
        if same and one.data["centre"] != other.data["centre"]:
            yield one, other


LONG = date(2027, 1, 1)


def _stays(person: Person) -> Iterator[tuple[Told, set[date]]]:
    """Each admission, with the days the centre surely had the child."""
    steps = person.all("admit-child", "discharge-child")
    centres = {told.data["centre"] for told in steps}
    for centre in sorted(centres):
        inside: Told | None = None
        for told in (one for one in steps if one.data["centre"] == centre):
            if told.command == "admit-child":
                inside = inside or told
            elif inside is not None:
                yield inside, _between(inside.span.last, told.span.first)
                inside = None
        if inside is not None:
            yield inside, _between(inside.span.last, LONG)


def _between(first: date, until: date) -> set[date]:
    return {first + ONE_DAY * n for n in range((until - first).days)}


def _two_school_places(person: Person) -> Iterator[tuple[Told, Told]]:
    for one, other in combinations(person.all("take-school-place"), 2):
        same_day = one.span.precise and one.span == other.span
        same_year = one.data["school_year"] == other.data["school_year"]
        if same_day and same_year and one.data["school"] != other.data["school"]:
            yield one, other


def _after_death(person: Person) -> Iterator[tuple[Told, Told]]:
    there = [
        *((told, told.span) for told in person.all(*SEEN.split())),
        *((told, told.span) for told in person.visits),
        *((r, day(r.data["from"])) for r in person.reports() if _present(r) > 0),
    ]
    visited = person.all("record-follow-up")
    there += [(told, told.span) for told in visited if told.data["seen_child"]]
    for death, (seen, when) in product(person.all("record-death"), there):
        if _always(lambda died, on: died < on, death.span, when):
            yield death, seen


LOOKS = {
    "after-death": _after_death,
    "at-school-and-at-work": _at_school_and_at_work,
    "attends-after-dropout": _attends_after_dropout,
    "in-two-centres": _in_two_centres,
    "two-school-places": _two_school_places,
}
