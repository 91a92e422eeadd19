"""Condemning: who is erased by one order, and what of them is looked for afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from attrs import frozen

from casemgmt.care.erase import texts_of
from casemgmt.care.kept_needles import Sought
from casemgmt.domain import amendments
from casemgmt.domain.erasures import Begun, ErasureRule
from casemgmt.domain.vocabulary import Subject
from casemgmt.erasure.purging import Condemned, shown
from casemgmt.errors import InvalidError, RuleBrokenError
from casemgmt.opening.parts import Parts
from casemgmt.recording.adults import KIND
from casemgmt.recording.persons import Cluster

PERSONS = frozenset({"child", "household"})
"""The kinds of records that are of persons."""
ONE_OF_A_RECORD = frozenset({"mother", "father"})
"""Who is one person in a record, however the name was written."""
SHORTEST_KEY = 8
"""Characters of a reference from which it is looked for without its kind too."""


@frozen
class Condemning:
    """Whom an order means, in one store."""

    parts: Parts

    def record(self, subject: str | Subject) -> UUID:
        """Return the random id of *subject*, who is a person.

        Raises:
            InvalidError: nobody was ever told of, or they are no person.

        """
        of = self.parts.recorder.desk.door.subject(subject)
        record = self.parts.shelf.vault.find(of)
        if of.kind not in PERSONS:
            raise InvalidError("subject", "not-a-person")
        if record is None or not self.parts.shelf.log.read(record):
            raise InvalidError("subject", "unknown-subject")
        return record

    def of(self, record: UUID, named: str | None = None) -> Condemned:
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

    def again(self, one: Begun) -> Condemned:
        """Return whom an erasure was begun of; their words while a key is there still.

        Without one they are as they were kept when it was begun.
        """
        shelf, told = self.parts.shelf, one.told
        kept = self.parts.needles.kept().get(told.subject, Sought())
        texts = texts_of(shelf.codec, shelf.log, told.keys, told.records)
        known = (shelf.vault.reference(key) for key in told.keys)
        words = {word for of in known if of is not None for word in _words(of)}
        return Condemned(
            told.subject, told.records, told.keys, kept.texts | texts, kept.words | words
        )


def _shown(adult: UUID) -> str:
    return f"{KIND}:erased-{adult.hex[:8]}"


def _words(person: Subject) -> Iterator[str]:
    """Yield how others called a person, where it tells them apart."""
    yield str(person)
    if len(person.key) >= SHORTEST_KEY:
        yield person.key
