"""A project is alive a year on when the last observation around it found it active."""

from datetime import date

import pytest
from tests.domain.given import journey, told

from casemgmt.domain.family_support.income_projects import (
    ObserveIncomeProject,
    Project,
    StartIncomeProject,
)

STARTED = told(
    "2024-10-15",
    StartIncomeProject(
        project="P1", kind="sewing", capital_centimes=500000, status="active"
    ),
)


def observed(on, status=None, **more):
    return told(on, ObserveIncomeProject(project="P1", status=status, **more))


def project(*tellings, ref="P1"):
    return journey(*tellings, of="household:H1").income_projects[ref]


def test_a_project_is_known_by_its_reference():
    state = project(STARTED)

    assert (state.started_on, state.kind) == (date(2024, 10, 15), "sewing")
    assert state.capital_centimes == 500000
    assert project(STARTED, ref="P2") == Project()


def test_what_was_told_last_holds_and_what_was_not_told_changes_nothing():
    state = project(
        STARTED,
        observed("2025-01-10", "paused", income_centimes=0),
        observed("2025-04-10", capital_centimes=700000, income_centimes=90000),
    )

    assert (state.kind, state.capital_centimes) == ("sewing", 700000)
    assert state.income_on(date(2025, 1, 9)) is None
    assert project(STARTED, observed("2025-01-10")).capital_centimes == 500000
    earned = observed("2025-01-10", income_centimes=90000), observed("2025-04-10", "active")
    assert project(STARTED, *earned).income_on(date(2025, 4, 10)) == 90000
    assert state.status_on(date(2025, 1, 9)) == "active"
    assert state.status_on(date(2025, 4, 10)) == "paused"
    assert state.income_on(date(2025, 1, 10)) == 0
    assert state.income_on(date(2025, 4, 10)) == 90000


@pytest.mark.parametrize(
    ("observations", "answer"),
    [
        ([("2025-10-15", "active")], "yes"),
        ([("2025-09-15", "active")], "yes"),
        ([("2025-11-14", "active")], "yes"),
        ([("2025-09-14", "active")], "unknown"),
        ([("2025-11-15", "active")], "unknown"),
        ([("2025-10-01", "active"), ("2025-11-01", "stopped")], "no"),
        ([("2025-10-15", "paused")], "no"),
        ([("2025-10-15", None)], "unknown"),
        ([], "unknown"),
    ],
)
def test_an_observation_counts_within_thirty_days_of_a_year(observations, answer):
    state = project(STARTED, *(observed(*one) for one in observations))

    assert state.alive_after(12, 30) == answer


def test_of_a_project_that_nobody_saw_start_nobody_knows():
    assert project(observed("2025-10-15", "active")).alive_after(12, 30) == "unknown"


def test_a_project_told_of_twice_began_when_it_was_first_told():
    again = told("2025-03-01", StartIncomeProject(project="P1", status="active"))

    assert project(STARTED, again).started_on == date(2024, 10, 15)
