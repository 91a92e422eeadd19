"""A desk whose centres and agreements are known as far as is said, to the command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import define, evolve, field, frozen

from casemgmt.desk.frozen import FrozenDesk
from casemgmt.desk.gate import IMPERSONAL
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Entry, as_told
from casemgmt.domain.vocabulary import Subject
from casemgmt.opening.parts import Parts
from casemgmt.recording.story import heard
from casemgmt.vocabularies import Vocabulary

if TYPE_CHECKING:
    from casemgmt.reports.desk import Figure as Told

NONE: frozenset[UUID] = frozenset()


@frozen
class Known:
    """What was recorded by a moment, with a few more commands or without a few of them."""

    until: datetime
    besides: AbstractSet[UUID] = NONE
    without: AbstractSet[UUID] = NONE

    def has(self, entry: Entry) -> bool:
        """Whether *entry* is known."""
        known = entry.recorded_at <= self.until or entry.command_id in self.besides
        return known and entry.command_id not in self.without

    def of(self, story: Sequence[Entry]) -> Known:
        """Return the same, as far as it concerns *story*."""
        told = {entry.command_id for entry in story}
        return evolve(self, besides=self.besides & told, without=self.without & told)


@define(eq=False)
class Stories:
    """The stories of who is no person, folded from some of what was recorded."""

    parts: Parts
    _read: dict[Subject, tuple[Entry, ...]] = field(factory=dict, repr=False)
    _folded: dict[tuple[Subject, date | None, datetime], Journey] = field(
        factory=dict, repr=False
    )

    @property
    def all_read(self) -> tuple[tuple[Entry, ...], ...]:
        """The stories that were asked for."""
        return tuple(self._read.values())

    def journey(self, subject: Subject, as_of: date | None, known: Known) -> Journey:
        """Return where *subject* stands, were this all that is known."""
        known = known.of(self.entries(subject))
        if known.besides or known.without:
            return self._fold(subject, as_of, known)
        key = subject, as_of, known.until
        if key not in self._folded:
            self._folded[key] = self._fold(subject, as_of, known)
        return self._folded[key]

    def _fold(self, subject: Subject, as_of: date | None, known: Known) -> Journey:
        story = [entry for entry in self.entries(subject) if known.has(entry)]
        told = as_told(story, as_of=as_of)
        return self.parts.shelf.fold.journey(subject, told)

    def entries(self, subject: Subject) -> tuple[Entry, ...]:
        """Return what was recorded of *subject*, ever."""
        if subject not in self._read:
            recorded = self.parts.shelf.read(subject).entries
            self._read[subject] = tuple(heard(recorded))
        return self._read[subject]


@frozen
class RetellingDesk:
    """A desk of given figures, whose centres and agreements are known as far as is said."""

    desk: FrozenDesk
    stories: Stories
    known: Known

    @property
    def policy(self) -> Policy:
        """The thresholds then."""
        return self.desk.policy

    @property
    def vocabulary(self) -> Vocabulary:
        """What codes are called."""
        return self.desk.vocabulary

    def figures(self, first: str | date, last: str | date, **asked: Any) -> Sequence[Told]:
        """Return those of the given figures that are asked for."""
        return self.desk.figures(first, last, **asked)

    def journey(self, subject: str | Subject, **asked: Any) -> Journey:
        """Return where a subject stands, were this all that is known."""
        of = Subject.of(subject)
        if of.kind not in IMPERSONAL:
            return self.desk.journey(of, **asked)
        as_of = asked.get("as_of")
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        return self.stories.journey(of, day, self.known)

    def subjects(self, kind: str) -> Iterator[Subject]:
        """Return every subject of a kind that something was told of."""
        return self.desk.subjects(kind)
