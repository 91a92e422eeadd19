"""Allowances: money a household is granted for a child, month by month.

A month is paid once for a child, whatever the household; what is withheld is said, so that
a month without money has its reason.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_never

from attrs import field, frozen

from casemgmt.domain.area import Area, Claim, Command, require
from casemgmt.domain.dates import Day
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Count, Month, Reference, Subject, as_day, as_subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


@frozen(kw_only=True)
class AllowanceGranted:
    """The household is granted an allowance for a child, from a month on.

    Attributes:
        amount_centimes: Centimes a month.
        from_: The month it begins; unlike other uncertain days, its first day counts.

    """

    child: Subject = field(converter=as_subject)
    amount_centimes: Count
    currency: Literal["MAD"]
    from_: Day = field(converter=as_day)
    condition: Reference | None = None


@frozen(kw_only=True)
class AllowancePaid:
    """The allowance of a month was paid for a child."""

    child: Subject = field(converter=as_subject)
    month: Month
    amount_centimes: Count | None = None
    reason: Reference | None = None


@frozen(kw_only=True)
class AllowanceWithheld:
    """The allowance of a month was not paid for a child, on purpose."""

    child: Subject = field(converter=as_subject)
    month: Month
    amount_centimes: Count | None = None
    reason: Reference | None = None


Event = AllowanceGranted | AllowancePaid | AllowanceWithheld


@frozen
class Grant:
    """An allowance granted for a child from its first day on."""

    child: Subject
    first: date


@frozen
class Allowances:
    """What the household was granted, in order of telling."""

    grants: tuple[Grant, ...] = ()

    def granted(self, children: frozenset[Subject], month: str) -> bool:
        """Whether the month was granted for one of these records of a child."""
        last = Day.of(month).last
        return any(g.child in children and g.first <= last for g in self.grants)


def evolve(state: Allowances, event: Event, told: Told) -> Allowances:
    """Return the allowances after *event*."""
    del told
    match event:
        case AllowanceGranted(child=child, from_=from_):
            return Allowances((*state.grants, Grant(child, from_.first)))
        case AllowancePaid() | AllowanceWithheld():
            return state
        case _:
            assert_never(event)


class GrantAllowance(AllowanceGranted, Command):
    """Grant the household an allowance for a child."""


class PayAllowance(AllowancePaid, Command):
    """Pay a month's allowance for a child."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        _require_granted(journey, self.child, self.month)
        return self.happened()

    def claims(self) -> tuple[Claim, ...]:
        """Return the month, which is paid once for the child whatever the household."""
        month = (self.month,)
        return (Claim("allowance-month", month, Rule.MONTH_PAID_ONCE, about=self.child),)


class WithholdAllowance(AllowanceWithheld, Command):
    """Withhold a month's allowance for a child."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        _require_granted(journey, self.child, self.month)
        return self.happened()


def _require_granted(journey: Journey, child: Subject, month: str) -> None:
    granted = journey.allowances.granted(journey.same_child(child), month)
    require(granted, Rule.ALLOWANCE_GRANTED_FIRST)


AREA = Area(
    name="allowances",
    subject="household",
    initial=Allowances(),
    evolve=evolve,
    events={
        "allowance-granted.1": AllowanceGranted,
        "allowance-paid.1": AllowancePaid,
        "allowance-withheld.1": AllowanceWithheld,
    },
    commands={
        "grant-allowance": GrantAllowance,
        "pay-allowance": PayAllowance,
        "withhold-allowance": WithholdAllowance,
    },
)
