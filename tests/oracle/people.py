"""Persons: who they are, how old, what they consented to, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .episodes import Episode, episodes_of
from .policy import Policy
from .telling import Day, Told, by_day, day, last_day, records_of_persons

ONE_DAY = timedelta(days=1)


def birthday(born: date, age: int) -> date:
    """The day this age is completed. Born on 29 February: 1 March in common years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


@cache
def ages(born: Day, on: date) -> frozenset[int]:
    """§1.4: completed years, one for each day the birth date may be."""
    found = set()
    maybe = born.first
    while maybe <= born.last:
        age = on.year - maybe.year
        if birthday(maybe, age) > on:
            age -= 1
        found.add(age)
        maybe += ONE_DAY
    return frozenset(found)


BANDS = {
    "sdg": {"0-4": (0, 4), "5-11": (5, 11), "12-14": (12, 14), "15-17": (15, 17)},
    "primero": {"0-5": (0, 5), "6-11": (6, 11), "12-17": (12, 17)},
    "unhcr": {"0-4": (0, 4), "5-11": (5, 11), "12-17": (12, 17), "18-59": (18, 59)},
}
OLDEST = {"sdg": ("18+", 18), "primero": ("18+", 18), "unhcr": ("60+", 60)}


def band(age: int, bands: str) -> str:
    name, least = OLDEST[bands]
    if age >= least:
        return name
    for label, (low, high) in BANDS[bands].items():
        if low <= age <= high:
            return label
    return "unknown"


@dataclass(eq=False)
class Person:
    """§1.3: one set of linked records, all facts of all its records together."""

    records: list[str]
    """By their first `register-child`; a record never registered comes last."""
    described: list[Told]
    """Everything told of them, whatever its day: for what as-of does not cut."""
    commands: list[Told]
    """What as-of leaves, in order."""
    episodes: list[Episode]

    def all(self, *names: str) -> list[Told]:
        return [told for told in self.commands if told.command in names]

    def born(self) -> Day | None:
        """§1.3: that of the first record that has one."""
        for record in self.records:
            tellings = [
                told
                for told in self.described
                if told.subject == record
                and told.command in ("register-child", "correct-birth-date")
                and told.data.get("born") is not None
            ]
            if tellings:  # the one told last; a corrected one when it was corrected
                last = max(tellings, key=lambda told: (told.told_at, told.at, told.id))
                return day(last.data["born"])
        return None

    def field(self, name: str) -> str:
        """§1.3: of the first record in this order with a value other than `unknown`."""
        for record in self.records:
            for told in reversed(self.described):
                if told.subject == record and told.command == "register-child":
                    value = told.data.get(name) or "unknown"
                    if value != "unknown":
                        return str(value)
                    break
        return "unknown"

    def ages_on(self, on: date) -> frozenset[int] | None:
        born = self.born()
        return None if born is None else ages(born, on)

    def age_band(self, on: date, bands: str) -> str:
        """§1.4: undetermined or no birth date: `unknown`."""
        may_be = self.ages_on(on)
        if may_be is None:
            return "unknown"
        answers = {band(age, bands) for age in may_be}
        return answers.pop() if len(answers) == 1 else "unknown"

    def active(self, first: date, last: date) -> bool:
        """§1.5: an episode of one of its records covers a day of `[F, E]`."""
        return any(episode.touches(first, last) for episode in self.episodes)

    def consents(self, purpose: str, on: date, policy: Policy, end: date) -> bool:
        """§1.6: consent in force for a purpose on a day. `end` is E, for the policy."""
        words = [
            told
            for told in self.all("give-consent", "withdraw-consent")
            if purpose in told.data["purposes"] and told.day <= on
        ]
        if not words or words[-1].command == "withdraw-consent":
            return False
        given = words[-1].data
        if given.get("until") is not None and last_day(given["until"]) < on:
            return False
        born = self.born()
        if given["given_by"] == "guardian" and born is not None:
            # an uncertain birth date counts as its last day here
            grace = policy.value("consent.grace_days_at_18", end)
            if on > birthday(born.last, 18) + timedelta(days=grace):
                return False
        return True


def persons_of(told: Iterable[Told], as_of: date) -> list[Person]:
    """Everyone the journal knows, each once."""
    told = list(told)
    return [_person(records, told, as_of) for records in records_of_persons(told)]


def _person(records: frozenset[str], told: list[Told], as_of: date) -> Person:
    described = [one for one in told if one.subject in records]
    commands = by_day(described, as_of)
    in_order = sorted(records, key=lambda record: _registered(record, described))
    episodes = []
    for record in in_order:
        own = [one for one in commands if one.subject == record]
        episodes += episodes_of(record, own)
    return Person(in_order, described, commands, episodes)


def _registered(record: str, described: list[Told]) -> tuple[bool, object, str]:
    """§1.3: ordered by their first `register-child`; a record without one comes last."""
    orders = [
        told.order
        for told in described
        if told.subject == record and told.command == "register-child"
    ]
    return (not orders, min(orders) if orders else (), record)
