"""A story that plain facts are told on: where it would end, and what was told since.

What was told becomes part of the story when somebody asks for it; of most nobody does.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce

from attrs import define, field

from casemgmt.domain.vocabulary import Subject

from .past import End
from .story import Story
from .told_plainly import ToldPlainly


@define(eq=False)
class Growing:
    """What a story is with the plain facts that were told on it.

    Attributes:
        base: The story before them.
        version: The rank of the last event.
        latest_day: The latest day told of.
        last_recorded: When the last of it is recorded.
        readable: Whether anything can be told on it.
        told: The facts, in their order.

    """

    base: Story
    version: int
    latest_day: date
    last_recorded: datetime
    readable: bool
    told: list[ToldPlainly] = field(factory=list)

    @classmethod
    def on(cls, story: Story) -> Growing:
        """Return *story*, on which nothing was told yet."""
        return cls(story, *story.end, story.readable)

    def add(self, one: ToldPlainly) -> None:
        """Go on with *one*."""
        self.told.append(one)
        self.version = one.version
        day, at = one.latest_day, one.recorded_at
        self.latest_day = max(self.latest_day, day)
        self.last_recorded = max(self.last_recorded, at)

    @property
    def subject(self) -> Subject:
        """Whose story it is."""
        return self.base.subject

    @property
    def end(self) -> End:
        """Where it ends."""
        return self.version, self.latest_day, self.last_recorded

    def story(self, base: Story | None = None) -> Story:
        """Return the story itself; on *base* where only its end was at hand before."""
        entries = [one.entry for one in self.told]
        return reduce(Story.after, entries, base or self.base)
