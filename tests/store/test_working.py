"""The weeks of work a desk shows: of the person, as of a day, as known, by a policy."""

from datetime import date, timedelta
from itertools import chain, repeat
from pathlib import Path
from random import Random

import attrs
import pytest

from casemgmt.commands import (
    CorrectBirthDate,
    GiveConsent,
    LinkPersons,
    ObserveWork,
    OpenCase,
    RegisterChild,
)
from casemgmt.domain.protection.child_labour import Reading, WorkClass
from casemgmt.domain.protection.legality import Answer
from casemgmt.domain.protection.withdrawal import Standing
from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.testing import memory_store

DATA = Path(__file__).parents[1] / "data"
SALMA, HIBA = "child:C1", "child:C2"
CASE = (
    GiveConsent(purposes=["services"], given_by="guardian"),
    OpenCase(centre="c", caseworker="amina", programmes=["education"]),
)
PERIOD = ("2025-09-01", "2025-12-31")


@pytest.fixture
def store():
    with memory_store(on="2026-01-10") as store:
        yield store


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


def born(day):
    return RegisterChild(
        given_name="A", family_name="B", sex="female", born=day, district="other"
    )


def seen(hours, hazardous="no", **more):
    return ObserveWork(economic_hours=hours, chores_hours=0, hazardous=hazardous, **more)


def test_a_week_has_both_answers_and_its_command(desk):
    desk.record(SALMA, born("2011-03-05"), on="2025-09-03")
    told = desk.record(SALMA, seen(20, setting="enterprise"), on="2025-09-10")

    (week,) = desk.weeks(SALMA)

    assert (week.day, week.economic_hours, week.ages) == (date(2025, 9, 10), 20, (14, 14))
    assert week.classes == (WorkClass.CHILD_LABOUR_AGE,)
    assert week.reading is Reading.LABOUR
    assert week.legality is week.protective is Answer.PROHIBITED
    assert [(str(c.ground), c.source) for c in week.grounds] == [
        ("minimum-age", "Labour Code art. 143")
    ]
    assert week.command_id == told.command_id


def test_a_week_cannot_be_changed(desk):
    desk.record(SALMA, seen(20), on="2025-09-10")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        desk.weeks(SALMA)[0].reading = Reading.FREE


def test_without_a_birth_date_the_answers_are_open(desk):
    desk.record(SALMA, seen(20, setting="enterprise"), on="2025-09-10")

    (week,) = desk.weeks(SALMA)

    assert (week.ages, week.classes) == (None, ())
    assert week.reading is Reading.UNDETERMINED
    assert (week.legality, week.protective) == (Answer.UNKNOWN, Answer.PROHIBITED)
    assert desk.withdrawal(SALMA).standing is Standing.UNDETERMINED


def test_weeks_of_linked_records_are_those_of_one_child(desk):
    desk.record(SALMA, born("2011-03-05"), seen(20), on="2025-09-10")
    desk.record(HIBA, seen(0), on="2025-09-01")
    desk.record(SALMA, LinkPersons(other=HIBA, evidence="act"), on="2025-09-20")

    for record in (SALMA, HIBA):
        weeks = desk.weeks(record)
        assert [w.day for w in weeks] == [date(2025, 9, 1), date(2025, 9, 10)]
        assert [w.ages for w in weeks] == [(14, 14), (14, 14)]


def test_a_corrected_birth_date_changes_both_answers_and_not_what_was_known(store, desk):
    desk.record(SALMA, born("2011-03-05"), on="2026-01-09")
    desk.record(SALMA, seen(20, setting="enterprise"), on="2026-01-10")
    before = store.clock.now
    store.turn_to("2026-02-01")
    corrected = CorrectBirthDate(born="2009-03-05", evidence="birth-act", reason="act")
    desk.record(SALMA, corrected, on="2026-02-01")

    (now,), (then,) = desk.weeks(SALMA), desk.weeks(SALMA, known_at=before)

    assert (now.reading, now.legality) == (Reading.FREE, Answer.LAWFUL)
    assert (then.reading, then.legality) == (Reading.LABOUR, Answer.PROHIBITED)


def test_weeks_are_cut_at_a_day(desk):
    desk.record(SALMA, seen(20), on="2025-09-10")
    desk.record(SALMA, seen(0), on="2025-09-11")

    assert [w.day for w in desk.weeks(SALMA, as_of="2025-09-10")] == [date(2025, 9, 10)]
    assert desk.weeks(SALMA, as_of="2025-09-09") == ()


def test_another_policy_gives_other_answers(desk):
    desk.record(SALMA, born("2009-03-05"), seen(43, setting="enterprise"), on="2025-09-10")

    mics6 = {"policy": DATA / "policy-mics6.toml"}

    assert desk.weeks(SALMA)[0].reading is Reading.FREE
    assert desk.weeks(SALMA, **mics6)[0].reading is Reading.LABOUR
    assert desk.withdrawal(SALMA).standing is Standing.NEVER_FOUND
    assert desk.withdrawal(SALMA, **mics6).standing is Standing.IN_CHILD_LABOUR


@pytest.mark.parametrize("ask", ["weeks", "withdrawal"])
def test_what_cannot_be_asked_is_said_in_one_line(desk, ask):
    with pytest.raises(InvalidError, match="subject"):
        getattr(desk, ask)("Salma")
    with pytest.raises(ConfigurationError, match=r"none\.toml"):
        getattr(desk, ask)(SALMA, policy=Path("none.toml"))


def test_nobody_looked_at_a_stranger(desk):
    assert desk.weeks("child:nobody") == ()
    assert desk.withdrawal("child:nobody").standing is Standing.NOT_LOOKED_AT


def test_nothing_shows_a_name(desk):
    desk.record(SALMA, born("2011-03-05"), seen(20), on="2025-09-10")

    assert "2011" not in repr(desk.weeks(SALMA)) + repr(desk.withdrawal(SALMA))


# The same walk as the figures


BIRTHS = ["2008", "2010", "2011-03-05", "2013-09", "2014-01-01"]
AT_FIRST, LATER = [0, 20, 44, 44], [0, 0, 0, 0, 2, 44]
HAZARDS = ["no", "no", "yes", "unknown"]


@pytest.fixture(scope="module")
def many():
    """The desk of a store of children seen at random, some of uncertain age."""
    chance = Random(871)
    with memory_store(on="2026-01-10") as store:
        desk = store.acting_as("amina")
        for number in range(60):
            tell_of(desk, f"child:R{number:02d}", chance)
        yield desk


def tell_of(desk, child, chance):
    desk.record(child, born(chance.choice(BIRTHS)), *CASE, on="2025-09-01")
    days = sorted(chance.sample(range(360), chance.randrange(7)))
    for day, hours in zip(days, chain([AT_FIRST], repeat(LATER)), strict=False):
        look = seen(chance.choice(hours), chance.choice(HAZARDS))
        desk.record(child, look, on=date(2025, 1, 1) + timedelta(day))


@pytest.fixture(scope="module")
def started(many):
    return in_figure(many, "I20")


def in_figure(desk, indicator):
    (figure,) = desk.figures(*PERIOD, only=[indicator])
    return {unit.subject for unit in desk.explain(figure).numerator}


SAYS = {
    "I20": lambda found: found.at_first,
    "I23": lambda found: found.standing is Standing.WITHDRAWN,
    "I24": lambda found: found.standing.startswith("withdrawn"),
    "I25": lambda found: found.came_back,
    "I26": lambda found: found.followed_up,
}


@pytest.mark.parametrize("indicator", SAYS)
def test_it_says_of_each_child_what_the_figure_counts(many, started, indicator):
    asked = {child: many.withdrawal(child, as_of=PERIOD[1]) for child in started}

    said = {child for child, found in asked.items() if SAYS[indicator](found)}

    assert said == in_figure(many, indicator)
    assert said


def test_it_finds_at_first_those_whom_the_figure_finds(many, started):
    found = {
        child
        for child in many.subjects("child")
        if many.withdrawal(child, as_of=PERIOD[1]).at_first
    }

    assert found == started
