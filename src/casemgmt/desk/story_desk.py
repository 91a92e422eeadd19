"""Stories at the desk: what one person records, and reads of one subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from casemgmt.desk import asking, attaching, stories
from casemgmt.desk.asking import Gated, asks, shows_nobody, tells, tells_of_all
from casemgmt.desk.attaching import DOCUMENT, Attachment
from casemgmt.desk.gate import Gate
from casemgmt.desk.taking_in import Commands, TakingIn
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.work import WorkObserved
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import InvalidError
from casemgmt.opening.parts import Parts
from casemgmt.privacy.access import Verb
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.journal import Progress, Reading, Summary
from casemgmt.recording.recorder import Recorded
from casemgmt.vocabularies import Vocabulary

if TYPE_CHECKING:
    from casemgmt.desk.working import WeekOfWork
    from casemgmt.domain.protection.withdrawal import Withdrawal


class StoryDesk(Gated):
    """What one person records, and the stories they read.

    Where an access matrix is configured, every answer about persons passes the gate.
    """

    def __init__(self, parts: Parts, person: str, role: str | None) -> None:
        self._parts = parts
        self._door = parts.recorder.desk.door
        self._taking_in = TakingIn(parts, person, role)
        self._form: str | None = None
        """The format in which what is made here is to leave, if it is."""
        self._handed_out = False
        """Whether something was recorded as handed out in that format."""
        matrix = parts.config.access
        self._gate = None if matrix is None else Gate(parts, matrix, person, role)
        self.person = person
        self.role = role

    @property
    @shows_nobody
    def policy(self) -> Policy:
        """The policy requests are decided under."""
        return self._parts.config.policy

    @property
    @shows_nobody
    def vocabulary(self) -> Vocabulary:
        """What codes are called."""
        return self._parts.config.vocabulary

    @tells
    def record(
        self,
        subject: str | Subject,
        *commands: Any,
        on: str | date | Day,
        id: UUID | None = None,
    ) -> Recorded:
        """Record *commands* of one subject, all or none, as told on the day *on*.

        Raises:
            RuleBrokenError: a rule forbids one; nothing was recorded.
            InvalidError: one cannot be taken as it stands; nothing was recorded.
            ConflictError: somebody else recorded first three times; try again.
            OutcomeUnknownError: the reply was lost; ask ``store.outcome``.

        """
        return self._taking_in.record(Commands(subject, commands, on, id))

    @tells
    def would_record(
        self,
        subject: str | Subject,
        *commands: Any,
        on: str | date | Day,
        known_at: datetime | None = None,
    ) -> tuple[object, ...]:
        """Return the events *commands* would bring about; nothing is stored.

        With *known_at* they are decided on what was known then: why was it refused?

        Raises:
            RuleBrokenError: a rule forbids one.
            InvalidError: one cannot be taken as it stands.

        """
        return self._taking_in.would_record(Commands(subject, commands, on), known_at)

    @tells_of_all
    def record_file(
        self,
        lines: Path | Iterable[str],
        *,
        times_given: bool = False,
        rejects: Path | None = None,
        language: str = "en",
        progress: Progress | None = None,
        processes: int | None = None,
    ) -> Summary:
        """Record a journal: one command a line, each under the name its line gives.

        A file called ``.csv`` or ``.xlsx`` is a table, with one command a row.

        Refused and invalid lines go to *rejects*, for a file ``FILE.rejects.jsonl`` beside
        it, and stop nothing. A journal may be read again: what was recorded is met again.
        A big file is read by as many *processes* as there are cores, or as are asked for.

        Raises:
            JournalFileError: the file itself cannot be read.
            MissingExtraError: what reads workbooks is not installed.
            InvalidError: a string was given where a ``Path`` or lines belong.
            ConflictError: others kept recording on the same subjects; read it again.

        """
        reading = Reading(self._parts.recorder, times_given, language, progress)
        return self._taking_in.record_file(reading, lines, rejects, processes)

    @tells
    def attach(
        self,
        subject: str | Subject,
        file: Path,
        *,
        kind: str,
        on: str | date | Day,
        title: str | Text | None = None,
        id: UUID | None = None,
    ) -> Recorded:
        """Put a copy of *file* with the story of *subject*, sealed; the file stays.

        Args:
            subject: With whose story.
            file: A scan, a photo, whatever is to be kept.
            kind: What it is, such as ``birth-act``, ``school-certificate`` or ``photo``.
            on: The day it came.
            title: What it is called; sealed as every text on a person.
            id: The command's own id; told again with the same id it is attached once.

        Raises:
            InvalidError: it is no file, or larger than the policy lets one be; or whose
                story it is was erased meanwhile, and nothing was kept.
            ConfigurationError: this store has no folder for attachments.
            OSError: the file cannot be read, or the folder not be written.

        """
        of, day = self._door.subject(subject), self._door.day(on)
        told = attaching.looked_at(kind, title)
        self.would_record(of, told, on=day)  # what is refused leaves no file behind
        whose, told = attaching.kept(self._parts, of, file, day, told)
        return self._taking_in.record(Commands(of, (told,), day, id), only=whose)

    @asks(Verb.READ, asking.attachments)
    def attachments(self, subject: str | Subject) -> tuple[Attachment, ...]:
        """Return the documents kept with the story of *subject*, oldest first."""
        return attaching.attachments(self._parts, self._door.subject(subject))

    @asks(Verb.READ, asking.as_it_is)
    def attachment(self, one: Attachment) -> Iterator[bytes]:
        """Yield what is in an attached document, piece by piece.

        What was yielded is to be let go of when this raises: it is not the whole.

        Raises:
            DamagedAttachmentError: its file is missing, or was changed.
            InvalidError: whom it was kept with was erased.
            NotPermittedError: the role does not see what is attached to this story.

        """
        if self._gate is not None:
            self._gate.showing(Verb.READ).open_field(one.subject, DOCUMENT)
        yield from attaching.content(self._parts, one)

    @asks(Verb.READ, asking.journey)
    def journey(
        self,
        subject: str | Subject,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
    ) -> Journey:
        """Return where *subject* stands on *as_of*, known at *known_at*; now if None."""
        of, day = self._door.subject(subject), self._day(as_of, "as_of")
        return stories.journey(self._parts, of, day, self._door.moment(known_at))

    @asks(Verb.HISTORY, asking.events)
    def history(
        self,
        subject: str | Subject,
        *,
        known_at: datetime | None = None,
        around: bool = False,
    ) -> tuple[RecordedEvent, ...]:
        """Return what was told of *subject*, as it happened, corrections shown.

        Args:
            subject: Whose story.
            known_at: What is recorded later is not shown; now if None.
            around: Whether what other stories say of *subject* is shown among it.

        """
        of, moment = self._door.subject(subject), self._door.moment(known_at)
        return stories.history(self._parts, of, moment, around=around)

    @asks(Verb.READ, asking.as_it_is)
    def weeks(
        self,
        subject: str | Subject,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        policy: Path | None = None,
    ) -> tuple[WeekOfWork, ...]:
        """Return every week in which the child's work was looked at, oldest first.

        Each with both answers: what it is for the statistics, and whether it was lawful,
        by the policy in force that week. Records linked to this one are the same child.

        Raises:
            InvalidError: the subject is no child, or there is no such day.
            ConfigurationError: the policy file cannot be used.
            NotPermittedError: a part of what was seen is withheld from this role.

        """
        from casemgmt.desk import working

        journey = self._at_work(subject, as_of, known_at)
        return working.weeks(self._parts, journey, policy)

    @asks(Verb.READ, asking.as_it_is)
    def withdrawal(
        self,
        subject: str | Subject,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        policy: Path | None = None,
    ) -> Withdrawal:
        """Return whether the child came out of child labour, by the policy of *as_of*.

        Raises:
            InvalidError: the subject is no child, or there is no such day.
            ConfigurationError: the policy file cannot be used.
            NotPermittedError: a part of what was seen is withheld from this role.

        """
        from casemgmt.desk import working

        journey = self._at_work(subject, as_of, known_at)
        day = self._day_or_today(as_of, "as_of")
        return working.withdrawal(self._parts, journey, day, policy)

    def _at_work(
        self, subject: str | Subject, as_of: str | date | None, known_at: datetime | None
    ) -> Journey:
        """Return where a child stands all of whose work may be looked at."""
        child = self._child(subject)
        self._require(child, WorkObserved)
        return self.journey(child, as_of=as_of, known_at=known_at)

    def _require(self, subject: Subject, *kinds: type) -> None:
        """Refuse what rests on the whole of some events to whom a part is withheld."""
        if self._gate is not None:
            self._gate.showing(Verb.READ).require(subject, kinds)

    def _child(self, subject: str | Subject) -> Subject:
        child = self._door.subject(subject)
        if child.kind != "child":
            raise InvalidError("subject", "not-a-child")
        return child

    def _day(self, day: str | date | None, name: str) -> date | None:
        return None if day is None else self._door.day(day, name).last

    def _day_or_today(self, day: str | date | None, name: str) -> date:
        return self._day(day, name) or self._door.today(self._parts.recorder.clock())
