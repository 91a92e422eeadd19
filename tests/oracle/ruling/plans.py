"""The plans of a record: a plan belongs to the case in which it was proposed."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.episodes import episodes_of

from .past import Moment


@dataclass(eq=False)
class Plan:
    case: int
    """Which of the record's cases it belongs to, from 1."""
    goals: list[str]
    author: str
    word: str = "proposed"
    """The last word on it: proposed, approved or rejected."""


Settled = dict[tuple[str, str], str]
"""Of each plan and goal, whether it was met or waived last (indicators.md I16)."""


def plans_of(moment: Moment) -> dict[str, Plan]:
    """By reference, each as it stands: as it was last proposed."""
    plans: dict[str, Plan] = {}
    for place, told in enumerate(moment.own):
        plan = plans.get(str(told.data.get("plan")))
        match told.command:
            case "propose-plan":  # again: it needs approval again
                before = episodes_of(moment.subject, moment.own[:place])
                goals = [goal["goal"] for goal in told.data["goals"]]
                proposed = Plan(len(before), goals, moment.authors[told.id])
                plans[told.data["plan"]] = proposed
            case "approve-plan" | "reject-plan" if plan is not None:
                plan.word = told.command
            case _:
                pass
    return plans


def settled(moment: Moment) -> Settled:
    """What was said last of each goal, in whatever case the plan was proposed."""
    return {
        (told.data["plan"], told.data["goal"]): told.command
        for told in moment.own
        if told.command in ("meet-goal", "waive-goal")
    }


def plan_in_case(moment: Moment) -> Plan | None:
    """The plan named, if it was proposed in the open case."""
    plan = plans_of(moment).get(moment.data["plan"])
    here = len(moment.episodes)
    return plan if plan is not None and plan.case == here else None


def every_goal_settled(moment: Moment) -> bool:
    """Every goal of this case's approved plans is met or waived; without one it passes."""
    here = len(moment.episodes)
    said = settled(moment)
    return all(
        (ref, goal) in said
        for ref, plan in plans_of(moment).items()
        if plan.case == here and plan.word == "approve-plan"
        for goal in plan.goals
    )
