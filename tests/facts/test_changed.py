"""Whoever something was told of is folded again as all are: the rows are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from tests.facts.saying import said
from tests.facts.test_shares import EventByEvent
from tests.oracle.journals import journal

from casemgmt import Store
from casemgmt.facts import Facts, Hands, LogSource, changed, refresh
from casemgmt.facts.changed import shares_of, whole_clusters
from casemgmt.read_models.figuring import log_source
from casemgmt.read_models.log_apart import read_apart
from casemgmt.sharing.hands import Processes
from casemgmt.testing import memory_store


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "STORIES_A_SHARE", 3)
    monkeypatch.setattr(changed, "FEW", 2)
    monkeypatch.setattr(refresh, "ALONE", 0)


@pytest.fixture(scope="module")
def store_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "a.db"
    told = [json.dumps(line) for line in journal(3, children=6)]
    with Store.open(path, create=True) as store:
        store.acting_as("amina").record_file(told, times_given=True)
    return path


@pytest.fixture
def source(store_at: Path) -> Iterator[LogSource]:
    with Store.open(store_at) as store:
        yield log_source(store._parts)


def everybody(source: LogSource) -> list[UUID]:
    return sorted(source.changed(0))


def ids(subjects: list[UUID]) -> bytes:
    return b"".join(one.bytes for one in subjects)


def folded_twice(source: Any, again: list[UUID], hands: Hands | None = None) -> Any:
    """Return what facts say of which these were folded a second time."""

    @contextmanager
    def engaged() -> Iterator[Hands | None]:
        yield hands

    with Facts() as facts:
        facts.refresh(source)
        once = said(facts)
        facts.refresh(source, again, engaged)
        return once, said(facts)


def test_each_cluster_of_somebody_who_changed_is_folded_once(source: LogSource) -> None:
    whole = whole_clusters(source, everybody(source), source.head())

    assert sorted(one for members in whole for one in members) == everybody(source)
    assert any(len(members) > 1 for members in whole)
    assert all({*source.linked_ever(m[0])} <= {*m} for m in whole)


def test_of_one_who_changed_the_whole_cluster_is_folded(source: LogSource) -> None:
    whole = whole_clusters(source, everybody(source), source.head())
    several = next(members for members in whole if len(members) > 1)
    other = whole_clusters(source, [several[-1]], source.head())

    assert [sorted(members) for members in other] == [sorted(several)]
    assert other[0][0] == several[-1]


def test_shares_are_about_as_large_one_as_another() -> None:
    with memory_store() as store:
        empty = log_source(store._parts)
        alone = [[UUID(int=number)] for number in range(13)]
        sizes = [len(share.whose) // 16 for share in shares_of(alone, empty, 0)]

        assert sizes == [3, 3, 3, 3, 1]
        assert not [*shares_of([], empty, 0)]


def test_many_who_changed_are_read_in_the_order_in_which_they_began(
    source: LogSource,
) -> None:
    until = source.head()
    told = [UUID(bytes=subject) for subject, _ in source.begun(until) or ()]
    whole = [[one] for one in sorted(told)]
    shares = shares_of(whole, source, until)

    assert b"".join(bytes(share.whose) for share in shares) == ids(told)
    assert told != sorted(told)


def test_who_is_not_in_the_log_has_no_beginning(source: LogSource) -> None:
    (known,) = source.beginnings([everybody(source)[0]])

    assert known
    assert [*source.beginnings([UUID(int=7)])] == [0]


@pytest.mark.parametrize("number", [1, 5, 1000])
def test_the_rows_of_stories_folded_again_are_those_that_stood(
    source: LogSource, number: int
) -> None:
    once, twice = folded_twice(source, everybody(source)[:number])

    assert once["command"]
    assert once == twice


def test_a_log_that_gives_events_alone_is_folded_again_as_well(source: LogSource) -> None:
    by_events = evolve(source, log=EventByEvent(source.log))
    once, twice = folded_twice(by_events, everybody(source))

    assert once == twice
    assert once == folded_twice(source, [])[0]


@pytest.mark.slow
def test_processes_fold_again_what_one_would(source: LogSource, store_at: Path) -> None:
    with Processes(2) as processes:
        hands = Hands(processes, partial(read_apart, str(store_at), None))
        once, twice = folded_twice(source, everybody(source), hands)

    assert once == twice
