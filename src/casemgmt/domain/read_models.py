"""Read models: what the store says of those who follow it, and of what they could not take.

One entry for each story that waits, never one for each event: what waits is read from the
log when its turn comes. No entry holds anything a story says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import assert_never
from uuid import UUID

from attrs import evolve as changed
from attrs import field, frozen

from .area import Area
from .told import Told

Key = tuple[str, str]
"""A projection, and the address it is kept at."""


@frozen(kw_only=True)
class ReadModelBegun:
    """A read model is kept at this address from now on.

    Attributes:
        projection: What the organisation calls it.
        adapter: What keeps it.
        address: Where, without who comes in and by what password.
        head: Where the log stood: what was told before is history to it.

    """

    projection: str
    adapter: str
    address: str
    head: int


@frozen(kw_only=True)
class ReadModelBegunAnew:
    """What a read model held was dropped, and everything is given to it again.

    Attributes:
        head: Where the log stood: what was told before is history to it.

    """

    projection: str
    address: str
    head: int


@frozen(kw_only=True)
class ReadModelRebuilt:
    """A read model was given everything anew and took it: none of it waits any more."""

    projection: str
    address: str


@frozen(kw_only=True)
class ReadModelUnreached:
    """A read model takes nothing at all, not even that nothing happened.

    Attributes:
        error: The kind of error and its code, never its words.

    """

    projection: str
    address: str
    error: str


@frozen(kw_only=True)
class ReadModelReached:
    """A read model that took nothing takes what it is given again."""

    projection: str
    address: str


@frozen(kw_only=True)
class ReadModelDestroyed:
    """Two persons say that a read model is gone for good, and nothing of it is left.

    Attributes:
        ground: How they know, without the name of anybody it held.
        second: Who says so beside who told it.

    """

    projection: str
    address: str
    ground: str
    second: str


@frozen(kw_only=True)
class StoryParked:
    """A read model could not take an event; from it on this story waits, no other does.

    Attributes:
        story: The random id of whose story it is.
        version: The event's rank in the story.
        position: Its place in the log.
        error: The kind of error and its code, never its words.

    """

    projection: str
    address: str
    story: UUID
    version: int
    position: int
    error: str


@frozen(kw_only=True)
class StoryReleased:
    """What waited of a story was taken."""

    projection: str
    address: str
    story: UUID


@frozen(kw_only=True)
class ProjectionPaused:
    """A projection is to rest until it is resumed."""

    projection: str


@frozen(kw_only=True)
class ProjectionResumed:
    """A projection that rested goes on."""

    projection: str


@frozen(kw_only=True)
class FieldsGranted:
    """These personal fields, and no others, are given to a projection from now on."""

    projection: str
    fields: tuple[str, ...]


@frozen
class Waiting:
    """From which event on a story waits, and why."""

    version: int
    position: int
    error: str


@frozen
class Destroyed:
    """That a read model is gone for good, as two persons say.

    Attributes:
        on: The day they said so.
        by: Who says so.
        second: Who says so too.
        ground: How they know.

    """

    on: date
    by: str
    second: str
    ground: str


@frozen
class ReadModel:
    """One read model at one address.

    Attributes:
        projection: What the organisation calls it.
        adapter: What keeps it.
        address: Where, without any password.
        head: What was told up to here is history to it: nothing is sent or called for it.
        waiting: The stories that wait.
        unreached: Why it takes nothing at all, None while it does.
        destroyed: Who says that it is gone for good; None while nobody does.

    """

    projection: str
    adapter: str
    address: str
    head: int
    waiting: Mapping[UUID, Waiting] = field(factory=dict)
    unreached: str | None = None
    destroyed: Destroyed | None = None


@frozen
class ReadModels:
    """Every read model there ever was, what rests, and what was granted."""

    kept: Mapping[Key, ReadModel] = field(factory=dict)
    paused: frozenset[str] = frozenset()
    granted: Mapping[str, tuple[str, ...]] = field(factory=dict)


Passing = (
    ReadModelBegunAnew
    | ReadModelRebuilt
    | ReadModelUnreached
    | ReadModelReached
    | StoryParked
    | StoryReleased
)
OfOne = Passing | ReadModelDestroyed
Event = OfOne | ReadModelBegun | ProjectionPaused | ProjectionResumed | FieldsGranted


def evolve(state: ReadModels, event: Event, told: Told) -> ReadModels:
    """Return what is known of the read models after *event*."""
    match event:
        case ReadModelBegun(projection=name, adapter=adapter, address=address, head=head):
            begun = ReadModel(name, adapter, address, head)
            return changed(state, kept={**state.kept, (name, address): begun})
        case ProjectionPaused(projection=name):
            return changed(state, paused=state.paused | {name})
        case ProjectionResumed(projection=name):
            return changed(state, paused=state.paused - {name})
        case FieldsGranted(projection=name, fields=fields):
            return changed(state, granted={**state.granted, name: fields})
        case ReadModelDestroyed(ground=ground, second=second):
            said = Destroyed(told.day, told.by, second, ground)
            return _with(state, event, lambda one: changed(one, destroyed=said))
        case _:
            return _of_one(state, event)


def _of_one(state: ReadModels, event: Passing) -> ReadModels:
    return _with(state, event, lambda one: _after(one, event))


def _with(
    state: ReadModels, event: OfOne, after: Callable[[ReadModel], ReadModel]
) -> ReadModels:
    key = (event.projection, event.address)
    one = state.kept.get(key)
    if one is None:  # nobody knows where it is kept
        return state
    return changed(state, kept={**state.kept, key: after(one)})


def _after(one: ReadModel, event: Passing) -> ReadModel:
    match event:
        case ReadModelBegunAnew(head=head):
            return changed(one, head=head)
        case ReadModelRebuilt():
            return changed(one, waiting={})
        case ReadModelUnreached(error=error):
            return changed(one, unreached=error)
        case ReadModelReached():
            return changed(one, unreached=None)
        case StoryParked(story=story, version=version, position=position, error=error):
            waiting = Waiting(version, position, error)
            return changed(one, waiting={**one.waiting, story: waiting})
        case StoryReleased(story=story):
            left = {s: w for s, w in one.waiting.items() if s != story}
            return changed(one, waiting=left)
        case _:
            assert_never(event)


AREA = Area(
    name="read_models",
    subject="system",
    initial=ReadModels(),
    evolve=evolve,
    events={
        "read-model-begun.1": ReadModelBegun,
        "read-model-begun-anew.1": ReadModelBegunAnew,
        "read-model-rebuilt.1": ReadModelRebuilt,
        "read-model-unreached.1": ReadModelUnreached,
        "read-model-reached.1": ReadModelReached,
        "read-model-destroyed.1": ReadModelDestroyed,
        "story-parked.1": StoryParked,
        "story-released.1": StoryReleased,
        "projection-paused.1": ProjectionPaused,
        "projection-resumed.1": ProjectionResumed,
        "fields-granted.1": FieldsGranted,
    },
    commands={},
)
