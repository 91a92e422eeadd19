"""What is due to go, by kind of data, and letting it go by the same erasure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from casemgmt.care.certificate import Certificate
from casemgmt.domain import amendments
from casemgmt.domain.policy import Policy
from casemgmt.domain.retention import Due, Kept, of_household, of_person
from casemgmt.domain.vocabulary import Subject
from casemgmt.erasure.erasing import Erasing, Order
from casemgmt.errors import RuleBrokenError
from casemgmt.opening.parts import Parts
from casemgmt.recording.persons import Cluster
from casemgmt.recording.story import Story


@frozen
class Retained:
    """Something that is due to go.

    Attributes:
        due: What it is, and since when.
        held: Whether a hold keeps it.

    """

    due: Due
    held: bool


@frozen
class Carried:
    """Something that was due, and what became of it.

    Attributes:
        due: What it was.
        certificate: Of its erasure; None where a hold kept it.

    """

    due: Due
    certificate: Certificate | None


@frozen
class Retaining:
    """What is due to go in one store."""

    parts: Parts

    def due(self, on: date) -> tuple[Retained, ...]:
        """Return what is due on *on*, the longest due first."""
        with self.parts.recorder.locked():
            found = [*self._persons(on), *self._households(on)]
        return tuple(sorted(found, key=lambda one: (one.due.due, str(one.due.subject))))

    def carry_out(self, on: date, *, by: str, second: str) -> tuple[Carried, ...]:
        """Erase what is due on *on*, but for what is held.

        Raises:
            RuleBrokenError: there is no second person; nothing was erased.

        """
        due = self.due(on)
        for one in due:
            Erasing(self.parts).check(_order(one.due, by, second))
        return tuple(
            Carried(one.due, self._erased(one, _order(one.due, by, second))) for one in due
        )

    def _erased(self, one: Retained, order: Order) -> Certificate | None:
        try:
            return Erasing(self.parts).erase(one.due.subject, order, one.due.named)
        except RuleBrokenError:  # it is held
            return None

    def _persons(self, on: date) -> Iterator[Retained]:
        seen = set[Subject]()
        for child, _ in self.parts.shelf.vault.references("child"):
            if child in seen:
                continue
            records = self._records(child)
            seen.update(one.subject for one in records)
            if records:
                held = any(_is_held(one) for one in records)
                found = of_person(records, self._policy, on)
                yield from (Retained(due, held) for due in found)

    def _households(self, on: date) -> Iterator[Retained]:
        for home, _ in self.parts.shelf.vault.references("household"):
            story = self.parts.shelf.read(home)
            if story.entries:
                kept = _kept(story)
                living = kept.journey.household.children_on(on)
                children = [r for r in map(self._records, sorted(living, key=str)) if r]
                found = of_household(kept, children, self._policy, on)
                yield from (Retained(due, _is_held(kept)) for due in found)

    def _records(self, child: Subject) -> list[Kept]:
        """Return the records of the person whose *child* is one, itself first."""
        shelf = self.parts.shelf
        persons = Cluster(shelf.fresh, shelf.neighbours).records(child, None)
        return _all_kept(shelf.fresh(one) for one in sorted(persons, key=child.__ne__))

    @property
    def _policy(self) -> Policy:
        return self.parts.config.policy


def _all_kept(stories: Iterable[Story]) -> list[Kept]:
    return [_kept(story) for story in stories if story.entries]


def _kept(story: Story) -> Kept:
    return Kept(story.subject, story.journey, story.told, story.latest_day)


def _is_held(one: Kept) -> bool:
    return bool(one.journey[amendments.AREA].holds)


def _order(due: Due, by: str, second: str) -> Order:
    return Order(f"retention: {due.kind}", by, second)
