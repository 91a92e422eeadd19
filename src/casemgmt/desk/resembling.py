"""Resembling: which records may be of one child, as the log stands now.

Nothing is decided here and nothing is stored: a person says that two records are of one
child (``link-persons``) or that they are not (``unlink-persons``), and is not asked again.
Names are opened to be compared, and held in memory while the store is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from attrs import frozen

from casemgmt.domain.enrolment import identifiers, links, registration
from casemgmt.domain.enrolment.registration import ChildRegistered
from casemgmt.domain.personal import Personal
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Entry, Version, as_told
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.identity.finding import Found
from casemgmt.identity.likeness import Likeness
from casemgmt.identity.record import Record, record_of
from casemgmt.identity.register import Register
from casemgmt.identity.resemblance import Resemblance, resemblance
from casemgmt.recording.payloads import UPCASTERS
from casemgmt.recording.persons import Pair, last_words, records_of
from casemgmt.recording.port import Bucket, StoredEvent
from casemgmt.recording.shelf import Shelf
from casemgmt.recording.story import heard

EVENTS_A_BUCKET = 200_000
READ = frozenset(
    {
        "command-corrected.1",
        "command-retracted.1",
        *registration.AREA.events,
        *identifiers.AREA.events,
        *links.AREA.events,
        *UPCASTERS,
    }
)
"""All that tells who a child is, under the names the log has it."""


@frozen
class Called:
    """A child who is called as somebody wrote, or nearly so.

    Attributes:
        subject: The child.
        given_name: The given name, as it was registered last.
        family_name: The family name.
        likeness: How alike the word is that is least so.

    """

    subject: Subject
    given_name: Personal[Text]
    family_name: Personal[Text]
    likeness: Likeness

    @property
    def alike(self) -> str:
        """``same``, ``near`` (a letter apart) or ``another`` (but for the vowels)."""
        return self.likeness.name.lower()


class Resembling:
    """Every record of a store by what tells whose it is, kept up with the log."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._register = Register()
        self._links: dict[Subject, list[Version]] = {}
        self._whose: dict[UUID, Subject] = {}
        self._stood = 0

    def found(
        self, subject: Subject | None, policy: Policy, day: date
    ) -> tuple[Resemblance, ...]:
        """Return what resembles *subject*, or every two that do, the likeliest first."""
        self._keep_up()
        pairs = self._register.pairs() if subject is None else self._around(subject)
        return self._found(pairs, policy, day)

    def named(self, written: str) -> tuple[Called, ...]:
        """Return the records whose names are alike to what was *written*, likest first."""
        self._keep_up()
        return tuple(self._called(one) for one in self._register.named(written))

    def _called(self, found: Found) -> Called:
        told = (version.entry.event for version in self._shelf.fresh(found.subject).told)
        last = [event for event in told if isinstance(event, ChildRegistered)][-1]
        return Called(found.subject, last.given_name, last.family_name, min(found.alike))

    def _around(self, subject: Subject) -> Iterator[tuple[Record, Record]]:
        record = self._register.record(subject)
        if record is not None:
            yield from ((record, other) for other in self._register.like(record))

    def _found(
        self, pairs: Iterable[tuple[Record, Record]], policy: Policy, day: date
    ) -> tuple[Resemblance, ...]:
        settled, one = self._settled()
        found = [
            resemblance(a, b, policy, day)
            for a, b in pairs
            if frozenset({a.subject, b.subject}) not in settled
            and b.subject not in one.get(a.subject, ())
        ]
        return tuple(sorted(filter(None, found), key=lambda each: each.order))

    def _settled(self) -> tuple[set[Pair], Mapping[Subject, frozenset[Subject]]]:
        """Return the pairs somebody spoke of, and who is one child by links that chain."""
        words = last_words(self._links.items())
        linked = {pair for pair, is_link in words.items() if is_link}
        chained = {subject for pair in linked for subject in pair}
        return {*words}, {subject: records_of(subject, linked) for subject in chained}

    def _keep_up(self) -> None:
        """Read what was recorded since it was last asked, and let go of the erased."""
        log = self._shelf.log
        head, before = log.head(), self._stood
        if before == 0:
            for bucket in Bucket.divided(head // EVENTS_A_BUCKET + 1):
                self._take(log.bucket(bucket, head, READ))
        else:
            for stream in log.changed(before):
                self._take(log.read(stream))
        self._stood = head
        for stream in self._whose.keys() & self._shelf.vault.erased():
            self._forget(stream)

    def _take(self, events: Iterable[StoredEvent]) -> None:
        """Take in *events*: for each of their streams, all that tells who it is of."""
        told: defaultdict[UUID, list[Entry]] = defaultdict(list)
        for stored in events:
            if stored.name in READ:
                told[stored.stream].append(self._shelf.codec.entry(stored))
        for stream, entries in told.items():
            subject = self._shelf.vault.reference(stream)
            if subject is not None and subject.kind == "child":
                self._whose[stream] = subject
                self._hold(subject, as_told(heard(entries)))

    def _hold(self, subject: Subject, told: tuple[Version, ...]) -> None:
        self._links[subject] = [v for v in told if v.entry.name in links.AREA.events]
        record = record_of(subject, told)
        if record is None:
            self._register.drop(subject)
        else:
            self._register.put(record)

    def _forget(self, stream: UUID) -> None:
        subject = self._whose.pop(stream)
        self._register.drop(subject)
        del self._links[subject]
