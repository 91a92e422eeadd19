"""A work list that nobody adds to is another one only after a day that turns it."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from tests.domain.given import POLICY, WITH_A_CASE, journey, told

from casemgmt.domain.enrolment.case_commands import SuspendCase
from casemgmt.domain.policy import Policy, Threshold
from casemgmt.domain.vocational_training.contract import CompleteContract
from casemgmt.domain.work_lists.listing import items_on
from casemgmt.domain.work_lists.turning import next_turn

SUSPENDED = told("2025-10-01", SuspendCase(reason="harvest", until="2025-10-20"))
COMPLETED = told("2025-10-01", CompleteContract(contract="K1"))
SHORTER = """
[[rule]]
parameter = "review.months"
value = 3
valid_to = 2025-11-30
source = "a test"

[[rule]]
parameter = "review.months"
value = 1
valid_from = 2025-12-01
source = "a test"
"""
FOR_EVER = {"valid_from": None, "valid_to": None}
UNDATED = Policy(
    "undated",
    "1",
    {name: (evolve(t[-1], **FOR_EVER),) for name, t in POLICY.thresholds.items()},
)


@pytest.mark.parametrize(
    ("tellings", "policy", "turns"),
    [
        ((WITH_A_CASE,), UNDATED, []),
        ((WITH_A_CASE, SUSPENDED), UNDATED, ["2025-10-21"]),
        ((WITH_A_CASE,), Policy.read(SHORTER, UNDATED), ["2025-12-01"]),
        ((WITH_A_CASE, COMPLETED), UNDATED, ["2026-05-02", "2026-11-01"]),
    ],
    ids=["nothing", "a suspension's end", "another limit", "checkpoints"],
)
def test_a_list_turns_on(tellings, policy, turns):
    day, found = date(2025, 10, 5), []
    child = journey(*tellings)

    while day := next_turn(child, day, policy):
        found.append(str(day))

    assert found == turns


@pytest.mark.parametrize("more", [SUSPENDED, COMPLETED, (*SUSPENDED, *COMPLETED)])
def test_between_two_turns_the_same_is_open(more):
    tellings = (WITH_A_CASE, more)
    policy, day = Policy.read(SHORTER, POLICY), date(2025, 10, 5)
    open_ = items_on(day, journey(*tellings, as_of=str(day)), policy)

    for after in range(1, 500):
        turns = next_turn(journey(*tellings), day, policy)
        today = date(2025, 10, 5) + timedelta(days=after)
        now = items_on(today, journey(*tellings, as_of=str(today)), policy)
        if turns == today:
            day, open_ = today, now
        assert now == open_


def test_the_last_day_of_the_calendar_turns_nothing():
    for_good = told("2025-10-01", SuspendCase(reason="harvest", until="9999-12-31"))
    last = Threshold("review.months", 3, valid_to=date.max)
    policy = Policy("last", "1", {"review.months": (last,)})

    assert next_turn(journey(WITH_A_CASE, for_good), date(2025, 10, 5), policy) is None
