"""The last observation by day says whether a child is at work; none is ever refused."""

from datetime import date
from decimal import Decimal

import pytest
from tests.domain.given import journey, told

from casemgmt.domain.dates import Day
from casemgmt.domain.protection.reports import MakeMandatoryReport
from casemgmt.domain.protection.work import AREA, ObserveWork, WorkObserved
from casemgmt.domain.told import Told

HOURS_OF = {
    hours: {"economic_hours": Decimal(hours), "chores_hours": 0, "hazardous": "no"}
    for hours in (0, 20)
}
ON = Told(Day.of("2025-10-15"), "amina")


def seen(hours, chores="0"):
    return WorkObserved(
        economic_hours=Decimal(hours), chores_hours=Decimal(chores), hazardous="no"
    )


def work(*story):
    state = AREA.initial
    for event in story:
        state = AREA.evolve(state, event, ON)
    return state


def test_without_any_look_a_child_is_not_at_work():
    assert not work().at_work


@pytest.mark.parametrize(("hours", "at_work"), [("0", False), ("0.01", True), ("44", True)])
def test_economic_hours_are_work(hours, at_work):
    assert work(seen(hours)).at_work is at_work


def test_chores_are_not_economic_hours():
    assert not work(seen("0", chores="60")).at_work


def test_the_last_look_says_it():
    assert not work(seen("20"), seen("0")).at_work
    assert work(seen("0"), seen("20")).at_work


def test_every_observation_is_kept_in_the_order_of_the_story():
    amina = told("2025-10-15", ObserveWork(**HOURS_OF[20]))
    nadia = told("2025-10-01", ObserveWork(**HOURS_OF[0]))

    observations = journey(amina, nadia).work.observations

    assert [one.day for one in observations] == [date(2025, 10, 1), date(2025, 10, 15)]
    assert [one.week.economic_hours for one in observations] == [0, 20]
    commands = [t.entry.command_id for t in (*nadia, *amina)]
    assert [one.command_id for one in observations] == commands


def test_an_uncertain_day_is_kept_with_its_precision():
    (observation,) = journey(told("2025-10", ObserveWork(**HOURS_OF[20]))).work.observations

    assert (str(observation.on), observation.day) == ("2025-10", date(2025, 10, 31))


def test_the_last_day_of_work_is_not_that_of_a_free_observation():
    seen = journey(
        told("2025-10-01", ObserveWork(**HOURS_OF[20])),
        told("2025-10-15", ObserveWork(**HOURS_OF[0])),
    ).work

    assert seen.worked_on == date(2025, 10, 1)
    assert AREA.initial.worked_on is None


def test_what_was_seen_is_recorded_as_told():
    command = ObserveWork(
        economic_hours=Decimal(20), chores_hours=Decimal(0), hazardous="no"
    )

    assert command.happened() == (seen("20"),)


def test_a_mandatory_report_shows_nothing_of_the_child():
    report = MakeMandatoryReport(authority="prosecutor", facts="Salma was beaten")

    assert "Salma" not in repr(report)
