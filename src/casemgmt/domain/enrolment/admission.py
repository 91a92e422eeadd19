"""Admission: the days on which a centre has the child; a place, apart from the case."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from attrs import frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.spells import Spell, day_before
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
    """The child's stays in centres, in order of coming."""

    stays: tuple[Spell, ...] = ()

    @property
    def centres(self) -> frozenset[str]:
        """The centres in which the child has a place that nobody ended."""
        return frozenset(stay.value for stay in self.stays if stay.last is None)

    def centres_on(self, day: date) -> frozenset[str]:
        """Return the centres that have the child on *day*.

        The day of admission counts, the day of discharge does not (counting.md I06).
        """
        return frozenset(stay.value for stay in self.stays if stay.covers(day))


def evolve(state: Admission, event: Event, told: Told) -> Admission:
    """Return the admission after *event*."""
    match event:
        case ChildAdmitted(centre=centre):
            come = () if centre in state.centres else (Spell(centre, told.day),)
            return Admission((*state.stays, *come))
        case ChildDischarged(centre=centre):
            return Admission(
                tuple(
                    stay.ends(day_before(told.day), told.day)
                    if stay.value == centre
                    else stay
                    for stay in state.stays
                )
            )
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
