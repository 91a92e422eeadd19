"""Plain facts: what is recorded as told, and speaks of nobody but its own subject.

Most lines of a journal are such. They claim nothing, link nobody and name nobody else, so
that nothing has to be asked about them, of the store or of other stories. What a request
brings about is as plain, mostly: once it was decided.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from casemgmt.domain.area import Command

from .codec import Codec
from .decoders import is_ours
from .drafts import copier, retelling
from .plan import Plan, others_in, plan_of
from .registry import Registry


@frozen
class PlainFact:
    """How a command is recorded that may be a plain fact, or be granted as one.

    Attributes:
        kind: Its event's class.
        name: Its event's stored name.
        event: Makes the event, which has the fields of the command.
        data: Writes event or command as JSON-ready data, in the clear.
        plan: Where personal values stand in it.
        closes: Whether there are any.
        unless: Fields that name somebody else; it is one while they are empty.
        is_asked: Whether it is decided first.

    """

    kind: type
    name: str
    event: Callable[[Any], Any]
    data: Callable[[Any], dict[str, Any]]
    plan: Plan
    closes: bool
    unless: tuple[str, ...]
    is_asked: bool

    def tells(self, told: Any) -> bool:
        """Whether *told*, a command of its class or its event, names nobody else."""
        return all(getattr(told, name) is None for name in self.unless)

    def is_all_of(self, events: tuple[Any, ...], command: Any) -> bool:
        """Whether *events* are what *command* says of itself, and nothing else."""
        kind: type = self.kind
        same = retelling(kind)
        return len(events) == 1 and type(events[0]) is kind and same(events[0], command)


@frozen
class PlainFacts:
    """The commands that may be plain facts, found when they are first told."""

    registry: Registry
    codec: Codec
    _found: dict[type, PlainFact | None] = field(factory=dict, init=False, repr=False)

    def of(self, command: Any) -> PlainFact | None:
        """Return how *command* is recorded if it is one."""
        found = self.told_or_asked(command)
        return None if found is None or found.is_asked else found

    def told_or_asked(self, command: Any) -> PlainFact | None:
        """Return how *command* is recorded if it is one, or is granted as one."""
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
        if kind.happened is not Command.happened or self._may_claim(kind, event):
            return None
        known = event in self.registry.names and is_ours(event)
        plan = plan_of(event) if known else None
        if plan is None or plan.names:
            return None
        if any(others_in(inner) for _, _, inner in plan.inside):
            return None
        return PlainFact(
            event,
            self.registry.names[event],
            copier(event),
            self.codec.payloads.writer(event),
            plan,
            not plan.empty,
            tuple(sorted(plan.others)),
            kind.decide is not Command.decide,
        )

    def _may_claim(self, kind: type, event: type) -> bool:
        return kind in self.registry.claiming or event in self.registry.claimed


def happened(command: Any) -> tuple[object, ...]:
    """Return what a fact tells: the event whose fields it inherits.

    The door has read them; only an event of a plug-in may do more with them.
    """
    kind = type(command)
    event = kind.__bases__[0]
    if kind.happened is Command.happened and is_ours(event):
        return (copier(event)(command),)
    return command.happened()  # type: ignore[no-any-return]
