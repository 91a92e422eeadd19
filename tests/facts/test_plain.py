"""A story told plainly gives the rows of the long way, also where something is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import orjson
import pytest
from attrs import evolve

from casemgmt import Store, Text
from casemgmt.commands import (
    GiveConsent,
    ObserveWork,
    OpenCase,
    RegisterChild,
    ReportAttendance,
)
from casemgmt.facts import Facts, LogSource
from casemgmt.read_models.figuring import log_source
from casemgmt.recording.port import StoredEvent
from casemgmt.testing import memory_store

from .saying import said

State = dict[str, Any]
ATTENDED, WORKED = 4, 5
"""The ranks of two of the events of the child."""
SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
AGREED = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
MONTH = ReportAttendance(
    from_="2025-09-01",
    to="2025-09-30",
    days_possible=20,
    days_absent=3,
    source="school-register",
)
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
    with memory_store(on="2025-12-01") as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", SALMA, AGREED, CASE, on="2025-09-02")
        desk.record("child:C01", MONTH, on="2025-10-01")
        desk.record("child:C01", WORK, on="2025-10-11")
        yield store


def test_a_story_in_which_nothing_was_put_right_is_told_plainly(store: Store) -> None:
    source = log_source(store._parts)
    (child,) = source.changed(0)

    assert source.plain(child, source.head()) is not None
    assert _folded(source) == _folded(_the_long_way(source))
    told = _folded(source)
    assert len(told["attendance"]) == len(told["work"]) == 1


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
    store: Store, damage: Callable[[State], Any], version: int
) -> None:
    source = log_source(store._parts)
    damaged = evolve(source, log=Changed(source.log, version, damage))

    assert _folded(damaged) == _folded(_the_long_way(damaged))


def _the_long_way(source: LogSource) -> LogSource:
    return TheLongWay(source.log, source.codec, source.vault, source.zone)


def _folded(source: LogSource) -> dict[str, Any]:
    with Facts() as facts:
        facts.refresh(source)
        return said(facts)
