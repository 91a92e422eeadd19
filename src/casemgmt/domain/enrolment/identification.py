"""Identification: how attention was drawn to the child, before anybody registers them.

A child may be identified more than once, each time with several concerns.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.personal import SOMEBODY_ELSE, Personal, personal_text
from casemgmt.domain.spells import Since
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    Concern,
    District,
    IdentificationSource,
    Level,
    Text,
    as_codes,
)


@frozen(kw_only=True)
class ChildIdentified:
    """Somebody drew attention to the child."""

    source: IdentificationSource
    concerns: tuple[Concern, ...] = field(converter=as_codes)
    urgency: Level | None = None
    district: District | None = None
    reporter: Personal[Text] | None = field(
        default=None, converter=optional(personal_text), metadata=SOMEBODY_ELSE
    )


@frozen
class Identification:
    """Each time attention was drawn to the child, in order."""

    told: tuple[Since[ChildIdentified], ...] = ()

    @property
    def first_on(self) -> date | None:
        """The day of the first hint, None without any."""
        return self.told[0].first if self.told else None

    @property
    def concerns(self) -> tuple[str, ...]:
        """Every concern there was, each once, in the order they came up."""
        return tuple(dict.fromkeys(c for one in self.told for c in one.value.concerns))

    @property
    def urgency(self) -> Level | None:
        """The urgency said last."""
        said = [one.value.urgency for one in self.told if one.value.urgency]
        return said[-1] if said else None


def evolve(state: Identification, event: ChildIdentified, told: Told) -> Identification:
    """Return the identification after *event*."""
    match event:
        case ChildIdentified():
            return Identification((*state.told, Since(told.day, event)))
        case _:
            assert_never(event)


class IdentifyChild(ChildIdentified, Command):
    """Tell that somebody drew attention to the child."""


AREA = Area(
    name="identification",
    subject="child",
    initial=Identification(),
    evolve=evolve,
    events={"child-identified.1": ChildIdentified},
    commands={"identify-child": IdentifyChild},
)
