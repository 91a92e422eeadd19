"""What the tables say without any grant, and of whom was erased before they were made."""

from datetime import date

import pytest
from sqlalchemy import event as sql_event

from casemgmt.commands import (
    GiveConsent,
    OpenCase,
    OpenCentre,
    RecordFollowUp,
    RegisterChild,
)
from casemgmt.testing import memory_store
from casemgmt_sql import SqlReadModel
from casemgmt_sql.tables import CHILDREN, WORK
from casemgmt_sql.views import DIALECTS, ages

from .tables_read import asked, table

SALMA = RegisterChild(
    given_name="Salma",
    family_name="Idrissi",
    sex="female",
    born="2010-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
CENTRE = OpenCentre(name="Mediouna", kind="child-labour-centre", capacity=40)
SEEN = RecordFollowUp(kind="home-visit", seen_child=True)


@pytest.fixture
def store():
    store = memory_store(on="2025-12-01")
    amina = store.acting_as("amina")
    amina.record("centre:mediouna", CENTRE, on="2025-09-01")
    for child in ("C01", "C02"):
        amina.record(f"child:{child}", SALMA, CONSENT, CASE, on="2025-09-03")
    return store


@pytest.fixture(params=["sqlite", "postgres"])
def tables(request, tmp_path):
    address = str(tmp_path / "register.db")
    if request.param == "postgres":
        address = request.getfixturevalue("postgres").address("unnamed")
    kept = SqlReadModel(address)
    yield kept
    kept.close()


def erase(store, reference):
    """Destroy the key and the reference, as an erasure does."""
    vault = store._parts.shelf.vault
    known = {str(subject): of for subject, of in vault.references("child")}
    vault._db.execute(
        "UPDATE subjects SET key = NULL, reference = NULL WHERE id = ?",
        [known[reference].bytes],
    )


def test_cases_join_their_centre(store, tables):
    store.project(tables)

    joined = "SELECT n.name, c.child FROM cases c JOIN centres n ON n.code = c.centre"
    assert [dict(row)["name"] for row in asked(tables, joined)] == ["Mediouna"] * 2
    assert {row.reference for row in table(tables, CHILDREN)} == {None}


def test_a_birth_is_known_to_the_month_and_an_age_between_two(store, tables):
    store.project(tables)

    for row in table(tables, CHILDREN):
        assert (row.born_from, row.born_to) == (date(2010, 3, 1), date(2010, 3, 31))
        assert row.born_precision == "month"
    found = asked(tables, "SELECT age_from, age_to, age FROM ages")
    assert len(found) == 2
    for row in map(dict, found):
        assert row["age"] == (row["age_from"] if row["age_from"] == row["age_to"] else None)
        assert 0 <= row["age_to"] - row["age_from"] <= 1


@pytest.mark.parametrize(
    ("day", "found"),
    [("2025-02-28", (14, 14)), ("2025-03-20", (14, 15)), ("2025-03-31", (15, 15))],
)
def test_where_a_birthday_may_have_been_nobody_says_how_old(store, tables, day, found):
    store.project(tables)
    dialect = tables._engine.dialect.name
    on = f"'{day}'" if dialect == "sqlite" else f"DATE '{day}'"

    (first, _) = map(dict, asked(tables, ages(DIALECTS[dialect], on)))

    assert (first["age_from"], first["age_to"]) == found
    assert first["age"] == (found[0] if found[0] == found[1] else None)


def test_ones_own_consent_is_due_by_the_last_day_of_the_month(store, tables):
    store.project(tables)

    due = {row.due_on for row in table(tables, WORK, WORK.c.what == "own-consent")}

    assert due == {date(2028, 3, 31)}


def test_who_was_erased_counts_and_stands_in_no_list(store, tables):
    erase(store, "child:C01")

    store.project(tables)

    forgotten = [row for row in table(tables, CHILDREN) if row.forgotten]
    assert len(forgotten) == 1
    (gone,) = forgotten
    assert (gone.sex, gone.born_to) == ("female", date(2010, 3, 31))
    assert len(asked(tables, "SELECT person FROM persons")) == 2
    assert len(asked(tables, "SELECT child FROM cases")) == 2
    assert len(asked(tables, "SELECT child FROM open_cases")) == 1
    assert gone.child not in {row.child for row in table(tables, WORK)}


def written(tables):
    """The statements that change rows, as they are sent."""
    said = []

    def note(*about):
        words = about[2].split()
        if words[0] in {"INSERT", "UPDATE", "DELETE"}:
            said.append((words[0], words[2] if words[0] != "UPDATE" else words[1]))

    sql_event.listen(tables._engine, "before_cursor_execute", note)
    return said


def test_an_event_writes_the_rows_it_changes_and_no_other(store, tables):
    store.project(tables)
    store.project(tables)
    said = written(tables)

    store.acting_as("amina").record("child:C01", SEEN, on="2025-11-20")
    store.project(tables)

    assert not [words for words in said if words[0] == "DELETE"]
    assert {of for _, of in said} <= {
        "timeline",
        "children",
        "work",
        "seen",
        "read_model",
    }
    assert ("UPDATE", "children") in said
