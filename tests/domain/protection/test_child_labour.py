"""Child labour is computed from the hours seen, the age, and the policy of the day.

The table of counting.md §1.7, line by line, at the edges of every age and threshold.
"""

from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
from attrs import evolve as with_

from casemgmt.domain.dates import Day, ages_on
from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.child_labour import Reading, reading, work_classes
from casemgmt.domain.protection.work import WorkObserved

MOROCCO = Policy.read((files("casemgmt") / "data/policy-morocco.toml").read_text("utf-8"))
ON = date(2025, 10, 15)


def week(economic="0", chores="0", hazardous="no", worst_form=None):
    return WorkObserved(
        economic_hours=Decimal(economic),
        chores_hours=Decimal(chores),
        hazardous=hazardous,
        worst_form=worst_form,
    )


def classes(seen, ages, day=ON, policy=MOROCCO):
    return {str(c) for c in work_classes(seen, ages, day, policy)}


def the_class(seen, age, **others):
    (only,) = classes(seen, (age, age), **others)
    return only


def read(seen, ages, day=ON, policy=MOROCCO):
    return reading(seen, ages, day, policy)


@pytest.mark.parametrize("age", [-1, 0, 4, 18, 30])
def test_out_of_scope_comes_before_everything(age):
    assert the_class(week("60", "60", "yes", "trafficking"), age) == "out-of-scope"


@pytest.mark.parametrize("age", [5, 11, 12, 14, 15, 17])
def test_a_worst_form_needs_no_hours(age):
    assert the_class(week(worst_form="trafficking"), age) == "worst-form"
    assert (
        the_class(week("60", hazardous="yes", worst_form="trafficking"), age)
        == "worst-form"
    )


@pytest.mark.parametrize("age", [5, 11, 12, 14, 15, 17])
def test_hazardous_work_is_so_from_the_first_minute(age):
    assert the_class(week("0.01", hazardous="yes"), age) == "hazardous"
    assert the_class(week("0", hazardous="yes"), age) == "not-working"


@pytest.mark.parametrize("age", [15, 17])
def test_more_than_43_hours_are_hazardous_from_fifteen(age):
    assert the_class(week("43"), age) == "permitted-work"
    assert the_class(week("43.01"), age) == "hazardous"


@pytest.mark.parametrize("age", [5, 11])
def test_one_hour_is_child_labour_until_eleven(age):
    assert the_class(week("1"), age) == "child-labour-age"
    assert the_class(week("0.99"), age) == "not-working"


@pytest.mark.parametrize("age", [12, 14])
def test_fourteen_hours_are_child_labour_from_twelve_to_fourteen(age):
    assert the_class(week("14"), age) == "child-labour-age"
    assert the_class(week("13.99"), age) == "light-work"
    assert the_class(week("0.01"), age) == "light-work"


@pytest.mark.parametrize("age", [12, 14])
def test_a_long_week_is_no_more_than_child_labour_below_fifteen(age):
    assert the_class(week("60"), age) == "child-labour-age"


@pytest.mark.parametrize("age", [5, 11, 12, 14])
def test_more_than_21_hours_of_chores_are_child_labour_until_fourteen(age):
    assert the_class(week(chores="21"), age) == "not-working"
    assert the_class(week(chores="21.01"), age) == "child-labour-household"


@pytest.mark.parametrize("age", [15, 17])
def test_chores_are_never_child_labour_from_fifteen(age):
    assert the_class(week(chores="168"), age) == "not-working"
    assert the_class(week("1", chores="100"), age) == "permitted-work"


def test_hours_are_asked_before_chores():
    assert the_class(week("14", chores="60"), 12) == "child-labour-age"
    assert the_class(week("13", chores="60"), 12) == "child-labour-household"


@pytest.mark.parametrize("age", [15, 17])
def test_work_is_permitted_from_fifteen(age):
    assert the_class(week("0.01"), age) == "permitted-work"
    assert the_class(week("0"), age) == "not-working"


def test_without_the_general_boundary_chores_do_not_count():
    market = _policy('parameter = "child_labour.general_boundary"\nvalue = false')

    assert the_class(week(chores="60"), 12, policy=market) == "not-working"


def test_a_policy_may_count_chores_from_fifteen_too():
    strict = _policy('parameter = "child_labour.chores_15_17"\noperator = ">"\nvalue = 43')

    assert the_class(week(chores="44"), 15, policy=strict) == "child-labour-household"


def test_thresholds_are_those_of_the_day_of_the_observation():
    dated = _policy(
        'parameter = "child_labour.chores_5_14"\noperator = ">"\nvalue = 21\n'
        "valid_to = 2025-10-14",
        'parameter = "child_labour.chores_5_14"\noperator = ">"\nvalue = 28\n'
        "valid_from = 2025-10-15",
    )
    seen = week(chores="25")

    before = the_class(seen, 12, day=date(2025, 10, 14), policy=dated)
    after = the_class(seen, 12, day=date(2025, 10, 15), policy=dated)

    assert (before, after) == ("child-labour-household", "not-working")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (week("1"), Reading.LABOUR),
        (week("0.99"), Reading.FREE),
        (week(chores="22"), Reading.LABOUR),
        (week(worst_form="trafficking"), Reading.LABOUR),
        (week(), Reading.FREE),
    ],
)
def test_a_certain_week_is_labour_or_free(seen, expected):
    assert read(seen, (11, 11)) is expected


@pytest.mark.parametrize(
    ("ages", "seen", "expected"),
    [
        ((11, 12), week("5"), Reading.UNDETERMINED),  # too young for it, or light work
        ((11, 12), week("14"), Reading.LABOUR),  # too much at either age
        ((11, 12), week("0"), Reading.FREE),
        ((14, 15), week("20"), Reading.UNDETERMINED),
        ((14, 15), week("44"), Reading.LABOUR),  # too many hours, or a hazardous week
        ((14, 15), week("5"), Reading.FREE),  # light work, or permitted
        ((4, 5), week("0"), Reading.UNDETERMINED),  # out of scope is not free
        ((4, 5), week("5"), Reading.UNDETERMINED),
        ((17, 18), week("5"), Reading.UNDETERMINED),
        ((3, 4), week("5"), Reading.OUT),
        ((18, 19), week("60"), Reading.OUT),
    ],
)
def test_an_uncertain_age_is_tried_both_ways(ages, seen, expected):
    assert read(seen, ages) is expected


@pytest.mark.parametrize(
    ("age", "seen", "expected"),
    [
        (12, week("5", hazardous="unknown"), Reading.UNDETERMINED),
        (12, week("14", hazardous="unknown"), Reading.LABOUR),
        (12, week("0", hazardous="unknown"), Reading.FREE),
        (16, week("20", hazardous="unknown"), Reading.UNDETERMINED),
        (18, week("20", hazardous="unknown"), Reading.OUT),
    ],
)
def test_an_unknown_hazard_is_tried_both_ways(age, seen, expected):
    assert read(seen, (age, age)) is expected


def test_every_class_a_week_may_be_in_is_named():
    seen = week("20", hazardous="unknown")

    assert classes(seen, (14, 15)) == {"hazardous", "child-labour-age", "permitted-work"}


def test_without_a_birth_date_nothing_can_be_said():
    assert classes(week("60"), None) == set()
    assert read(week("60", worst_form="trafficking"), None) is Reading.UNDETERMINED


def test_where_the_policy_says_nothing_of_a_boundary_chores_do_not_count():
    boundary = "child_labour.general_boundary"
    kept = {name: said for name, said in MOROCCO.thresholds.items() if name != boundary}

    silent = with_(MOROCCO, thresholds=kept)

    assert the_class(week(chores="28"), 10) == "child-labour-household"
    assert the_class(week(chores="28"), 10, policy=silent) == "not-working"


def test_born_on_29_february_a_child_is_older_on_1_march():
    born = Day.of("2012-02-29")
    eve, birthday = date(2027, 2, 28), date(2027, 3, 1)

    assert read(week("14"), ages_on(born, eve), eve) is Reading.LABOUR
    assert read(week("14"), ages_on(born, birthday), birthday) is Reading.FREE


def test_a_birth_year_leaves_two_ages():
    ages = ages_on(Day.of("2013"), ON)

    assert ages == (11, 12)
    assert read(week("5"), ages) is Reading.UNDETERMINED


def _policy(*rules):
    text = "\n".join(f'[[rule]]\nsource = "ours"\n{rule}' for rule in rules)
    return Policy.read(text, MOROCCO)
