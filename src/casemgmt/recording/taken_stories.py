"""The stories a session decides on: taken from the shelf when one is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import reduce

from casemgmt.domain.vocabulary import Subject

from .shelf import Shelf
from .story import Story


class TakenStories:
    """Stories as they would be after the commands decided so far.

    Attributes:
        read: How far each story went that was looked at, when it was taken from the shelf.

    """

    def __init__(self, shelf: Shelf, read: dict[Subject, int]) -> None:
        self._shelf = shelf
        self._stories: dict[Subject, Story] = {}
        self._new: Collection[Subject] = ()
        """Whose stories begin here."""
        self.read = read

    def prepare(self, subjects: Iterable[Subject]) -> None:
        """Look at once who of *subjects* is new: their stories begin here."""
        self._new = self._shelf.unknown(subjects)

    def story(self, subject: Subject) -> Story:
        """Return the story of *subject*, with what was decided so far."""
        found = self._stories.get(subject)
        if found is None:
            return self._first_taken(subject, self._shelf.story)
        return self._whole(found) if found.is_an_end else found

    def _end(self, subject: Subject) -> Story:
        """Return the story of *subject*, of which nothing but its end need be at hand."""
        found = self._stories.get(subject)
        return self._first_taken(subject, self._shelf.end) if found is None else found

    def _first_taken(self, subject: Subject, taken: Callable[[Subject], Story]) -> Story:
        if subject in self._new:
            return self._taken(Story.of(subject, (), self._shelf.fold))
        return self._taken(taken(subject))

    def _whole(self, end: Story) -> Story:
        """Return the story of which *end* is at hand, with what was decided since.

        Had somebody else recorded meanwhile, what was decided since could not be appended.
        """
        subject = end.subject
        decided = end.since(self.read[subject])
        found = self._shelf.story(subject)
        if not decided:
            return self._taken(found)
        self._stories[subject] = whole = reduce(Story.after, decided, found)
        return whole

    def _fresh(self, subject: Subject) -> Story:
        """Return a story beside the one decided on; no version check would catch it old."""
        found = self._stories.get(subject)
        if found is None:
            return self._taken(self._shelf.fresh(subject))
        return self._whole(found) if found.is_an_end else found

    def _taken(self, story: Story) -> Story:
        self._stories[story.subject] = story
        self.read[story.subject] = story.version
        return story
