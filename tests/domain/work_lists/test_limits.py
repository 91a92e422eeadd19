"""Every limit of a work list is that of the policy; a silent one leaves the usual one."""

import pytest
from tests.domain.given import POLICY, WITH_A_CASE, told, with_policy
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.enrolment.case_commands import SuspendCase
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocational_training.contract import (
    CompleteContract,
    EndContractEarly,
    SignContract,
)

SILENT = Policy("none", "1", {})
SIGNED = told(
    "2025-10-01",
    SignContract(
        contract="K1",
        enterprise="garage-atlas",
        trade="mechanics",
        starts="2025-10-01",
        ends="2026-09-30",
        hours_total=1600,
        hours_practice=1280,
        hours_complement=160,
        guardian_signed=True,
    ),
)
SUSPENDED = told("2025-10-01", SuspendCase(reason="harvest"))
BROKEN_OFF = told(
    "2026-01-20",
    EndContractEarly(
        contract="K1", by="enterprise", reason="closed-down", last_day="2026-01-20"
    ),
)
COMPLETED = told("2026-08-31", CompleteContract(contract="K1"))


@pytest.mark.parametrize(
    ("parameter", "one_less", "what", "story", "usual", "sooner"),
    [
        ("suspension.max_days", 29, "suspension-review", [SUSPENDED], "10-31", "10-30"),
        ("plan.days", 20, "plan-approval", [], "09-24", "09-23"),
        ("review.months", 2, "review", [], "12-03", "11-03"),
    ],
)
def test_a_limit_is_that_of_the_policy(parameter, one_less, what, story, usual, sooner):
    shorter = with_policy(**{parameter.replace(".", "__"): one_less})

    def due_by(policy):
        return told_late(what, "2025-12-31", WITH_A_CASE, *story, policy=policy)[0][0]

    assert due_by(POLICY) == due_by(SILENT) == f"2025-{usual}"
    assert due_by(shorter) == f"2025-{sooner}"


def test_the_days_after_a_contract_broke_off_are_those_of_the_policy():
    def due_by(policy):
        story = WITH_A_CASE, SIGNED, BROKEN_OFF
        ((day, _),) = told_late("contract-follow-up", "2026-03-31", *story, policy=policy)
        return day

    assert due_by(POLICY) == due_by(SILENT) == "2026-02-19"
    assert due_by(with_policy(contract__follow_up_days=29)) == "2026-02-18"


def test_the_window_of_a_checkpoint_is_that_of_the_policy():
    def listed(on, policy):
        return bool(due("insertion", on, WITH_A_CASE, SIGNED, COMPLETED, policy=policy))

    narrow = with_policy(insertion__window_days=29)
    assert [listed("2027-03-30", p) for p in (POLICY, SILENT, narrow)] == [
        True,
        True,
        False,
    ]
    assert [listed("2027-03-31", p) for p in (POLICY, SILENT, narrow)] == [False] * 3
    assert listed("2027-03-29", narrow)
