"""What is asked of a case: to open or reopen it, to move it, to let it rest."""

from __future__ import annotations

from collections.abc import Mapping

from casemgmt.domain.area import Command, require
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told

from .case_events import (
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    ProgrammeJoined,
    ProgrammeLeft,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


class OpenCase(CaseOpened, Command):
    """Take the child into the association's care."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        registered = journey.registration.registered_by(told.day)
        require(registered, Rule.REGISTERED_FIRST)
        allowed = self.override is not None or _consented(journey, told, policy)
        require(allowed, Rule.CONSENT_TO_SERVICES)
        require(not journey.case.is_open, Rule.ONE_OPEN_CASE)
        return self.happened()


class ReopenCase(CaseReopened, Command):
    """Take a closed case up again, where it had been left."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        allowed = self.override is not None or _consented(journey, told, policy)
        require(allowed, Rule.CONSENT_TO_SERVICES)
        latest = journey.case.latest
        require(latest is not None and not latest.is_open, Rule.REOPEN_CLOSED_ONLY)
        return self.happened()


def _consented(journey: Journey, told: Told, policy: Policy) -> bool:
    """Whether the person's consent to services is in force on that day."""
    person = journey.person
    grace = policy.value("consent.grace_days_at_18", told.day, 30)
    birth = person.registration.birth
    return person.consent.covers("services", told.day, birth, grace)


class JoinProgramme(ProgrammeJoined, Command):
    """Let the child join a programme."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        return () if self.programme in journey.case.programmes else self.happened()


class LeaveProgramme(ProgrammeLeft, Command):
    """Let the child leave a programme."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        return self.happened() if self.programme in journey.case.programmes else ()


class ReassignCase(CaseReassigned, Command):
    """Give the case to another caseworker of the centre."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        return () if self.caseworker == journey.case.caseworker else self.happened()


class SuspendCase(CaseSuspended, Command):
    """Let the accompaniment rest, until a day or until further notice."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        pause = journey.case.paused_on(told.day)
        until = self.until.last if self.until else None
        return () if pause is not None and pause.last == until else self.happened()


class ResumeCase(CaseResumed, Command):
    """Take the accompaniment up again."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        return () if journey.case.paused_on(told.day) is None else self.happened()


COMMANDS: Mapping[str, type] = {
    "open-case": OpenCase,
    "reopen-case": ReopenCase,
    "join-programme": JoinProgramme,
    "leave-programme": LeaveProgramme,
    "reassign-case": ReassignCase,
    "suspend-case": SuspendCase,
    "resume-case": ResumeCase,
}
