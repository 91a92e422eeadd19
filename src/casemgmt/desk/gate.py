"""The gate: everything a desk answers about persons passes here, and only here.

It knows who asks, in which role, by which matrix; what of a case decides on access is read
from its story as it stands now. Each question is one ``Showing``: what it shows of whom is
judged, withheld, and - where it is sensitive - recorded before anybody sees it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from attrs import evolve

from casemgmt.desk.accessing import accesses, tell_shown
from casemgmt.domain.accesses import Emergency, SensitiveDisclosed
from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError, NotPermittedError
from casemgmt.opening.parts import Parts
from casemgmt.privacy.access import NOTED, READING, Case, Matrix, Reader, Sight, Verb
from casemgmt.recording.masking import Eyes
from casemgmt.recording.persons import PersonBeside
from casemgmt.recording.story import Story

IMPERSONAL = frozenset({"centre", "agreement"})
"""Kinds of subjects that are nobody."""
NOTHING: frozenset[Sight] = frozenset()
EVERYTHING = frozenset(Sight)


class Gate:
    """What one person is shown in one role, whatever it is asked through.

    Attributes:
        through: What a reading is for, where it is not for itself: a report.
        form: The format in which it is to leave; None where it is only looked at.

    """

    def __init__(
        self,
        parts: Parts,
        matrix: Matrix,
        person: str,
        role: str | None,
        *,
        through: Verb | None = None,
        form: str | None = None,
    ) -> None:
        self.parts = parts
        self.matrix = matrix
        assert parts.guards is not None  # noqa: S101 - a store with a matrix has them
        self.guards = parts.guards
        self.through = through
        self.form = form
        self.noted: set[tuple[Subject, str]] = set()
        """What this sitting recorded already."""
        self._reader = matrix.reader(person, role)

    def for_report(self, form: str | None) -> Gate:
        """Return the gate through which a report is made, and may leave in a format."""
        made = Gate.__new__(Gate)
        made.__dict__.update(self.__dict__)  # the same sitting
        made.through, made.form = Verb.REPORT, form
        return made

    @property
    def reader(self) -> Reader:
        """Who asks.

        Raises:
            InvalidError: the matrix knows nobody so called in such a role.

        """
        if self._reader is None:
            raise InvalidError("person", "who-asks")
        return self._reader

    def showing(self, verb: Verb) -> Showing:
        """Return one question, to be answered now.

        Raises:
            InvalidError: the matrix does not know who asks.
            NotPermittedError: their role does not do this at all.

        """
        asked = self.through or verb if verb in READING else verb
        may = self.reader.may
        emergency = asked in READING and may.emergency
        if not (may.does(asked) or emergency):
            raise NotPermittedError(self.reader.role, asked)
        if self.form is not None and not _exports(self.reader, self.form):
            raise NotPermittedError(self.reader.role, Verb.EXPORT, self.form)
        return Showing(self, asked)

    def require_everything(self, form: str) -> None:
        """Refuse whoever may not record of everybody, and export every field of everybody.

        Raises:
            InvalidError: the matrix does not know who asks.
            NotPermittedError: something is kept from them.

        """
        reader, everybody = self.reader, Case()
        if not reader.sees(Verb.RECORD, everybody):
            raise NotPermittedError(reader.role, Verb.RECORD)
        kept = set(Sight) - reader.sees(Verb.EXPORT, everybody, form)
        if kept or any(limits.bar(reader.person) for limits in reader.limits.values()):
            raise NotPermittedError(reader.role, Verb.EXPORT, form)

    def bars(self, subject: Subject) -> bool:
        """Whether *subject* is kept from this very person, whatever their role permits."""
        return self.reader.barred(Showing(self, Verb.READ).case(subject))

    def emergencies(self) -> dict[Subject, Emergency]:
        """Return what this reader opened in an emergency that still holds."""
        now, reader = self.parts.recorder.clock(), self.reader
        return {
            one.subject: one
            for one in accesses(self.parts).emergencies.values()
            if (one.by, one.role) == (reader.person, reader.role)
            and one.at <= now < one.until
            and one.verdict != "wrong"
        }


def _exports(reader: Reader, form: str) -> bool:
    lines = (line for line in reader.may.may if Verb.EXPORT in line.verbs)
    return any(line.formats is None or form in line.formats for line in lines)


class Showing:
    """One question at the desk, and what of it is shown."""

    def __init__(self, gate: Gate, verb: Verb) -> None:
        self.gate = gate
        self.verb = verb
        self.reader = gate.reader
        self._parts = gate.parts
        self._sights: dict[Subject, frozenset[Sight]] = {}
        self._noted: defaultdict[Subject, set[str]] = defaultdict(set)

    @cached_property
    def _opened(self) -> dict[Subject, Emergency]:
        asked = self.verb in READING and self.reader.may.emergency
        return self.gate.emergencies() if asked else {}

    def sights(self, subject: Subject) -> frozenset[Sight]:
        """Return the classes of fields seen of *subject*; none: it is not known."""
        if subject.kind in IMPERSONAL:
            return EVERYTHING
        found = self._sights.get(subject)
        if found is None:
            found = self._sights[subject] = self._judged(subject)
        return found

    def knows(self, subject: Subject) -> bool:
        """Whether the reader may know that *subject* is there."""
        return bool(self.sights(subject))

    def eyes(self, subject: Subject) -> Eyes:
        """Return through what *subject* is seen; what they note is recorded at the end."""
        return Eyes(self.sights(subject), self.knows, self._noted[subject])

    def masked(self, subject: Subject, event: Any) -> Any:
        """Return an event of the story of *subject* as it is seen."""
        return self.gate.guards.masked(event, self.eyes(subject))

    def story(self, story: Story) -> Story:
        """Return a story as it is seen; nothing of one that is not known."""
        if not self.knows(story.subject):
            return Story(story.subject, story.fold)
        seen = (evolve(e, event=self.masked(story.subject, e.event)) for e in story.entries)
        return Story.of(story.subject, seen, story.fold)

    def journey(self, journey: Journey) -> Journey:
        """Return a journey as it is seen."""
        if journey.subject.kind in IMPERSONAL:
            return journey
        assert isinstance(journey.beside, PersonBeside)  # noqa: S101 - as stories makes it
        return journey.beside.seen_through(self.story, self.knows)

    def require(self, subject: Subject, kinds: Iterable[type]) -> None:
        """Refuse what rests on the whole of some events of which a part is withheld.

        Raises:
            NotPermittedError: the role does not see every field of them.

        """
        guards = (self.gate.guards.of(kind) for kind in kinds)
        needed = frozenset().union(*(guard.sights for guard in guards))
        if self.knows(subject) and not needed <= self.sights(subject):
            raise NotPermittedError(self.reader.role, self.verb)

    def shows_field(self, subject: Subject, at: str, usual: Sight = Sight.PUBLIC) -> bool:
        """Whether a field, usually of this class, is seen; noted where it must be."""
        sight = self.gate.matrix.sights.get(at, usual)
        if sight not in self.sights(subject):
            return False
        if sight in NOTED:
            self._noted[subject].add(at)
        return True

    def open_field(self, subject: Subject, at: str) -> None:
        """Refuse a field that is not seen; the reading of it is recorded where it must be.

        Raises:
            NotPermittedError: the role does not see it of this subject.

        """
        if not self.shows_field(subject, at):
            raise NotPermittedError(self.reader.role, self.verb)
        self.tell()

    def note(self, subject: Subject, at: str) -> None:
        """Note that something is shown of *subject* whose reading is recorded."""
        self._noted[subject].add(at)

    def tell(self) -> None:
        """Record what sensitive is about to be shown, once a sitting.

        Raises:
            ConflictError: it could not be recorded, so that nothing is shown.

        """
        new = {
            (subject, at)
            for subject, fields in self._noted.items()
            for at in fields
            if subject.kind not in IMPERSONAL
        } - self.gate.noted
        if not new:
            return
        subjects = sorted({subject for subject, _ in new}, key=str)
        opened = (self._opened[s].id for s in subjects if s in self._opened)
        event = SensitiveDisclosed(
            subjects=tuple(subjects),
            verb=self.verb if self.gate.form is None else Verb.EXPORT,
            fields=tuple(sorted({at for _, at in new})),
            role=self.reader.role,
            opened=tuple(opened),
        )
        tell_shown(self._parts, self.reader.person, event)
        self.gate.noted |= new

    def may_record(self, subject: Subject) -> bool:
        """Whether the reader may tell something of *subject*; whoever is new is theirs."""
        if subject.kind in IMPERSONAL:
            return self.reader.may.does(Verb.RECORD)
        if self._parts.shelf.vault.find(subject) is None:
            new = Case(frozenset({self.reader.person}), records=frozenset({subject}))
            return bool(self.reader.sees(Verb.RECORD, new))
        return bool(self.reader.sees(Verb.RECORD, self.case(subject)))

    def may_record_anything(self) -> bool:
        """Whether the reader may tell something of whomever."""
        return bool(self.reader.sees(Verb.RECORD, Case()))

    def _judged(self, subject: Subject) -> frozenset[Sight]:
        case = self.case(subject)
        opened = subject in self._opened
        seen = self.reader.sees(self.verb, case, emergency=opened)
        if self.gate.form is None:
            return seen
        return seen & self.reader.sees(Verb.EXPORT, case, self.gate.form)

    def case(self, subject: Subject) -> Case:
        """Return what of a subject's story decides on access, as it stands now."""
        with self._parts.recorder.locked():
            return _CASES.get(subject.kind, _of_nobody)(self, subject)

    def of_child(self, subject: Subject) -> Case:
        """Return what of a child's story decides on access."""
        shelf = self._parts.shelf
        story = shelf.fresh(subject)
        records = frozenset({subject})
        if self.gate.matrix.limits:
            records = shelf.ever_linked(subject)
        if not story.count:
            return Case(records=records)
        journey, today = story.journey, self._today
        at = {journey.case.centre, journey.case.transfer_to}
        centres = journey.admission.centres_on(today) | {c for c in at if c is not None}
        owner = journey.case.caseworker or story.entries[0].by
        return Case(frozenset({owner}), frozenset(centres), records)

    def of_household(self, subject: Subject) -> Case:
        """Return what decides on a household: what does on any child that lived there."""
        story = self._parts.shelf.fresh(subject)
        memberships = story.journey.household.memberships
        persons = {m.member.person for m in memberships if m.member.person is not None}
        children = [self.of_child(one) for one in persons if one.kind == "child"]
        owners = frozenset().union(*(case.owners for case in children))
        if not owners and story.count:
            owners = frozenset({story.entries[0].by})
        return Case(
            owners,
            frozenset().union(*(case.centres for case in children)),
            frozenset({subject}).union(*(case.records for case in children)),
        )

    @cached_property
    def _today(self) -> Any:
        recorder = self._parts.recorder
        return recorder.desk.door.today(recorder.clock())


def _of_nobody(_: Showing, subject: Subject) -> Case:
    return Case(records=frozenset({subject}))


_CASES: dict[str, Callable[[Showing, Subject], Case]] = {
    "child": Showing.of_child,
    "household": Showing.of_household,
}
