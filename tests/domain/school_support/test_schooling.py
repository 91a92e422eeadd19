"""Whether a child has a school place on a day is computed from what was told."""

from datetime import UTC, date, datetime

import pytest

from casemgmt.domain.dates import Day
from casemgmt.domain.school_support.schooling import (
    AREA,
    DropoutRecorded,
    OrientPathway,
    PathwayOriented,
    RecordDropout,
    ReturnedToSchool,
    SchoolingAssessed,
    SchoolPlaceTaken,
    SchoolResultRecorded,
)
from casemgmt.domain.told import NO_COMMAND, Told


def place(school_year="2025-2026", grade="p3"):
    return SchoolPlaceTaken(
        school="ecole-al-amal", school_year=school_year, grade=grade, kind="continuing"
    )


def back(school_year="2025-2026"):
    return ReturnedToSchool(school="ecole-al-amal", school_year=school_year)


def dropout(last_day):
    return DropoutRecorded(last_day=last_day, reason="work")


def _told(on, at):
    return Told(on, "amina", at=at, rank=(on.last, at, NO_COMMAND))


def schooling(*story):
    """The schooling that a story adds up to: days, and what was told of them."""
    state = AREA.initial
    for day, event, *recorded in story:
        at = recorded[0] if recorded else datetime(2026, 12, 31, tzinfo=UTC)
        state = AREA.evolve(state, event, _told(Day.of(day), at))
    return state


def test_without_a_place_a_child_is_not_enrolled():
    assert not schooling().enrolled_on(date(2025, 10, 1))


def test_a_child_is_enrolled_from_the_day_of_the_place():
    state = schooling(("2025-09-10", place()))

    assert not state.enrolled_on(date(2025, 9, 9))
    assert state.enrolled_on(date(2025, 9, 10))


def test_a_place_counts_until_thirty_days_after_its_school_year():
    state = schooling(("2025-09-10", place()))

    assert state.enrolled_on(date(2026, 9, 30), 30)
    assert not state.enrolled_on(date(2026, 10, 1), 30)
    assert state.enrolled_on(date(2026, 8, 31), 0)
    assert not state.enrolled_on(date(2026, 9, 1), 0)


def test_a_dropout_counts_from_its_last_day_once_it_was_told():
    state = schooling(("2025-09-10", place()), ("2025-12-20", dropout("2025-12-01")))

    assert state.enrolled_on(date(2025, 12, 19))  # not yet told
    assert not state.enrolled_on(date(2025, 12, 20))


def test_a_dropout_told_late_does_not_undo_a_later_return():
    state = schooling(
        ("2025-09-10", place()),
        ("2026-01-15", back()),
        ("2026-02-01", dropout("2025-12-01")),
    )

    assert state.enrolled_on(date(2026, 2, 1))


def test_a_dropout_whose_last_day_is_known_to_the_month_counts_as_its_end():
    state = schooling(("2026-01-15", back()), ("2026-02-01", dropout("2026-01")))

    assert not state.enrolled_on(date(2026, 2, 1))


def test_of_two_steps_of_one_day_the_one_recorded_last_holds():
    early, late = datetime(2025, 10, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)

    told_last = schooling(
        ("2025-09-20", place(), late), ("2025-09-30", dropout("2025-09-20"), early)
    )
    told_first = schooling(
        ("2025-09-20", place(), early), ("2025-09-30", dropout("2025-09-20"), late)
    )

    assert told_last.enrolled_on(date(2025, 10, 1))
    assert not told_first.enrolled_on(date(2025, 10, 1))


def test_of_a_return_and_a_dropout_of_one_day_the_one_recorded_last_holds():
    early, late = datetime(2025, 10, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)

    came_back = schooling(
        ("2025-09-20", back(), late), ("2025-09-20", dropout("2025-09-20"), early)
    )
    left_again = schooling(
        ("2025-09-20", back(), early), ("2025-09-20", dropout("2025-09-20"), late)
    )

    assert came_back.enrolled_on(date(2025, 9, 20))
    assert not left_again.enrolled_on(date(2025, 9, 20))


def test_a_place_of_last_year_taken_up_again_is_not_a_place_of_this_year():
    state = schooling(("2025-11-03", place("2024-2025")))

    assert not state.enrolled_on(date(2025, 11, 3))


def test_a_day_known_to_the_month_is_asked_as_its_last():
    state = schooling(("2025-09-10", place()))

    assert state.enrolled_on(Day.of("2025-09"))


def test_a_pathway_and_a_situation_are_no_school_place():
    state = schooling(
        ("2025-09-01", SchoolingAssessed(situation="enrolled", grade="p3")),
        ("2025-09-02", PathwayOriented(pathway="nfe")),
    )

    assert not state.enrolled_on(date(2025, 9, 3))


def test_the_entry_situation_is_the_first_that_was_found():
    state = schooling(
        ("2025-09-01", SchoolingAssessed(situation="out")),
        ("2025-12-01", SchoolingAssessed(situation="enrolled")),
    )

    assert state.entry == "out"


def test_a_place_that_ran_out_is_not_taken_up_again_after_the_days_of_the_policy():
    state = schooling(("2024-09-10", place("2024-2025")))

    assert not state.not_reenrolled_on(date(2025, 9, 30), 30)
    assert state.not_reenrolled_on(date(2025, 10, 1), 30)
    assert state.not_reenrolled_on(date(2025, 9, 1), 0)


def test_who_dropped_out_or_never_had_a_place_did_not_fail_to_come_back():
    left = schooling(("2024-09-10", place("2024-2025")), ("2025-05-02", dropout("2025-05")))

    assert not left.not_reenrolled_on(date(2025, 12, 1))
    assert not schooling().not_reenrolled_on(date(2025, 12, 1))


def test_who_takes_a_place_late_was_not_reenrolled_until_then():
    state = schooling(("2024-09-10", place("2024-2025")), ("2025-11-03", place()))

    assert state.not_reenrolled_on(date(2025, 11, 2))
    assert not state.not_reenrolled_on(date(2025, 11, 3))


def test_the_grade_is_that_of_the_last_place_and_a_return_says_none():
    state = schooling(
        ("2024-09-10", place("2024-2025", "p2")),
        ("2025-09-10", place()),
        ("2026-01-15", back()),
    )

    assert state.grade_on(date(2024, 9, 9)) is None
    assert state.grade_on(date(2025, 9, 9)) == "p2"
    assert state.grade_on("2026-01") == "p3"


def test_a_year_ends_as_the_school_said_last_for_that_grade():
    def ended(year, grade, result):
        return SchoolResultRecorded(school_year=year, grade=grade, result=result)

    state = schooling(
        ("2025-06-30", ended("2024-2025", "p3", "unknown")),
        ("2025-07-04", ended("2024-2025", "p3", "promoted")),
        ("2026-07-04", ended("2025-2026", "p4", "repeat")),
    )

    assert state.result("2024-2025", "p3") == "promoted"
    assert state.result("2025-2026", "p4") == "repeat"
    assert state.result("2025-2026", "p3") is None


def test_a_pathway_holds_from_the_day_of_the_orientation():
    state = schooling(
        ("2025-09-02", PathwayOriented(pathway="nfe")),
        ("2026-01-02", PathwayOriented(pathway="apprenticeship")),
    )

    assert state.pathway_on("2025-09-01") is None
    assert state.pathway_on("2026-01-01") == "nfe"
    assert state.pathway_on("2026-01-02") == "apprenticeship"


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (RecordDropout(last_day="2025-12-01"), DropoutRecorded(last_day="2025-12-01")),
        (OrientPathway(pathway="nfe"), PathwayOriented(pathway="nfe")),
    ],
)
def test_what_happened_is_recorded_whatever_was_told_before(command, event):
    assert command.happened() == (event,)
