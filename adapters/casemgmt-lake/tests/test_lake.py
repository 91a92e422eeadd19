"""What lies in a lake, and what never does."""

import json
import re
from pathlib import Path

import duckdb
import pytest

from casemgmt.commands import (
    Correct,
    GiveConsent,
    ObserveWork,
    OpenCase,
    RegisterChild,
)
from casemgmt.testing import golden, memory_store
from casemgmt_lake import Lake
from casemgmt_lake.stories import closed

SALMA = RegisterChild(
    given_name="Salma",
    family_name="Idrissi",
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
WORK = {"economic_hours": 20, "chores_hours": 4, "hazardous": "no"}


@pytest.fixture
def store():
    with memory_store(on="2026-03-20") as store:
        store.acting_as("amina").record("child:C01", SALMA, CONSENT, CASE, on="2025-09-03")
        yield store


@pytest.fixture
def lake(tmp_path):
    return Lake(str(tmp_path / "lake"))


def rows(lake, kind, columns):
    files = f"{lake.address}/current/facts/{kind}/*/*.parquet"
    return duckdb.sql(f"SELECT {columns} FROM '{files}' ORDER BY ALL").fetchall()


def test_a_fact_says_at_which_age_a_child_was(store, lake):
    for day in ("2026-02-28", "2026-03-02"):
        store.acting_as("amina").record("child:C01", ObserveWork(**WORK), on=day)
    store.project(lake)

    assert rows(lake, "work_observed", "age_low, age_high, economic_hours::INT") == [
        (12, 12, 20),
        (12, 13, 20),
    ]


def test_what_was_put_right_stands_as_it_is_now(store, lake):
    desk = store.acting_as("amina")
    told = desk.record("child:C01", ObserveWork(**WORK), on="2026-02-28")
    store.project(lake)
    right = WORK | {"economic_hours": 5}
    fix = Correct(command_id=told.command_id, data=right, reason="wrong week")
    desk.record("child:C01", fix, on="2026-03-01")
    store.project(lake)

    assert rows(lake, "work_observed", "economic_hours::INT") == [(5,)]
    files = f"{lake.address}/current/events/*/*.parquet"
    assert duckdb.sql(f"SELECT count(*) FROM '{files}'").fetchall() == [(5,)]


def test_a_case_has_its_episode_and_its_spells(store, lake):
    store.project(lake)

    assert rows(lake, "episode", '"start"::VARCHAR, "end"') == [("2025-09-03", None)]
    assert rows(lake, "spell", "kind, value") == [
        ("caseworker", "amina"),
        ("centre", "mediouna"),
        ("programme", "education"),
    ]


def test_no_name_and_no_day_of_birth_lies_in_it(store, lake):
    store.project(lake)

    current = Path(lake.address) / "current"
    told = json.dumps(
        [
            duckdb.sql(f"FROM '{file}'").fetchall()
            for file in sorted(current.rglob("*.parquet"))
        ],
        default=str,
    )
    assert "2013-03" in told
    for never in ("2013-03-14", "Salma", "Idrissi"):
        assert never not in told


def test_every_file_and_every_folder_of_it_is_its_owners_alone(store, tmp_path):
    store.project(Lake(str(tmp_path / "far" / "lake")))

    made = [tmp_path / "far", *(tmp_path / "far").rglob("*")]
    assert [p for p in made if not p.is_symlink() and p.stat().st_mode & 0o077] == []


def test_what_somebody_granted_stays_out_all_the_same():
    granted = {"given_name", "family_name", "born", "name", "findings", "reference"}
    told = golden("every_command", fields=granted)
    names = [t.event.given_name.value.fr for t in told if hasattr(t.event, "given_name")]

    kept = json.dumps([closed(one) for one in told], ensure_ascii=False)

    assert names
    assert not [name for name in names if name and name in kept]
    assert not re.search(r'born": "[0-9]{4}-[0-9]{2}-[0-9]{2}', kept.replace("\\", ""))


def test_what_did_not_change_is_shared_with_the_generation_before(store, lake):
    store.project(lake)
    current = Path(lake.address) / "current"
    before = {f.relative_to(current.resolve()): f.stat().st_ino for f in _files(current)}
    store.acting_as("amina").record("child:C01", ObserveWork(**WORK), on="2026-02-28")
    store.acting_as("amina").record("child:C02", SALMA, on="2026-02-28")
    store.project(lake)
    after = {f.relative_to(current.resolve()): f.stat().st_ino for f in _files(current)}

    assert before.keys() <= after.keys()
    assert len(list((Path(lake.address) / "generations").iterdir())) == 1
    assert not (Path(lake.address) / "pending").exists()


def _files(current):
    return sorted(current.resolve().rglob("*.parquet"))
