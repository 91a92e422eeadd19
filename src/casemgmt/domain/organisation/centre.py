"""A centre: where children are accompanied, of which kind, and for how many.

A centre that became one of another kind keeps its past: each day has the kind and the
places of that day. More children than places is shown, never refused.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.spells import Since, held_on
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
    """Somebody answers for more children than places, until a day.

    Attributes:
        places: For how many children in all.
        until: The last day.

    """

    places: Count
    until: Day = field(converter=as_day)


Event = CentreOpened | CentreKindChanged | CapacitySet | CentreClosed | OverCapacityAccepted


@frozen
class Accepted:
    """For how many children somebody answers, from a day to a day, both included."""

    places: int
    first: date
    until: date


@frozen
class Centre:
    """What the centre was day by day; it may be told of although nobody opened it.

    Attributes:
        doors: Whether it is open, since a day.
        kinds: Of which kind it is, since a day.
        capacities: For how many it has places, since a day; None when nobody can say.
        accepted: What somebody answers for beyond that.
        region: Where it is, as told last.

    """

    doors: tuple[Since[bool], ...] = ()
    kinds: tuple[Since[str], ...] = ()
    capacities: tuple[Since[int | None], ...] = ()
    accepted: tuple[Accepted, ...] = ()
    region: str | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything at all was told of it as a centre."""
        return bool(self.doors or self.kinds or self.capacities or self.accepted)

    @property
    def kind(self) -> str | None:
        """The kind told last."""
        return self.kinds[-1].value if self.kinds else None

    def open_on(self, day: date) -> bool:
        """Whether it is open on *day*; the day it closes it no longer is."""
        return held_on(self.doors, day) is True

    def kind_on(self, day: date) -> str | None:
        """Return its kind on *day*, None before anybody said."""
        return held_on(self.kinds, day)

    def places_on(self, day: date) -> int | None:
        """Return its places on *day*; None when nobody said, and once it has closed."""
        return held_on(self.capacities, day)

    def is_over(self, children: int, day: date) -> bool | None:
        """Whether so many *children* are more than its places; None without places."""
        places = self.places_on(day)
        return None if places is None else children > places

    def is_answered_for(self, children: int, day: date) -> bool:
        """Whether somebody answers for so many *children* on *day*."""
        return any(
            a.first <= day <= a.until and children <= a.places for a in self.accepted
        )


def evolve(state: Centre, event: Event, told: Told) -> Centre:
    """Return the centre after *event*."""
    match event:
        case CentreOpened(kind=kind, capacity=capacity, region=region):
            placed = with_(state, region=region or state.region)
            opened = _of_kind(_door(placed, told.day, is_open=True), told.day, kind)
            return opened if capacity is None else _with_places(opened, told.day, capacity)
        case CentreKindChanged(kind=kind):
            return _of_kind(state, told.day, kind)
        case CapacitySet(places=places):
            return _with_places(state, told.day, places)
        case CentreClosed():
            return _with_places(_door(state, told.day, is_open=False), told.day, None)
        case OverCapacityAccepted(places=places, until=until):
            accepted = Accepted(places, told.day, until.last)
            return with_(state, accepted=(*state.accepted, accepted))
        case _:
            assert_never(event)


def _door(state: Centre, day: date, *, is_open: bool) -> Centre:
    return with_(state, doors=(*state.doors, Since(day, is_open)))


def _of_kind(state: Centre, day: date, kind: str) -> Centre:
    return with_(state, kinds=(*state.kinds, Since(day, kind)))


def _with_places(state: Centre, day: date, places: int | None) -> Centre:
    return with_(state, capacities=(*state.capacities, Since(day, places)))


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
