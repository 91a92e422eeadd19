"""Kits: the school bag of a school year, asked for, handed over, and counted once.

A kit belongs to a school year, not to a day. What a child received is told of persons and
moves no stock.
"""

from __future__ import annotations

from typing import assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command, require
from casemgmt.domain.personal import SOMEBODY_ELSE, Personal, personal_text
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Kit, Reference, SchoolYear, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


@frozen(kw_only=True)
class KitEntitled:
    """The child is to receive a kit of this kind for the school year."""

    kit: Kit
    school_year: SchoolYear


@frozen(kw_only=True)
class KitDelivered:
    """The child received a kit."""

    kit: Kit
    school_year: SchoolYear
    centre: Reference | None = None
    agreement: Reference | None = None
    received_by: Personal[Text] | None = field(
        default=None, converter=optional(personal_text), metadata=SOMEBODY_ELSE
    )


@frozen(kw_only=True)
class SecondKitGranted:
    """The child may receive one more kit of this kind for the school year."""

    kit: Kit
    school_year: SchoolYear
    reason: Reference


Event = KitEntitled | KitDelivered | SecondKitGranted


@frozen
class Kits:
    """Which kits of which school years the child is entitled to and received.

    Each is a pair of kit and school year; received ones and exceptions are counted, so
    they may repeat.
    """

    entitled: frozenset[tuple[str, str]] = frozenset()
    received: tuple[tuple[str, str], ...] = ()
    second: tuple[tuple[str, str], ...] = ()

    @property
    def awaited(self) -> frozenset[tuple[str, str]]:
        """The kits the child is entitled to and never received."""
        return self.entitled - set(self.received)

    def beyond(self, kit: str, school_year: str) -> int:
        """Return how many kits came beyond the first and those granted by exception.

        They were handed over all the same: shown, never refused (counting.md I37-repeat).
        """
        of = (kit, school_year)
        return max(0, self.received.count(of) - 1 - self.second.count(of))


def evolve(state: Kits, event: Event, told: Told) -> Kits:
    """Return the kits after *event*."""
    del told
    match event:
        case KitEntitled(kit=kit, school_year=year):
            return with_(state, entitled=state.entitled | {(kit, year)})
        case KitDelivered(kit=kit, school_year=year):
            return with_(state, received=(*state.received, (kit, year)))
        case SecondKitGranted(kit=kit, school_year=year):
            return with_(state, second=(*state.second, (kit, year)))
        case _:
            assert_never(event)


@frozen(kw_only=True)
class EntitleKit(KitEntitled, Command):
    """Ask for a kit for the child."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        ever = journey.whole.kits.entitled
        require((self.kit, self.school_year) not in ever, Rule.ONE_KIT_ENTITLEMENT)
        return self.happened()


class DeliverKit(KitDelivered, Command):
    """Tell that a kit was handed to the child."""


class GrantSecondKit(SecondKitGranted, Command):
    """Allow one more kit, and say why."""


AREA = Area(
    name="kits",
    subject="child",
    initial=Kits(),
    evolve=evolve,
    events={
        "kit-entitled.1": KitEntitled,
        "kit-delivered.1": KitDelivered,
        "second-kit-granted.1": SecondKitGranted,
    },
    commands={
        "entitle-kit": EntitleKit,
        "deliver-kit": DeliverKit,
        "grant-second-kit": GrantSecondKit,
    },
)
