"""From bodies that give counts: a table for each season they reported, as they said it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.organisation.season_figures import SeasonFiguresReported
from casemgmt.domain.quantities import Amount
from casemgmt.domain.vocabulary import Quantity, Text
from casemgmt.reports.amounts import Source, Value
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading
from casemgmt.reports.told import value_from
from casemgmt.reports.words import filled

from .kept import UNKNOWN, label
from .words import WORDS

ALL = "all"
PARTS: tuple[tuple[str, Callable[[SeasonFiguresReported], Quantity | None]], ...] = (
    ("structures", lambda told: told.structures),
    ("beneficiaries", lambda told: told.beneficiaries),
    ("female", lambda told: told.female),
)


@frozen
class Told:
    """What a body reported last of a season and a kind of its structures.

    Attributes:
        region: Where the body is; None where nobody said, or said that it is unknown.

    """

    season: str
    kind: str
    region: str | None
    figures: SeasonFiguresReported


def of(reading: Reading) -> Iterator[Told]:
    """Yield what was reported of seasons that lie wholly in the period."""
    for subject in sorted(reading.desk.subjects("centre"), key=str):
        journey = reading.journey(subject)
        for (season, kind), told in journey.season_figures.reports.items():
            if _lies_in(season, reading.period):
                yield Told(str(season), kind, _region(journey.centre.region), told)


def sections(reading: Reading, told: Sequence[Told]) -> tuple[Section, ...]:
    """Return a section for each season, the latest first."""
    seasons = sorted({one.season for one in told}, reverse=True)
    return tuple(
        _section(reading, season, [one for one in told if one.season == season])
        for season in seasons
    )


def _section(reading: Reading, season: str, told: Sequence[Told]) -> Section:
    blocks: list[Block] = [_by_kind(reading, season, told)]
    if any(one.region for one in told if one.kind != ALL):
        blocks.append(_by_region(reading, season, told))
    blocks.append(Note(WORDS("reported.overlap"), about="caution"))
    name = Text(plain=season)
    title = "reported.season" if "-" in season else "reported.year"
    return Section(
        f"reported-{season}",
        filled(WORDS(title), season=name),
        tuple(blocks),
        lead=WORDS("reported.lead"),
    )


def _by_kind(reading: Reading, season: str, told: Sequence[Told]) -> Table:
    kinds = [k for k in _kinds(reading) if any(one.kind == k for one in told)]
    rows = [
        Row(label(reading, "centre-kind", k), _cells(_of(told, k), season, kind=k))
        for k in kinds
    ]
    if len(kinds) > 1:
        every = [one for one in told if one.kind != ALL]
        rows.append(Row(WORDS("reported.sum"), _cells(every, season), total=True))
    if whole := _of(told, ALL):
        rows.append(Row(WORDS("reported.all"), _cells(whole, season, kind=ALL), total=True))
    return _table("reported.by-kind", "columns.centre-kind", rows)


def _by_region(reading: Reading, season: str, told: Sequence[Told]) -> Table:
    kinds = [one for one in told if one.kind != ALL]
    regions = sorted({one.region for one in kinds if one.region})
    rows = [
        Row(
            label(reading, "region", region),
            _cells([one for one in kinds if one.region == region], season, region=region),
        )
        for region in regions
    ]
    if unplaced := [one for one in kinds if not one.region]:
        cells = _cells(unplaced, season, region=UNKNOWN)
        rows.append(Row(WORDS("columns.unknown"), cells))
    return _table("reported.by-region", "columns.region", rows)


def _table(title: str, stub: str, rows: Sequence[Row]) -> Table:
    columns = tuple(WORDS(f"columns.{name}") for name, _ in PARTS)
    return Table(
        WORDS(title), WORDS(stub), columns, tuple(rows), (WORDS("reported.about"),)
    )


def _cells(
    told: Sequence[Told], season: str, *, kind: str = "", region: str = ""
) -> tuple[Value, ...]:
    place = (("centre-kind", kind), ("region", region))
    by = (("season", season), *((name, code) for name, code in place if code))
    return tuple(
        value_from(
            Source(f"reported-{name}", by=by, kind="record"),
            _together(part(one.figures) for one in told),
        )
        for name, part in PARTS
    )


def _together(quantities: Iterable[Quantity | None]) -> Quantity | None:
    """Return the sum; what a body did not say, or did not know, may be none or many."""
    asked = list(quantities)
    if all(one is None for one in asked):
        return None
    return sum((Amount.counted(one or Quantity()) for one in asked), Amount()).quantity


def _of(told: Iterable[Told], kind: str) -> list[Told]:
    return [one for one in told if one.kind == kind]


def _kinds(reading: Reading) -> Sequence[str]:
    return reading.desk.vocabulary.codes("centre_kinds")


def _region(told: str | None) -> str | None:
    return None if told == UNKNOWN else told  # as figures take it


def _lies_in(season: str, period: Period) -> bool:
    days = Day.of(season)
    return period.first <= days.first and days.last <= period.last
