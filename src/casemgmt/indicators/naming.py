"""Which commands are named behind a unit: those whose kinds its definition reads.

Of the records of each person counted, with the corrections then in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from uuid import UUID

from attrs import define, field, frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.envelope import as_id

from .answering import Answering
from .behind import Group
from .definition import Units
from .engine import requires_consent
from .figure import Unit
from .places import READS
from .shared import UNITED

_ALWAYS = ("child-registered", "birth-date-corrected")
_CONSENT = ("consent-given", "consent-withdrawn")
Called = Callable[[UUID], UUID | Subject]
"""By what a subject is known."""
_KNOWN = "kf <= $known AND kt > $known"


@frozen
class Named:
    """What is named: the commands of each subject and person, and their corrections."""

    commands: Mapping[int, Sequence[UUID]] = field(repr=False)
    fixes: Mapping[UUID, UUID] = field(repr=False)

    def unit(self, group: Group, called: Called) -> Unit:
        """Return what is counted, by what it is *called*, with all that it rests on."""
        keys = group.persons if group.commands else group.keys
        named = dict.fromkeys(group.commands)
        named.update(dict.fromkeys(c for key in keys for c in self.commands.get(key, ())))
        with_fixes = (c for one in named for c in (one, self.fixes.get(one)) if c)
        return Unit(called(group.id), group.unit, tuple(dict.fromkeys(with_fixes)))


@define
class Naming:
    """Finds what is named of some groups at a time."""

    answering: Answering
    units: Units
    cell: Mapping[str, str]

    def of(self, groups: Iterable[Group]) -> Named:
        """Return what is named of *groups*."""
        told = tuple(groups)
        _wanted(self.answering, {key for group in told for key in group.keys})
        found: defaultdict[int, list[UUID]] = defaultdict(list)
        fixes: dict[UUID, UUID] = {}
        kinds = list(kinds_of(self.answering, self.units, self.cell))
        queries = [(_BY_KIND, {"kinds": kinds, "always": list(_ALWAYS)}), (_LINKS, {})]
        elsewhere = [self.units.through]
        if _by_its_own(self.units, self.cell):
            elsewhere.append(self.units.own_through)
        queries += [(_THROUGH.format(query=query), {}) for query in elsewhere if query]
        for sql, more in queries:
            for key, command, fix in self.answering.rows(sql, more):
                one = as_id(command)
                found[key].append(one)
                if fix is not None:
                    fixes[one] = as_id(fix)
        named = {command for group in told for command in group.commands}
        if named:
            fixes.update(self.answering.rows(_FIXES, {"named": list(named)}))
        return Named(found, fixes)


def kinds_of(
    answering: Answering, units: Units, cell: Mapping[str, str]
) -> Collection[str]:
    """Return the kinds of event that are named."""
    kinds = {*_ALWAYS, *units.reads}
    for dimension in cell:
        kinds.update(READS.get(dimension, ()))
    if _by_its_own(units, cell):
        kinds.update(units.own_reads)
    if requires_consent(answering):
        kinds.update(_CONSENT)
    return kinds


def _by_its_own(units: Units, cell: Mapping[str, str]) -> bool:
    """Whether a unit stands in *cell* by what it is itself, and not by whose it is."""
    return not units.own.keys().isdisjoint(cell)


def _wanted(answering: Answering, keys: Collection[int]) -> None:
    """Make the table of the records of each person or subject wanted."""
    answering.make(UNITED)
    answering.execute(
        "CREATE OR REPLACE TEMP TABLE keys AS SELECT unnest($keys::INTEGER[]) AS key",
        {"keys": list(keys)},
    )
    answering.execute(
        """
        CREATE OR REPLACE TEMP TABLE wanted AS
        SELECT key, key AS rec FROM keys ANTI JOIN united ON united.rec = keys.key
        UNION ALL SELECT person, rec FROM united WHERE person IN (SELECT key FROM keys)
        """
    )


# the digits of an id are read four times as fast as an id
_DIGITS = "replace(c.id::VARCHAR, '-', ''), replace(c.fix::VARCHAR, '-', '')"
_BY_KIND = f"""
    SELECT w.key, {_DIGITS}
    FROM command c JOIN wanted w USING (rec)
    JOIN (FROM kind WHERE list_contains($kinds::VARCHAR[], name)) k USING (type)
    WHERE {_KNOWN}
        AND (c.day <= $as_of OR list_contains($always::VARCHAR[], k.name))
"""

# a link whose other end is outside the person would bring a dissolved union back
_LINKS = f"""
    SELECT w.key, {_DIGITS}
    FROM (FROM link WHERE {_KNOWN}) l
    JOIN wanted w ON w.rec = l.rec
    JOIN wanted o ON o.rec = l.other AND o.key = w.key
    JOIN (FROM command WHERE {_KNOWN}) c ON c.rec = l.rec AND c.seq = l.seq
"""

_THROUGH = f"""
    SELECT t.person, {_DIGITS}
    FROM (SELECT DISTINCT * FROM ({{query}})) t
    JOIN (FROM command WHERE {_KNOWN}) c ON c.rec = t.rec AND c.seq = t.seq
    WHERE t.person IN (SELECT key FROM keys)
"""

_FIXES = f"""
    SELECT id, fix FROM command
    WHERE {_KNOWN} AND fix IS NOT NULL AND id IN (SELECT unnest($named::UUID[]))
"""
