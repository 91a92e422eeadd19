"""Which read models a store has: by name and address, with what each is granted."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from casemgmt.care.places import address_places
from casemgmt.config import AdapterConfig, in_folder
from casemgmt.domain.read_models import ReadModel
from casemgmt.errors import InvalidError
from casemgmt.opening.addresses import without_secrets
from casemgmt.opening.parts import Parts
from casemgmt.projections import ledger
from casemgmt.projections.adapter import Adapter, installed_as
from casemgmt.projections.ledger import Destination


@frozen
class Destinations:
    """The read models of one store: configured, or ever begun."""

    parts: Parts

    def begun(self) -> tuple[Destination, ...]:
        """Return every address anything was ever projected to, without passwords.

        Not those of which two persons said since that they are gone for good.
        """
        known = ledger.read_models(self.parts.recorder).kept.values()
        there = (one for one in known if one.destroyed is None)
        return tuple(Destination(k.projection, k.adapter, k.address) for k in there)

    def destroyed(self) -> tuple[ReadModel, ...]:
        """Return those of which two persons said that they are gone for good."""
        known = ledger.read_models(self.parts.recorder).kept.values()
        return tuple(one for one in known if one.destroyed is not None)

    def gone(self, projection: str, address: str | None) -> Destination:
        """Return the read model that is meant by who says that it is gone for good.

        Raises:
            InvalidError: there is none, there are several, or it is there still.

        """
        at = None if address is None else registered(address)
        named = [of for of in self.begun() if of.projection == self.known(projection)]
        meant = [of for of in named if at is None or of.address == at]
        if len(meant) != 1:
            raise InvalidError("at", "address-needed" if meant else "unknown-projection")
        if address_places(meant[0].projection, meant[0].address):
            raise InvalidError("at", "still-there")
        return meant[0]

    def every(self) -> tuple[Destination, ...]:
        """Return the configured and the begun; what is known of one begun holds."""
        chosen = self.parts.config.adapters
        configured = [Destination(c.name, c.adapter, registered(c.to)) for c in chosen]
        every = (*configured, *self.begun())
        return tuple({(d.projection, d.address): d for d in every}.values())

    def kept_by(
        self, adapter: Adapter, name: str | None = None, to: str | None = None
    ) -> Destination:
        """Return which read model *adapter* keeps.

        One that does not say where it is kept is at the configured address, where the
        name is configured.

        Raises:
            InvalidError: nothing says where it is kept, and another of its name is kept
                elsewhere.

        """
        known: str | None = getattr(adapter, "installed_as", None)  # one that runs apart
        installed = known or installed_as(type(adapter))
        said = str(getattr(adapter, "address", "") if to is None else to)
        address = registered(said) if said else self._usual(name)
        of = Destination(name or installed, installed, address, named=name is not None)
        namesakes = [d for d in self.every() if d.projection == of.projection]
        if not address and any(each.address for each in namesakes):
            raise InvalidError("to", "address-needed")
        return of

    def at(self, projection: str, address: str) -> Destination:
        """Return the read model of this name at this address."""
        key = (projection, address)
        return next(d for d in self.every() if (d.projection, d.address) == key)

    def known(self, projection: str) -> str:
        """Return *projection* where there is one.

        Raises:
            InvalidError: there is none of this name.

        """
        if projection not in {d.projection for d in self.every()}:
            raise InvalidError("projection", "unknown-projection")
        return projection

    def configured(self, of: Destination) -> AdapterConfig:
        """Return how *of* is configured, its password with it; or what is known of it."""
        for one in self.parts.config.adapters:
            if one.name == of.projection and registered(one.to) == of.address:
                return one
        return AdapterConfig(of.projection, of.adapter, of.address)

    def granting(self) -> set[str]:
        """Return the projections that are configured to be granted anything."""
        return {one.name for one in self.parts.config.adapters if one.fields}

    def granted(self, of: Destination) -> frozenset[str]:
        """Return what the projection is granted, by its name and at this very address."""
        return frozenset(
            granted
            for one in self.parts.config.adapters
            if of.named and one.name == of.projection and of.address == registered(one.to)
            for granted in one.fields
        )

    def _usual(self, name: str | None) -> str:
        """Return where the configuration keeps what is called *name*; empty if nowhere."""
        configured = self.parts.config.adapters
        return next((registered(one.to) for one in configured if one.name == name), "")


def registered(address: str) -> str:
    """Return *address* as it is remembered: without secrets, a file by its whole path."""
    return without_secrets(in_folder(Path(), address))
