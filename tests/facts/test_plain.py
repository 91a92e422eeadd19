"""A story told plainly gives the rows of the long way, also where something is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import attrs
import orjson
import pytest
from attrs import evolve, fields

from casemgmt import Store, Text
from casemgmt.commands import (
    GiveConsent,
    ObserveWork,
    OpenCase,
    RegisterChild,
    ReportAttendance,
)
from casemgmt.domain.school_support.attendance import AttendanceReported
from casemgmt.facts import Facts, LogSource, attended
from casemgmt.facts.fold import Fold, Rows
from casemgmt.facts.spine import Spine
from casemgmt.read_models.figuring import log_source
from casemgmt.recording.port import StoredEvent
from casemgmt.testing import memory_store

from .saying import said

State = dict[str, Any]
ATTENDED, WORKED = 5, 8
"""The versions of two of the events of the child."""
SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
AGREED = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
MONTHS = [
    ReportAttendance(
        from_=f"2025-{month:02d}-01",
        to=f"2025-{month:02d}-28",
        days_possible=20,
        days_absent=absent,
        source="school-register",
    )
    for month, absent in enumerate((3, 0, 20, 1), start=3)
]
WORK = ObserveWork(economic_hours=6.5, chores_hours=4, hazardous="no")


class Changed:
    """A log in which the state of one event was changed behind everybody's back."""

    def __init__(self, log: Any, version: int, change: Callable[[State], Any]) -> None:
        self._log, self._version, self._change = log, version, change

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def read(self, stream: UUID) -> list[StoredEvent]:
        return [self._changed(one) for one in self._log.read(stream)]

    def bucket(self, *asked: Any) -> Iterator[StoredEvent]:
        return map(self._changed, self._log.bucket(*asked))

    def _changed(self, stored: StoredEvent) -> StoredEvent:
        if stored.version != self._version:
            return stored
        state = self._change(orjson.loads(stored.state))
        return evolve(stored, state=state if type(state) is bytes else orjson.dumps(state))


class TheLongWay(LogSource):
    """The same log, of which no story is told plainly."""

    def plain(self, subject: UUID, until: int) -> None:
        return None


@pytest.fixture
def store() -> Iterator[Store]:
    with told_of_a_child() as store:
        yield store


@pytest.fixture(scope="module")
def store_that_stays() -> Iterator[Store]:
    with told_of_a_child() as store:
        yield store


@contextmanager
def told_of_a_child() -> Iterator[Store]:
    with memory_store(on="2025-12-01") as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", SALMA, AGREED, CASE, on="2025-09-02")
        desk.record("child:C01", *MONTHS, on="2025-10-01")
        desk.record("child:C01", WORK, on="2025-10-11")
        yield store


def test_a_story_in_which_nothing_was_put_right_is_told_plainly(store: Store) -> None:
    source = log_source(store._parts)
    (child,) = source.changed(0)

    assert source.plain(child, source.head()) is not None
    assert _folded(source) == _folded(_the_long_way(source))
    told = _folded(source)
    assert len(told["attendance"]) == len(MONTHS)
    assert len(told["work"]) == 1


def test_the_months_of_one_child_are_told_together(store: Store) -> None:
    source = log_source(store._parts)
    (child,) = source.changed(0)
    story, rows = source.plain(child, source.head()), no_rows()

    assert story is not None
    assert story.tell("child", Fold(lambda _, __: 7), rows)
    assert len(rows.attendance) == len(MONTHS)
    assert "attendance" not in rows.tables

    back = rows.marked()
    assert story.tell("child", Fold(lambda _, __: 8), rows)
    back()
    assert rows.packed()["attendance"].rows == len(MONTHS)


def test_months_told_together_and_one_by_one_lie_in_one_table(store: Store) -> None:
    desk = store.acting_as("amina")
    desk.record("child:C01", evolve(MONTHS[0], days_absent_authorised=2), on="2025-11-01")
    desk.record("child:C02", SALMA, AGREED, CASE, *MONTHS, on="2025-11-02")
    source = log_source(store._parts)

    assert len(_folded(source)["attendance"]) == 2 * len(MONTHS) + 1
    assert _folded(source) == _folded(_the_long_way(source))


def no_rows() -> Rows:
    return Rows(Spine(lambda _: 0, lambda at: [0 for _ in at]))


def test_what_has_to_be_told_of_a_month_is_what_is_read_together() -> None:
    told = {
        a.name.rstrip("_") for a in fields(AttendanceReported) if a.default is attrs.NOTHING
    }

    assert told == {*attended.FIELDS}


def without(field: str) -> Callable[[State], State]:
    return lambda state: {name: v for name, v in state.items() if name != field}


def having(**said: Any) -> Callable[[State], State]:
    return lambda state: state | said


def telling(**said: Any) -> Callable[[State], State]:
    return lambda state: state | {"d": state["d"] | said}


DAMAGES: dict[str, Callable[[State], Any]] = {
    "no id": without("c"),
    "a short id": having(c="00ff"),
    "no day": without("on"),
    "no such day": having(on="2025-13-40"),
    "a day of another type": having(on=["2025-10-01"]),
    "only a month": having(on="2025-10"),
    "nobody told it": without("by"),
    "told by a number": having(by=3),
    "no moment": without("at"),
    "a moment in words": having(at="now"),
    "a moment that is a truth": having(at=True),
    "the first moment of all": having(at=1),
    "no data": without("d"),
    "data that are a list": having(d=[]),
    "a field too many": telling(more=1),
    "a count below nothing": telling(days_absent=-1),
    "a day that is no text": telling(**{"from": 20250901}),
    "days away with leave": telling(days_absent_authorised=2),
    "a count that is a truth": telling(days_absent=True),
    "a count beyond all": telling(days_possible=2**63),
    "no source": telling(source=None),
    "a source that is no text": telling(source=3),
    "a source that is no code": telling(source="School register"),
    "a source in Arabic": telling(source="\u0633\u062c\u0644"),
    "only the year of a day": telling(to="2025"),
    "no such last day": telling(to="2025-02-30"),
    "an id with a space in it": having(c="0000000000000000000000000000000 "),
    "who said it has a role": having(role="caseworker"),
    "a number in words": telling(economic_hours="six"),
    "a correction of itself": having(fix="00000000000040008000000000000002"),
    "no kind": without("k"),
    "a list": lambda _: [],
    "no JSON": lambda _: b"{",
    "two in one": lambda state: orjson.dumps(state) + b"," + orjson.dumps(state),
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("version", [ATTENDED, WORKED])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_was_damaged_changes_the_rows_as_the_long_way_says(
    store_that_stays: Store, damage: Callable[[State], Any], version: int
) -> None:
    source = log_source(store_that_stays._parts)
    damaged = evolve(source, log=Changed(source.log, version, damage))

    assert _folded(damaged) == _folded(_the_long_way(damaged))


def _the_long_way(source: LogSource) -> LogSource:
    return TheLongWay(source.log, source.codec, source.vault, source.zone)


def _folded(source: LogSource) -> dict[str, Any]:
    with Facts() as facts:
        facts.refresh(source)
        return said(facts)
