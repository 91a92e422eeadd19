"""Two stores that were apart: each is told what it lacks, once, and nothing is lost."""

from random import Random
from uuid import UUID

import pytest
from tests.many import many
from tests.oracle.unruly import unruly
from tests.recording.telling import BAG, SALMA, VISIT, line, with_a_case, written

from casemgmt import Store
from casemgmt.commands import RecordFollowUp, RegisterChild
from casemgmt.errors import BusyError, InvalidError
from casemgmt.exchange import Because
from casemgmt.testing import memory_store

CHILD = "child:C01"
CENTRE = {"name": "Tamaris", "kind": "citizen-house"}


@pytest.fixture
def office():
    return memory_store(on="2025-10-10")


@pytest.fixture
def laptop():
    return memory_store(on="2025-10-10")


def told(store, *lines):
    made = store.acting_as("amina").record_file(written(lines))
    assert (made.refused, made.invalid) == (0, 0)
    return [UUID(one["id"]) for one in lines]


def ids(store, subject=CHILD):
    return {event.command_id for event in store.acting_as("amina").history(subject)}


def everything(store):
    """Every command of every subject."""
    desk = store.acting_as("amina")
    return {
        str(subject): ids(store, subject)
        for kind in ("child", "household", "centre", "agreement")
        for subject in desk.subjects(kind)
    }


def why(exchanged):
    return [one.because for one in exchanged.conflicts]


def test_each_has_what_the_other_had(office, laptop):
    told(office, *with_a_case(CHILD))
    told(laptop, *with_a_case("child:C02"))

    exchanged = office.exchange(laptop)

    assert (exchanged.sent, exchanged.received, exchanged.conflicts) == (3, 3, ())
    assert everything(office) == everything(laptop)
    assert len(everything(office)) == 2


def test_what_was_told_keeps_its_name_its_day_and_its_words(office, laptop):
    told(office, *with_a_case(CHILD), line("record-follow-up", VISIT, role="coordinator"))
    office.exchange(laptop)

    def circumstances(store):
        history = store.acting_as("amina").history(CHILD)
        return [(e.command_id, e.name, e.event, e.on, e.by, e.role) for e in history]

    assert circumstances(laptop) == circumstances(office)


def test_done_again_it_tells_nothing(office, laptop):
    told(office, *with_a_case(CHILD))
    told(laptop, line("record-follow-up", VISIT, subject="child:C02"))
    office.exchange(laptop)

    for again in (office.exchange(laptop), laptop.exchange(office)):
        assert (again.sent, again.received, again.conflicts) == (0, 0, ())


def test_commands_told_together_are_told_once(office, laptop):
    office.acting_as("amina").record(
        CHILD, RegisterChild(**SALMA), RecordFollowUp(**VISIT), on="2025-09-03"
    )

    assert office.exchange(laptop).sent == 2
    again = office.exchange(laptop)
    assert (again.sent, again.received) == (0, 0)
    assert ids(office) == ids(laptop)


def test_corrections_and_retractions_are_told_too(office, laptop):
    visit, gone = line("record-follow-up", VISIT), line("record-follow-up", VISIT)
    told(office, *with_a_case(CHILD), visit, gone)
    data = {**VISIT, "kind": "call"}
    told(
        office,
        line("correct", {"command_id": visit["id"], "data": data, "reason": "relu"}),
        line("retract", {"command_id": gone["id"], "reason": "dite deux fois"}),
    )
    office.exchange(laptop)

    here, there = (s.acting_as("amina").journey(CHILD) for s in (office, laptop))
    assert list(there.follow_up.made) == ["call"]
    assert list(here.follow_up.made) == ["call"]


def test_what_a_rule_of_the_other_forbids_stays_and_is_named(office, laptop):
    told(office, *with_a_case(CHILD))
    office.exchange(laptop)
    first, second = (line("entitle-kit", BAG) for _ in range(2))
    told(office, first)
    told(laptop, second)

    exchanged = office.exchange(laptop)

    refused = [(c.commands, c.at, c.rule) for c in exchanged.conflicts]
    rule = "one-kit-entitlement"
    assert why(exchanged) == [Because.REFUSED, Because.REFUSED]
    assert refused == [
        ((UUID(first["id"]),), "store", rule),
        ((UUID(second["id"]),), "other", rule),
    ]
    assert (exchanged.sent, exchanged.received) == (0, 0)


def test_one_reference_for_two_children_is_left_alone(office, laptop):
    (here, *_), (there, *_) = told(office, *with_a_case()), told(laptop, *with_a_case())
    told(laptop, line("open-centre", CENTRE, subject="centre:tamaris"))

    exchanged = office.exchange(laptop)

    (conflict,) = exchanged.conflicts
    assert conflict.because is Because.TWO_PERSONS
    assert set(conflict.commands) == {here, there}
    assert conflict.at is None
    assert (exchanged.sent, exchanged.received) == (0, 1)
    assert ids(office).isdisjoint(ids(laptop))


def test_two_facts_of_one_day_are_two_facts(office, laptop):
    told(office, *with_a_case(CHILD))
    office.exchange(laptop)
    told(office, line("record-follow-up", VISIT))
    told(laptop, line("record-follow-up", VISIT))

    exchanged = office.exchange(laptop)

    assert (exchanged.sent, exchanged.received, exchanged.conflicts) == (1, 1, ())
    assert ids(office) == ids(laptop)


def test_two_last_words_of_one_day_are_for_somebody_to_look_at(office, laptop):
    told(office, *with_a_case(CHILD))
    office.exchange(laptop)
    high = line("assess-risk", {"level": "high"}, on="2025-10-01")
    low = line("assess-risk", {"level": "low"}, on="2025-10-01")
    told(office, high)
    told(laptop, low)

    exchanged = office.exchange(laptop)

    (conflict,) = exchanged.conflicts
    assert conflict.because is Because.TOLD_APART
    assert conflict.commands == (UUID(high["id"]), UUID(low["id"]))
    assert (exchanged.sent, exchanged.received) == (1, 1)  # nothing is lost: both have both


def test_two_corrections_of_one_command_are_for_somebody_to_look_at(office, laptop):
    visit = line("record-follow-up", VISIT)
    told(office, *with_a_case(CHILD), visit)
    office.exchange(laptop)
    for store, kind in ((office, "call"), (laptop, "school")):
        data = {
            "command_id": visit["id"],
            "data": {**VISIT, "kind": kind},
            "reason": "relu",
        }
        told(store, line("correct", data))

    assert why(office.exchange(laptop)) == [Because.TOLD_APART]


def test_who_is_another_store_of_the_same_log_is_told_so(office):
    with pytest.raises(InvalidError, match="other"):
        office.exchange(office)


def test_broken_off_it_goes_on_where_it_was(office, laptop, monkeypatch):
    told(office, *(one for n in range(3) for one in with_a_case(f"child:C{n}")))
    monkeypatch.setattr("casemgmt.recording.journal.BATCH", 2)
    commit, left = laptop._parts.recorder.commit, iter(range(2))

    def stopped(session, only=None):
        if next(left, None) is None:
            raise BusyError("locked")
        return commit(session, only)

    monkeypatch.setattr(laptop._parts.recorder, "commit", stopped)
    with pytest.raises(BusyError):
        office.exchange(laptop)
    monkeypatch.setattr(laptop._parts.recorder, "commit", commit)

    exchanged = office.exchange(laptop)
    assert (exchanged.sent, exchanged.received) == (9 - 4, 0)
    assert everything(office) == everything(laptop)


def test_from_a_store_of_one_kind_to_one_of_another(tmp_path, laptop):
    with Store.open(tmp_path / "a.db", create=True) as office:
        told(office, *with_a_case(CHILD))
        assert office.exchange(laptop).sent == 3
        assert everything(office) == everything(laptop)


@pytest.mark.parametrize("seed", many(range(40), every_day=2, gate=10))
def test_whatever_was_told_apart_both_have_it_or_it_is_named(seed):
    """Unruly journals, told here, there or before they parted."""
    chance, office, laptop = Random(seed), memory_store(), memory_store()
    lines = [one for one in unruly(seed) if not isinstance(one, str)]
    parts = [[], [], []]
    for one in lines:
        chance.choice(parts).append(one)
    before, here, there = (written(part) for part in parts)
    office.acting_as("amina").record_file(before)
    office.exchange(laptop)
    office.acting_as("amina").record_file(here)
    laptop.acting_as("amina").record_file(there)

    exchanged = office.exchange(laptop)

    named = {c for one in exchanged.conflicts for c in one.commands}
    alone = (Because.ERASED, Because.TWO_PERSONS)
    apart = {str(one.subject) for one in exchanged.conflicts if one.because in alone}
    ours, theirs = everything(office), everything(laptop)
    lacked = [
        (ours.get(subject, set()) ^ theirs.get(subject, set())) - named
        for subject in (ours.keys() | theirs.keys()) - apart
    ]
    again = office.exchange(laptop)
    assert (again.sent, again.received) == (0, 0)
    assert sum(map(len, lacked)) == again.already
    assert set(again.conflicts) <= set(exchanged.conflicts)
