"""Which records of a store may be of one child, as the log stands now."""

import random
from datetime import UTC, datetime

import pytest

from casemgmt import Store, Subject, Text
from casemgmt.commands import (
    AddIdentifier,
    Correct,
    LinkPersons,
    RegisterChild,
    Retract,
    UnlinkPersons,
)
from casemgmt.errors import InvalidError
from casemgmt.testing import memory_store

DAY = "2025-09-03"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("سلمى", "Salma", "Hassan", "حسين", "Khadija", "خديجة")
FAMILIES = ("Idrissi", "الإدريسي", "Ben Ali", "بنعلي")


def registered(given="Salma", family="Idrissi", born="2013-03-14", **more):
    told = {"sex": "female", "district": "mediouna"} | more
    return RegisterChild(given_name=given, family_name=family, born=born, **told)


@pytest.fixture
def desk():
    return memory_store(on=DAY).acting_as("amina")


@pytest.fixture
def twice(desk):
    """A desk at which one child was registered twice."""
    desk.record("child:A", registered(), on=DAY)
    desk.record("child:B", registered(Text(ar="سلمى"), Text(ar="الإدريسي")), on=DAY)
    return desk


def pairs(desk, subject=None):
    return [(one.a.key, one.b.key) for one in desk.duplicates(subject)]


def test_a_child_registered_twice_is_found_whoever_is_asked_for(twice):
    assert pairs(twice) == [("A", "B")]
    assert pairs(twice, "child:A") == pairs(twice, "child:B") == [("A", "B")]


def test_what_was_linked_is_one_child_and_asked_no_more(twice):
    twice.record("child:C", registered(), on=DAY)
    twice.record("child:A", LinkPersons(other="child:B", evidence="papers"), on=DAY)
    assert pairs(twice) == [("A", "C"), ("B", "C")]

    twice.record("child:C", LinkPersons(other="child:B", evidence="papers"), on=DAY)

    assert pairs(twice) == []


def test_what_somebody_said_to_be_two_children_is_asked_no_more(twice):
    twice.record("child:B", UnlinkPersons(other="child:A", evidence="both-came"), on=DAY)

    assert pairs(twice) == []


def test_a_word_that_is_taken_back_is_asked_again(twice):
    said = twice.record(
        "child:B", UnlinkPersons(other="child:A", evidence="both-came"), on=DAY
    )
    assert pairs(twice) == []

    twice.record("child:B", Retract(command_id=said.command_id, reason="error"), on=DAY)

    assert pairs(twice) == [("A", "B")]


def test_a_name_put_right_is_compared_as_it_stands_now(twice):
    other = twice.history("child:B")[0].command_id
    assert pairs(twice) == [("A", "B")]

    data = {
        "given_name": "Khadija",
        "family_name": "Alaoui",
        "sex": "female",
        "born": "2011-02-02",
        "district": "mediouna",
    }
    twice.record("child:B", Correct(command_id=other, data=data, reason="error"), on=DAY)

    assert pairs(twice) == []


def test_a_number_is_compared_without_spaces_and_case(desk):
    for key, value in (("A", "K 130 000"), ("B", "k130000")):
        desk.record("child:" + key, registered(given=key * 3, family=key * 4), on=DAY)
        number = AddIdentifier(kind="massar", value=value, status="claimed")
        desk.record("child:" + key, number, on=DAY)

    found = desk.duplicates("child:A")

    assert [one.because[0] for one in found] in ([], ["same-claimed-number"])
    assert "same-claimed-number" in found[0].because


def test_nobody_is_like_a_child_of_whom_no_name_is_known(twice):
    assert twice.duplicates("child:Z") == ()
    with pytest.raises(InvalidError, match="child"):
        twice.duplicates("household:H")


def test_no_name_is_in_what_is_answered(twice):
    assert not {"Salma", "Idrissi", "سلمى"} & set(repr(twice.duplicates()).split("'"))


def test_who_was_erased_is_compared_with_nobody(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        for key in "AB":
            desk.record(f"child:{key}", registered(), on=DAY)
        assert pairs(desk) == [("A", "B")]
        vault = store._parts.shelf.vault

        vault.erase(vault.find(Subject.of("child:B")), NOW)

        assert pairs(desk) == []


@pytest.mark.parametrize("seed", range(8))
def test_kept_up_command_by_command_it_answers_as_from_the_beginning(tmp_path, seed):
    chance = random.Random(seed)
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        for _ in range(40):
            child, other = (f"child:K{chance.randrange(9)}" for _ in range(2))
            said = chance.choice(
                (
                    registered(chance.choice(NAMES), chance.choice(FAMILIES)),
                    registered(chance.choice(NAMES), chance.choice(FAMILIES), "2013"),
                    UnlinkPersons(other=other, evidence="seen"),
                )
            )
            desk.record(child, said, on=DAY)
            kept_up = desk.duplicates()
        with Store.open(tmp_path / "a.db") as anew:
            assert anew.acting_as("amina").duplicates() == kept_up
            for key in range(9):
                one = f"child:K{key}"
                mine = [each for each in kept_up if one in (str(each.a), str(each.b))]
                assert list(desk.duplicates(one)) == mine
