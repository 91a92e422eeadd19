"""Where every child stood on a day: one row each, of the facts known at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from attrs import frozen

from .facts import Facts

_KNOWN = "kf <= $known AND kt > $known"


@frozen
class Stood:
    """Where one record stood: its latest episode by the day, and its last school step.

    Attributes:
        since: The first day of that episode; None where no case was opened by the day.
        until: Its last day; None while it is open.
        programmes: Those of the day, in order of joining; one may stand there twice.
        school_year: The year in which the school year of the place began; 0 after a
            dropout, None where no step was told by the day.
        grade: Of the last place taken by the day; a return says none.

    """

    id: UUID
    since: date | None
    until: date | None
    centre: str | None
    caseworker: str | None
    programmes: tuple[str, ...]
    suspended: bool
    school_year: int | None
    grade: str | None


def children_on(facts: Facts, day: date, known: int) -> Iterator[Stood]:
    """Yield every child's record of whom something was told by *day*.

    Args:
        facts: As they stand.
        day: What was told of a later day does not count.
        known: What was recorded later does not count; microseconds since 1970.

    """
    with facts.cursor() as cursor:
        asked = cursor.execute(_CHILDREN, {"day": day, "known": known})
        for id_, since, until, programmes, suspended, *held in asked.fetchall():
            centre, caseworker, year, grade = held
            joined = tuple(programmes or ())
            yield Stood(
                id_, since, until, centre, caseworker, joined, bool(suspended), year, grade
            )


_CHILDREN = f"""
    WITH told AS (
        SELECT DISTINCT rec FROM command WHERE {_KNOWN} AND day <= $day
    ), latest AS (
        SELECT rec, n, start_, CASE WHEN end_ <= $day THEN end_ END AS end_
        FROM episode WHERE {_KNOWN} AND start_ <= $day
        QUALIFY row_number() OVER (PARTITION BY rec ORDER BY n DESC) = 1
    ), held AS (
        SELECT rec, covers, kind, value, i
        FROM (
            SELECT rec, n, kind, value, i, until IS NULL OR until >= $day AS covers
            FROM spell WHERE {_KNOWN} AND from_ <= $day
        ) JOIN latest USING (rec, n)
    ), holding AS (
        SELECT rec,
            arg_max(value, i) FILTER (kind = 'centre') AS centre,
            arg_max(value, i) FILTER (kind = 'caseworker') AS caseworker,
            list(value ORDER BY i) FILTER (kind = 'programme' AND covers) AS programmes,
            bool_or(kind = 'pause' AND covers) AS suspended
        FROM held GROUP BY rec
    ), schooled AS (
        SELECT rec, arg_max(year, eo) AS year, arg_max(grade, eo) AS grade
        FROM school WHERE {_KNOWN} AND day <= $day GROUP BY rec
    )
    SELECT s.id, l.start_, l.end_, h.programmes, h.suspended,
        h.centre, h.caseworker, c.year, c.grade
    FROM told JOIN (FROM subject WHERE kind = 'child') s USING (rec)
    LEFT JOIN latest l USING (rec) LEFT JOIN holding h USING (rec)
    LEFT JOIN schooled c USING (rec)
"""
