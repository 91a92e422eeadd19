"""The desk: what one person may record and read. Every read passes here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from casemgmt import watching
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.work_lists.items import Due
from casemgmt.errors import InvalidError
from casemgmt.keeping import tell_moved_in
from casemgmt.opening import Parts
from casemgmt.recorded import RecordedEvent, as_history, in_order, naming
from casemgmt.recording.door import Attempt
from casemgmt.recording.journal import Progress, Reading, Summary
from casemgmt.recording.persons import Cluster, PersonBeside
from casemgmt.recording.recorder import Recorded
from casemgmt.vocabularies import Vocabulary
from casemgmt.watching import Caseload, CentreLine
from casemgmt.worklists import CaseLine, Whose, WorkLists

if TYPE_CHECKING:
    from casemgmt.domain.contradictions.kinds import Contradiction
    from casemgmt.domain.protection.withdrawal import Withdrawal
    from casemgmt.indicators import Explanation, Figure
    from casemgmt.reports import Report
    from casemgmt.working import WeekOfWork


class Desk:
    """What one person records and reads, under their own name."""

    def __init__(self, parts: Parts, person: str, role: str | None) -> None:
        self._parts = parts
        self._recorder = parts.recorder
        self.person = person
        self.role = role

    @property
    def policy(self) -> Policy:
        """The policy requests are decided under."""
        return self._parts.config.policy

    @property
    def vocabulary(self) -> Vocabulary:
        """What codes are called."""
        return self._parts.config.vocabulary

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
        return self._recorder.record(self._attempts(subject, commands, on, id))

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
        attempts = self._attempts(subject, commands, on, None)
        moment = self._recorder.desk.door.moment(known_at)
        return self._recorder.would_record(attempts, moment)

    def record_file(
        self,
        lines: Path | Iterable[str],
        *,
        times_given: bool = False,
        rejects: Path | None = None,
        language: str = "en",
        progress: Progress | None = None,
    ) -> Summary:
        """Record a journal: one command a line, each under the name its line gives.

        Refused and invalid lines go to *rejects*, for a file ``FILE.rejects.jsonl`` beside
        it, and stop nothing. A journal may be read again: what was recorded is met again.

        Raises:
            JournalFileError: the file itself cannot be read.
            InvalidError: a string was given where a ``Path`` or lines belong.
            ConflictError: others kept recording on the same subjects; read it again.

        """
        if isinstance(lines, str):  # its letters are no lines; a file is named by a Path
            raise InvalidError("lines", "wrong-type")
        if rejects is None and isinstance(lines, Path):
            rejects = lines.with_name(lines.name + ".rejects.jsonl")
        reading = Reading(self._recorder, times_given, language, progress)
        try:
            return reading.read(lines, rejects)
        finally:
            moved_in = reading.counts.get("recorded", 0) if times_given else 0
            if moved_in:
                name = lines.name if isinstance(lines, Path) else "standard input"
                tell_moved_in(self._parts, by=self.person, file=name, lines=moved_in)

    def journey(
        self,
        subject: str | Subject,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
    ) -> Journey:
        """Return where *subject* stands on *as_of*, known at *known_at*; now if None."""
        door, shelf = self._recorder.desk.door, self._parts.shelf
        of, day, moment = door.subject(subject), self._day(as_of), door.moment(known_at)
        with self._recorder.locked():
            story = shelf.fresh(of)
            cluster = Cluster(shelf.fresh, shelf.neighbours)
            beside = PersonBeside(cluster, story, moment, day)
            return story.journey_at(moment, day).knowing(beside)

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
        door, shelf = self._recorder.desk.door, self._parts.shelf
        of, moment = door.subject(subject), door.moment(known_at)
        own = as_history(shelf.read(of).entries, of, moment)
        others = (shelf.naming(of) | shelf.neighbours(of)) - {of} if around else ()
        told = (as_history(shelf.read(other).entries, other, moment) for other in others)
        return in_order([*own, *chain.from_iterable(naming(one, of) for one in told)])

    def contradictions(
        self,
        *,
        known_at: datetime | None = None,
        subject: str | Subject | None = None,
    ) -> Iterator[Contradiction]:
        """Yield what cannot both be true, and decisions taken on earlier knowledge.

        Worked out from the stories as told, the gravest first; nothing refuses by it.

        Args:
            known_at: What is recorded later is not looked at; now if None.
            subject: Only what is found of this person, or of this household.

        """
        from casemgmt.contradicting import contradictions

        door = self._recorder.desk.door
        of = None if subject is None else door.subject(subject)
        yield from contradictions(self._recorder, door.moment(known_at), of)

    def impact(self, command_id: UUID) -> tuple[Contradiction, ...]:
        """Return the decisions that would be refused since *command_id* was recorded.

        It is a correction, a retraction, a late entry, a link or an unlinking.
        """
        from casemgmt.contradicting import impact

        return impact(self._recorder, command_id)

    def subjects(self, kind: str) -> Iterator[Subject]:
        """Yield every subject of *kind*, such as ``child``, by its reference."""
        yield from (subject for subject, _ in self._parts.shelf.vault.references(kind))

    def cases(
        self,
        on: str | date | None = None,
        *,
        centre: str | None = None,
        caseworker: str | None = None,
        programme: str | None = None,
        known_at: datetime | None = None,
    ) -> Iterator[CaseLine]:
        """Yield the cases open on the day *on* - today if None -, by reference."""
        lists = self._work_lists(self._day(on) or self._today(), known_at)
        yield from lists.cases(Whose(centre, caseworker), programme)

    def due(
        self,
        on: str | date,
        *,
        caseworker: str | None = None,
        centre: str | None = None,
        ahead: int = 0,
        known_at: datetime | None = None,
    ) -> tuple[Due, ...]:
        """Return what is due and overdue on the day *on*, the oldest first.

        Args:
            on: The day of the list.
            caseworker: Only the work of this caseworker.
            centre: Only the work of this centre.
            ahead: Also what comes due in so many days.
            known_at: What is recorded later does not count; now if None.

        Raises:
            InvalidError: there is no such day, or *ahead* is no number of days from 0 on.

        """
        lists = self._work_lists(self._recorder.desk.door.day(on).last, known_at)
        return lists.due(Whose(centre, caseworker), ahead)

    def centres(
        self, on: str | date | None = None, *, known_at: datetime | None = None
    ) -> Iterator[CentreLine]:
        """Yield each centre on the day *on* - today if None -, by reference.

        More children than places and a stock below zero are shown, never refused.
        """
        day, moment = (
            self._day(on) or self._today(),
            self._recorder.desk.door.moment(known_at),
        )
        yield from watching.centres(self, day, moment)

    def caseloads(
        self, on: str | date | None = None, *, known_at: datetime | None = None
    ) -> Iterator[Caseload]:
        """Yield how many open cases each caseworker has on the day *on* - today if None -.

        Cases that rest are left out (indicators.md I11); too many are shown, never refused.
        """
        day, moment = (
            self._day(on) or self._today(),
            self._recorder.desk.door.moment(known_at),
        )
        yield from watching.caseloads(self, day, moment)

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
            InvalidError: there is no such subject or day.
            ConfigurationError: the policy file cannot be used.

        """
        from casemgmt import working

        journey = self.journey(subject, as_of=as_of, known_at=known_at)
        return working.weeks(self._parts, journey, policy)

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
            InvalidError: there is no such subject or day.
            ConfigurationError: the policy file cannot be used.

        """
        from casemgmt import working

        journey = self.journey(subject, as_of=as_of, known_at=known_at)
        day = self._day(as_of) or self._today()
        return working.withdrawal(self._parts, journey, day, policy)

    def figures(
        self,
        first: str | date,
        last: str | date,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        only: Sequence[str] = (),
        by: Sequence[str] = (),
        policy: Path | None = None,
    ) -> tuple[Figure, ...]:
        """Return figures for the period from *first* to *last*, both days included.

        One row for the whole of each indicator, then one for each cell of *by*.

        Args:
            first: The first day of the period.
            last: Its last day.
            as_of: The last day that counts; *last* if None.
            known_at: What is recorded later does not count; now if None.
            only: The indicators wanted; all if empty.
            by: Dimensions, such as ``sex`` and ``district``.
            policy: A file that replaces the policy, parameter by parameter.

        Raises:
            InvalidError: there is no such indicator, dimension or day.
            ConfigurationError: the policy file cannot be used.

        """
        from casemgmt import figuring

        question = figuring.question(
            self._parts,
            first,
            last,
            as_of=as_of,
            known_at=known_at,
            only=only,
            by=by,
            policy=policy,
        )
        return figuring.answer(self._parts, question)

    def explain(self, figure: Figure) -> Explanation:
        """Return who and what stands behind *figure*, which carries its own question."""
        from casemgmt import figuring

        return figuring.explain(self._parts, figure)

    def report(
        self,
        name: str,
        first: str | date,
        last: str | date,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        policy: Path | None = None,
    ) -> Report:
        """Return the report *name* for a period, ready to be rendered.

        Raises:
            ConfigurationError: no installed distribution has a report of this name.
            InvalidError: there is no such day.

        """
        from casemgmt import figuring

        asked = figuring.period(
            self._parts, first, last, as_of=as_of, known_at=known_at, policy=policy
        )
        return figuring.report(self._parts, self, name, asked)

    def _attempts(
        self,
        subject: str | Subject,
        commands: Sequence[Any],
        on: str | date | Day,
        command_id: UUID | None,
    ) -> list[Attempt]:
        door = self._recorder.desk.door
        of, day = door.subject(subject), door.day(on)
        if command_id is not None and not isinstance(command_id, UUID):
            raise InvalidError("id", "not-an-id")
        return [
            Attempt(command_id, door.checked(c, of), of, day, self.person, self.role)
            for c in commands
        ]

    def _work_lists(self, day: date, known_at: datetime | None) -> WorkLists:
        return WorkLists(self._parts, day, self._recorder.desk.door.moment(known_at))

    def _day(self, day: str | date | None) -> date | None:
        return None if day is None else self._recorder.desk.door.day(day).last

    def _today(self) -> date:
        return self._recorder.desk.door.today(self._recorder.clock())
