"""The stories a session decides on: taken from the shelf when one is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from casemgmt.domain.vocabulary import Subject

from .growing import Growing
from .past import End
from .shelf import Shelf
from .story import Story


class TakenStories:
    """Stories as they would be after the commands decided so far.

    Each is whole, or growing by plain facts alone.

    Attributes:
        read: How far each story went that was looked at, when it was taken from the shelf.

    """

    def __init__(self, shelf: Shelf, read: dict[Subject, int]) -> None:
        self._shelf = shelf
        self._stories: dict[Subject, Story] = {}
        self._growing: dict[Subject, Growing] = {}
        self._new: Collection[Subject] = ()
        """Whose stories begin here."""
        self.read = read

    def prepare(self, subjects: Iterable[Subject]) -> None:
        """Look at once who of *subjects* is new: their stories begin here."""
        self._new = self._shelf.unknown(subjects)

    def begins_here(self, subject: Subject) -> bool:
        """Whether the story of *subject*, for which it was prepared, begins here."""
        return subject in self._new

    def story(self, subject: Subject) -> Story:
        """Return the story of *subject*, with what was decided so far."""
        growing = self._growing.pop(subject, None)
        if growing is not None:
            return self._whole(growing)
        found = self._stories.get(subject)
        return self._first_taken(subject, self._shelf.story) if found is None else found

    def growing(self, subject: Subject) -> Growing:
        """Return the story of *subject* as plain facts are told on it."""
        found = self._growing.get(subject)
        if found is None:
            story = self._stories.get(subject)
            if story is None:
                story = self._first_taken(subject, self._shelf.end)
            del self._stories[subject]
            found = self._growing[subject] = Growing.on(story)
        return found

    def told(self) -> list[Subject]:
        """Return in whose stories something was decided, each once."""
        growing, stories = self._growing, self._stories
        return [
            subject
            for subject, version in self.read.items()
            if (growing.get(subject) or stories[subject]).version != version
        ]

    def decided(self) -> tuple[list[Story], dict[Subject, End]]:
        """Return the stories in which something was decided, as far as they are at hand.

        Where they end, of those of which nothing more is.
        """
        stories: list[Story] = []
        ends: dict[Subject, End] = {}
        for subject in self.told():
            growing = self._growing.get(subject)
            if growing is None:
                stories.append(self._stories[subject])
            elif growing.base.is_an_end:
                ends[subject] = growing.end
            else:
                stories.append(growing.story())
        return stories, ends

    def _first_taken(self, subject: Subject, taken: Callable[[Subject], Story]) -> Story:
        if subject in self._new:
            return self._taken(Story.of(subject, (), self._shelf.fold))
        return self._taken(taken(subject))

    def _whole(self, growing: Growing) -> Story:
        """Return the story that has been *growing*, with what was decided since.

        Had somebody else recorded meanwhile, what was decided since could not be appended.
        """
        base = growing.base
        if base.is_an_end:
            base = self._shelf.story(base.subject)
            if not growing.told:
                return self._taken(base)
        self._stories[base.subject] = whole = growing.story(base)
        return whole

    def fresh(self, subject: Subject) -> Story:
        """Return a story beside the one decided on; no version check would catch it old."""
        if subject in self.read:
            return self.story(subject)
        return self._taken(self._shelf.fresh(subject))

    def _taken(self, story: Story) -> Story:
        self._stories[story.subject] = story
        self.read[story.subject] = story.version
        return story
