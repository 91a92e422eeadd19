"""Who is older than the grade; where it cannot be told nobody is said to be."""

from datetime import date

import pytest
from tests.domain.given import POLICY, with_policy

from casemgmt.domain.school_support.grades import NOMINAL_AGES, over_age

DAY = date(2025, 12, 31)


def test_the_usual_ages_run_from_preschool_to_the_baccalaureate():
    assert NOMINAL_AGES["ps1"] == 4
    assert NOMINAL_AGES["p1"] == 6
    assert NOMINAL_AGES["p6"] == 11
    assert NOMINAL_AGES["c1"] == 12
    assert NOMINAL_AGES["tc"] == 15
    assert NOMINAL_AGES["bac-2"] == 17


@pytest.mark.parametrize(
    ("ages", "answer"),
    [((9, 9), False), ((10, 10), True), ((9, 10), None), ((10, 11), True), (None, None)],
)
def test_two_years_more_than_usual_is_over_age_where_the_age_is_sure(ages, answer):
    assert over_age("p3", ages, POLICY, DAY) is answer


@pytest.mark.parametrize("grade", [None, "vocational-1"])
def test_without_a_usual_age_nobody_is_over_age(grade):
    assert over_age(grade, (17, 17), POLICY, DAY) is None


def test_how_many_years_are_too_many_is_policy():
    assert over_age("p3", (10, 10), with_policy(overage__years=3), DAY) is False
