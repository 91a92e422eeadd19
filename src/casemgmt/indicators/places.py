"""Where a person stands in a table: every value held in each dimension (§1.9).

What is placed is the person behind a unit, never the event: one value for sex, district,
disability and age band; every centre, programme and season held on a covered day of the
period - a child with two programmes stands in both cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from .definition import PLACES, Table
from .shared import END_YMD, PEOPLE, UNITED, age

BANDS = {
    "sdg": ((4, "0-4"), (11, "5-11"), (14, "12-14"), (17, "15-17"), (None, "18+")),
    "primero": ((5, "0-5"), (11, "6-11"), (17, "12-17"), (None, "18+")),
    "unhcr": ((4, "0-4"), (11, "5-11"), (17, "12-17"), (59, "18-59"), (None, "60+")),
}
"""The last age of each band, and its name."""


def _band(years: str, bands: str) -> str:
    cases = " ".join(
        f"WHEN {years} <= {last} THEN '{name}'" if last else f"ELSE '{name}'"
        for last, name in BANDS[bands]
    )
    return f"CASE WHEN {years} < 0 OR {years} IS NULL THEN 'unknown' {cases} END"


def _age_band(bands: str) -> str:
    """Return SQL for the band on E; unknown where the birth date leaves two open."""
    youngest = _band(age(END_YMD, "last_ymd"), bands)
    oldest = _band(age(END_YMD, "first_ymd"), bands)
    return f"CASE WHEN {youngest} = {oldest} THEN {youngest} ELSE 'unknown' END"


def _held(kind: str) -> str:
    """Return SQL for each centre or programme held on a day a person is placed by."""
    return f"""
        SELECT DISTINCT s.person, s.value
        FROM @told(spell, t.kind = '{kind}' AND t.from_ <= $end) s
        JOIN people p ON p.person = s.person
        WHERE s.from_ <= p.until AND (s.until IS NULL OR s.until >= p.since)
    """


_SEASONS = """
    SELECT DISTINCT person, concat(season, '-', season + 1) AS value
    FROM (
        SELECT person, unnest(range(year(begins) - (month(begins) < 9)::INTEGER,
            year(ends) - (month(ends) < 9)::INTEGER + 1)) AS season
        FROM (
            SELECT person, greatest(start_, since) AS begins, least(end_, until) AS ends
            FROM episodes JOIN people USING (person)
            WHERE start_ <= until AND (end_ IS NULL OR end_ >= since)
        )
    )
"""

_MANY = {
    "centre": ("held_centres", _held("centre")),
    "programme": ("held_programmes", _held("programme")),
    "season": ("held_seasons", _SEASONS),
}


def place(by: Sequence[str], bands: str) -> tuple[Table, Table]:
    """Return the tables of the cells, and of the cells each person stands in."""
    asked = [dimension for dimension in by if dimension in PLACES]
    tables = {d: Table(*_MANY[d], (PEOPLE, UNITED)) for d in asked if d in _MANY}
    values = ", ".join(
        f"{_value(dimension, tables, bands)} AS d{n}" for n, dimension in enumerate(asked)
    )
    joins = " ".join(
        f"LEFT JOIN {t.name} ON {t.name}.person = people.person" for t in tables.values()
    )
    spots = Table(
        "spots",
        f"SELECT people.person, {values} FROM people {joins}",
        (PEOPLE, *tables.values()),
    )
    columns = ", ".join(f"d{n}" for n in range(len(asked)))
    cells = Table(
        "cells",
        f"SELECT row_number() OVER (ORDER BY {columns}) AS cell, {columns}"
        f" FROM (SELECT DISTINCT {columns} FROM spots)",
        (spots,),
    )
    standing = Table(
        "place",
        f"SELECT person, cell FROM spots JOIN cells USING ({columns})",
        (spots, cells),
    )
    return cells, standing


def _value(dimension: str, tables: dict[str, Table], bands: str) -> str:
    if dimension in tables:
        return f"coalesce({tables[dimension].name}.value, 'none')"
    if dimension == "age-band":
        return _age_band(bands)
    return f"people.{dimension}"


READS = {
    "centre": (
        "case-opened",
        "case-reopened",
        "closure-approved",
        "transfer-requested",
        "transfer-accepted",
        "transfer-rejected",
        "transfer-revoked",
    ),
    "programme": (
        "case-opened",
        "case-reopened",
        "closure-approved",
        "programme-joined",
        "programme-left",
    ),
    "season": ("case-opened", "case-reopened", "closure-approved"),
}
"""The kinds of event that place a person, besides registration, birth date and links."""
