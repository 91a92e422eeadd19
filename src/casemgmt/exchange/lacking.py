"""What one store has and the other lacks, command by command, in the order of its log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.care.attachments import MissingAttachmentError
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.opening.parts import PERSONS, Parts
from casemgmt.privacy.sealed_file import DamagedAttachmentError
from casemgmt.recording.envelope import command_of
from casemgmt.recording.port import StoredEvent
from casemgmt.recording.story import Story

from .conflicts import Because, Conflict, Matters
from .documents import brought
from .lines import ForgottenError, Lines, UnreadableError

PAGE = 1_000
OURS = frozenset({"system"})
"""Kinds of subject that are of one store alone: its accesses, its publications."""
_UNTOLD = {
    ForgottenError: Because.FORGOTTEN,
    UnreadableError: Because.UNREADABLE,
    MissingAttachmentError: Because.UNREADABLE,
    DamagedAttachmentError: Because.UNREADABLE,
}


@frozen
class Side:
    """One of two stores.

    Attributes:
        name: How a conflict calls it.
        parts: What it is made of.

    """

    name: str
    parts: Parts = field(repr=False)

    def story(self, subject: Subject) -> Story:
        """Return the story of *subject* as its log has it now."""
        with self.parts.recorder.locked():
            return self.parts.shelf.fresh(subject)


@frozen
class Lacking:
    """Reads one store for what the other lacks, and says what cannot be told to it.

    Attributes:
        conflicts: What was found on the way and stays where it is.
        matters: What the commands that were told are about.

    """

    one: Side
    other: Side
    matters: Matters
    conflicts: dict[tuple[Subject, Because, tuple[UUID, ...]], Conflict] = field(
        factory=dict, init=False
    )
    _apart: dict[Subject, bool] = field(factory=dict, init=False)

    def lines(self) -> Iterator[bytes]:
        """Yield every command the other lacks, as the line of a journal."""
        writing = Lines(self.one.parts.recorder.desk.door)
        for subject, entry in self._lacked():
            try:
                line = writing.line(subject, entry, self._brought(subject, entry))
            except tuple(_UNTOLD) as untold:
                self._stays(subject, _UNTOLD[type(untold)], entry.command_id)
            except InvalidError:  # a document too large there, or of somebody erased
                self._stays(subject, Because.INVALID, entry.command_id)
            else:
                self.matters.note(subject, entry)
                yield line

    def _lacked(self) -> Iterator[tuple[Subject, Entry]]:
        after, log = 0, self.one.parts.shelf.log
        while page := log.scan(after, PAGE):
            after = page[-1].position
            yield from self._lacked_of(page)

    def _lacked_of(self, page: list[StoredEvent]) -> Iterator[tuple[Subject, Entry]]:
        ids = {i for stored in page if (i := command_of(stored)) is not None}
        known = self.other.parts.shelf.log.outcome(ids)
        erased = self.other.parts.shelf.vault.erased()
        for stored in page:
            subject = self.one.parts.shelf.vault.reference(stored.stream)
            if subject is None or subject.kind in OURS:
                continue
            there = known.get(command_of(stored) or UUID(int=0))
            if there is not None and there.stream in erased:
                self._stays(subject, Because.ERASED)
            elif there is None and self._may_go(subject):
                yield from self._entry(subject, stored)

    def _entry(
        self, subject: Subject, stored: StoredEvent
    ) -> Iterator[tuple[Subject, Entry]]:
        """Yield what *stored* told, unless the other has it as a part of something."""
        entry = self.one.story(subject).entries[stored.version - 1]
        if self.other.story(subject).entry(entry.command_id) is None:
            yield subject, entry

    def _may_go(self, subject: Subject) -> bool:
        if subject not in self._apart:
            self._apart[subject] = self._is_kept_apart(subject)
        return not self._apart[subject]

    def _is_kept_apart(self, subject: Subject) -> bool:
        """Whether nothing of *subject* is told: erased there, or somebody else there."""
        ours = [entry.command_id for entry in self.one.story(subject).entries]
        there, erased = self.other.parts.shelf, self.other.parts.shelf.vault.erased()
        if any(known.stream in erased for known in there.log.outcome(ours).values()):
            self._stays(subject, Because.ERASED)
            return True
        if subject.kind not in PERSONS:
            return False
        here, other = self.one.story(subject), self.other.story(subject)
        mine, yours = _registered(here), _registered(other)
        if mine and yours and not {e.command_id for e in other.entries} & set(ours):
            self._stays(subject, Because.TWO_PERSONS, *sorted({mine[0], yours[0]}))
            return True
        return False

    def _brought(self, subject: Subject, entry: Entry) -> Any:
        one, other = self.one.parts, self.other.parts
        return brought(one, other, subject, entry.on, entry.event)

    def _stays(self, subject: Subject, because: Because, *commands: UUID) -> None:
        shared = because is Because.TWO_PERSONS
        found = Conflict(subject, because, commands, None if shared else self.one.name)
        self.conflicts.setdefault((subject, because, commands), found)


def _registered(story: Story) -> list[UUID]:
    """Return the commands that say who somebody is."""
    said = ("child-registered.", "household-formed.")
    return [e.command_id for e in story.entries if e.name.startswith(said)]
