"""Equipment is told piece by piece: where it is, who has it, whether it works."""

from datetime import date

import pytest
from tests.domain.given import journey, told

from casemgmt.domain.organisation.equipment import (
    InstallEquipment,
    LendEquipment,
    Piece,
    ReportEquipment,
    ReturnEquipment,
    piece_of,
)
from casemgmt.domain.vocabulary import Subject, Text

A1, A2 = ("tablet", "a1"), ("tablet", "a2")
SALMA = Subject("child", "C01")
INSTALLED = told("2025-09-26", InstallEquipment(item="tablet", serial="A1"))
LENT = told("2025-10-01", LendEquipment(item="tablet", serial="A1", to=SALMA))
BACK = told("2025-11-01", ReturnEquipment(item="tablet", serial="A1", state="broken"))


def reported(on, state, serial="A1"):
    return told(on, ReportEquipment(item="tablet", serial=serial, state=state))


def equipment(*tellings):
    return journey(*tellings, of="centre:hay-hassani").equipment


def test_a_piece_is_in_use_from_the_day_it_is_installed():
    piece = equipment(INSTALLED).piece("tablet", "A1")

    assert not piece.installed_by(date(2025, 9, 25))
    assert piece.installed_by(date(2025, 9, 26))


def test_a_piece_is_lent_until_it_comes_back():
    state = equipment(INSTALLED, LENT, BACK)

    assert state.lent_on(date(2025, 9, 30)) == {}
    assert state.lent_on(date(2025, 10, 31)) == {A1: SALMA}
    assert state.lent_on(date(2025, 11, 1)) == {}


def test_a_piece_lent_to_nobody_knows_whom_is_lent():
    lent = told("2025-10-01", LendEquipment(item="tablet", serial="A1"))

    assert equipment(lent).lent_on(date(2025, 10, 1)) == {A1: None}


def test_a_piece_installed_again_is_no_longer_lent():
    again = told("2025-10-05", InstallEquipment(item="tablet", serial="A1"))

    assert equipment(LENT, again).lent_on(date(2025, 10, 5)) == {}


def test_a_piece_is_in_the_state_last_told_and_a_move_without_one_changes_nothing():
    state = equipment(INSTALLED, reported("2025-09-28", "working"), LENT, BACK)
    piece = state.piece("tablet", "A1")

    assert piece.condition_on(date(2025, 9, 27)) is None
    assert piece.condition_on(date(2025, 10, 31)) == "working"
    assert piece.condition_on(date(2025, 11, 1)) == "broken"


@pytest.mark.parametrize(
    ("said", "usable", "held"),
    [
        ("working", True, True),
        ("broken", False, True),
        ("lost", False, True),
        ("written-off", False, False),
    ],
)
def test_a_piece_is_usable_unless_last_said_broken_lost_or_written_off(said, usable, held):
    state = equipment(INSTALLED, reported("2025-10-10", said))

    before, after = date(2025, 10, 9), date(2025, 10, 10)
    assert A1 in state.usable_on(before)
    assert (A1 in state.usable_on(after)) is usable
    assert (A1 in state.held_on(after)) is held


def test_a_piece_repaired_is_usable_again():
    state = equipment(reported("2025-10-10", "broken"), reported("2025-12-01", "working"))

    assert state.usable_on(date(2025, 12, 1)) == {A1}


def test_a_piece_that_only_came_with_its_serial_is_usable():
    state = equipment(INSTALLED, reported("2025-10-10", "lost", serial="A2"))

    assert state.usable_on(date(2025, 10, 10), came=[A1, A2]) == {A1}
    assert state.held_on(date(2025, 9, 1), came=[A2]) == {A2}


def test_a_piece_that_was_only_reported_on_is_not_lent():
    state = equipment(reported("2025-10-10", "working"))

    assert state.lent_on(date(2025, 10, 10)) == {}


def test_what_came_with_its_serial_is_usable_though_nobody_told_of_it():
    assert equipment().usable_on(date(2025, 9, 1), came=[A2]) == {A2}


def test_pieces_without_a_serial_are_one_line():
    router = told(
        "2025-09-26", InstallEquipment(item="router"), InstallEquipment(item="router")
    )

    assert equipment(router).usable_on(date(2025, 9, 26)) == {("router", "")}


def test_a_serial_is_the_same_in_small_letters_and_with_spaces():
    assert piece_of("tablet", Text(plain=" a 1")) == piece_of("tablet", Text(fr="A1"))


def test_a_piece_that_nobody_told_of_has_no_story():
    assert equipment().piece("tablet", "A9") == Piece()
    assert Piece().condition_on(date(2025, 9, 1)) is None
