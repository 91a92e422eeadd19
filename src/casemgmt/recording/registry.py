"""Which areas are installed, and the names of everything they can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, fields, frozen

from casemgmt.domain.area import Area, Claim, Command
from casemgmt.domain.areas import AREAS
from casemgmt.errors import ConfigurationError
from casemgmt.plug_ins import usable

ENTRY_POINT_GROUP = "casemgmt.areas"
_FOREIGN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[0-9]+\Z")  # prefix, name, version


@frozen
class Registry:
    """A closed list: a name that is not in it is never looked up anywhere else.

    Attributes:
        areas: The built-in areas, then those of plug-ins.
        commands: Command class by name, such as ``deliver-kit``.
        events: Event class by stored name, such as ``kit-delivered.1``.
        names: Stored name by event class.
        told_by: Command class by the event class whose fields it inherits.
        subjects: Kind of subject by command class.
        claiming: Command classes that may claim something.
        claimed: Event classes that they tell.

    """

    areas: tuple[Area[Any], ...]
    commands: Mapping[str, type] = field(init=False, repr=False)
    events: Mapping[str, type] = field(init=False, repr=False)
    names: Mapping[type, str] = field(init=False, repr=False)
    command_names: Mapping[type, str] = field(init=False, repr=False)
    told_by: Mapping[type, type] = field(init=False, repr=False)
    subjects: Mapping[type, str] = field(init=False, repr=False)
    claiming: frozenset[type] = field(init=False, repr=False)
    claimed: frozenset[type] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        set_ = object.__setattr__
        commands = _joined(a.commands for a in self.areas)
        events = _joined(a.events for a in self.areas)
        set_(self, "commands", commands)
        set_(self, "events", events)
        set_(self, "names", {event: name for name, event in events.items()})
        set_(self, "command_names", {c: name for name, c in commands.items()})
        set_(self, "told_by", {c.__bases__[0]: c for c in commands.values()})
        kinds = {c: a.subject for a in self.areas for c in a.commands.values()}
        set_(self, "subjects", kinds)
        set_(self, "claiming", frozenset(c for c in commands.values() if _claims(c)))
        told_by = self.told_by.items()
        claimed = frozenset(event for event, c in told_by if c in self.claiming)
        set_(self, "claimed", claimed)

    @classmethod
    def of(cls, plug_ins: Iterable[Area[Any]] = ()) -> Registry:
        """Return the built-in areas and *plug_ins*."""
        return cls((*AREAS, *plug_ins))

    @classmethod
    def installed(cls) -> Registry:
        """Return the built-in areas and those installed distributions bring.

        One that cannot be loaded is as if it were not installed, and warned of.
        """
        from importlib.metadata import entry_points  # only who opens a store needs it

        found = entry_points(group=ENTRY_POINT_GROUP)
        return cls.of(usable(sorted(found, key=lambda ep: ep.name)))

    def command_of(self, event: object) -> Any:
        """Return the command that tells *event*, None when no command has its fields."""
        told_by: Any = self.told_by.get(type(event))
        if told_by is None:
            return None
        return told_by(**{f.name: getattr(event, f.name) for f in fields(told_by)})

    def claims_of(self, event: object) -> tuple[Claim, ...]:
        """Return what the command that tells *event* claims."""
        claims: tuple[Claim, ...] = getattr(self.command_of(event), "claims", tuple)()
        return claims

    def is_foreign(self, name: str) -> bool:
        """Whether *name* is of a plug-in that is not installed here."""
        return _FOREIGN.match(name) is not None


def _claims(command: Any) -> bool:
    return getattr(command, "claims", Command.claims) is not Command.claims


def _joined(mappings: Iterable[Mapping[str, type]]) -> dict[str, type]:
    joined: dict[str, type] = {}
    for mapping in mappings:
        if twice := joined.keys() & mapping.keys():
            raise ConfigurationError.because("store.name-twice", name=min(twice))
        joined.update(mapping)
    return joined
