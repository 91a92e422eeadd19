"""The national law of a week of work, ground by ground, at each edge of each rule."""

from datetime import date, timedelta

import pytest
from tests.domain.protection.weeks import MOROCCO, SETTINGS, policy_with, week

from casemgmt.domain.dates import Day, ages_on
from casemgmt.domain.protection.legality import Answer, Ground, Missing, legality, source

ON = date(2025, 10, 15)
BEFORE_THE_LAW, ITS_FIRST_DAY = date(2018, 10, 1), date(2018, 10, 2)
LAST_OF_THE_PAPERS, NO_PAPERS_HELP = date(2023, 10, 1), date(2023, 10, 2)
OFF = 'operator = "off"\nvalue = 0'


def judged(seen, *ages, day=ON, policy=MOROCCO):
    """Return what the law says at one age or over a span of two, None for no birth date."""
    span = None if ages == (None,) else (ages[0], ages[-1])
    return legality(seen, span, day, policy)


def answer(seen, *ages, **others):
    return str(judged(seen, *ages, **others).stated.answer)


def grounds(seen, *ages, **others):
    return {str(g) for g in judged(seen, *ages, **others).stated.grounds}


def missing(seen, *ages, **others):
    return {str(m) for m in judged(seen, *ages, **others).stated.missing}


def in_enterprise(hours="20", **more):
    return week(hours, setting="enterprise", **more)


def domestic(hours="20", **more):
    return week(hours, setting="domestic", **more)


# The minimum age


def test_below_fifteen_nobody_is_employed_in_an_enterprise():
    assert grounds(in_enterprise("0.01"), 14) == {"minimum-age"}
    assert answer(in_enterprise("168"), 15) == "lawful"


@pytest.mark.parametrize("setting", ["household", "own-account"])
def test_the_minimum_age_is_of_employment(setting):
    assert answer(week("40", setting=setting), 10) == "lawful"


# Dangerous work


@pytest.mark.parametrize("setting", SETTINGS)
def test_dangerous_work_is_forbidden_until_eighteen_in_every_setting(setting):
    seen = week("0.01", hazardous="yes", setting=setting)

    assert "hazardous" in grounds(seen, 17)
    assert answer(seen, 18) == "lawful"


@pytest.mark.parametrize("hazardous", ["yes", "no", "unknown"])
def test_a_listed_activity_is_dangerous_whoever_says_otherwise(hazardous):
    seen = week("1", hazardous=hazardous, activity="waste-picking", setting="own-account")

    assert grounds(seen, 17) == {"hazardous"}
    assert answer(seen, 18) == "lawful"


def test_the_list_holds_from_the_day_of_its_decree():
    seen = week("1", activity="waste-picking", setting="own-account")

    assert answer(seen, 15, day=date(2010, 11, 15)) == "lawful"
    assert answer(seen, 15, day=date(2010, 11, 16)) == "prohibited"


# Worst forms


@pytest.mark.parametrize("age", [4, 14, 17, 18, 40, None])
def test_a_worst_form_is_prohibited_at_any_age_and_hours(age):
    assert grounds(week(worst_form="trafficking"), age) == {"worst-form"}


# Domestic work, as the law changed


@pytest.mark.parametrize(
    ("day", "age", "expected"),
    [
        (BEFORE_THE_LAW, 10, "lawful"),
        (ITS_FIRST_DAY, 15, "prohibited"),
        (ITS_FIRST_DAY, 16, "unknown"),
        (ITS_FIRST_DAY, 17, "unknown"),
        (ITS_FIRST_DAY, 18, "lawful"),
        (LAST_OF_THE_PAPERS, 15, "prohibited"),
        (LAST_OF_THE_PAPERS, 16, "unknown"),
        (NO_PAPERS_HELP, 16, "prohibited"),
        (NO_PAPERS_HELP, 17, "prohibited"),
        (NO_PAPERS_HELP, 18, "lawful"),
    ],
)
def test_domestic_work_is_judged_by_the_law_of_its_day(day, age, expected):
    assert answer(domestic(), age, day=day) == expected


def test_at_sixteen_in_the_transition_the_papers_are_what_is_missing():
    found = judged(domestic(), 16, day=LAST_OF_THE_PAPERS).stated

    assert found.missing == (Missing.PAPERS,)
    assert found.possible == (Ground.DOMESTIC_PAPERS,)


def test_no_paper_allowed_more_than_forty_hours():
    assert answer(domestic("40"), 16, day=LAST_OF_THE_PAPERS) == "unknown"
    assert grounds(domestic("40.01"), 16, day=LAST_OF_THE_PAPERS) == {"domestic-hours"}
    assert answer(domestic("60"), 18, day=LAST_OF_THE_PAPERS) == "lawful"


@pytest.mark.parametrize("setting", [None, "household", "domestic", "own-account"])
def test_a_servant_is_one_wherever_the_visitor_put_her(setting):
    assert grounds(week("36", activity="domestic-work", setting=setting), 16) == {
        "domestic-age"
    }


def test_cleaning_for_an_enterprise_is_employment_there():
    seen = in_enterprise(activity="domestic-work")

    assert grounds(seen, 14) == {"minimum-age"}
    assert answer(seen, 16) == "lawful"


# Night work, long weeks


@pytest.mark.parametrize("setting", ["enterprise", "household", "own-account"])
def test_night_work_is_forbidden_until_sixteen(setting):
    assert "night" in grounds(week("1", setting=setting, night=True), 15)
    assert answer(week("1", setting=setting, night=True), 16) == "lawful"


@pytest.mark.parametrize("night", [False, None])
def test_night_is_told_when_it_was_seen(night):
    assert answer(in_enterprise(night=night), 15) == "lawful"


def test_a_long_week_counts_only_where_the_policy_turns_it_on():
    on = policy_with('parameter = "legal.long_week_hazardous"\noperator = ">"\nvalue = 34')

    assert answer(in_enterprise("60"), 17) == "lawful"
    assert answer(in_enterprise("34"), 17, policy=on) == "lawful"
    assert grounds(in_enterprise("34.01"), 17, policy=on) == {"long-week"}
    assert answer(in_enterprise("34.01"), 18, policy=on) == "lawful"


# Nothing, and everything


@pytest.mark.parametrize("setting", [None, *SETTINGS])
@pytest.mark.parametrize("ages", [(9,), (None,), (14, 15)])
def test_chores_alone_are_no_employment(setting, ages):
    seen = week("0", chores="60", hazardous="unknown", setting=setting, night=True)

    assert answer(seen, *ages) == "lawful"
    assert missing(seen, *ages) == set()


def test_every_ground_is_named():
    seen = in_enterprise(hazardous="yes", night=True, worst_form="forced-labour")

    assert judged(seen, 14).stated.grounds == (
        Ground.WORST_FORM,
        Ground.MINIMUM_AGE,
        Ground.HAZARDOUS,
        Ground.NIGHT,
    )


# What nobody told


@pytest.mark.parametrize(
    ("age", "expected"),
    [(14, "unknown"), (15, "unknown"), (17, "unknown"), (18, "lawful")],
)
def test_without_its_setting_a_week_is_known_only_where_no_setting_matters(age, expected):
    seen = week("20")

    assert answer(seen, age) == expected
    assert missing(seen, age) == ({"setting"} if expected == "unknown" else set())


def test_an_unknown_hazard_is_missing_only_where_it_decides():
    seen = in_enterprise(hazardous="unknown")

    assert (answer(seen, 17), missing(seen, 17)) == ("unknown", {"hazardous"})
    assert (answer(seen, 14), missing(seen, 14)) == ("prohibited", set())
    assert (answer(seen, 18), missing(seen, 18)) == ("lawful", set())
    assert judged(seen, 14).stated.possible == (Ground.HAZARDOUS,)


def test_all_that_is_missing_is_named():
    seen = week("20", hazardous="unknown")

    assert missing(seen, 14, 18) == {"age", "hazardous", "setting"}


# Who may be either


def test_a_child_who_may_be_too_young_is_protected_as_one_who_is():
    found = judged(in_enterprise(), 14, 15)

    assert found.stated.answer is Answer.UNKNOWN
    assert found.stated.missing == (Missing.AGE,)
    assert found.protective.answer is Answer.PROHIBITED
    assert found.protective.grounds == (Ground.MINIMUM_AGE,)


def test_what_holds_at_either_age_is_certain():
    found = judged(in_enterprise(hazardous="yes"), 14, 15)

    assert found.stated.answer is Answer.PROHIBITED
    assert found.stated.grounds == (Ground.HAZARDOUS,)
    assert found.stated.possible == (Ground.MINIMUM_AGE,)
    assert found.protective.grounds == (Ground.MINIMUM_AGE, Ground.HAZARDOUS)


def test_without_a_birth_date_protection_takes_the_youngest():
    found = judged(in_enterprise(), None)

    assert found.stated.answer is Answer.UNKNOWN
    assert found.stated.missing == (Missing.AGE,)
    assert found.protective.answer is Answer.PROHIBITED


def test_without_a_birth_date_it_may_be_an_adult():
    found = judged(week("1", hazardous="yes", setting="own-account"), None)

    assert found.stated.answer is Answer.UNKNOWN
    assert found.protective.answer is Answer.PROHIBITED


@pytest.mark.parametrize(
    ("born", "day", "expected"),
    [
        ("2012-02-29", date(2027, 2, 28), "prohibited"),
        ("2012-02-29", date(2027, 3, 1), "lawful"),
        ("2010", date(2024, 12, 31), "prohibited"),
        ("2010", date(2025, 1, 1), "unknown"),
        ("2010", date(2025, 12, 30), "unknown"),
        ("2010", date(2025, 12, 31), "lawful"),
        ("2010-11", date(2025, 10, 31), "prohibited"),
        ("2010-11", date(2025, 11, 15), "unknown"),
        ("2010-11", date(2025, 11, 30), "lawful"),
    ],
)
def test_fifteen_is_reached_on_the_birthday_of_each_form_of_birth_date(born, day, expected):
    assert answer(in_enterprise(), *ages_on(Day.of(born), day), day=day) == expected


# The policy


@pytest.mark.parametrize(
    ("parameter", "seen", "age"),
    [
        ("legal.min_employment_age", in_enterprise(), 14),
        ("legal.hazardous_age", week("1", hazardous="yes", setting="own-account"), 14),
        ("legal.domestic_age", domestic(), 14),
        ("legal.night_age", week("1", setting="household", night=True), 14),
    ],
)
def test_a_rule_that_is_off_or_not_in_force_forbids_nothing(parameter, seen, age):
    off = policy_with(f'parameter = "{parameter}"\n{OFF}')
    later = policy_with(
        f'parameter = "{parameter}"\noperator = "<"\nvalue = 18\nvalid_from = 2025-10-16'
    )

    assert answer(seen, age) == "prohibited"
    assert answer(seen, age, policy=off) == "lawful"
    assert answer(seen, age, policy=later) == "lawful"
    assert answer(seen, age, day=date(2025, 10, 16), policy=later) == "prohibited"


def test_an_age_that_the_law_moves_is_the_one_of_the_day():
    moved = policy_with(
        'parameter = "legal.min_employment_age"\noperator = "<"\nvalue = 15\n'
        "valid_to = 2025-10-14",
        'parameter = "legal.min_employment_age"\noperator = "<"\nvalue = 16\n'
        "valid_from = 2025-10-15",
    )

    assert answer(in_enterprise(), 15, day=date(2025, 10, 14), policy=moved) == "lawful"
    assert answer(in_enterprise(), 15, day=date(2025, 10, 15), policy=moved) == "prohibited"


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_names_its_law(ground):
    day = LAST_OF_THE_PAPERS  # the one day on which every rule of the packaged policy holds

    assert source(ground, day, MOROCCO)


def test_the_law_behind_a_ground_is_that_of_the_day():
    assert "transition" in source(Ground.DOMESTIC_AGE, LAST_OF_THE_PAPERS, MOROCCO)
    assert source(Ground.DOMESTIC_AGE, NO_PAPERS_HELP, MOROCCO) == "law 19-12"
    assert source(Ground.DOMESTIC_AGE, BEFORE_THE_LAW, MOROCCO) == ""


def test_each_day_of_a_life_is_lawful_from_one_birthday_on():
    born = Day.of("2010-11-02")
    days = [date(2025, 10, 1) + timedelta(n) for n in range(60)]

    lawful = [
        d for d in days if answer(in_enterprise(), *ages_on(born, d), day=d) == "lawful"
    ]

    assert lawful == [d for d in days if d >= date(2025, 11, 2)]


@pytest.mark.parametrize("ground", [g for g in Ground if not g.parameter])
def test_what_is_prohibited_at_every_age_is_so_by_the_convention(ground):
    assert source(ground, LAST_OF_THE_PAPERS, MOROCCO) == "ILO Convention 182, art. 3"
