"""Referral: a service asked of another organisation, answered there, confirmed twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen

from casemgmt.domain.area import Area, Command, require
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Ref, Reference, Service

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


Side = Literal["provider", "family"]


@frozen(kw_only=True)
class ReferralMade:
    """Another organisation was asked for a service."""

    referral: Ref
    to: Reference
    service: Service


@frozen(kw_only=True)
class ReferralAccepted:
    """The other organisation will give the service."""

    referral: Ref


@frozen(kw_only=True)
class ReferralRejected:
    """The other organisation will not give the service."""

    referral: Ref


@frozen(kw_only=True)
class ReferralConfirmed:
    """The provider, or the family, said that the service was given."""

    referral: Ref
    confirmed_by: Side


@frozen(kw_only=True)
class ReferralRevoked:
    """The service is no longer asked for."""

    referral: Ref


Event = (
    ReferralMade | ReferralAccepted | ReferralRejected | ReferralConfirmed | ReferralRevoked
)
Standing = Literal["made", "accepted", "rejected", "revoked"]


@frozen
class Referral:
    """One referral, as far as it has been told of.

    Attributes:
        to: The organisation asked; None when only an answer was told.
        service: What was asked for.
        made_on: The day it was last made.
        standing: What was last said of it; both sides may confirm whatever that is.
        confirmed: The day on which each side first said that the service was given.

    """

    to: str | None = None
    service: str | None = None
    made_on: date | None = None
    standing: Standing | None = None
    confirmed: Mapping[Side, date] = field(factory=dict)

    @property
    def closed(self) -> bool:
        """Whether both the provider and the family said that the service was given."""
        return {"provider", "family"} <= self.confirmed.keys()


@frozen
class Referrals:
    """The referrals of the child, by their reference."""

    made: Mapping[str, Referral] = field(factory=dict)

    def __getitem__(self, referral: str) -> Referral:
        return self.made.get(referral, Referral())

    @property
    def standing(self) -> Mapping[str, Standing]:
        """What was last said of each referral."""
        return {ref: one.standing for ref, one in self.made.items() if one.standing}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The referrals that are neither declined, revoked nor confirmed by both sides."""
        return tuple(
            ref
            for ref, one in self.made.items()
            if one.standing in ("made", "accepted") and not one.closed
        )


def evolve(state: Referrals, event: Event, told: Told) -> Referrals:
    """Return the referrals after *event*."""
    before = state[event.referral]
    return Referrals({**state.made, event.referral: _after(before, event, told.day)})


def _after(before: Referral, event: Event, day: date) -> Referral:
    match event:
        case ReferralMade(to=to, service=service):
            return Referral(to, service, day, "made", before.confirmed)
        case ReferralAccepted():
            return with_(before, standing="accepted")
        case ReferralRejected():
            return with_(before, standing="rejected")
        case ReferralRevoked():
            return with_(before, standing="revoked")
        case ReferralConfirmed(confirmed_by=side):
            return with_(before, confirmed={side: day, **before.confirmed})
        case _:
            assert_never(event)


class MakeReferral(ReferralMade, Command):
    """Ask another organisation for a service."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        person = journey.person
        birth = person.registration.birth
        grace = policy.value("consent.grace_days_at_18", told.day, 30)
        shared = person.consent.shares_with(self.to, told.day, birth, grace)
        require(journey.case.is_open, Rule.CASE_OPEN)
        require(shared, Rule.REFERRAL_CONSENT)
        return self.happened()


class AcceptReferral(ReferralAccepted, Command):
    """Agree to give the service."""


class RejectReferral(ReferralRejected, Command):
    """Decline to give the service."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        rejected = journey.referral[self.referral].standing == "rejected"
        return () if rejected else self.happened()


class ConfirmReferral(ReferralConfirmed, Command):
    """Tell that the service was given."""


class RevokeReferral(ReferralRevoked, Command):
    """Stop asking for the service."""


AREA = Area(
    name="referral",
    subject="child",
    initial=Referrals(),
    evolve=evolve,
    events={
        "referral-made.1": ReferralMade,
        "referral-accepted.1": ReferralAccepted,
        "referral-rejected.1": ReferralRejected,
        "referral-confirmed.1": ReferralConfirmed,
        "referral-revoked.1": ReferralRevoked,
    },
    commands={
        "make-referral": MakeReferral,
        "accept-referral": AcceptReferral,
        "reject-referral": RejectReferral,
        "confirm-referral": ConfirmReferral,
        "revoke-referral": RevokeReferral,
    },
)
