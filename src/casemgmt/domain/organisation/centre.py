"""A centre: where children are accompanied, of which kind, and for how many."""

from __future__ import annotations

from typing import assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    CentreKind,
    Count,
    District,
    Reference,
    Text,
    as_day,
    as_text,
)


@frozen(kw_only=True)
class CentreOpened:
    """The association opened a centre.

    Attributes:
        capacity: Places for children; None when nobody has said.

    """

    name: Text = field(converter=as_text)
    kind: CentreKind
    district: District | None = None
    region: Reference | None = None
    authorisation: Text | None = field(default=None, converter=optional(as_text))
    capacity: Count | None = None


@frozen(kw_only=True)
class CentreKindChanged:
    """The centre became a centre of another kind."""

    kind: CentreKind


@frozen(kw_only=True)
class CapacitySet:
    """The centre has this many places from that day."""

    places: Count


@frozen(kw_only=True)
class CentreClosed:
    """The centre closed; the day before was its last."""

    reason: Reference


@frozen(kw_only=True)
class OverCapacityAccepted:
    """Somebody answers for more children than places, until a day."""

    places: Count
    until: Day = field(converter=as_day)


Event = CentreOpened | CentreKindChanged | CapacitySet | CentreClosed | OverCapacityAccepted


@frozen
class Centre:
    """What the centre is; it may be told of although nobody opened it."""

    is_open: bool = False
    kind: str | None = None
    capacity: int | None = None


def evolve(state: Centre, event: Event, told: Told) -> Centre:
    """Return the centre after *event*."""
    del told
    match event:
        case CentreOpened(kind=kind, capacity=capacity):
            return Centre(is_open=True, kind=kind, capacity=capacity)
        case CentreKindChanged(kind=kind):
            return with_(state, kind=kind)
        case CapacitySet(places=places):
            return with_(state, capacity=places)
        case CentreClosed():
            return with_(state, is_open=False)
        case OverCapacityAccepted():
            return state
        case _:
            assert_never(event)


class OpenCentre(CentreOpened, Command):
    """Tell that a centre was opened."""


class ChangeCentreKind(CentreKindChanged, Command):
    """Tell that the centre became one of another kind."""


class SetCapacity(CapacitySet, Command):
    """Tell how many places the centre has."""


class CloseCentre(CentreClosed, Command):
    """Tell that the centre closed."""


class AcceptOverCapacity(OverCapacityAccepted, Command):
    """Answer for more children than places."""


AREA = Area(
    name="centre",
    subject="centre",
    initial=Centre(),
    evolve=evolve,
    events={
        "centre-opened.1": CentreOpened,
        "centre-kind-changed.1": CentreKindChanged,
        "capacity-set.1": CapacitySet,
        "centre-closed.1": CentreClosed,
        "over-capacity-accepted.1": OverCapacityAccepted,
    },
    commands={
        "open-centre": OpenCentre,
        "change-centre-kind": ChangeCentreKind,
        "set-capacity": SetCapacity,
        "close-centre": CloseCentre,
        "accept-over-capacity": AcceptOverCapacity,
    },
)
