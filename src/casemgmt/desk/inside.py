"""The internal edition of a report: nothing is hidden, and each cell says what it rests on.

It names children, so it is made only for a reader who may report and export persons: of
those they may not know, only how many they are is said. What it shows is itself recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from attrs import evolve

from casemgmt.desk.page_room import AT_MOST, Room, line_of
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import InvalidError
from casemgmt.reports import WORDS, Behind, Counted, Report, Sizes, Source, values_of
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import filled, joined

if TYPE_CHECKING:
    from casemgmt.desk.desk import Desk
    from casemgmt.indicators import Explanation, Figure, Unit

FORM: Final = "html"
"""The only format in which it is drawn: its cells lead to what stands behind them."""
DISCLOSED: Final = "explain.{}"
"""What is recorded of whoever is named behind an indicator."""
Cell = tuple[str, tuple[tuple[str, str], ...]]


def check(form: str | None, *, internal: bool) -> None:
    """Refuse an internal edition in a format that cannot lead to explanations.

    Raises:
        InvalidError: it is to leave in another format.

    """
    if internal and form not in (None, FORM):
        raise InvalidError("form", "internal-is-html")


def edition(desk: Desk, made: Report, policy: Policy | None = None) -> Report:
    """Return *made* with who and what stands behind each of its cells.

    Args:
        desk: At which it is asked for.
        made: The report, with nothing hidden.
        policy: By which it was made; None is that of its period.

    Raises:
        NotPermittedError: the role may not report or export persons.

    """
    reading = Reading(desk, made.period, {})
    figures = tuple(_figures(desk, made, policy))
    named = _named(desk, figures)
    behind = tuple(
        _behind(reading, figure, found)
        if (found := named.get(n))
        else _too_many(desk, reading, figure, of_file=made.period.policy is not None)
        for n, figure in enumerate(figures)
    )
    marked = filled(WORDS("audience.team.mark"), subtitle=made.subtitle)
    return evolve(made, subtitle=marked, personal=True, behind=behind)


def disclosed(report: Report) -> Mapping[Subject, set[str]]:
    """Return whom the edition names, and behind which indicators."""
    found = defaultdict[Subject, set[str]](set)
    for one in report.behind:
        for counted in (*one.numerator, *one.denominator, *one.unknown, *one.excluded):
            found[Subject.of(counted.subject)].add(DISCLOSED.format(one.name))
    return found


def _figures(desk: Desk, made: Report, policy: Policy | None) -> Iterator[Figure]:
    """Yield the figures the report shows, in the order in which they are read."""
    cells = dict.fromkeys(_cells(made))
    names: dict[tuple[str, ...], dict[str, None]] = {}
    for name, cell in cells:
        dimensions = tuple(dimension for dimension, _ in cell)
        names.setdefault(dimensions, {})[name] = None
    found: dict[Cell, Figure] = {}
    for by, only in names.items():
        asked = desk.figures(
            made.period.first,
            made.period.last,
            as_of=made.foot.as_of,
            known_at=made.foot.known_at,
            only=tuple(only),
            by=by,
            policy=policy or made.period.policy,
        )
        found |= {(f.indicator, tuple(sorted(f.by.items()))): f for f in asked}
    yield from (found[one] for one in cells if one in found)


def _cells(made: Report) -> Iterator[Cell]:
    sources: Iterator[Source | None] = (value.source for value in values_of(made))
    for source in sources:
        if source is not None and source.kind == "figure":
            yield source.name, source.by


def _named(desk: Desk, figures: Sequence[Figure]) -> Mapping[int, Explanation]:
    """Return who stands behind the figures for whom a page has room, the smallest first."""
    room = Room()
    found: dict[int, Explanation] = {}
    sizes = {n: _size(desk, figure) for n, figure in enumerate(figures)}
    for n in sorted(sizes, key=sizes.__getitem__):
        if sizes[n] > AT_MOST:
            break
        told = desk.explain(figures[n])
        if not room.takes(chain.from_iterable(map(_counted, _sides(told)))):
            break
        found[n] = told
    return found


def _size(desk: Desk, figure: Figure) -> int:
    """Return how many units stand behind a figure; those of a sum have to be counted."""
    numbers = figure.numerator, figure.denominator, figure.unknown, figure.excluded
    most = sum(abs(int(number or 0)) for number in numbers)
    if most <= AT_MOST:
        return most
    found = desk.count_behind(figure)
    counted = max(found["numerator"], found["denominator"])
    return counted + found["unknown"] + found["excluded"]


def _sides(found: Explanation) -> tuple[tuple[Unit, ...], ...]:
    return found.numerator, found.denominator, found.unknown, found.excluded


def _too_many(desk: Desk, reading: Reading, figure: Figure, *, of_file: bool) -> Behind:
    by = tuple(sorted(figure.by.items()))
    counted = desk.count_behind(figure)
    sizes = Sizes(
        numerator=counted["numerator"],
        denominator=counted["denominator"],
        unknown=counted["unknown"],
        excluded=counted["excluded"],
        line=line_of(figure, of_file=of_file),
    )
    return Behind(figure.indicator, by, _called(reading, by), sizes=sizes)


def _behind(reading: Reading, figure: Figure, found: Explanation) -> Behind:
    by = tuple(sorted(figure.by.items()))
    return Behind(
        name=figure.indicator,
        by=by,
        cell=_called(reading, by),
        numerator=_counted(found.numerator),
        denominator=_counted(found.denominator),
        unknown=_counted(found.unknown),
        excluded=_counted(found.excluded),
        withheld=found.withheld,
    )


def _called(reading: Reading, by: tuple[tuple[str, str], ...]) -> Text:
    codes = [reading.label(dimension, code) for dimension, code in by]
    comma = WORDS("list.comma")
    return joined(codes, comma, comma) if codes else Text()


def _counted(units: Iterable[Unit]) -> tuple[Counted, ...]:
    return tuple(Counted(str(one.subject), one.unit, one.commands) for one in units)
