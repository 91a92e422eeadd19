"""The children in the care of a centre, day by day: a person once, however many records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from casemgmt.domain.spells import Spell
from casemgmt.domain.vocabulary import Subject

from .period import Period
from .reading import Reading

Person = frozenset[Subject]


@frozen
class InCare:
    """Who had a place in a centre, and on which days.

    Attributes:
        centre: The centre.
        stays: Of each person, the stays in it, in order of coming.

    """

    centre: str
    stays: Mapping[Person, tuple[Spell, ...]] = field(repr=False)

    @classmethod
    def of(cls, reading: Reading, centre: str) -> InCare:
        """Return who had a place in *centre* by the last day looked at."""
        return cls.among(reading, centre, reading.desk.subjects("child"))

    @classmethod
    def among(cls, reading: Reading, centre: str, children: Iterable[Subject]) -> InCare:
        """Return who of *children* had a place in *centre* by the last day looked at."""
        stays: dict[Person, tuple[Spell, ...]] = {}
        for child in children:
            journey = reading.journey(child)
            mine = tuple(s for s in journey.admission.stays if s.value == centre)
            if mine:
                person = journey.same_child(child)
                stays[person] = (*stays.get(person, ()), *mine)
        return cls(centre, stays)

    def on(self, day: date) -> tuple[Person, ...]:
        """Return who has a place on *day*; the day of discharge does not count."""
        return tuple(
            person
            for person, stays in self.stays.items()
            if any(stay.covers(day) for stay in stays)
        )

    def most(self, period: Period) -> tuple[date, int]:
        """Return the first day of the greatest number, and that number."""
        counted = ((day, len(self.on(day))) for day in period.days())
        return max(counted, key=lambda one: one[1], default=(period.first, 0))

    def between(self, first: date, last: date) -> Iterator[tuple[Person, Spell]]:
        """Yield each stay that covers a day of the stretch, in order of coming."""
        found = (
            (person, stay)
            for person, stays in self.stays.items()
            for stay in stays
            if stay.first <= last and (stay.last is None or stay.last >= first)
        )
        yield from sorted(found, key=lambda one: (one[1].first, sorted(map(str, one[0]))))
