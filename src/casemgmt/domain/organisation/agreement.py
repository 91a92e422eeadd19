"""An agreement: what partners and the association promised each other."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    PartnerKind,
    Quantity,
    Reference,
    Text,
    as_day,
    as_quantity,
    as_text,
)


@frozen(kw_only=True)
class Partner:
    """Who signed with the association."""

    name: Text = field(converter=as_text)
    kind: PartnerKind
    employees: Quantity | None = field(default=None, converter=optional(as_quantity))


@frozen(kw_only=True)
class Commitment:
    """What a partner promised, and how much of it."""

    what: Reference
    quantity: Quantity = field(converter=as_quantity)


@frozen(kw_only=True)
class AgreementSigned:
    """The association and its partners signed an agreement.

    Attributes:
        starts: The day it begins; unlike other uncertain days, its first day counts.
        ends: Its last day; None when it was signed for no particular time.

    """

    partners: tuple[Partner, ...] = field(converter=tuple)
    scope: Text = field(converter=as_text)
    starts: Day = field(converter=as_day)
    ends: Day | None = field(default=None, converter=optional(as_day))
    commitments: tuple[Commitment, ...] = field(default=(), converter=tuple)


@frozen(kw_only=True)
class AgreementAmended:
    """The partners changed the agreement."""

    change: Text = field(converter=as_text)


@frozen(kw_only=True)
class AgreementEnded:
    """The agreement ended, whatever its planned end."""

    reason: Reference


Event = AgreementSigned | AgreementAmended | AgreementEnded


@frozen
class Agreement:
    """What was signed last, and since when it is over; None while it is not."""

    signed: AgreementSigned | None = None
    ended_on: date | None = None


def evolve(state: Agreement, event: Event, told: Told) -> Agreement:
    """Return the agreement after *event*."""
    match event:
        case AgreementSigned():
            return Agreement(signed=event)
        case AgreementEnded():
            return with_(state, ended_on=told.day)
        case AgreementAmended():
            return state
        case _:
            assert_never(event)


class SignAgreement(AgreementSigned, Command):
    """Tell that an agreement was signed."""


class AmendAgreement(AgreementAmended, Command):
    """Tell what was changed in the agreement."""


class EndAgreement(AgreementEnded, Command):
    """Tell that the agreement ended."""


AREA = Area(
    name="agreement",
    subject="agreement",
    initial=Agreement(),
    evolve=evolve,
    events={
        "agreement-signed.1": AgreementSigned,
        "agreement-amended.1": AgreementAmended,
        "agreement-ended.1": AgreementEnded,
    },
    commands={
        "sign-agreement": SignAgreement,
        "amend-agreement": AmendAgreement,
        "end-agreement": EndAgreement,
    },
)
