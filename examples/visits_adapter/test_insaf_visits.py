"""Every promise of an adapter, and what this one is for."""

import pytest
from casemgmt.adapters import Subject
from casemgmt.commands import (
    Correct,
    FormHousehold,
    GiveConsent,
    LinkPersons,
    Member,
    OpenCase,
    RecordDeath,
    RecordFollowUp,
    RegisterChild,
    Retract,
    UnlinkPersons,
    VisitHome,
)
from casemgmt.testing import AdapterContract, memory_store
from insaf_visits import HomeVisits

SALMA = RegisterChild(
    given_name="Salma",
    family_name="Idrissi",
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
SEEN = RecordFollowUp(kind="home-visit", seen_child=True)
MISSED = RecordFollowUp(kind="home-visit", seen_child=False)
CALLED = RecordFollowUp(kind="call", seen_child=True)


class TestHomeVisits(AdapterContract):
    adapter = HomeVisits

    def shown(self, adapter):
        return adapter.everything()


CONFIG = """
[adapters.visits]
adapter = "visits"
to = "visits.db"
fields = ["reference"]
"""
C1, C2, C3, C4 = (f"child:C0{n}" for n in range(1, 5))
MEMBERS = [Member(person=C1, role="child"), Member(person=C4, role="child")]


@pytest.fixture
def store(tmp_path):
    (tmp_path / "casemgmt.toml").write_text(CONFIG)
    store = memory_store(on="2025-12-01", config=tmp_path / "casemgmt.toml")
    for child in (C1, C2, C3, C4):
        store.acting_as("amina").record(child, SALMA, CONSENT, CASE, on="2025-09-03")
    return store


@pytest.fixture
def visits(tmp_path):
    visits = HomeVisits(str(tmp_path / "visits.db"))
    yield visits
    visits.close()


def test_it_counts_visits_by_month_and_finds_who_had_none(store, visits):
    amina = store.acting_as("amina")
    amina.record(C1, SEEN, on="2025-10-05")
    amina.record(C1, SEEN, on="2025-10-20")
    amina.record(C2, MISSED, on="2025-11-20")
    amina.record(C3, CALLED, on="2025-11-20")
    amina.record(
        "household:H01",
        FormHousehold(members=MEMBERS, district="mediouna"),
        on="2025-09-04",
    )
    seen = VisitHome(caregiver_present=True, children=[C1, C4])
    amina.record("household:H01", seen, on="2025-11-06")
    store.project(visits, name="visits")

    assert sorted(visits.months()) == [
        (C1, "2025-10", 2),
        (C1, "2025-11", 1),
        (C4, "2025-11", 1),
    ]
    assert sorted(visits.unvisited("2025-12-01")) == [(C2, None), (C3, None)]
    assert visits.unvisited("2025-10-01") == []  # the cases are too young
    assert dict(visits.unvisited("2026-01-05")) == {
        C1: "2025-11-06",
        C2: None,
        C3: None,
        C4: "2025-11-06",
    }


def test_without_the_grant_it_knows_ids_only(store, visits):
    store.acting_as("amina").record(C1, SEEN, on="2025-10-05")
    store.project(visits, name="not-in-the-toml")
    [(child, month, n)] = visits.months()
    assert (month, n) == ("2025-10", 1)
    assert child.startswith("child:") and child != C1


def test_a_corrected_visit_counts_where_it_was(store, visits):
    amina = store.acting_as("amina")
    told = amina.record(C1, SEEN, on="2025-10-05")
    store.project(visits, name="visits")
    right = Correct(
        command_id=told.command_id,
        data={"kind": "home-visit", "seen_child": True},
        on="2025-11-05",
        reason="the wrong month",
    )
    amina.record(C1, right, on="2025-12-01")
    store.project(visits, name="visits")
    assert visits.months() == [(C1, "2025-11", 1)]
    amina.record(
        C1, Retract(command_id=told.command_id, reason="never there"), on="2025-12-01"
    )
    store.project(visits, name="visits")
    assert visits.months() == []


def test_linked_records_are_one_child(store, visits):
    amina = store.acting_as("amina")
    amina.record(C1, SEEN, on="2025-11-05")
    amina.record(C2, LinkPersons(other=C1, evidence="same-birth-record"), on="2025-11-10")
    store.project(visits, name="visits")
    assert {child for child, _ in visits.unvisited("2025-12-01")} == {C3, C4}
    amina.record(C2, UnlinkPersons(other=C1, evidence="mother-says-no"), on="2025-11-20")
    store.project(visits, name="visits")
    assert {child for child, _ in visits.unvisited("2025-12-01")} == {C2, C3, C4}


def test_the_dead_are_not_waited_for(store, visits):
    store.acting_as("amina").record(C1, RecordDeath(), on="2025-10-05")
    store.project(visits, name="visits")
    assert {child for child, _ in visits.unvisited("2025-12-01")} == {C2, C3, C4}


def test_a_sibling_keeps_the_visit_when_the_other_is_forgotten(store, visits):
    amina = store.acting_as("amina")
    amina.record(
        "household:H01",
        FormHousehold(members=MEMBERS, district="mediouna"),
        on="2025-09-04",
    )
    amina.record(
        "household:H01",
        VisitHome(caregiver_present=True, children=[C1, C4]),
        on="2025-10-06",
    )
    store.project(visits, name="visits")
    rows = visits._db.execute("SELECT child FROM called WHERE reference = ?", [C1])
    visits.forget(Subject.of(*rows.fetchone()))
    assert visits.months() == [(C4, "2025-10", 1)]
    amina.record(
        "household:H01", VisitHome(caregiver_present=True, children=[C4]), on="2025-11-06"
    )
    store.project(visits, name="visits")
    assert visits.months() == [(C4, "2025-10", 1), (C4, "2025-11", 1)]
