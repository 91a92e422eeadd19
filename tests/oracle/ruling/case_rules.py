"""The rules about cases, plans, transfers, closures: whether each is broken."""

from __future__ import annotations

from datetime import timedelta

from tests.oracle.policy import policy
from tests.oracle.telling import Told

from .past import Moment
from .plans import every_goal_settled, plan_in_case, plans_of

POLICY = policy()


def not_registered(m: Moment) -> bool:
    """As of the day: registered later is not yet registered."""
    return not any(t.command == "register-child" and t.day <= m.on for t in m.own)


def no_consent_to_services(m: Moment) -> bool:
    if m.data.get("override") is not None:
        return False
    return not m.person.consents("services", m.on, POLICY, m.on)


def case_is_open(m: Moment) -> bool:
    return m.case is not None


def no_case_is_open(m: Moment) -> bool:
    return m.case is None


def last_case_not_closed(m: Moment) -> bool:
    return m.last_case is None or m.last_case.end is None


def plan_without_goal(m: Moment) -> bool:
    return not m.data["goals"]


def plan_not_proposed(m: Moment) -> bool:
    return plan_in_case(m) is None


def author_decides(m: Moment) -> bool:
    plan = plan_in_case(m)
    return plan is not None and plan.author == m.by


def goal_not_approved(m: Moment) -> bool:
    """The goal stands in an approved plan; no case need be open."""
    plan = plans_of(m).get(m.data["plan"])
    if plan is None or plan.word != "approve-plan":
        return True
    return m.data["goal"] not in plan.goals


def transfer_waits(m: Moment) -> bool:
    return m.case is not None and m.case.transfer_to is not None


def no_transfer_waits(m: Moment) -> bool:
    return not transfer_waits(m)


def closure_waits(m: Moment) -> bool:
    said = m.said("request-closure", "refuse-closure")
    return bool(said) and said[-1].command == "request-closure"


def closure_not_asked(m: Moment) -> bool:
    """Of a case that was closed by approval, approving again finds that it was asked."""
    if m.case is None and m.command == "approve-closure":
        story = m.last_case.story if m.last_case is not None else []
        return not any(told.command == "request-closure" for told in story)
    return not closure_waits(m)


def caseworker_decides(m: Moment) -> bool:
    case = m.last_case
    return case is not None and case.caseworkers[-1][1] == m.by


def goals_not_met(m: Moment) -> bool:
    return m.data["reason"] == "goals-met" and not every_goal_settled(m)


def still_at_work(m: Moment) -> bool:
    """The last observation by day; without any it passes."""
    if m.data["reason"] != "goals-met":
        return False
    seen = m.person.all("observe-work")
    return bool(seen) and seen[-1].data["economic_hours"] > 0


def not_looked_for_enough(m: Moment) -> bool:
    if m.data["reason"] != "lost-to-follow-up":
        return False
    tries: list[Told] = []
    for told in m.said("record-follow-up"):
        tries = [] if told.data["seen_child"] else [*tries, told]
    if len(tries) < POLICY.value("lost_to_follow_up.attempts", m.on):
        return True
    days = timedelta(days=POLICY.value("lost_to_follow_up.days", m.on))
    return bool(tries) and tries[-1].day - tries[0].day < days
