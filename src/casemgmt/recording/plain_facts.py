"""Plain facts: what is recorded as told, and speaks of nobody but its own subject.

Most lines of a journal are such. They claim nothing, link nobody and name nobody else, so
that nothing has to be asked about them, of the store or of other stories.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from casemgmt.domain.area import Command

from .codec import Codec
from .decoders import is_ours
from .drafts import copier
from .plan import Plan, others_in, plan_of
from .registry import Registry


@frozen
class PlainFact:
    """How a command is recorded that may be a plain fact.

    Attributes:
        name: Its event's stored name.
        event: Makes the event, which has the fields of the command.
        data: Writes event or command as JSON-ready data, in the clear.
        plan: Where personal values stand in it.
        closes: Whether there are any.
        unless: Fields that name somebody else; it is one while they are empty.

    """

    name: str
    event: Callable[[Any], Any]
    data: Callable[[Any], dict[str, Any]]
    plan: Plan
    closes: bool
    unless: tuple[str, ...]

    def tells(self, command: Any) -> bool:
        """Whether *command*, of its class, is one."""
        return all(getattr(command, name) is None for name in self.unless)


@frozen
class PlainFacts:
    """The commands that may be plain facts, found when they are first told."""

    registry: Registry
    codec: Codec
    _found: dict[type, PlainFact | None] = field(factory=dict, init=False, repr=False)

    def of(self, command: Any) -> PlainFact | None:
        """Return how *command* is recorded if it is one."""
        kind = type(command)
        try:
            found = self._found[kind]
        except KeyError:
            found = self._found[kind] = self._of(kind)
        if found is None or not found.unless or found.tells(command):
            return found
        return None

    def _of(self, kind: Any) -> PlainFact | None:
        if not (isinstance(kind, type) and issubclass(kind, Command)):
            return None
        event = kind.__bases__[0]
        if kind.decide is not Command.decide or kind.happened is not Command.happened:
            return None
        plan = plan_of(event) if is_ours(event) else None
        if plan is None or plan.names or kind in self.registry.claiming:
            return None
        if any(others_in(inner) for _, _, inner in plan.inside):
            return None
        return PlainFact(
            self.registry.names[event],
            copier(event),
            self.codec.payloads.writer(event),
            plan,
            not plan.empty,
            tuple(sorted(plan.others)),
        )


def happened(command: Any) -> tuple[object, ...]:
    """Return what a fact tells: the event whose fields it inherits.

    The door has read them; only an event of a plug-in may do more with them.
    """
    kind = type(command)
    event = kind.__bases__[0]
    if kind.happened is Command.happened and is_ours(event):
        return (copier(event)(command),)
    return command.happened()  # type: ignore[no-any-return]
