"""What moves a case: opened, moved, paused, transferred, closed - told in the past.

They stand together because they are one walk (counting.md §1.5); the state they add up to
is in ``case``, what may be asked in ``case_commands``, ``transfer`` and ``closure``.
"""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.vocabulary import (
    ClosureReason,
    Programme,
    Reference,
    Text,
    as_codes,
    as_day,
)


@frozen
class Override:
    """Why a case was opened without consent, and the supervisor who answers for it."""

    ground: Literal["vital-interest", "legal-duty"]
    supervisor: Reference


@frozen(kw_only=True)
class CaseOpened:
    """The association takes the child into its care."""

    centre: Reference
    caseworker: Reference
    programmes: tuple[Programme, ...] = field(converter=as_codes)
    reason: Reference | None = None
    override: Override | None = None


@frozen(kw_only=True)
class CaseReopened:
    """A closed case was taken up again, where it had been left."""

    reason: Reference
    override: Override | None = None


@frozen(kw_only=True)
class ProgrammeJoined:
    """The child joined a programme."""

    programme: Programme
    agreement: Reference | None = None
    reason: Reference | None = None


@frozen(kw_only=True)
class ProgrammeLeft:
    """The child left a programme, that day included."""

    programme: Programme
    agreement: Reference | None = None
    reason: Reference | None = None


@frozen(kw_only=True)
class CaseReassigned:
    """Another caseworker of the centre has the case from that day."""

    caseworker: Reference
    reason: Reference


@frozen(kw_only=True)
class CaseSuspended:
    """The accompaniment pauses from that day, until a day if one was said."""

    reason: Reference
    until: Day | None = field(default=None, converter=optional(as_day))


@frozen(kw_only=True)
class CaseResumed:
    """The accompaniment goes on."""

    reason: Reference
    until: Day | None = field(default=None, converter=optional(as_day))


@frozen(kw_only=True)
class TransferRequested:
    """Another centre was asked to take the case over."""

    to_centre: Reference
    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class TransferAccepted:
    """The other centre has the case from that day."""

    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class TransferRejected:
    """The other centre will not take the case."""

    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class TransferRevoked:
    """The transfer is no longer asked for."""

    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class ClosureRequested:
    """Somebody asked that the case be closed, and why."""

    reason: ClosureReason


@frozen(kw_only=True)
class ClosureApproved:
    """The case is closed, that day included."""

    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen(kw_only=True)
class ClosureRefused:
    """The case stays open."""

    reason: Personal[Text] | None = field(default=None, converter=optional(personal_text))


Event = (
    CaseOpened
    | CaseReopened
    | ProgrammeJoined
    | ProgrammeLeft
    | CaseReassigned
    | CaseSuspended
    | CaseResumed
    | TransferRequested
    | TransferAccepted
    | TransferRejected
    | TransferRevoked
    | ClosureRequested
    | ClosureApproved
    | ClosureRefused
)
