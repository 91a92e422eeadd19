"""An adult whom a record names can be erased alone; the record and all others stay."""

import sqlite3
from contextlib import closing

import pytest

from casemgmt import RuleBrokenError, Store, Text
from casemgmt.commands import (
    AttendParentingSession,
    Correct,
    DeliverKit,
    FormHousehold,
    JoinHousehold,
    PlaceHold,
    RegisterChild,
)
from casemgmt.domain.personal import Forgotten, Known
from casemgmt.errors import InvalidError
from casemgmt.events import Member
from casemgmt.recording.adults import WHOSE
from casemgmt.recording.plan import names_of_others
from casemgmt.testing import memory_store

ON = "2025-09-03"
ORDER = {"ground": "she asks for it", "by": "amina", "second": "nadia"}
MOTHER, FATHER = "Fatima Zohra Idrissi", "Hassan Idrissi Alaoui"


def child(**more):
    return RegisterChild(
        given_name="Salma",
        family_name="Idrissi",
        sex="female",
        born="2013-03-14",
        district="mediouna",
        **{"mother": MOTHER, "father": FATHER} | more,
    )


def household(*members):
    return FormHousehold(
        members=members, address="12, rue des Oudayas", district="mediouna"
    )


@pytest.fixture
def store():
    made = memory_store(on="2025-09-20")
    made.acting_as("amina").record("child:C01", child(), on=ON)
    return made


def first(store, subject):
    return store.acting_as("amina").history(subject)[0].event


def test_a_mother_is_erased_alone_and_the_record_stays(store):
    made = store.erase("child:C01", **ORDER, named="mother")

    assert made.complete
    assert made.searched
    assert made.records == ()
    assert made.subject.startswith("adult:erased-")
    told = first(store, "child:C01")
    assert told.mother == Forgotten()
    assert told.father == Known(Text.of(FATHER))
    assert told.given_name == Known(Text.of("Salma"))


def test_however_her_name_was_written_she_is_one_person_in_a_record(store):
    desk = store.acting_as("amina")
    (told,) = desk.history("child:C01")
    data = {
        "given_name": "Salma",
        "family_name": "Idrissi",
        "sex": "female",
        "born": "2013-03-14",
        "district": "mediouna",
        "mother": "Fatima-Zahra El Idrissi",
    }
    fix = Correct(command_id=told.command_id, data=data, reason="another spelling")
    desk.record("child:C01", fix, on=ON)

    store.erase("child:C01", **ORDER, named="mother")

    registered, corrected = desk.history("child:C01")
    assert registered.event.mother == corrected.event.corrected.mother == Forgotten()
    assert corrected.event.reason == Known(Text.of("another spelling"))


def test_one_of_a_household_is_erased_wherever_the_household_names_them(store):
    desk = store.acting_as("amina")
    members = Member(name=MOTHER, role="mother"), Member(name=FATHER, role="father")
    desk.record("household:H01", household(*members), on=ON)
    desk.record(
        "household:H01", AttendParentingSession(person=MOTHER, session="parenting"), on=ON
    )

    store.erase("household:H01", **ORDER, named="mother")

    formed, attended = (e.event for e in desk.history("household:H01"))
    assert [m.name for m in formed.members] == [Forgotten(), Known(Text.of(FATHER))]
    assert attended.person == Forgotten()
    assert formed.address == Known(Text.of("12, rue des Oudayas"))
    assert first(store, "child:C01").mother == Known(Text.of(MOTHER))


def test_of_several_in_one_role_it_is_said_which(store):
    desk = store.acting_as("amina")
    desk.record(
        "household:H01", household(Member(name="Tante Khadija", role="other")), on=ON
    )
    desk.record("household:H01", JoinHousehold(name="Oncle Brahim", role="other"), on=ON)
    with pytest.raises(InvalidError) as refusal:
        store.erase("household:H01", **ORDER, named="other")

    store.erase("household:H01", **ORDER, named="other:2")

    formed, joined = (e.event for e in desk.history("household:H01"))
    assert refusal.value.code == "several-so-called"
    assert (formed.members[0].name, joined.name) == (
        Known(Text.of("Tante Khadija")),
        Forgotten(),
    )


@pytest.mark.parametrize("named", ["guardian", "mother:2", "mother:x", "given-name"])
def test_nobody_who_is_not_named_is_erased(store, named):
    with pytest.raises(InvalidError) as refusal:
        store.erase("child:C01", **ORDER, named=named)

    assert refusal.value.code == "nobody-so-called"


def test_who_came_for_a_kit_is_erased_alone(store):
    desk = store.acting_as("amina")
    kit = DeliverKit(kit="school-bag-full", school_year="2025-2026", received_by=MOTHER)
    desk.record("child:C01", kit, on=ON)

    store.erase("child:C01", **ORDER, named="received-by")

    registered, delivered = (e.event for e in desk.history("child:C01"))
    assert delivered.received_by == Forgotten()
    assert registered.mother == Forgotten(), "one name in a record is one person"


def test_a_hold_on_the_record_holds_who_is_named_in_it(store):
    store.acting_as("amina").record("child:C01", PlaceHold(ground="judicial"), on=ON)

    with pytest.raises(RuleBrokenError):
        store.erase("child:C01", **ORDER, named="mother")


def test_with_the_record_everybody_goes_whom_it_names(store):
    stream = next(store.events()).command_id

    store.erase("child:C01", **ORDER)

    told = next(e for e in store.events() if e.command_id == stream)
    assert told.event.mother is not None
    vault = store._parts.shelf.vault
    (stored,) = store._parts.shelf.log.scan(0, 1)
    keys = [key for _, key in store._parts.shelf.codec.adults(stored)]
    assert len(keys) == 2
    assert [vault.key(key) for key in keys] == [None, None]


def test_the_same_name_told_again_is_somebody_new(store):
    store.erase("child:C01", **ORDER, named="mother")
    desk = store.acting_as("amina")

    desk.record("child:C01", child(), on="2025-09-04")

    before, after = (e.event for e in desk.history("child:C01"))
    assert (before.mother, after.mother) == (Forgotten(), Known(Text.of(MOTHER)))


def test_what_was_sealed_with_the_record_is_read_and_goes_with_the_record(
    store, monkeypatch
):
    monkeypatch.setattr("casemgmt.recording.session.told_of", lambda *_: {})
    store.acting_as("amina").record("child:C02", child(), on=ON)

    assert first(store, "child:C02").mother == Known(Text.of(MOTHER))
    with pytest.raises(InvalidError) as refusal:
        store.erase("child:C02", **ORDER, named="mother")
    assert refusal.value.code == "sealed-with-the-record"


def test_whose_key_it_is_stands_beside_the_name_and_cannot_be_changed(tmp_path):
    at = tmp_path / "a.db"
    with Store.open(at, create=True) as store:
        store.acting_as("amina").record("child:C01", child(), on=ON)
    with closing(sqlite3.connect(at)) as db, db:
        (state,) = db.execute("SELECT state FROM events").fetchone()
        assert state.count(f'"{WHOSE}":'.encode()) == 2
        swapped = state.replace(b'"mother"', b'"xother"').replace(b'"father"', b'"mother"')
        db.execute(
            "UPDATE events SET state = ?", [swapped.replace(b'"xother"', b'"father"')]
        )

    with Store.open(at) as store:
        (told,) = store.acting_as("amina").history("child:C01")

    assert type(told.event).__name__ == "Unreadable"


def test_every_field_that_names_somebody_else_is_marked():
    from casemgmt.events import (
        ChildIdentified,
        ChildRegistered,
        HouseholdFormed,
        HouseholdJoined,
        HouseholdLeft,
        KitDelivered,
        ParentingSessionAttended,
    )

    assert names_of_others(ChildRegistered) == {"mother", "father"}
    assert names_of_others(ChildIdentified) == {"reporter"}
    assert names_of_others(KitDelivered) == {"received_by"}
    assert names_of_others(ParentingSessionAttended) == {"person"}
    for kind in (HouseholdFormed, HouseholdJoined, HouseholdLeft):
        assert names_of_others(kind) == {"name"}
