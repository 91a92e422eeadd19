"""Figures of a store whose files were not left alone: told again, without what is lost."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casemgmt import Store, Text
from casemgmt.commands import GiveConsent, OpenCase, RegisterChild
from casemgmt.read_models.figuring import brought_up

SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CASE = (
    SALMA,
    GiveConsent(purposes=["services"], given_by="guardian"),
    OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
)


@pytest.fixture
def store_at(tmp_path):
    return recorded(tmp_path / "a.db")


def recorded(path):
    with Store.open(path, create=True) as store:
        for child in ("child:C01", "child:C02"):
            store.acting_as("amina").record(child, *CASE, on="2025-09-03")
    return path


def children(path, **asked):
    with Store.open(path, **asked) as store:
        desk = store.acting_as("amina")
        (figure,) = desk.figures("2025-09-01", "2025-12-31", only=["I01"])
        return figure.numerator


def damage(path: Path, position: int) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("UPDATE events SET state = x'00' WHERE position = ?", [position])
    db.close()


@pytest.mark.parametrize(("position", "counted"), [(1, 2), (2, 2), (3, 1)])
def test_a_damaged_event_is_counted_in_no_figure_and_stops_none(
    store_at, position, counted
):
    damage(store_at, position)

    assert children(store_at) == counted


def test_facts_that_were_damaged_are_told_again(store_at):
    assert children(store_at) == 2
    (generation,) = store_at.with_name("a.db.facts").glob("*.duckdb")
    generation.write_bytes(b"junk" * 1000)

    assert children(store_at) == 2
    assert not generation.exists()


def test_the_facts_of_a_store_that_stood_here_before_are_told_again(tmp_path, store_at):
    assert children(store_at) == 2
    for left in ("a.db", "a.vault"):
        (tmp_path / left).unlink()

    recorded(store_at)

    assert children(store_at) == 2


def test_facts_follow_the_time_zone(tmp_path):
    late = datetime(2025, 9, 3, 22, 30, tzinfo=UTC)
    config = tmp_path / "casemgmt.toml"
    with Store.open(tmp_path / "a.db", create=True, clock=lambda: late) as store:
        store.acting_as("amina").record("child:C01", *CASE, on="2025-09-03")
    days = []
    for zone in ("UTC", "Asia/Tokyo", "UTC"):
        config.write_text(f'timezone = "{zone}"', encoding="utf-8")
        with (
            Store.open(tmp_path / "a.db") as store,
            brought_up(store._parts).cursor() as cursor,
        ):
            days += cursor.execute("SELECT DISTINCT recday FROM command").fetchall()

    assert days[0] == days[2] != days[1]
