"""An area of the accompaniment, and what a command is.

An area is one file: its events, the state they add up to, ``evolve``, its commands with
what each decides, and its declaration ``AREA`` at the foot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from attrs import field, fields, frozen

from casemgmt.errors import RuleBrokenError

from .policy import Policy
from .told import Told
from .vocabulary import Subject

if TYPE_CHECKING:
    from .journey import Journey

State = TypeVar("State")


@frozen
class Claim:
    """Something that only one command in the whole store may hold.

    Attributes:
        kind: What is claimed, such as ``verified-identifier``.
        words: What tells it from others of its kind.
        rule: The rule that is broken when it is taken.
        about: The child it is about when that is not the subject itself; its linked
            records are the same person.

    """

    kind: str
    words: tuple[str, ...] = field(repr=False)
    rule: StrEnum
    about: Subject | None = None


class Command:
    """An intention, which knows what it decides.

    A command says what will have happened: it inherits the fields of its event. A fact is
    recorded as told; a request overrides ``decide`` and may be refused.
    """

    __slots__ = ()

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        """Return the events this brings about, ``()`` when it is already so."""
        del journey, told, policy
        return self.happened()

    def happened(self) -> tuple[object, ...]:
        """Return the event whose fields this command inherits."""
        own: type = type(self)
        event, names = _event_of(own)
        return (event(**{name: getattr(self, name) for name in names}),)

    def claims(self) -> tuple[Claim, ...]:
        """Return what only one command in the store may hold, in the order it is asked."""
        return ()


@cache
def _event_of(command: type) -> tuple[type, tuple[str, ...]]:
    """Return the event whose fields *command* inherits, and their names."""
    event = command.__bases__[0]
    return event, tuple(f.name for f in fields(event))


@frozen
class Area(Generic[State]):
    """One area of a kind of subject, declared at the foot of its module.

    Attributes:
        name: What it is about; of a plug-in with its prefix, such as ``insaf.fees``.
        subject: The kind of subject whose story it is part of: ``child``, ``household``,
            ``centre``, ``agreement``, or ``any``.
        initial: The state before the first event.
        evolve: Takes a state, an event and what was told of it; returns the next state.
        events: Stored name of each event, such as ``kit-delivered.1``. Never reused.
        commands: Name of each command, such as ``deliver-kit``.

    """

    name: str
    subject: str
    initial: State
    evolve: Callable[[State, Any, Told], State] = field(repr=False)
    events: Mapping[str, type] = field(repr=False)
    commands: Mapping[str, type] = field(repr=False)


class OfTheRecord:
    """An event that speaks of the record rather than of a day: never cut by ``as_of``."""

    __slots__ = ()
    of_the_record: ClassVar[bool] = True


def unchanged(state: State, event: object, told: Told) -> State:
    """Evolve an area that only keeps what was told."""
    del event, told
    return state


def require(holds: bool, rule: StrEnum) -> None:  # noqa: FBT001 - reads as a sentence
    """Refuse by *rule* unless it *holds*."""
    if not holds:
        raise RuleBrokenError(rule)
