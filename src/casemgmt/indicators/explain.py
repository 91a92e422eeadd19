"""Who and what stands behind a figure: one entry for each thing counted (§1.11).

The commands named are those whose kinds the definition reads, of the records of each
person counted, with the corrections then in force: a journal of them alone gives the same
numerator and denominator again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from attrs import evolve, field, frozen

from casemgmt.facts import Facts

from .answering import Answering
from .definition import Indicator, Units
from .engine import (
    answer_of,
    chosen,
    requires_consent,
    split,
    units_source,
)
from .figure import Explanation, Figure, Unit
from .own import units_of
from .places import READS
from .shared import UNITED

_ALWAYS = ("child-registered", "birth-date-corrected")
_CONSENT = ("consent-given", "consent-withdrawn")
_UNKNOWN, _EXCLUDED = (2, 4), 3
_KNOWN = "kf <= $known AND kt > $known"


def explain(facts: Facts, figure: Figure, extra: Iterable[Indicator] = ()) -> Explanation:
    """Return who and what stands behind *figure*, which carries its own question.

    Raises:
        InvalidError: there is no such indicator.

    """
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    if question.empty:
        return Explanation(indicator.id, (), ())
    with Answering(facts, question) as answering:
        units = units_of(indicator, answering)
        if units.detail is not None:
            units = evolve(units, table=units.detail, weight="1")
        rows = _rows(answering, units, figure.by)
        behind = _behind(answering, units, figure.by, rows)
    counts = indicator.measure == "count"
    counted = [row for row in rows if row.in_denominator and not counts]
    return Explanation(
        indicator.id,
        _entries([row for row in rows if row.in_numerator], 0, behind),
        _entries(counted, 1, behind),
        _entries([row for row in rows if row.answer in _UNKNOWN], 0, behind),
        _entries([row for row in rows if row.answer == _EXCLUDED], 0, behind),
    )


def kinds_read(
    facts: Facts, figure: Figure, extra: Iterable[Indicator] = ()
) -> frozenset[str] | None:
    """Return the kinds of event that *figure* rests on; None where nobody can say.

    An indicator of one's own is a query, and does not say what it reads.
    """
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    with Answering(facts, question) as answering:
        units = units_of(indicator, answering)
        own = isinstance(indicator.units, str)
        return None if own else frozenset(_kinds(answering, units, figure.by))


@frozen
class _Row:
    """A unit, and its part in the figure."""

    subject: int
    person: int
    item: str
    answer: int
    in_numerator: bool
    in_denominator: bool
    commands: tuple[UUID, ...]
    once: tuple[Any, Any]


@frozen
class _Behind:
    """What is named: the ids of subjects, the commands of each, and their corrections."""

    ids: Mapping[int, UUID]
    commands: Mapping[int, Sequence[UUID]] = field(repr=False)
    fixes: Mapping[UUID, UUID] = field(repr=False)


def _rows(answering: Answering, units: Units, cell: Mapping[str, str]) -> list[_Row]:
    source = units_source(answering, units.table)
    columns, joined = split(answering, source, tuple(cell), units)
    answer = answer_of(units, answering)
    behind = "person" if units.table.of_persons else units.subject
    top, bottom = units.once
    here = " AND ".join(f"{sql} = $cell_{n}" for n, sql in enumerate(columns.values()))
    told = answering.rows(
        f"""
        SELECT {units.subject}, {behind}, {units.item}, {answer},
            {_share(answer, units.numerator, "1")},
            {_share(answer, units.denominator, "0, 1, 4")},
            {units.commands or "NULL"}, {top or "NULL"}, {bottom or "NULL"}
        FROM {joined} WHERE {here or "TRUE"} AND {answer} IS NOT NULL
        """,
        {f"cell_{n}": value for n, value in enumerate(cell.values())},
    )
    return [
        _Row(
            subject, person, item or "", said, num, den, tuple(commands or ()), (one, other)
        )
        for subject, person, item, said, num, den, commands, one, other in told
    ]


def _share(answer: str, share: str, counted: str) -> str:
    """Return SQL for whether a row has a share in the numerator or the denominator."""
    if share:
        return f"coalesce({answer} IN (0, 1) AND ({share}) <> 0, FALSE)"
    return f"coalesce({answer} IN ({counted}), FALSE)"


def _entries(rows: Sequence[_Row], side: int, behind: _Behind) -> tuple[Unit, ...]:
    """Return an entry for each row, or for each thing that is counted once."""
    groups: defaultdict[Any, list[_Row]] = defaultdict(list)
    for n, row in enumerate(rows):
        key = row.once[side]
        groups[n if key is None else (key,)].append(row)
    entries = (_entry(group, side, behind) for group in groups.values())
    return tuple(sorted(entries, key=lambda unit: (str(unit.subject), unit.unit)))


def _entry(group: Sequence[_Row], side: int, behind: _Behind) -> Unit:
    first = min(group, key=lambda row: (str(behind.ids[row.subject]), row.item))
    counted_once = first.once[side]
    unit = first.item if counted_once is None else _named(counted_once, first)
    named = dict.fromkeys(command for row in group for command in row.commands)
    if not named:
        keys = dict.fromkeys(key for row in group for key in (row.subject, row.person))
        named = dict.fromkeys(c for key in keys for c in behind.commands.get(key, ()))
    else:
        keys = dict.fromkeys(row.person for row in group)
        named.update(dict.fromkeys(c for key in keys for c in behind.commands.get(key, ())))
    with_fixes = (c for one in named for c in (one, behind.fixes.get(one)) if c)
    return Unit(behind.ids[first.subject], unit, tuple(dict.fromkeys(with_fixes)))


def _named(counted_once: Any, row: _Row) -> str:
    """Return what is counted once, unless it is the subject itself."""
    return "" if counted_once == row.subject else str(counted_once)


def _behind(
    answering: Answering, units: Units, cell: Mapping[str, str], rows: Sequence[_Row]
) -> _Behind:
    subjects = {row.subject for row in rows}
    persons = {row.person for row in rows}
    answering.make(UNITED)
    _wanted(answering, persons | subjects)
    found: defaultdict[int, list[UUID]] = defaultdict(list)
    fixes: dict[UUID, UUID] = {}
    queries = [
        (_BY_KIND, {"kinds": list(_kinds(answering, units, cell)), "always": list(_ALWAYS)})
    ]
    queries.append((_LINKS, {}))
    if units.through:
        queries.append((_THROUGH.format(query=units.through), {}))
    for sql, more in queries:
        for key, command, fix in answering.rows(sql, more):
            found[key].append(command)
            if fix is not None:
                fixes[command] = fix
    named = {command for row in rows for command in row.commands}
    if named:
        told = answering.rows(_FIXES, {"named": list(named)})
        fixes.update(told)
    ids = dict(
        answering.rows("SELECT DISTINCT key, id FROM wanted JOIN subject s ON s.rec = key")
    )
    return _Behind(ids, found, fixes)


def _kinds(answering: Answering, units: Units, cell: Mapping[str, str]) -> Collection[str]:
    """Return the kinds of event that are named."""
    kinds = {*_ALWAYS, *units.reads}
    for dimension in cell:
        kinds.update(READS.get(dimension, ()))
    if requires_consent(answering):
        kinds.update(_CONSENT)
    return kinds


def _wanted(answering: Answering, keys: Collection[int]) -> None:
    """Make the table of the records of each person or subject wanted."""
    answering.execute(
        "CREATE TEMP TABLE keys AS SELECT unnest($keys::INTEGER[]) AS key",
        {"keys": list(keys)},
    )
    answering.execute(
        """
        CREATE TEMP TABLE wanted AS
        SELECT key, key AS rec FROM keys ANTI JOIN united ON united.rec = keys.key
        UNION ALL SELECT person, rec FROM united WHERE person IN (SELECT key FROM keys)
        """
    )


_BY_KIND = f"""
    SELECT w.key, c.id, c.fix
    FROM command c JOIN wanted w USING (rec)
    JOIN (FROM kind WHERE list_contains($kinds::VARCHAR[], name)) k USING (type)
    WHERE {_KNOWN}
        AND (c.day <= $as_of OR list_contains($always::VARCHAR[], k.name))
"""

# a link whose other end is outside the person would bring a dissolved union back
_LINKS = f"""
    SELECT w.key, c.id, c.fix
    FROM (FROM link WHERE {_KNOWN}) l
    JOIN wanted w ON w.rec = l.rec
    JOIN wanted o ON o.rec = l.other AND o.key = w.key
    JOIN (FROM command WHERE {_KNOWN}) c ON c.rec = l.rec AND c.seq = l.seq
"""

_THROUGH = f"""
    SELECT t.person, c.id, c.fix
    FROM (SELECT DISTINCT * FROM ({{query}})) t
    JOIN (FROM command WHERE {_KNOWN}) c ON c.rec = t.rec AND c.seq = t.seq
    WHERE t.person IN (SELECT key FROM keys)
"""

_FIXES = f"""
    SELECT id, fix FROM command
    WHERE {_KNOWN} AND fix IS NOT NULL AND list_contains($named::UUID[], id)
"""
