"""What is due to go by kind of data, and letting it go."""

import json
from datetime import date

import pytest

from casemgmt import RuleBrokenError, Store
from casemgmt.cli.app import run as carried_out
from casemgmt.commands import (
    ApproveClosure,
    DeliverKit,
    FormHousehold,
    GiveConsent,
    IdentifyChild,
    LinkPersons,
    OpenCase,
    PlaceHold,
    RegisterChild,
    RequestClosure,
)
from casemgmt.domain.erasures import ErasureRule
from casemgmt.domain.personal import Forgotten
from casemgmt.events import Member
from casemgmt.testing import memory_store

BY = {"by": "amina", "second": "nadia"}
BEGUN, ENDED = "2015-09-03", "2019-06-30"


def registered(born="2004-03-14"):
    return RegisterChild(
        given_name="Salma",
        family_name="Idrissi",
        sex="female",
        born=born,
        district="mediouna",
    )


@pytest.fixture
def store():
    return memory_store(on="2026-01-05")


def opened(store, child="child:C01", born="2004-03-14"):
    store.acting_as("amina").record(
        child,
        registered(born),
        GiveConsent(purposes=["services"], given_by="guardian"),
        OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
        on=BEGUN,
    )


def closed(store, child="child:C01", on=ENDED, born="2004-03-14"):
    opened(store, child, born)
    store.acting_as("amina").record(child, RequestClosure(reason="moved-away"), on=on)
    store.acting_as("nadia").record(child, ApproveClosure(), on=on)


def due(store, on):
    found = store.retention.due(date.fromisoformat(on))
    return [(str(r.due.subject), r.due.kind.value, str(r.due.due)) for r in found]


def test_a_record_is_due_three_years_after_the_eighteenth_birthday(store):
    closed(store)

    assert due(store, "2025-03-13") == []
    assert due(store, "2025-03-14") == [("child:C01", "record", "2025-03-14")]


def test_a_later_closure_counts(store):
    closed(store, on="2023-06-30")

    assert due(store, "2026-06-29") == []
    assert due(store, "2026-06-30") == [("child:C01", "record", "2026-06-30")]


def test_nothing_is_due_while_a_case_is_open(store):
    opened(store)

    assert due(store, "2090-01-01") == []


def test_the_last_day_a_birth_may_have_been_counts(store):
    closed(store, born="2004")

    assert due(store, "2025-12-30") == []
    assert due(store, "2025-12-31") == [("child:C01", "record", "2025-12-31")]


def test_who_was_only_identified_is_kept_a_year(store):
    told = IdentifyChild(source="outreach", concerns=["child-labour"])
    store.acting_as("amina").record("child:C01", told, on="2024-09-03")

    assert due(store, "2025-09-02") == []
    assert due(store, "2025-09-03") == [("child:C01", "identification", "2025-09-03")]


def test_linked_records_are_one_person(store):
    closed(store)
    opened(store, "child:C02")
    link = LinkPersons(other="child:C02", evidence="visit")
    store.acting_as("amina").record("child:C01", link, on=ENDED)

    assert due(store, "2090-01-01") == []


def test_a_household_goes_no_sooner_than_its_children(store):
    closed(store)
    members = (Member(person="child:C01", role="child"),)
    home = FormHousehold(members=members, district="mediouna")
    store.acting_as("amina").record("household:H01", home, on=BEGUN)

    assert due(store, "2025-03-13") == []
    assert due(store, "2025-03-14") == [
        ("child:C01", "record", "2025-03-14"),
        ("household:H01", "household", "2025-03-14"),
    ]


def test_who_drew_attention_and_who_came_for_a_kit_go_before_the_record(store):
    desk = store.acting_as("amina")
    told = IdentifyChild(source="outreach", concerns=["child-labour"], reporter="Mme Alami")
    desk.record("child:C01", told, on=BEGUN)
    opened(store)
    kit = DeliverKit(
        kit="school-bag-full", school_year="2015-2016", received_by="M. Idrissi"
    )
    desk.record("child:C01", kit, on="2015-10-01")

    assert due(store, "2025-10-01") == [
        ("child:C01", "reporter", "2016-09-03"),
        ("child:C01", "receipt", "2025-10-01"),
    ]

    done = store.retention.carry_out(date(2025, 10, 1), **BY)

    assert all(one.certificate.complete for one in done)
    identified, *_, delivered = (e.event for e in desk.history("child:C01"))
    assert (identified.reporter, delivered.received_by) == (Forgotten(), Forgotten())
    assert due(store, "2025-10-01") == []


def test_what_is_due_goes_by_two_persons_and_what_is_held_stays(store):
    closed(store)
    closed(store, "child:C02")
    store.acting_as("amina").record("child:C02", PlaceHold(ground="judicial"), on=ENDED)
    with pytest.raises(RuleBrokenError) as refusal:
        store.retention.carry_out(date(2026, 1, 5), by="amina", second="amina")
    assert [r.held for r in store.retention.due(date(2026, 1, 5))] == [False, True]

    gone, kept = store.retention.carry_out(date(2026, 1, 5), **BY)

    assert refusal.value.rule is ErasureRule.TWO_PERSONS
    assert gone.certificate.complete
    assert kept.certificate is None
    desk = store.acting_as("amina")
    assert desk.history("child:C01") == ()
    assert desk.history("child:C02")


def test_the_verb_lists_and_carries_out(tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store.open("a.db", create=True) as store:
        closed(store)

    def said(*arguments):
        code = carried_out(
            ["retention", "a.db", "--on", "2025-03-14", "--json", *arguments]
        )
        out, err = capfd.readouterr()
        return code, json.loads(out) if out else None, err

    code, (row,), _ = said()
    assert code == 0
    assert {"subject", "kind", "due", "because"} <= row.keys()
    assert (row["subject"], row["kind"], row["due"]) == (
        "child:C01",
        "record",
        "2025-03-14",
    )
    assert said("--carry-out", "--by", "amina")[0] == 2
    code, (row,), _ = said("--carry-out", "--by", "amina", "--second", "nadia")
    assert (code, row["certificate"]["complete"]) == (0, True)
    assert said()[:2] == (0, [])
