"""The register: every record by what it may be found by, so that few are held together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from casemgmt.domain.vocabulary import Subject

from .finding import Found, NameIndex
from .record import Name, Record

Key = tuple[str, ...]


class Register:
    """Records, found again by their names, birth days, numbers and phones.

    Two records are candidates where both names sound alike; one name and the day or, with
    the first two letters of the other, the year of birth; a number; or a phone and a name.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[Subject, Record] = {}
        self._found: defaultdict[Key, dict[Subject, None]] = defaultdict(dict)
        self._names: NameIndex | None = None
        for record in records:
            self.put(record)

    def put(self, record: Record) -> None:
        """Keep *record*, in the place of what was known of its subject."""
        self.drop(record.subject)
        self._names = None
        self._records[record.subject] = record
        for key in _keys(record):
            self._found[key][record.subject] = None

    def drop(self, subject: Subject) -> None:
        """Let go of what is known of *subject*."""
        record = self._records.pop(subject, None)
        if record is None:
            return
        self._names = None
        for key in _keys(record):
            self._found[key].pop(subject, None)
            if not self._found[key]:
                del self._found[key]

    def record(self, subject: Subject) -> Record | None:
        """Return the record of *subject*, None when nothing tells who it is of."""
        return self._records.get(subject)

    def like(self, record: Record) -> list[Record]:
        """Return the candidates for being of the same child as *record*."""
        found = {s: None for key in _keys(record) for s in self._found.get(key, ())}
        found.pop(record.subject, None)
        return [self._records[subject] for subject in found]

    def named(self, written: str) -> list[Found]:
        """Return the records whose names are alike to what was *written*, likest first.

        The words of all names are put in order when somebody looks for one, and again
        after a record came or changed.
        """
        if self._names is None:
            self._names = NameIndex({s: one.words for s, one in self._records.items()})
        return self._names.found(written)

    def pairs(self) -> Iterator[tuple[Record, Record]]:
        """Yield every two records that are candidates for being of one child, once."""
        records = self._records
        rank = {subject: number for number, subject in enumerate(records)}
        met: set[int] = set()
        for together in self._found.values():
            for a, b in combinations(sorted(together, key=rank.__getitem__), 2):
                pair = rank[a] * len(rank) + rank[b]
                if pair not in met:
                    met.add(pair)
                    yield records[a], records[b]


def _keys(record: Record) -> set[Key]:
    given, family = _skeletons(record.given), _skeletons(record.family)
    keys: set[Key] = {("number", n.kind, n.value) for n in record.numbers}
    keys |= {("names", *sorted((g, f))) for g in given for f in family}
    keys |= {("phone", record.phone, one) for one in given if record.phone}
    if record.born is None:
        return keys
    day, year = str(record.born), str(record.born.first.year)
    keys |= {("day", day, one) for one in given | family}
    keys |= {("given", g, year, f[:2]) for g in given for f in family}
    keys |= {("family", f, year, g[:2]) for g in given for f in family}
    return keys


def _skeletons(name: Name) -> set[str]:
    return {way.skeleton for spelling in name for way in spelling.ways}
