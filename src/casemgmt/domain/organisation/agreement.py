"""An agreement: what partners and the association promised each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.quantities import reached, total
from casemgmt.domain.spells import Since
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


class Came(Protocol):
    """What came of an item under an agreement."""

    @property
    def item(self) -> str: ...
    @property
    def quantity(self) -> Quantity: ...


@frozen
class Promise:
    """What was promised of one thing, what came of it, and whether that is enough.

    Attributes:
        promised: What each commitment about it said.
        came: The sum of what came, as honest as its parts.
        kept: ``unknown`` where the quantities cannot say.

    """

    what: str
    promised: Quantity
    came: Quantity
    kept: Literal["yes", "no", "unknown"]


@frozen
class Agreement:
    """What was signed last, how it was changed, and since when it is over.

    Attributes:
        amendments: What was changed, in words; it changes no commitment by itself.
        ended_on: The day it ended, whatever its planned end; None while it has not.

    """

    signed: AgreementSigned | None = None
    amendments: tuple[Since[Text], ...] = ()
    ended_on: date | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether it holds on *day*: begun, not past its end, not ended before or then."""
        if self.signed is None or day < self.signed.starts.first:
            return False
        ended = self.ended_on is not None and day >= self.ended_on
        past = self.signed.ends is not None and day > self.signed.ends.last
        return not (ended or past)

    def promises(self, came: Iterable[Came]) -> tuple[Promise, ...]:
        """Return each thing promised beside what *came* of it under this agreement."""
        received = list(came)
        commitments = self.signed.commitments if self.signed else ()
        return tuple(
            _promise(what, [c.quantity for c in commitments if c.what == what], received)
            for what in dict.fromkeys(c.what for c in commitments)
        )


def _promise(what: str, said: list[Quantity], received: list[Came]) -> Promise:
    promised = said[0] if len(said) == 1 else total(said).quantity
    came = total(r.quantity for r in received if r.item == what)
    return Promise(what, promised, came.quantity, reached(promised, came))


def evolve(state: Agreement, event: Event, told: Told) -> Agreement:
    """Return the agreement after *event*."""
    match event:
        case AgreementSigned():
            return Agreement(signed=event)
        case AgreementAmended(change=change):
            amendments = (*state.amendments, Since(told.day, change))
            return with_(state, amendments=amendments)
        case AgreementEnded():
            return with_(state, ended_on=told.day)
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
