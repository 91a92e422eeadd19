"""Who and what stands behind a figure: one entry for each thing counted (§1.11).

The commands named are those whose kinds the definition reads, of the records of each
person counted, with the corrections then in force: a journal of them alone gives the same
numerator and denominator again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args
from uuid import UUID

from attrs import define, evolve, field, frozen

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
UNITS_AT_ONCE = 5_000
"""Of how many units the commands are held at a time."""
Side = Literal["numerator", "denominator", "unknown", "excluded"]
SIDES: tuple[Side, ...] = get_args(Side)
_KNOWN = "kf <= $known AND kt > $known"


def explain(facts: Facts, figure: Figure, extra: Iterable[Indicator] = ()) -> Explanation:
    """Return who and what stands behind *figure*, which carries its own question.

    Raises:
        InvalidError: there is no such indicator.

    """
    found: dict[Side, list[Unit]] = {side: [] for side in SIDES}
    for side, unit in each_behind(facts, figure, extra):
        found[side].append(unit)
    told: dict[str, Any] = {side: tuple(units) for side, units in found.items()}
    return Explanation(figure.indicator, **told)


def each_behind(
    facts: Facts,
    figure: Figure,
    extra: Iterable[Indicator] = (),
    called: Callable[[UUID], object] = str,
) -> Iterator[tuple[Side, Unit]]:
    """Yield who and what stands behind *figure*, one by one, side by side.

    However many they are, the commands of a few thousand are held at a time.

    Args:
        facts: Where the figure was computed from.
        figure: It carries its own question.
        extra: An organisation's own indicators.
        called: By what a subject is known; each side comes in the order of that.

    Raises:
        InvalidError: there is no such indicator.

    """
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    if question.empty:
        return
    with Answering(facts, question) as answering:
        units = units_of(indicator, answering)
        if units.detail is not None:
            units = evolve(units, table=units.detail, weight="1")
        rows = _rows(answering, units, figure.by)
        naming = _Naming(answering, units, figure.by, len(rows) <= UNITS_AT_ONCE)
        ids = naming.ids(rows)
        names = {row.subject: str(called(ids[row.subject])) for row in rows}
        counts = indicator.measure == "count"
        for rank, side in enumerate(SIDES):
            groups = _groups(
                [r for r in rows if _stands(r, side, counts=counts)], rank, ids
            )
            groups.sort(key=lambda g: (names[g.first.subject], g.unit))
            for some in _batched(groups, UNITS_AT_ONCE):
                behind = naming.behind(rows if naming.all_at_once else _of(some), ids)
                yield from ((side, _entry(group, behind)) for group in some)


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


@frozen
class _Group:
    """What is counted once: a row, or several of one thing.

    Attributes:
        first: The row whose subject stands for all.
        unit: What it is called.

    """

    rows: Sequence[_Row]
    first: _Row
    unit: str


def _stands(row: _Row, side: Side, *, counts: bool) -> bool:
    """Whether a row stands on a side of the figure; a count has no denominator."""
    match side:
        case "numerator":
            return row.in_numerator
        case "denominator":
            return row.in_denominator and not counts
        case "unknown":
            return row.answer in _UNKNOWN
        case "excluded":
            return row.answer == _EXCLUDED


def _groups(rows: Sequence[_Row], rank: int, ids: Mapping[int, UUID]) -> list[_Group]:
    """Return each row, or each thing that is counted once in its numerator or below."""
    side = 1 if rank == 1 else 0
    found: defaultdict[Any, list[_Row]] = defaultdict(list)
    for n, row in enumerate(rows):
        key = row.once[side]
        found[n if key is None else (key,)].append(row)
    return [_group(some, side, ids) for some in found.values()]


def _group(rows: Sequence[_Row], side: int, ids: Mapping[int, UUID]) -> _Group:
    first = min(rows, key=lambda row: (str(ids[row.subject]), row.item))
    counted_once = first.once[side]
    unit = first.item if counted_once is None else _named(counted_once, first)
    return _Group(rows, first, unit)


def _of(groups: Iterable[_Group]) -> list[_Row]:
    return [row for group in groups for row in group.rows]


def _batched(groups: Sequence[_Group], size: int) -> Iterator[Sequence[_Group]]:
    """Yield some groups after others."""
    yield from (groups[n : n + size] for n in range(0, len(groups), size))


def _entry(group: _Group, behind: _Behind) -> Unit:
    named = dict.fromkeys(command for row in group.rows for command in row.commands)
    if not named:
        keys = dict.fromkeys(key for row in group.rows for key in (row.subject, row.person))
        named = dict.fromkeys(c for key in keys for c in behind.commands.get(key, ()))
    else:
        keys = dict.fromkeys(row.person for row in group.rows)
        named.update(dict.fromkeys(c for key in keys for c in behind.commands.get(key, ())))
    with_fixes = (c for one in named for c in (one, behind.fixes.get(one)) if c)
    commands = tuple(dict.fromkeys(with_fixes))
    return Unit(behind.ids[group.first.subject], group.unit, commands)


def _named(counted_once: Any, row: _Row) -> str:
    """Return what is counted once, unless it is the subject itself."""
    return "" if counted_once == row.subject else str(counted_once)


@define
class _Naming:
    """Finds what is named of some rows.

    Attributes:
        all_at_once: Whether all rows are few enough to be asked about at one time.

    """

    answering: Answering
    units: Units
    cell: Mapping[str, str]
    all_at_once: bool
    _found: _Behind | None = None

    def ids(self, rows: Iterable[_Row]) -> Mapping[int, UUID]:
        """Return the ids of the subjects of *rows*."""
        self.answering.make(UNITED)
        wanted = list({row.subject for row in rows})
        sql = (
            "SELECT rec, id FROM subject WHERE rec IN (SELECT unnest($subjects::INTEGER[]))"
        )
        return dict(self.answering.rows(sql, {"subjects": wanted}))

    def behind(self, rows: Sequence[_Row], ids: Mapping[int, UUID]) -> _Behind:
        """Return what is named of *rows*; of all of them once, if they are few."""
        if self._found is not None and self.all_at_once:
            return self._found
        self._found = self._asked(rows, ids)
        return self._found

    def _asked(self, rows: Sequence[_Row], ids: Mapping[int, UUID]) -> _Behind:
        answering, units = self.answering, self.units
        _wanted(answering, {key for row in rows for key in (row.subject, row.person)})
        found: defaultdict[int, list[UUID]] = defaultdict(list)
        fixes: dict[UUID, UUID] = {}
        kinds = list(_kinds(answering, units, self.cell))
        queries = [(_BY_KIND, {"kinds": kinds, "always": list(_ALWAYS)}), (_LINKS, {})]
        if units.through:
            queries.append((_THROUGH.format(query=units.through), {}))
        for sql, more in queries:
            for key, command, fix in answering.rows(sql, more):
                found[key].append(command)
                if fix is not None:
                    fixes[command] = fix
        named = {command for row in rows for command in row.commands}
        if named:
            fixes.update(answering.rows(_FIXES, {"named": list(named)}))
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
    WHERE {_KNOWN} AND fix IS NOT NULL AND id IN (SELECT unnest($named::UUID[]))
"""
