"""What two stores cannot settle between them: said, and left to somebody who knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import product
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject

ADDED_UP = frozenset(
    {
        "documents",
        "equipment",
        "follow_up",
        "goods",
        "identifiers",
        "income_projects",
        "kits",
        "parenting",
        "reports",
        "season_figures",
        "sessions",
        "visits",
        "work",
    }
)
"""Areas in which two facts of one day are two facts, whoever told them first."""
Matter = tuple[str, date | UUID]
"""What a command is about: an area on a day, or the command it amends."""


class Because(StrEnum):
    """Why something of one store did not become part of the other, or not the same."""

    REFUSED = "refused"
    """A rule forbids it there."""
    INVALID = "invalid"
    """It cannot be taken there as it stands: another vocabulary, another version."""
    ERASED = "erased"
    """Whom it is about was erased in one store, and is kept in the other."""
    TWO_PERSONS = "two-persons"
    """Each store registered somebody else, or the same child anew, under one reference."""
    FORGOTTEN = "forgotten"
    """A part of it was erased where it was told."""
    UNREADABLE = "unreadable"
    """It cannot be read where it was told."""
    TOLD_APART = "told-apart"
    """Both stores have both now, each told without knowing of the other."""


@frozen
class Conflict:
    """Something that somebody has to look at.

    Attributes:
        subject: Whose story it is.
        because: What is the matter.
        commands: The commands it is about, by their ids.
        at: The store it stands in; None where it stands in both.
        rule: The rule that forbids it in the other, where one does.

    """

    subject: Subject
    because: Because
    commands: tuple[UUID, ...] = ()
    at: str | None = None
    rule: str | None = None


@frozen
class Matters:
    """What the commands that one store told the other are about, by whose they are."""

    areas: Mapping[type, str] = field(repr=False)
    """The area of each class of event."""
    told: dict[Subject, list[tuple[Matter, UUID]]] = field(factory=dict, init=False)

    def note(self, subject: Subject, entry: Entry) -> None:
        """Note what *entry*, of *subject*, is about."""
        if (matter := self._matter(entry)) is not None:
            self.told.setdefault(subject, []).append((matter, entry.command_id))

    def _matter(self, entry: Entry) -> Matter | None:
        amended = entry.corrects or entry.retracts
        if amended is not None:
            return "amendments", amended
        area = self.areas.get(type(entry.event))
        return None if area is None or area in ADDED_UP else (area, entry.on.last)

    def apart_from(self, other: Matters) -> Iterator[Conflict]:
        """Yield what was told in both of one matter, without either knowing of the other.

        On one day one state holds, and of several corrections of a command the last one:
        which is the last is not the same in both, as each learnt of the other's later.
        """
        for subject, ours in self.told.items():
            theirs = other.told.get(subject, ())
            for (matter, mine), (same, yours) in product(ours, theirs):
                if matter == same:
                    yield Conflict(subject, Because.TOLD_APART, (mine, yours))
