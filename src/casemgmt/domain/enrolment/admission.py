"""Admission: the days on which a centre has the child; a place, apart from the case."""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Reference


@frozen(kw_only=True)
class ChildAdmitted:
    """The child has a place in the centre from that day."""

    centre: Reference


@frozen(kw_only=True)
class ChildDischarged:
    """The child no longer has a place in the centre from that day."""

    centre: Reference


Event = ChildAdmitted | ChildDischarged


@frozen
class Admission:
    """The centres in which the child has a place."""

    centres: frozenset[str] = frozenset()


def evolve(state: Admission, event: Event, told: Told) -> Admission:
    """Return the admission after *event*."""
    del told
    match event:
        case ChildAdmitted(centre=centre):
            return Admission(state.centres | {centre})
        case ChildDischarged(centre=centre):
            return Admission(state.centres - {centre})
        case _:
            assert_never(event)


class AdmitChild(ChildAdmitted, Command):
    """Tell that the child has a place in the centre."""


class DischargeChild(ChildDischarged, Command):
    """Tell that the child no longer has a place in the centre."""


AREA = Area(
    name="admission",
    subject="child",
    initial=Admission(),
    evolve=evolve,
    events={
        "child-admitted.1": ChildAdmitted,
        "child-discharged.1": ChildDischarged,
    },
    commands={
        "admit-child": AdmitChild,
        "discharge-child": DischargeChild,
    },
)
