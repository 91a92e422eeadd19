"""Allowances: money a household is granted for a child, month by month.

A month is paid once for a child, whatever the household; what is withheld is said, so that
a month without money has its reason.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_never

from attrs import evolve as with_
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
    """An allowance granted for a child from its first day on, so much a month.

    Attributes:
        day: The day it was granted.

    """

    child: Subject
    first: date
    amount_centimes: int
    day: date
    condition: str | None = None


@frozen
class SettledMonth:
    """A month of a child's allowance that was paid or withheld.

    Attributes:
        day: The day it was paid or withheld.
        amount_centimes: As told, otherwise as granted when it was told; None if neither.

    """

    child: Subject
    month: str
    day: date
    amount_centimes: int | None
    reason: str | None = None


@frozen
class Allowances:
    """What the household was granted, paid and withheld, in order of telling.

    What was paid stays paid: nothing told later of a grant, or of a condition that was not
    met, takes it back.
    """

    grants: tuple[Grant, ...] = ()
    paid: tuple[SettledMonth, ...] = ()
    withheld: tuple[SettledMonth, ...] = ()

    def granted(self, children: frozenset[Subject], month: str) -> bool:
        """Whether the month was granted for one of these records of a child."""
        return self.grant(children, month) is not None

    def grant(self, children: frozenset[Subject], month: str) -> Grant | None:
        """Return the grant of a month: the last told of those that had begun."""
        last = Day.of(month).last
        begun = [g for g in self.grants if g.child in children and g.first <= last]
        return begun[-1] if begun else None

    def became(
        self, children: frozenset[Subject], month: str
    ) -> Literal["paid", "withheld", "granted"] | None:
        """Return what became of a month; paid once is paid, whatever else was said."""
        if any(m.child in children and m.month == month for m in self.paid):
            return "paid"
        if any(m.child in children and m.month == month for m in self.withheld):
            return "withheld"
        return "granted" if self.granted(children, month) else None

    @property
    def paid_centimes(self) -> int:
        """The sum of what was paid, as far as amounts are known."""
        return sum(m.amount_centimes or 0 for m in self.paid)

    @property
    def paid_without_amount(self) -> tuple[SettledMonth, ...]:
        """The months that were paid and of which nobody can say how much."""
        return tuple(m for m in self.paid if m.amount_centimes is None)

    def differing(self, policy: Policy) -> tuple[Grant | SettledMonth, ...]:
        """Return the grants and payments of another amount than is usual on their day.

        ``allowance.amount_centimes`` is the usual amount; another is shown, not refused.
        """
        told: list[Grant | SettledMonth] = [*self.grants, *self.paid]
        return tuple(one for one in told if _differs(one, policy))


def _differs(one: Grant | SettledMonth, policy: Policy) -> bool:
    usual = policy.value("allowance.amount_centimes", one.day)
    return None not in (usual, one.amount_centimes) and usual != one.amount_centimes


def evolve(state: Allowances, event: Event, told: Told) -> Allowances:
    """Return the allowances after *event*."""
    match event:
        case AllowanceGranted():
            return with_(state, grants=(*state.grants, _grant(event, told.day)))
        case AllowancePaid():
            return with_(state, paid=(*state.paid, _month(state, event, told.day)))
        case AllowanceWithheld():
            return with_(state, withheld=(*state.withheld, _month(state, event, told.day)))
        case _:
            assert_never(event)


def _grant(event: AllowanceGranted, day: date) -> Grant:
    first, amount = event.from_.first, event.amount_centimes
    return Grant(event.child, first, amount, day, event.condition)


def _month(
    state: Allowances, event: AllowancePaid | AllowanceWithheld, day: date
) -> SettledMonth:
    amount = event.amount_centimes
    if amount is None:
        grant = state.grant(frozenset({event.child}), event.month)
        amount = grant.amount_centimes if grant else None
    return SettledMonth(event.child, event.month, day, amount, event.reason)


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
