"""The apprenticeship contract: signed, worked through, completed or ended early.

A contract belongs to one record of the child. It runs from its signing until it is
completed or ended early, whatever its planned end; a suspended one runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen

from casemgmt.domain.area import Area, Command, require
from casemgmt.domain.dates import Day
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    Count,
    Number,
    Ref,
    Reference,
    Trade,
    TrainingLevel,
    as_day,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey

MAJORITY = 18
"""Completed years from which nobody signs for a person."""


@frozen(kw_only=True)
class ContractSigned:
    """The child and an enterprise signed an apprenticeship contract.

    Attributes:
        hours_total: Hours of the whole contract.
        hours_practice: Of these, hours in the enterprise.
        hours_complement: Of these, hours in the training centre.

    """

    contract: Ref
    enterprise: Reference
    trade: Trade
    level: TrainingLevel | None = None
    starts: Day = field(converter=as_day)
    ends: Day = field(converter=as_day)
    hours_total: Count
    hours_practice: Count
    hours_complement: Count
    guardian_signed: bool


@frozen(kw_only=True)
class HoursLogged:
    """The apprentice spent hours in the enterprise and in the training centre."""

    contract: Ref
    practice: Number
    centre: Number


@frozen(kw_only=True)
class ContractSuspended:
    """The apprenticeship pauses."""

    contract: Ref
    reason: Reference


@frozen(kw_only=True)
class ContractResumed:
    """The apprenticeship goes on."""

    contract: Ref
    reason: Reference


@frozen(kw_only=True)
class ContractEndedEarly:
    """The apprenticeship was broken off, by whom and after which last day."""

    contract: Ref
    by: Literal["apprentice", "enterprise", "mutual", "authority", "force-majeure"]
    reason: Reference
    last_day: Day = field(converter=as_day)


@frozen(kw_only=True)
class ContractCompleted:
    """The apprentice went through the contract to its end."""

    contract: Ref


@frozen(kw_only=True)
class CertificateAwarded:
    """The young person was awarded a certificate in a trade."""

    contract: Ref | None = None
    level: TrainingLevel
    trade: Trade


Event = (
    ContractSigned
    | HoursLogged
    | ContractSuspended
    | ContractResumed
    | ContractEndedEarly
    | ContractCompleted
    | CertificateAwarded
)


@frozen
class Term:
    """When a contract was signed, and the last day it was planned for."""

    signed_on: date
    ends: date


@frozen
class Contracts:
    """Which of the record's contracts run, and how the others ended.

    Attributes:
        suspended: Of those that run.
        terms: Of every contract signed.
        broken_off: The last day of each that ended early.
        completed: The day of completion of each that was completed.

    """

    running: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()
    terms: Mapping[str, Term] = field(factory=dict)
    broken_off: Mapping[str, date] = field(factory=dict)
    completed: Mapping[str, date] = field(factory=dict)

    def signed_since(self, day: date, other_than: str) -> bool:
        """Whether another contract than *other_than* was signed on *day* or after."""
        others = (t.signed_on for name, t in self.terms.items() if name != other_than)
        return any(signed_on >= day for signed_on in others)


def evolve(state: Contracts, event: Event, told: Told) -> Contracts:
    """Return the contracts after *event*."""
    match event:
        case ContractSigned(contract=contract, ends=ends):
            signed = with_(
                _over(state, contract),
                running=state.running | {contract},
                suspended=state.suspended,
            )
            term = Term(told.day, ends.last)
            return with_(signed, terms={**state.terms, contract: term})
        case ContractSuspended(contract=contract):
            return with_(state, suspended=state.suspended | {contract})
        case ContractResumed(contract=contract):
            return with_(state, suspended=state.suspended - {contract})
        case ContractEndedEarly(contract=contract, last_day=last_day):
            over = _over(state, contract)
            return with_(over, broken_off={**over.broken_off, contract: last_day.last})
        case ContractCompleted(contract=contract):
            over = _over(state, contract)
            return with_(over, completed={**over.completed, contract: told.day})
        case HoursLogged() | CertificateAwarded():
            return state
        case _:
            assert_never(event)


def _over(state: Contracts, contract: str) -> Contracts:
    """Return the contracts without *contract* running, and without what ended it before."""
    return with_(
        state,
        running=state.running - {contract},
        suspended=state.suspended - {contract},
        broken_off=_without(contract, state.broken_off),
        completed=_without(contract, state.completed),
    )


def _without(contract: str, days: Mapping[str, date]) -> Mapping[str, date]:
    return {name: day for name, day in days.items() if name != contract}


class SignContract(ContractSigned, Command):
    """Ask that the child be bound to an enterprise as an apprentice."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        """Refuse what the law on apprenticeship, or the one running contract, forbids."""
        day, age = told.day, _lowest_age(journey, told.day)
        practice, complement = self.hours_practice, self.hours_complement
        others = journey.contract.running - {self.contract}
        require(journey.case.is_open, Rule.CASE_OPEN)
        require(_fits(policy, "apprenticeship.min_age", age, day), Rule.APPRENTICE_AGE)
        require(self._share_fits("practice", practice, day, policy), Rule.PRACTICE_SHARE)
        enough = self._share_fits("complement", complement, day, policy)
        require(enough, Rule.COMPLEMENT_SHARE)
        require(practice + complement <= self.hours_total, Rule.HOURS_FIT)
        require(self.guardian_signed or age >= MAJORITY, Rule.GUARDIAN_SIGNS_FOR_MINOR)
        require(not others, Rule.ONE_CONTRACT_AT_A_TIME)
        return self.happened()

    def _share_fits(self, part: str, hours: int, day: date, policy: Policy) -> bool:
        """Whether *hours* are enough of the total; of no hours at all nothing is enough."""
        if self.hours_total == 0:
            return False
        percent = Fraction(100 * hours, self.hours_total)
        return _fits(policy, f"apprenticeship.{part}_percent", percent, day)


def _lowest_age(journey: Journey, day: date) -> int:
    """Return the lowest age the child may have, which protects most; 0 when not known."""
    ages = journey.age_on(day)
    return ages[0] if ages else 0


def _fits(policy: Policy, parameter: str, value: Any, day: date) -> bool:
    """Whether *value* fits the policy; where it asks nothing on that day, any does."""
    threshold = policy.threshold(parameter, day)
    asked = threshold is not None and threshold.operator != "off"
    return policy.fits(parameter, value, day) if asked else True


class LogHours(HoursLogged, Command):
    """Tell how many hours the apprentice spent where."""


class SuspendContract(ContractSuspended, Command):
    """Let the apprenticeship pause."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        return () if self.contract in journey.contract.suspended else self.happened()


class ResumeContract(ContractResumed, Command):
    """Let the apprenticeship go on."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        return self.happened() if self.contract in journey.contract.suspended else ()


class EndContractEarly(ContractEndedEarly, Command):
    """Tell that the apprenticeship was broken off."""


class CompleteContract(ContractCompleted, Command):
    """Declare the contract completed."""


class AwardCertificate(CertificateAwarded, Command):
    """Award a certificate."""


AREA = Area(
    name="contract",
    subject="child",
    initial=Contracts(),
    evolve=evolve,
    events={
        "contract-signed.1": ContractSigned,
        "hours-logged.1": HoursLogged,
        "contract-suspended.1": ContractSuspended,
        "contract-resumed.1": ContractResumed,
        "contract-ended-early.1": ContractEndedEarly,
        "contract-completed.1": ContractCompleted,
        "certificate-awarded.1": CertificateAwarded,
    },
    commands={
        "sign-contract": SignContract,
        "log-hours": LogHours,
        "suspend-contract": SuspendContract,
        "resume-contract": ResumeContract,
        "end-contract-early": EndContractEarly,
        "complete-contract": CompleteContract,
        "award-certificate": AwardCertificate,
    },
)
