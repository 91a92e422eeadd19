"""Closure: asked for by one person, approved or refused by another than the caseworker."""

from __future__ import annotations

from collections.abc import Mapping

from casemgmt.domain.area import Command, require
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told

from .case_events import ClosureApproved, ClosureRefused, ClosureRequested

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


class RequestClosure(ClosureRequested, Command):
    """Ask that the case be closed, and say why."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        """Refuse while no case is open, a transfer waits, or the reason does not hold."""
        require(journey.case.is_open, Rule.CASE_OPEN)
        require(journey.case.transfer_to is None, Rule.CLOSURE_WAITS_FOR_TRANSFER)
        match self.reason:
            case "goals-met":
                episode = len(journey.case.episodes)
                require(journey.plan.all_settled(episode), Rule.GOALS_MET_MEANS_MET)
                require(not journey.person.work.at_work, Rule.GOALS_MET_NOT_AT_WORK)
            case "lost-to-follow-up":
                require(_lost(journey, told, policy), Rule.LOST_AFTER_ATTEMPTS)
            case _:
                pass
        return self.happened()


def _lost(journey: Journey, told: Told, policy: Policy) -> bool:
    """Whether there were enough attempts over enough days since the child was last seen."""
    attempts = journey.follow_up.attempts_in(len(journey.case.episodes))
    enough = policy.value("lost_to_follow_up.attempts", told.day, 1)
    if len(attempts) < enough or not attempts:
        return False
    days = (attempts[-1] - attempts[0]).days
    return bool(days >= policy.value("lost_to_follow_up.days", told.day, 0))


class ApproveClosure(ClosureApproved, Command):
    """Close the case."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        """Refuse what nobody requested, and the caseworker's own approval."""
        del policy
        require(journey.case.closure_asked, Rule.CLOSURE_ASKED_FIRST)
        require(told.by != journey.case.caseworker, Rule.OTHER_APPROVES_CLOSURE)
        return self.happened() if journey.case.is_open else ()


class RefuseClosure(ClosureRefused, Command):
    """Keep the case open."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        """Refuse what nobody requested, and the caseworker's own answer."""
        del policy
        require(journey.case.closure_waits, Rule.CLOSURE_ASKED_FIRST)
        require(told.by != journey.case.caseworker, Rule.OTHER_APPROVES_CLOSURE)
        return self.happened()


COMMANDS: Mapping[str, type] = {
    "request-closure": RequestClosure,
    "approve-closure": ApproveClosure,
    "refuse-closure": RefuseClosure,
}
