"""The case plan: goals proposed by one person, approved by another, met or waived.

A plan belongs to the case in which it was last proposed. Proposed again it needs approval
again; what was said of its goals still stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command, require
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import GoalArea, Ref, Service, Text, as_codes, as_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


@frozen(kw_only=True)
class Goal:
    """What is to be reached by a day, and how one will know that it was."""

    goal: Ref
    area: GoalArea
    measure: Personal[Text] = field(converter=personal_text)
    due: Day = field(converter=as_day)


def _goals(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    return tuple(goals)


@frozen(kw_only=True)
class PlanProposed:
    """Somebody wrote down what the child is to reach, and by which services."""

    plan: Ref
    goals: tuple[Goal, ...] = field(converter=_goals)
    services: tuple[Service, ...] = field(default=(), converter=as_codes)


@frozen(kw_only=True)
class PlanApproved:
    """The plan holds from that day."""

    plan: Ref
    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class PlanRejected:
    """The plan does not hold."""

    plan: Ref
    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class GoalMet:
    """The child reached a goal of the plan."""

    plan: Ref
    goal: Ref
    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class GoalWaived:
    """A goal of the plan is no longer pursued."""

    plan: Ref
    goal: Ref
    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


Event = PlanProposed | PlanApproved | PlanRejected | GoalMet | GoalWaived
Standing = Literal["proposed", "approved", "rejected"]
Outcome = Literal["met", "waived"]


@frozen
class Plan:
    """A plan as it was last proposed.

    Attributes:
        author: Who proposed it.
        episode: The rank of the case it belongs to.
        proposed_on: The day on which it was last proposed.
        goals: The references of its goals.
        standing: What was last said of it.

    """

    author: str
    episode: int
    proposed_on: date
    goals: tuple[str, ...]
    standing: Standing = "proposed"


@frozen
class Plans:
    """Every plan by its reference, and what became of each goal of each plan.

    Attributes:
        approved_on: The day of the last approval of any of them.

    """

    plans: Mapping[str, Plan] = field(factory=dict)
    outcomes: Mapping[tuple[str, str], Outcome] = field(factory=dict)
    approved_on: date | None = None

    def author_of(self, plan: str, episode: int) -> str | None:
        """Return who last proposed *plan*, None when nobody did in this case."""
        found = self.plans.get(plan)
        return found.author if found and found.episode == episode else None

    def standing_of(self, plan: str) -> Standing | None:
        """Return what was last said of *plan*, None when it was never proposed."""
        found = self.plans.get(plan)
        return found.standing if found else None

    def pursues(self, plan: str, goal: str) -> bool:
        """Whether *plan* is approved and *goal* is one of its goals."""
        found = self.plans.get(plan)
        return found is not None and found.standing == "approved" and goal in found.goals

    def outcome_of(self, plan: str, goal: str) -> Outcome | None:
        """Return what was last said of *goal*."""
        return self.outcomes.get((plan, goal))

    def waiting_in(self, episode: int) -> tuple[tuple[str, date], ...]:
        """Return the plans of this case that nobody answered, by the day of proposal."""
        waiting = (
            (name, plan.proposed_on)
            for name, plan in self.plans.items()
            if plan.episode == episode and plan.standing == "proposed"
        )
        return tuple(sorted(waiting, key=lambda one: one[::-1]))

    def all_settled(self, episode: int) -> bool:
        """Whether every goal of the approved plans of this case was met or waived."""
        return all(
            (name, goal) in self.outcomes
            for name, plan in self.plans.items()
            if plan.episode == episode and plan.standing == "approved"
            for goal in plan.goals
        )


def evolve(state: Plans, event: Event, told: Told) -> Plans:
    """Return the plans after *event*."""
    match event:
        case PlanProposed(plan=plan, goals=goals):
            named = tuple(g.goal for g in goals)
            proposed = Plan(told.by, told.episode, told.day, named)
            return with_(state, plans={**state.plans, plan: proposed})
        case PlanApproved(plan=plan):
            return with_(_standing(state, plan, "approved"), approved_on=told.day)
        case PlanRejected(plan=plan):
            return _standing(state, plan, "rejected")
        case GoalMet(plan=plan, goal=goal):
            return with_(state, outcomes={**state.outcomes, (plan, goal): "met"})
        case GoalWaived(plan=plan, goal=goal):
            return with_(state, outcomes={**state.outcomes, (plan, goal): "waived"})
        case _:
            assert_never(event)


def _standing(state: Plans, plan: str, standing: Standing) -> Plans:
    if plan not in state.plans:
        return state
    answered = with_(state.plans[plan], standing=standing)
    return with_(state, plans={**state.plans, plan: answered})


class ProposePlan(PlanProposed, Command):
    """Propose what the child is to reach."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        require(bool(self.goals), Rule.PLAN_HAS_A_GOAL)
        return self.happened()


class ApprovePlan(PlanApproved, Command):
    """Let the plan hold."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del policy
        _require_answerable(self.plan, journey, told)
        standing = journey.plan.standing_of(self.plan)
        return () if standing == "approved" else self.happened()


class RejectPlan(PlanRejected, Command):
    """Do not let the plan hold."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del policy
        _require_answerable(self.plan, journey, told)
        standing = journey.plan.standing_of(self.plan)
        return () if standing == "rejected" else self.happened()


def _require_answerable(plan: str, journey: Journey, told: Told) -> None:
    """Refuse without a case, without a proposal in it, and an answer by its author."""
    author = journey.plan.author_of(plan, len(journey.case.episodes))
    require(journey.case.is_open, Rule.CASE_OPEN)
    require(author is not None, Rule.PLAN_PROPOSED_FIRST)
    require(told.by != author, Rule.OTHER_APPROVES_PLAN)


class MeetGoal(GoalMet, Command):
    """Say that the child reached a goal."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.plan.pursues(self.plan, self.goal), Rule.GOAL_OF_AN_APPROVED_PLAN)
        outcome = journey.plan.outcome_of(self.plan, self.goal)
        return () if outcome == "met" else self.happened()


class WaiveGoal(GoalWaived, Command):
    """Say that a goal is no longer pursued."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.plan.pursues(self.plan, self.goal), Rule.GOAL_OF_AN_APPROVED_PLAN)
        outcome = journey.plan.outcome_of(self.plan, self.goal)
        return () if outcome == "waived" else self.happened()


AREA = Area(
    name="plan",
    subject="child",
    initial=Plans(),
    evolve=evolve,
    events={
        "plan-proposed.1": PlanProposed,
        "plan-approved.1": PlanApproved,
        "plan-rejected.1": PlanRejected,
        "goal-met.1": GoalMet,
        "goal-waived.1": GoalWaived,
    },
    commands={
        "propose-plan": ProposePlan,
        "approve-plan": ApprovePlan,
        "reject-plan": RejectPlan,
        "meet-goal": MeetGoal,
        "waive-goal": WaiveGoal,
    },
)
