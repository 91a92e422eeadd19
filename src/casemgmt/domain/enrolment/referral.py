"""Referral: a service asked of another organisation, answered there, confirmed twice."""

from __future__ import annotations

from collections.abc import Mapping
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
    confirmed_by: Literal["provider", "family"]


@frozen(kw_only=True)
class ReferralRevoked:
    """The service is no longer asked for."""

    referral: Ref


Event = (
    ReferralMade | ReferralAccepted | ReferralRejected | ReferralConfirmed | ReferralRevoked
)
Standing = Literal["made", "accepted", "rejected", "revoked"]


@frozen
class Referrals:
    """What was last said of each referral, by its reference."""

    standing: Mapping[str, Standing] = field(factory=dict)


def evolve(state: Referrals, event: Event, told: Told) -> Referrals:
    """Return the referrals after *event*."""
    del told
    match event:
        case ReferralMade(referral=referral):
            return _standing(state, referral, "made")
        case ReferralAccepted(referral=referral):
            return _standing(state, referral, "accepted")
        case ReferralRejected(referral=referral):
            return _standing(state, referral, "rejected")
        case ReferralRevoked(referral=referral):
            return _standing(state, referral, "revoked")
        case ReferralConfirmed():
            return state  # both sides may confirm, whatever was answered before
        case _:
            assert_never(event)


def _standing(state: Referrals, referral: str, standing: Standing) -> Referrals:
    return with_(state, standing={**state.standing, referral: standing})


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
        standing = journey.referral.standing.get(self.referral)
        return () if standing == "rejected" else self.happened()


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
