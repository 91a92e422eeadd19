"""The headcount of a day, by age and sex: each person present once."""

from __future__ import annotations

from collections import Counter

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject
from casemgmt.indicators.places import BANDS
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.care import InCare
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.reading import Reading

from .words import WORDS

SEXES = ("female", "male", "unknown")
UNKNOWN = "unknown"


def section(reading: Reading, in_care: InCare) -> Section:
    """Return the section on who is present on the last day."""
    day = reading.period.until
    people = [reading.journey(min(one, key=str)).person for one in in_care.on(day)]
    blocks: list[Block] = [_table(reading, in_care.centre, people)]
    house = reading.journey(Subject("centre", in_care.centre)).centre
    if house.is_over(len(people), day):
        blocks.append(Note(WORDS("headcount.over"), about="caution"))
    return Section(
        "headcount", WORDS("headcount.title"), tuple(blocks), lead=WORDS("headcount.lead")
    )


def _table(reading: Reading, centre: str, people: list[Journey]) -> Table:
    found = Counter((_band(reading, p), p.registration.sex) for p in people)
    bands = [*_names(reading), UNKNOWN]
    sexes = [sex for sex in SEXES if sex != UNKNOWN or any(s == sex for _, s in found)]

    def row(band: str) -> tuple[Number, ...]:
        counts = [sum(n for (b, s), n in found.items() if band in ("", b) and s == sex)
                  for sex in sexes]  # fmt: skip
        cells = [(*([("age-band", band)] if band else []), ("sex", sex)) for sex in sexes]
        whole = (*([("age-band", band)] if band else []),)
        told = zip([*counts, sum(counts)], [*cells, whole], strict=True)
        return tuple(_number(n, centre, by) for n, by in told)

    rows = [
        Row(reading.label("age-band", band), row(band))
        for band in bands
        if any(b == band for b, _ in found)
    ]
    columns = (*(reading.label("sex", sex) for sex in sexes), WORDS("headcount.all"))
    total = Row(WORDS("headcount.all"), row(""), total=True)
    return Table(WORDS("headcount.table"), WORDS("headcount.age"), columns, (*rows, total))


def _number(amount: int, centre: str, by: tuple[tuple[str, str], ...]) -> Number:
    return Number(amount, Source("present", by=(("centre", centre), *by), kind="record"))


def _names(reading: Reading) -> list[str]:
    return [name for _, name in _bands(reading)]


def _bands(reading: Reading) -> tuple[tuple[int | None, str], ...]:
    return BANDS[reading.policy.value("age_bands", reading.period.until, "sdg")]


def _band(reading: Reading, person: Journey) -> str:
    """Return the band of an age; unknown where the birth date leaves two open."""
    ages = person.age_on(reading.period.until)
    if ages is None:
        return UNKNOWN
    found = {
        next(name for last, name in _bands(reading) if last is None or age <= last)
        for age in ages
    }
    return found.pop() if len(found) == 1 else UNKNOWN
