"""A household knows who lives in it on which day."""

from datetime import date
from fractions import Fraction

from casemgmt.domain.dates import Day
from casemgmt.domain.family_support.household import (
    AREA,
    HouseholdAssessed,
    HouseholdFormed,
    HouseholdJoined,
    HouseholdLeft,
    Member,
)
from casemgmt.domain.family_support.visits import HomeVisited
from casemgmt.domain.personal import Forgotten, Known
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Subject, Text

SALMA, OMAR = Subject("child", "C01"), Subject("child", "C02")
FORMED = HouseholdFormed(
    members=[
        Member(person="child:C01", role="child"),
        Member(name="Fatima", role="mother"),
    ],
    district="mediouna",
)


def household(*story):
    state = AREA.initial
    for on, event in story:
        state = AREA.evolve(state, event, Told(Day.of(on), "amina"))
    return state


def test_a_child_lives_there_from_the_day_it_was_formed():
    state = household(("2025-09-01", FORMED))

    assert state.children_on(date(2025, 8, 31)) == frozenset()
    assert state.children_on(date(2025, 9, 1)) == {SALMA}


def test_a_child_lives_there_from_joining_until_the_day_of_leaving():
    state = household(
        ("2025-09-01", FORMED),
        ("2025-10-01", HouseholdJoined(person=OMAR, role="child")),
        ("2025-11-01", HouseholdLeft(person=OMAR, role="child")),
    )

    assert state.children_on(date(2025, 9, 30)) == {SALMA}
    assert state.children_on(date(2025, 10, 1)) == {SALMA, OMAR}
    assert state.children_on(date(2025, 11, 1)) == {SALMA, OMAR}
    assert state.children_on(date(2025, 11, 2)) == {SALMA}


def test_a_child_who_left_may_come_back():
    state = household(
        ("2025-09-01", FORMED),
        ("2025-10-01", HouseholdLeft(person=SALMA, role="child")),
        ("2025-12-01", HouseholdJoined(person=SALMA, role="child")),
    )

    assert state.children_on(date(2025, 11, 1)) == frozenset()
    assert state.children_on(date(2025, 12, 1)) == {SALMA}


def test_a_child_told_of_twice_leaves_once():
    state = household(
        ("2025-09-01", FORMED),
        ("2025-09-05", HouseholdJoined(person=SALMA, role="child")),
        ("2025-10-01", HouseholdLeft(person=SALMA, role="other")),
    )

    assert state.children_on(date(2025, 10, 2)) == frozenset()


def test_an_adult_is_no_child_of_the_household():
    state = household(
        ("2025-09-01", FORMED), ("2025-09-05", HouseholdJoined(person=OMAR, role="sibling"))
    )

    assert state.children_on(date(2025, 9, 5)) == {SALMA}


def test_an_adult_who_is_nobodys_subject_leaves_by_name():
    state = household(
        ("2025-09-01", FORMED), ("2025-10-01", HouseholdLeft(name="Fatima", role="mother"))
    )

    assert [m.last for m in state.memberships] == [None, date(2025, 10, 1)]


def test_a_member_has_a_role_on_the_days_they_live_there():
    state = household(
        ("2025-09-01", FORMED),
        ("2025-10-01", HouseholdJoined(person=OMAR, role="sibling")),
        ("2025-11-01", HouseholdLeft(person=OMAR, role="sibling")),
    )

    assert state.role_on(date(2025, 9, 30), OMAR) is None
    assert state.role_on(date(2025, 11, 1), OMAR) == "sibling"
    assert state.role_on(date(2025, 11, 2), OMAR) is None
    assert state.role_on(date(2025, 9, 1), SALMA) == "child"


def test_who_was_told_of_twice_is_one_member_as_last_told():
    state = household(
        ("2025-09-01", FORMED), ("2025-09-05", HouseholdJoined(person=SALMA, role="other"))
    )

    assert [m.role for m in state.members_on(date(2025, 9, 5))] == ["mother", "other"]
    assert state.role_on(date(2025, 9, 5), SALMA) == "other"


def test_two_adults_whose_names_were_forgotten_are_not_one():
    state = household(
        ("2025-09-01", HouseholdJoined(name=Forgotten(), role="other")),
        ("2025-09-02", HouseholdJoined(name=Forgotten(), role="other")),
    )

    assert len(state.members_on(date(2025, 9, 2))) == 2


def test_the_last_assessment_with_a_tool_is_the_one_asked_for():
    state = household(
        ("2025-09-01", HouseholdAssessed(tool="rsu", score=41)),
        ("2025-10-01", HouseholdAssessed(tool="poverty-score", score=7)),
        ("2026-03-01", HouseholdAssessed(tool="rsu", score=38)),
    )

    assert state.assessed_by(date(2025, 8, 31), "rsu") is None
    assert state.assessed_by(date(2026, 2, 28), "rsu").score == 41
    assert state.assessed_by(date(2026, 3, 1), "rsu").score == 38


def test_an_assessment_changes_no_member():
    state = household(
        ("2025-09-01", FORMED), ("2025-09-02", HouseholdAssessed(tool="rsu", score=41))
    )

    assert state.children_on(date(2025, 9, 2)) == {SALMA}


def test_the_income_of_each_person_is_exact_or_unknown():
    def assessed(**told):
        return HouseholdAssessed(tool="rsu", score=41, **told).income_per_person

    assert assessed(monthly_income_centimes=250000, persons=7) == Fraction(250000, 7)
    assert assessed(monthly_income_centimes=0, persons=7) == 0
    assert assessed(monthly_income_centimes=250000) is None
    assert assessed(monthly_income_centimes=250000, persons=0) is None
    assert assessed(persons=7) is None


def test_what_is_told_of_a_family_is_personal():
    formed = HouseholdFormed(
        members=[], address="12, rue des Oliviers", district="mediouna"
    )
    visited = HomeVisited(
        caregiver_present=True, children=["child:C01"], findings="all well"
    )

    assert formed.address == Known(Text(plain="12, rue des Oliviers"))
    assert "Oliviers" not in repr(formed)
    assert "Fatima" not in repr(FORMED)
    assert visited.children == (SALMA,)
    assert "all well" not in repr(visited)


def test_two_people_whose_names_nobody_may_read_are_two():
    nobody = {"name": Forgotten(), "role": "mother"}
    state = household(
        ("2025-09-01", HouseholdJoined(**nobody)), ("2025-09-02", HouseholdJoined(**nobody))
    )

    assert len(state.members_on(date(2025, 9, 2))) == 2


def test_who_joined_is_known_by_name_and_leaves_by_it():
    fatima = {"name": "Fatima", "role": "grandmother"}
    state = household(
        ("2025-09-01", HouseholdJoined(**fatima)), ("2025-10-01", HouseholdLeft(**fatima))
    )

    (she,) = state.members_on(date(2025, 10, 1))
    assert she.name == Known(Text(plain="Fatima"))
    assert state.members_on(date(2025, 10, 2)) == ()
