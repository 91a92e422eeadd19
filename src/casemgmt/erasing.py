"""Erasing a person for good: keys first, then every place that ever held anything of them.

Whoever is interrupted on the way leaves an erasure that was begun; the next one goes on.
What the person's values were is known while it is carried out the first time, in memory:
they are looked for in every place, and an erasure that is gone on with looks for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from attrs import frozen

from casemgmt.care.certificate import Certificate
from casemgmt.care.erase import texts_of
from casemgmt.domain import amendments
from casemgmt.domain.dates import Day
from casemgmt.domain.erasures import (
    Begun,
    ErasureAsked,
    ErasureBegun,
    ErasureRule,
    Erasures,
    ErasureTakenBack,
)
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError, RefusedError, RuleBrokenError
from casemgmt.parts import Parts
from casemgmt.purging import Condemned, erasures, purged, shown
from casemgmt.recording.adults import KIND
from casemgmt.recording.own_story import ERASURES, tell, tell_all
from casemgmt.recording.persons import Cluster

PERSONS = frozenset({"child", "household"})
"""The kinds of records that are of persons."""
COOLING_OFF = "erasure.cooling_off_days"
LEASE = "erasing"
LONGEST = 200
"""Characters of a ground."""
ONE_OF_A_RECORD = frozenset({"mother", "father"})
"""Who is one person in a record, however the name was written."""
SHORTEST_KEY = 8
"""Characters of a reference from which it is looked for without its kind too."""


@frozen
class Order:
    """That a person is to be erased.

    Attributes:
        ground: Why, without the name of anybody.
        by: Who orders it.
        second: Who orders it too.

    """

    ground: str
    by: str
    second: str


@frozen
class Erasing:
    """The erasures of one store."""

    parts: Parts

    def told(self) -> Erasures:
        """Return what the store tells of its erasures."""
        return erasures(self.parts)

    def erase(
        self, subject: str | Subject, order: Order, named: str | None = None
    ) -> Certificate:
        """Erase the person whose record *subject* is, now or once the policy lets it.

        Every record that is linked to it is the same person's, and is erased with it. With
        *named* only an adult is erased whom the record names: ``mother``, or a role in the
        household; ``other:2`` where several have it.

        Raises:
            RuleBrokenError: there is a hold, no ground, or no second person.
            InvalidError: nobody was ever told of, or the ground names the person.
            BusyError: somebody else is erasing.

        """
        with self._alone():
            self.check(order)
            again = self._same_order(subject, order, named)
            if again:
                return purged(self.parts, self._gone_on_with([again]))[0]
            condemned = self._condemned(self._record(subject), named)
            self._check_ground(order, condemned)
            due = self._due(condemned)
            if due > self._today():
                return self._asked(condemned, order, due, named)
            return purged(self.parts, self._begun([condemned], order))[0]

    def erase_all(
        self, subjects: Iterable[str | Subject], order: Order
    ) -> tuple[Certificate, ...]:
        """Erase several persons at once, each of whom may be erased.

        Raises:
            RuleBrokenError: there is a hold on one of them; nobody was erased.
            InvalidError: one was never told of; nobody was erased.

        """
        with self._alone():
            self.check(order)
            found = [self._condemned(self._record(subject)) for subject in subjects]
            every = {one.subject: one for one in found}
            for one in every.values():
                self._check_ground(order, one)
            return purged(self.parts, self._begun(list(every.values()), order))

    def take_back(
        self, subject: str | Subject, *, by: str, named: str | None = None
    ) -> None:
        """Let an erasure that waits for its day not be carried out.

        Raises:
            InvalidError: none waits.

        """
        meant = self._record(subject), named
        told = (asked.told for asked in self.told().asked.values())
        waiting = [one for one in told if (one.record, one.named) == meant]
        if not waiting:
            raise InvalidError("subject", "no-erasure-waits")
        event = ErasureTakenBack(subject=waiting[0].subject)
        who = self.parts.recorder.desk.door.actor(by)
        tell(self.parts.recorder, ERASURES, event, by=who)

    def carry_out(self) -> tuple[Certificate, ...]:
        """Carry out what is due, and go on with what was interrupted or not confirmed.

        What is held meanwhile waits on.
        """
        with self._alone():
            told = self.told()
            going_on = self._gone_on_with(told.unfinished)
            for asked in told.due_on(self._today()):
                order = Order(asked.told.ground, asked.by, asked.told.second)
                try:
                    condemned = self._condemned(asked.told.record, asked.told.named)
                except RefusedError:  # held, or there is nobody any more
                    continue
                going_on += self._begun([condemned], order)
            return purged(self.parts, going_on)

    # Who is erased

    def _record(self, subject: str | Subject) -> UUID:
        of = self.parts.recorder.desk.door.subject(subject)
        record = self.parts.shelf.vault.find(of)
        if of.kind not in PERSONS:
            raise InvalidError("subject", "not-a-person")
        if record is None or not self.parts.shelf.log.read(record):
            raise InvalidError("subject", "unknown-subject")
        return record

    def _condemned(self, record: UUID, named: str | None = None) -> Condemned:
        """Return who is to be erased.

        Raises:
            RuleBrokenError: there is a hold on one of their records.
            InvalidError: nobody is so called.

        """
        own = self.parts.shelf.vault.reference(record)
        if own is None:
            raise InvalidError("subject", "unknown-subject")
        persons = self._unheld(own)
        if named is not None:
            return self._adult(record, named)
        find = self.parts.shelf.vault.find
        ids = (find(one) for one in persons)
        records = tuple(sorted((i for i in ids if i is not None), key=record.__ne__))
        others = {key for one in records for _, key in self._adults(one)} - {*records}
        keys = (*records, *sorted(others))
        words = frozenset(word for one in persons for word in _words(one))
        return Condemned(
            shown(self.parts, record), records, keys, self._texts(keys, records), words
        )

    def _unheld(self, own: Subject) -> frozenset[Subject]:
        """Return the records of one person, on none of which there is a hold."""
        shelf = self.parts.shelf
        with self.parts.recorder.locked():
            persons = Cluster(shelf.fresh, shelf.neighbours).records(own, None)
            for one in persons:
                if shelf.fresh(one).journey[amendments.AREA].holds:
                    raise RuleBrokenError(ErasureRule.WAITS_FOR_HOLDS)
        return persons

    def _adult(self, record: UUID, named: str) -> Condemned:
        role, _, rank = named.partition(":")
        vault = self.parts.shelf.vault
        told = dict.fromkeys(key for called, key in self._adults(record) if called == role)
        keys = [key for key in told if vault.key(key) is not None]
        if record in keys:
            raise InvalidError("named", "sealed-with-the-record")
        if rank:
            keys = keys[int(rank) - 1 : int(rank)] if rank.isdecimal() else []
        elif len(keys) > 1 and role not in ONE_OF_A_RECORD:
            raise InvalidError("named", "several-so-called")
        if not keys:
            raise InvalidError("named", "nobody-so-called")
        texts = self._texts(keys, [record])
        return Condemned(_shown(keys[0]), (record,), tuple(keys), texts)

    def _adults(self, record: UUID) -> list[tuple[str, UUID]]:
        shelf = self.parts.shelf
        return [one for told in shelf.log.read(record) for one in shelf.codec.adults(told)]

    def _texts(self, keys: Collection[UUID], records: Iterable[UUID]) -> frozenset[str]:
        """Return what is sealed for *keys*, but for words that are codes besides."""
        shelf, codes = self.parts.shelf, self._codes()
        texts = texts_of(shelf.codec, shelf.log, keys, records)
        return frozenset(text for text in texts if text.casefold() not in codes)

    def _codes(self) -> frozenset[str]:
        lists = self.parts.config.vocabulary.lists
        return frozenset(code.casefold() for codes in lists.values() for code in codes)

    # Whether they may be

    def check(self, order: Order) -> None:
        """Refuse an order that lacks something.

        Raises:
            RuleBrokenError: the ground, or a second person.
            InvalidError: the ground is too long, or somebody is no reference.

        """
        if not order.ground.strip():
            raise RuleBrokenError(ErasureRule.HAS_A_GROUND)
        if len(order.ground) > LONGEST or not order.ground.isprintable():
            raise InvalidError("ground", "too-long")
        if not order.second or not order.by:
            raise RuleBrokenError(ErasureRule.TWO_PERSONS)
        door = self.parts.recorder.desk.door
        both = {
            door.actor(order.by).casefold(),
            door.actor(order.second, "second").casefold(),
        }
        if len(both) < len((order.by, order.second)):
            raise RuleBrokenError(ErasureRule.TWO_PERSONS)

    def _check_ground(self, order: Order, condemned: Condemned) -> None:
        said = order.ground.casefold()
        if any(text.casefold() in said for text in (*condemned.texts, *condemned.words)):
            raise InvalidError("ground", "names-the-person")

    def _due(self, condemned: Condemned) -> date:
        waits = self.told().asked.get(condemned.subject)
        if waits is not None:
            return waits.told.due.last
        today = self._today()
        days = self.parts.config.policy.value(COOLING_OFF, today, 0)
        return today + timedelta(days=int(days))

    def _asked(
        self, condemned: Condemned, order: Order, due: date, named: str | None
    ) -> Certificate:
        if condemned.subject not in self.told().asked:
            event = ErasureAsked(
                subject=condemned.subject,
                record=condemned.records[0],
                named=named,
                ground=order.ground,
                second=order.second,
                due=Day.of(due),
            )
            tell(self.parts.recorder, ERASURES, event, by=order.by)
        return Certificate(
            subject=condemned.subject,
            records=tuple(shown(self.parts, one) for one in condemned.whole),
            erased_at=None,
            due=due,
            complete=False,
            searched=False,
            places=(),
        )

    def _today(self) -> date:
        recorder = self.parts.recorder
        return recorder.desk.door.today(recorder.clock())

    # What is told of it

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Erase one at a time, whoever shares the store."""
        with self.parts.shelf.log.lease(LEASE):
            yield

    def _begun(self, condemned: Sequence[Condemned], order: Order) -> list[Condemned]:
        told = [
            ErasureBegun(
                subject=one.subject,
                records=one.records,
                keys=one.keys,
                ground=order.ground,
                second=order.second,
            )
            for one in condemned
        ]
        tell_all(self.parts.recorder, ERASURES, told, by=order.by)
        return list(condemned)

    def _gone_on_with(self, begun: Iterable[Begun]) -> list[Condemned]:
        """Return who was begun with; what they said is known while a key is there still."""
        shelf = self.parts.shelf
        every = []
        for one in begun:
            told = one.told
            texts = texts_of(shelf.codec, shelf.log, told.keys, told.records)
            known = (shelf.vault.reference(key) for key in told.keys)
            words = {word for of in known if of is not None for word in _words(of)}
            every.append(
                Condemned(
                    told.subject,
                    told.records,
                    told.keys,
                    frozenset(texts),
                    frozenset(words),
                )
            )
        return every

    def _same_order(
        self, subject: str | Subject, order: Order, named: str | None
    ) -> Begun | None:
        """Return the unfinished erasure that this very order began, None if none did.

        Its reference is gone, so that it is told apart by who ordered it and why.
        """
        of = self.parts.recorder.desk.door.subject(subject)
        record = self.parts.shelf.vault.find(of)
        if named is None and record is not None:
            return None
        kind = of.kind if named is None else KIND
        said = (kind, order.by, order.second, order.ground)
        for one in self.told().unfinished:
            told = one.told
            own = told.subject.partition(":")[0], one.by, told.second, told.ground
            if own == said and (record is None or record in told.records):
                return one
        return None


def _shown(adult: UUID) -> str:
    return f"{KIND}:erased-{adult.hex[:8]}"


def _words(person: Subject) -> Iterator[str]:
    """Yield how others called a person, where it tells them apart."""
    yield str(person)
    if len(person.key) >= SHORTEST_KEY:
        yield person.key
