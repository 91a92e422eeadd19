"""The facts keep what a runner promises: position, parking, audit, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.facts.saying import said

from casemgmt import Store
from casemgmt.commands import ObserveWork, OpenCentre, RegisterChild
from casemgmt.domain.vocabulary import Text
from casemgmt.facts import Facts, flat
from casemgmt.projections.progress import State
from casemgmt.read_models.figuring import brought_up, log_source

WORK = ObserveWork(economic_hours=6, chores_hours=4, hazardous="no")
POISON = ObserveWork(economic_hours=9, chores_hours=4, hazardous="no")
SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.db", create=True) as store:
        for child in ("child:C01", "child:C02"):
            store.acting_as("amina").record(child, SALMA, on="2025-09-03")
        yield store


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A fold that fails where nine hours were worked."""
    tell = flat.FLAT["work-observed"]

    def failing(one: Any) -> Any:
        if one.event.economic_hours == POISON.economic_hours:
            raise ZeroDivisionError
        yield from tell(one)

    monkeypatch.setitem(flat.FLAT, "work-observed", failing)  # type: ignore[arg-type]
    return monkeypatch


def weeks(store: Store) -> list[tuple[Any, ...]]:
    with brought_up(store._parts).cursor() as cursor:
        return cursor.execute("SELECT econ // 10000 FROM work ORDER BY ALL").fetchall()


def facts_row(store: Store, *, audit: bool = False) -> Any:
    read_models = store.projections
    found = read_models.audited() if audit else read_models.standing()
    return next(row for row in found if row[0].projection == "facts")


def test_the_position_is_the_last_scanned_not_the_last_that_mattered(
    store: Store,
) -> None:
    brought_up(store._parts)
    store.acting_as("amina").figures("2025-09-01", "2025-12-31", only=["I01"])
    store.project(_Nothing())

    stands = brought_up(store._parts).refresh(log_source(store._parts))

    assert stands.number == store._parts.shelf.log.head()


class _Nothing:
    """An adapter that keeps nothing; that it was begun stands in the log."""

    api_version = 1
    address = "nothing"

    def position(self) -> None:
        return None

    def project(self, batch: object) -> None:
        pass

    def forget(self, subject: object) -> None:
        pass


@pytest.mark.parametrize("built_before", [True, False])
def test_a_story_that_cannot_be_folded_waits_and_the_others_flow(
    store: Store, poisoned: pytest.MonkeyPatch, built_before: bool
) -> None:
    desk = store.acting_as("amina")
    desk.record("child:C01", WORK, on="2025-10-01")
    if built_before:
        assert weeks(store) == [(6,)]
    desk.record("child:C01", POISON, on="2025-10-08")
    desk.record("child:C01", WORK, on="2025-10-15")
    desk.record("child:C02", WORK, on="2025-10-15")

    assert weeks(store) == ([(6,), (6,)] if built_before else [(6,)])
    _, stands, _ = facts_row(store)
    assert (stands.parked, stands.state, stands.behind_events) == (1, State.PARKED, 0)

    poisoned.undo()
    desk.record("child:C02", WORK, on="2025-10-22")
    assert weeks(store) == [(6,), (6,), (6,), (6,), (9,)]
    assert facts_row(store)[1].state is State.RUNNING
    with Facts() as anew:
        anew.refresh(log_source(store._parts))
        assert said(brought_up(store._parts)) == said(anew)


def test_the_facts_stand_among_the_read_models_with_how_far_they_are_behind(
    store: Store,
) -> None:
    assert list(store.projections.standing()) == []
    brought_up(store._parts)
    store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")

    of, stands, _ = facts_row(store)

    assert of.address.endswith("a.db.facts")
    assert (stands.head - stands.position, stands.behind_events) == (1, 1)


def test_an_audit_holds_the_log_against_the_facts(store: Store) -> None:
    desk = store.acting_as("amina")
    told = desk.record("child:C01", WORK, on="2025-10-01")
    desk.record(
        "centre:mediouna",
        OpenCentre(kind="kindergarten", name=Text(fr="Mediouna")),
        on="2025-09-01",
    )
    facts = brought_up(store._parts)

    assert facts_row(store, audit=True)[2].ok
    assert told

    path = facts._generation.newest
    facts.close()
    import duckdb

    with duckdb.connect(str(path)) as broken:
        broken.execute("DELETE FROM command WHERE day = DATE '2025-10-01'")
    (differs,) = facts_row(store, audit=True)[2].differs
    assert (differs.event, differs.log, differs.seen) == ("work-observed", 1, 0)


def test_facts_of_another_epoch_say_nothing_of_where_they_stand(
    store: Store, tmp_path: Path
) -> None:
    brought_up(store._parts)
    config = tmp_path / "casemgmt.toml"
    config.write_text('timezone = "UTC"', encoding="utf-8")

    with Store.open(tmp_path / "a.db") as other:
        assert facts_row(other)[1].position is None
        assert json.dumps(len(weeks(other))) == "0"
        assert facts_row(other)[1].position is not None
