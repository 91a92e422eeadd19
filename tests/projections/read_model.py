"""A read model that a test looks into: each subject's events, in the order they came.

What it holds changes whole or not at all. It may be told to misbehave at a call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from attrs import define, field


def nothing(_):
    """Let everything pass."""


@define
class Place:
    """Where a read model is kept: it outlives its adapters."""

    told: dict = field(factory=dict)
    at: object = None
    seen: Counter = field(factory=Counter)
    sent: list = field(factory=list)
    other: Place | None = None

    def keep(self, batch):
        """Take *batch* in, whole."""
        if batch.afresh:
            self.told, self.seen = {}, Counter()
        for event in batch.events:
            story = self.told.setdefault(event.subject, {})
            if event.version not in story:
                self.seen[event.name] += 1
                if batch.caught_up:
                    self.sent.append(event.position)
            story[event.version] = event.name
        self.at = batch.until


@define
class ReadModel:
    """Keeps each subject's events; *before* and *after* its commit it may misbehave."""

    api_version: ClassVar[int] = 1

    place: Place = field(factory=Place)
    before: Callable = nothing
    after: Callable = nothing
    batches: list = field(factory=list)
    address: str = "memory"
    events: frozenset | None = None

    def position(self):
        return self.place.at

    def project(self, batch):
        self.batches.append(batch)
        self.before(batch)
        self.place.keep(batch)
        self.after(batch)

    def forget(self, subject):
        story = self.place.told.pop(subject, {})
        self.place.seen -= Counter(story.values())

    def seen(self):
        return self.place.seen

    def stories(self):
        """What it holds of each subject, by random id, in the order it came."""
        return {subject: list(story) for subject, story in self.place.told.items()}


@define
class BesideModel(ReadModel):
    """One that is built anew beside the one in use."""

    def beside(self):
        self.place.other = Place()
        return BesideModel(self.place.other, self.before, self.after, live=self.place)

    live: Place | None = None

    def take_over(self):
        self.live.told, self.live.at = self.place.told, self.place.at
        self.live.seen = self.place.seen
        self.live.sent += self.place.sent
        self.place = self.live


def clean(store, **options):
    """What a read model holds that never met any trouble."""
    model = ReadModel(address="clean", **options)
    store.project(model, name="clean", rebuild=model.place.at is not None)
    return model.stories()
