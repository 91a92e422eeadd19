"""What the law says of any week at any age, and the law once more, as a list of lines."""

from datetime import date
from itertools import product

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.protection.weeks import AGES, DAYS, MOROCCO, SETTINGS, WEEKS

from casemgmt.domain.protection.legality import Answer, legality

ITS_FIRST_DAY = date(2018, 10, 2)
LAST_OF_THE_PAPERS, NO_PAPERS_HELP = date(2023, 10, 1), date(2023, 10, 2)
SEVERITY = {Answer.LAWFUL: 0, Answer.UNKNOWN: 1, Answer.PROHIBITED: 2}


def judged(seen, lowest, highest=None, *, day):
    return legality(seen, (lowest, lowest if highest is None else highest), day, MOROCCO)


@given(seen=WEEKS, day=DAYS, age=AGES, years=st.integers(1, 20))
def test_the_law_is_never_more_lenient_with_a_younger_child(seen, day, age, years):
    younger, older = (judged(seen, a, day=day).stated for a in (age, age + years))

    assert SEVERITY[younger.answer] >= SEVERITY[older.answer]


@given(seen=WEEKS, day=DAYS, age=AGES, years=st.integers(0, 3))
def test_an_uncertain_age_leaves_what_each_of_the_ages_would(seen, day, age, years):
    whole = judged(seen, age, age + years, day=day).stated
    each = [judged(seen, a, day=day).stated for a in range(age, age + years + 1)]

    assert_is_all_of(whole, each)


@given(seen=WEEKS, day=DAYS, ages=st.tuples(AGES, st.integers(0, 3)))
def test_what_was_not_told_leaves_what_each_answer_would(seen, day, ages):
    span = (ages[0], sum(ages))
    told = [judged(w, *span, day=day).stated for w in told_in_full(seen)]

    assert_is_all_of(judged(seen, *span, day=day).stated, told)


@given(seen=WEEKS, day=DAYS, age=AGES, years=st.integers(0, 3))
def test_protection_is_never_more_lenient_than_what_is_counted(seen, day, age, years):
    found = judged(seen, age, age + years, day=day)

    assert SEVERITY[found.protective.answer] >= SEVERITY[found.stated.answer]
    assert found.protective == judged(seen, age, day=day).protective


@given(seen=WEEKS, day=DAYS, age=AGES, years=st.integers(0, 3))
def test_an_answer_and_its_reasons_agree(seen, day, age, years):
    found = judged(seen, age, age + years, day=day).stated

    assert bool(found.missing) is (found.answer is Answer.UNKNOWN)
    assert bool(found.grounds) <= (found.answer is Answer.PROHIBITED)
    assert not {*found.grounds} & {*found.possible}


@given(seen=WEEKS, day=DAYS, age=AGES)
def test_it_is_the_law_as_a_lawyer_would_list_it(seen, day, age):
    for told in told_in_full(seen):
        found = judged(told, age, day=day).stated

        certain, depending = listed(told, age, day)
        assert {str(g) for g in found.grounds} == certain
        assert {str(g) for g in found.possible} == depending


def assert_is_all_of(whole, each):
    """Assert that *whole* says what all of *each* say, and nothing else."""
    answers = {one.answer for one in each}
    always = set.intersection(*({*one.grounds} for one in each))
    ever = set().union(*({*one.grounds, *one.possible} for one in each))
    assert whole.answer is (answers.pop() if len(answers) == 1 else Answer.UNKNOWN)
    assert {*whole.grounds} == always
    assert {*whole.possible} == ever - always


def told_in_full(seen):
    """Return *seen* as it would be with its setting and its hazard told, each way."""
    hazards = ("yes", "no") if seen.hazardous == "unknown" else (seen.hazardous,)
    settings = (seen.setting,) if seen.setting else SETTINGS
    if seen.activity == "domestic-work" and seen.setting is None:
        settings = ("domestic",)
    return [evolve(seen, hazardous=h, setting=s) for h, s in product(hazards, settings)]


def serves(seen):
    return seen.setting == "domestic" or (
        seen.activity == "domestic-work" and seen.setting != "enterprise"
    )


ALWAYS = (date.min, date.max)
TRANSITION = (ITS_FIRST_DAY, LAST_OF_THE_PAPERS)
LAW = (
    # ground, from and to which day, from and below which age, where
    ("minimum-age", ALWAYS, (0, 15), lambda w: w.setting == "enterprise"),
    ("hazardous", ALWAYS, (0, 18), lambda w: w.hazardous == "yes"),
    (
        "hazardous",
        (date(2010, 11, 16), date.max),
        (0, 18),
        lambda w: w.activity == "waste-picking",
    ),
    ("domestic-age", TRANSITION, (0, 16), serves),
    ("domestic-age", (NO_PAPERS_HELP, date.max), (0, 18), serves),
    (
        "domestic-hours",
        TRANSITION,
        (16, 18),
        lambda w: serves(w) and w.economic_hours > 40,
    ),
    ("night", ALWAYS, (0, 16), lambda w: bool(w.night)),
)
PAPERS = ("domestic-papers", TRANSITION, (16, 18), serves)


def listed(seen, age, day):
    """Return what forbids a week told in full, and what would without papers."""
    worst = {"worst-form"} if seen.worst_form else set()
    if seen.economic_hours == 0:
        return worst, set()
    lines = [line[0] for line in LAW if applies(line, seen, age, day)]
    papers = {"domestic-papers"} if applies(PAPERS, seen, age, day) else set()
    return worst | set(lines), papers


def applies(line, seen, age, day):
    _, (first, last), (lowest, below), where = line
    return first <= day <= last and lowest <= age < below and where(seen)
