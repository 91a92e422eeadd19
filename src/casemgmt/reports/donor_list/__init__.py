"""A list for a donor: children accompanied in a period who agreed to be reported.

Consent is asked on the day the list is handed out, not on a day of the period: from the day
on which it is withdrawn no list has the child. It holds no name and no reference; those
without consent are counted and not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.case_episodes import Episode
from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.declaring import Audience, Declared, Parameter
from casemgmt.reports.desk import HandingDesk
from casemgmt.reports.model import Block, Entry, Headline, Note, Report, Row, Section, Table
from casemgmt.reports.people import listed
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading, counted

from .words import WORDS

COLUMNS = ("sex", "age", "district", "programmes", "since")


def donor_list(desk: HandingDesk, period: Period, *, donor: str) -> Report:
    """Return the list of the children accompanied in *period*, for one donor."""
    reading = Reading.of(desk, period, ())
    accompanied = dict(_accompanied(reading, sorted(desk.subjects("child"), key=str)))
    agreed = desk.consenting(accompanied, "donor-list", to=donor)
    lines = [accompanied[one] for one in agreed.subjects]
    counts = {"listed": len(lines), "without": agreed.without}
    return Report(
        name="donor-list",
        title=WORDS("report.title"),
        subtitle=Text(plain=donor),
        period=period,
        headlines=tuple(_headline(name, count) for name, count in counts.items()),
        sections=(_section(lines, agreed.without),),
        foot=reading.foot(hides=False),
    )


def _accompanied(
    reading: Reading, children: Iterable[Subject]
) -> Iterator[tuple[Subject, tuple[Entry, ...]]]:
    """Yield what is listed of each child with a case open on a day of the period.

    A line is kept of each and not the journey: of thousands they would not fit.
    """
    for child in children:
        journey = reading.journey(child)
        if episode := _episode(journey, reading.period):
            yield child, tuple(_cells(reading, journey, episode))


def _episode(journey: Journey, period: Period) -> Episode | None:
    """Return the last episode that had a day in the period."""
    return next(
        (
            episode
            for episode in reversed(journey.case.episodes)
            if episode.start <= period.last
            and (episode.end is None or episode.end >= period.first)
        ),
        None,
    )


def _headline(name: str, count: int) -> Headline:
    number = Number(count, Source(f"donor-list-{name}", kind="record"))
    return Headline(
        counted(WORDS, f"headline.{name}", number),
        number,
        WORDS(f"headline.{name}-meaning"),
    )


def _section(lines: list[tuple[Entry, ...]], without: int) -> Section:
    block: Block = Note(WORDS("list.none" if without else "list.nobody"))
    if lines:
        block = Table(
            WORDS("list.table"),
            WORDS("list.number"),
            tuple(WORDS(f"list.{name}") for name in COLUMNS),
            tuple(_rows(lines)),
        )
    note = Note(WORDS("report.note"), about="caution")
    return Section("list", WORDS("list.title"), (block, note))


def _rows(lines: list[tuple[Entry, ...]]) -> Iterator[Row]:
    for number, cells in enumerate(lines, start=1):
        yield Row(Text(plain=str(number)), cells)


def _cells(reading: Reading, journey: Journey, episode: Episode) -> Iterator[Entry]:
    period, known = reading.period, journey.registration
    held = episode.programmes_on(min(period.last, episode.end or period.last))
    yield WORDS(f"sex.{known.sex}")
    yield _age(journey, period)
    yield reading.label("district", known.district)
    yield listed(reading.label("programme", programme) for programme in held)
    yield Day.of(episode.start)


def _age(journey: Journey, period: Period) -> Text:
    """Return the age on the last day, or both it may be."""
    ages = journey.age_on(period.last)
    said = "–" if ages is None else "–".join(map(str, dict.fromkeys(ages)))
    return Text(plain=said)


DONOR_LIST = Declared(
    title=WORDS("report.title"),
    audience=Audience.DONOR,
    make=donor_list,
    parameters=(Parameter("donor", WORDS("parameter.donor")),),
)
