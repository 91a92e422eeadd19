"""What was said of one person: every standing command of all records, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import Version
from casemgmt.domain.vocabulary import Subject


@frozen
class Said:
    """One standing command, and whose story it is in."""

    subject: Subject
    version: Version

    @property
    def event(self) -> Any:
        """What it says happened."""
        return self.version.entry.event

    @property
    def on(self) -> Day:
        """The day it speaks of, with its precision."""
        return self.version.entry.on

    @property
    def command_id(self) -> UUID:
        """The command's own id."""
        return self.version.entry.command_id


@frozen
class Person:
    """The records of one child, what they tell, and the home visits that name one of them.

    Attributes:
        told: In the order of a story: day, recorded at, command id.
        visits: Of households, in the same order.

    """

    records: frozenset[Subject]
    told: tuple[Said, ...]
    visits: tuple[Said, ...] = ()

    @classmethod
    def of(
        cls, records: Iterable[Subject], told: Iterable[Said], visits: Iterable[Said] = ()
    ) -> Person:
        """Return the person of *records*."""
        return cls(frozenset(records), in_order(told), in_order(visits))

    def said(self, *kinds: type) -> Iterator[Said]:
        """Yield what was told of these *kinds* of events, in order."""
        return (one for one in self.told if isinstance(one.event, kinds))

    def record_of(self, said: Said) -> Subject:
        """Return the record it stands in; of a home visit the one that it names."""
        if said.subject in self.records:
            return said.subject
        named: tuple[Subject, ...] = said.event.children
        return next(child for child in named if child in self.records)


def in_order(said: Iterable[Said]) -> tuple[Said, ...]:
    """Return what was *said* in the order of a story."""
    return tuple(sorted(said, key=lambda one: one.version.order))
