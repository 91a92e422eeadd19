"""What decisions rest on."""

from __future__ import annotations

from attrs import field, frozen

from casemgmt.domain.policy import Policy

from .door import Door
from .plain_facts import PlainFacts
from .shelf import Shelf


@frozen
class Desk:
    """What decisions rest on: the stories at hand, the door, the policy."""

    shelf: Shelf
    door: Door
    policy: Policy = field(repr=False)
    plain_facts: PlainFacts = field(init=False, repr=False)

    @plain_facts.default
    def _plain_facts(self) -> PlainFacts:
        return PlainFacts(self.door.registry, self.shelf.codec)
