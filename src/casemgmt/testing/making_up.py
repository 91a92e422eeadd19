"""What is told, made up from the shapes of events: any value an area can be told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, reduce
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from hypothesis import strategies as st

from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.area import Area
from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.told import Entry, Told
from casemgmt.domain.vocabulary import Marked, Quantity, Subject, Text

Strategy = st.SearchStrategy[Any]

FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
ABOUT_OTHERS = (CommandCorrected, CommandRetracted)
"""What is told about another command; the story is told anew without it."""


def stories(area: Area[Any]) -> Strategy:
    """Any events of an area, in any order, whoever told them of whatever day."""
    events = st.one_of([values(event) for event in area.events.values()])
    return st.lists(st.tuples(events, TOLD), max_size=12)


def events_of(kind: str, own: Iterable[Area[Any]] = ()) -> Strategy:
    """Any event that may be told of a subject of *kind*, by its own areas or any's."""
    brought = [
        e for area in own if area.subject in (kind, "any") for e in area.events.values()
    ]
    return st.one_of([_built_in(kind), *map(values, brought)])


@cache
def _built_in(kind: str) -> Strategy:
    areas = [area for area in AREAS if area.subject in (kind, "any")]
    events = [e for area in areas for e in area.events.values()]
    return st.one_of([values(event) for event in events if event not in ABOUT_OTHERS])


def entries(kind: str, own: Iterable[Area[Any]] = ()) -> Strategy:
    """What a log holds of a subject: any events, of any days, none told about another."""
    told = st.tuples(events_of(kind, own), DAYS, FORMS["code"])
    return st.lists(told, max_size=6).map(
        lambda several: [entry(rank, *one) for rank, one in enumerate(several)]
    )


def entry(
    rank: int, event: Any, on: Day, by: str = "amina", *, learnt: int | None = None
) -> Entry:
    """An event as the log holds it, recorded at its rank or at another one."""
    at = FIRST_MOMENT + timedelta(seconds=rank if learnt is None else learnt)
    return Entry(UUID(int=rank + 1), UUID(int=0), "", event, on, at, by)


def without_moments(state: Any) -> Any:
    """What a state says, but for the moments at which it was learnt."""
    match state:
        case datetime():
            return None
        case tuple() | frozenset():
            return type(state)(map(without_moments, state))
        case Mapping():
            return {key: without_moments(value) for key, value in state.items()}
        case _ if attrs.has(type(state)):
            fields = [getattr(state, f.name) for f in attrs.fields(type(state))]
            return type(state), *map(without_moments, fields)
        case _:
            return state


def added_up(area: Area[Any], story: Iterable[tuple[Any, Told]]) -> Any:
    """The state that *story* adds up to, event by event."""
    return reduce(lambda state, one: area.evolve(state, *one), story, area.initial)


DAYS = st.one_of(
    st.sampled_from(
        ["2025-09-03", "2025-09", "2025", "2025-2026", "2024-02-29", "2013-02"]
    ),
    st.sampled_from(["0001-01-01", "0001", "9999", "9999-12-31"]),
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
).map(Day.of)
SUBJECTS = st.sampled_from([Subject("child", "C01"), Subject("child", "C02")])
TEXTS = st.sampled_from([Text(plain="Salma"), Text(ar="سلمى", fr="Salma"), Text(plain="")])
NUMBERS = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
FORMS: dict[str, Strategy] = {
    "code": st.sampled_from(["amina", "youssef", "mediouna"]),
    "ref": st.sampled_from(["K7", "plan 1", "خطة"]),
    "school-year": st.sampled_from(["2024-2025", "2025-2026"]),
    "season": st.sampled_from(["2009-2010", "2010"]),
    "month": st.sampled_from(["2025-09", "2025-10", "2026-01"]),
    "number": NUMBERS,
    "count": st.integers(0, 2000),
}
LEAVES: dict[Any, Strategy] = {
    Day: DAYS,
    Subject: SUBJECTS,
    Text: TEXTS,
    Quantity: st.builds(Quantity)
    | st.builds(Quantity, NUMBERS, at_least=st.booleans(), about=st.booleans()),
    UUID: st.integers(1, 5).map(lambda n: UUID(int=n)),
    bool: st.booleans(),
    int: st.integers(0, 2000),
    str: st.sampled_from(["", "one", "two", "Salma"]),
    Decimal: NUMBERS,
    NoneType: st.none(),
    Withheld: st.just(Withheld()),
    Forgotten: st.just(Forgotten()),
    object: st.none(),
    Any: st.none(),
}
TOLD = st.builds(
    Told,
    DAYS,
    FORMS["code"],
    at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    episode=st.integers(0, 3),
)


@cache
def values(kind: Any) -> Strategy:  # noqa: PLR0911 - a case for each kind of type
    """Values of a type as areas annotate it."""
    if kind in LEAVES:
        return LEAVES[kind]
    match get_origin(kind), get_args(kind):
        case (origin, (_, Marked(form=form))) if origin is Annotated:
            return FORMS[form]
        case (origin, _) if origin is Annotated:  # a code of some list
            return st.sampled_from(["one", "two", "three"])
        case (origin, choices) if origin is Literal:
            return st.sampled_from(choices)
        case (origin, kinds) if origin in (Union, UnionType):
            return st.one_of([values(inner) for inner in kinds])
        case (origin, (inner, last)) if origin is tuple and last is Ellipsis:
            return st.lists(values(inner), max_size=3).map(tuple)
        case (origin, kinds) if origin is tuple:
            return st.tuples(*[values(inner) for inner in kinds])
        case (origin, (key, value)) if origin is Mapping:
            return st.dictionaries(values(key), values(value), max_size=3)
        case (origin, (inner,)) if origin is Known:
            return values(inner).map(Known)
    hints = get_type_hints(kind, include_extras=True)
    return st.builds(kind, **{f.alias: values(hints[f.name]) for f in attrs.fields(kind)})
