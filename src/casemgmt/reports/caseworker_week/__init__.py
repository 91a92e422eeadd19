"""A caseworker's week: what is overdue on its first day, then what comes due day by day.

It is the list of ``casemgmt due`` on the first day, looking ahead to the last, in the order
of the days. It names children and stays in the house.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from casemgmt.domain.vocabulary import Text
from casemgmt.domain.work_lists.items import Due
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.declaring import Audience, Declared, Parameter
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Headline, Note, Report, Section
from casemgmt.reports.people import People, dated
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading, counted
from casemgmt.reports.work import due_block, how_many

from .words import WORDS

LATE = ("what", "due", "overdue", "record")
COMING = ("what", "record")
LATER = ("what", "due", "record")


@frozen
class Week:
    """What a caseworker has, by when it is due.

    Attributes:
        cases: How many cases are open on the first day.
        overdue: Due before the first day.
        coming: Due on a day of the period.
        later: Open already, and due after its last day.

    """

    cases: int
    overdue: tuple[Due, ...]
    coming: tuple[Due, ...]
    later: tuple[Due, ...]

    @classmethod
    def of(cls, desk: CaseDesk, period: Period, caseworker: str) -> Week:
        """Return the week as the desk knows it."""
        first, last = period.first, period.last
        asked = desk.work(
            first,
            caseworker=caseworker,
            ahead=(last - first).days,
            known_at=period.known_at,
        )
        found = asked.due
        return cls(
            len(asked.cases),
            tuple(one for one in found if one.due < first),
            tuple(one for one in found if first <= one.due <= last),
            tuple(one for one in found if one.due > last),
        )


def caseworker_week(desk: CaseDesk, period: Period, *, caseworker: str) -> Report:
    """Return the work of a caseworker in the days of *period*."""
    reading, people = Reading.of(desk, period, ()), People(desk, period)
    week = Week.of(desk, period, caseworker)
    sections = [_overdue(people, week), _days(people, week)]
    if week.later:
        sections.append(_section(people, "later", week.later, LATER))
    return Report(
        name="caseworker-week",
        title=WORDS("report.title"),
        subtitle=Text(plain=caseworker),
        period=period,
        headlines=tuple(_headlines(reading, week, caseworker)),
        sections=tuple(sections),
        foot=reading.foot(hides=False),
    )


def _headlines(reading: Reading, week: Week, caseworker: str) -> Iterator[Headline]:
    period, by = reading.period, (("caseworker", caseworker),)
    limit = reading.policy.value("caseload.limit", period.first)
    enough = None if limit is None else Number(
        int(limit), Source("caseload.limit", kind="policy")
    )  # fmt: skip
    opened = Number(week.cases, Source("open-cases", by=by, kind="record"))
    yield Headline(
        counted(WORDS, "headline.cases", opened),
        opened,
        WORDS("headline.cases-meaning"),
        enough,
        WORDS("headline.limit"),
    )
    for name, items in (("overdue", week.overdue), ("due", week.coming)):
        number = how_many(items, name, *by)
        yield Headline(
            counted(WORDS, f"headline.{name}", number),
            number,
            WORDS(f"headline.{name}-meaning"),
        )


def _overdue(people: People, week: Week) -> Section:
    return _section(people, "overdue", week.overdue, LATE)


def _section(
    people: People, name: str, items: tuple[Due, ...], columns: tuple[str, ...]
) -> Section:
    block = due_block(people, WORDS(f"{name}.table"), items, columns)
    return Section(name, WORDS(f"{name}.title"), (block,), lead=WORDS(f"{name}.lead"))


def _days(people: People, week: Week) -> Section:
    blocks: list[Block] = [
        due_block(people, dated(day), _on(day, week.coming), COMING)
        for day in sorted({one.due for one in week.coming})
    ]
    nothing = (Note(WORDS("days.none")),)
    return Section(
        "days", WORDS("days.title"), tuple(blocks) or nothing, lead=WORDS("days.lead")
    )


def _on(day: date, items: tuple[Due, ...]) -> tuple[Due, ...]:
    return tuple(one for one in items if one.due == day)


CASEWORKER_WEEK = Declared(
    title=WORDS("report.title"),
    audience=Audience.TEAM,
    make=caseworker_week,
    parameters=(Parameter("caseworker", WORDS("parameter.caseworker")),),
)
