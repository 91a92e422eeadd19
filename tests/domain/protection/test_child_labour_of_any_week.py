"""What any week is for the statistics, and the table once more, as rows of bounds."""

from datetime import date
from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.protection.weeks import AGES, HOURS, MOROCCO, WEEKS, policy_with

from casemgmt.domain.protection.child_labour import (
    CHILD_LABOUR,
    Reading,
    reading,
    work_classes,
)

ON = date(2025, 10, 15)
MICS6 = policy_with(
    'parameter = "child_labour.hours_15_17"\noperator = ">="\nvalue = 43',
    'parameter = "child_labour.chores_5_14"\noperator = ">="\nvalue = 28',
    'parameter = "child_labour.chores_15_17"\noperator = ">="\nvalue = 43',
)
POLICIES = {"sdg": MOROCCO, "mics6": MICS6}
NAMED = st.sampled_from(sorted(POLICIES))
LEAST = Decimal("0.01")
"""The smallest step of hours that is recorded: more than 43 is 43.01 or more."""

BOUNDS = {
    # ages: hours from which work, and chores, are child labour; None: never
    ("sdg", range(5, 12)): ("1", "21.01"),
    ("sdg", range(12, 15)): ("14", "21.01"),
    ("sdg", range(15, 18)): ("43.01", None),
    ("mics6", range(5, 12)): ("1", "28"),
    ("mics6", range(12, 15)): ("14", "28"),
    ("mics6", range(15, 18)): ("43", "43"),
}


def is_labour(seen, age, named):
    classes = work_classes(seen, (age, age), ON, POLICIES[named])
    assert len(classes) == 1
    return classes <= CHILD_LABOUR


def told(seen):
    return evolve(seen, hazardous="no") if seen.hazardous == "unknown" else seen


@given(seen=WEEKS, age=AGES, named=NAMED)
def test_it_is_the_table_of_bounds(seen, age, named):
    seen = told(seen)

    assert is_labour(seen, age, named) is by_the_bounds(seen, age, named)


def by_the_bounds(seen, age, named):
    rows = [row for (name, ages), row in BOUNDS.items() if name == named and age in ages]
    if not rows:
        return False
    work, chores = rows[0]
    return (
        seen.worst_form is not None
        or (seen.hazardous == "yes" and seen.economic_hours >= LEAST)
        or seen.economic_hours >= Decimal(work)
        or (chores is not None and seen.chores_hours >= Decimal(chores))
    )


@given(seen=WEEKS, age=AGES, more=HOURS, named=NAMED)
def test_more_hours_never_make_it_less(seen, age, more, named):
    seen = told(seen)
    worked = evolve(seen, economic_hours=seen.economic_hours + more)
    chores = evolve(seen, chores_hours=seen.chores_hours + more)

    assert is_labour(seen, age, named) <= is_labour(worked, age, named)
    assert is_labour(seen, age, named) <= is_labour(chores, age, named)


@given(seen=WEEKS, age=AGES, years=st.integers(0, 3), named=NAMED)
def test_an_uncertain_age_leaves_what_each_of_the_ages_would(seen, age, years, named):
    policy = POLICIES[named]
    each = [work_classes(seen, (a, a), ON, policy) for a in range(age, age + years + 1)]

    assert work_classes(seen, (age, age + years), ON, policy) == frozenset().union(*each)


@given(seen=WEEKS, age=AGES, years=st.integers(0, 3), named=NAMED)
def test_a_reading_is_sure_only_where_every_age_says_the_same(seen, age, years, named):
    policy = POLICIES[named]
    each = {reading(seen, (a, a), ON, policy) for a in range(age, age + years + 1)}

    found = reading(seen, (age, age + years), ON, policy)
    assert found is (each.pop() if len(each) == 1 else Reading.UNDETERMINED)
