"""The tables of units of school support: pupils, attendance, kits, lessons."""

from __future__ import annotations

from casemgmt.indicators.definition import Table
from casemgmt.indicators.shared import END_YMD, EPISODES, PEOPLE, UNITED, age

NOMINAL_AGES = {
    "ps1": 4,
    "ps2": 5,
    "p1": 6,
    "p2": 7,
    "p3": 8,
    "p4": 9,
    "p5": 10,
    "p6": 11,
    "c1": 12,
    "c2": 13,
    "c3": 14,
    "tc": 15,
    "bac-1": 16,
    "bac-2": 17,
}
"""Completed years usual in each grade."""

_NOMINAL = " ".join(f"WHEN '{grade}' THEN {years}" for grade, years in NOMINAL_AGES.items())
FIRST_YEAR = "year($first) - (month($first) < 9)::INTEGER"
LAST_YEAR = "year($end) - (month($end) < 9)::INTEGER"
_OF_THE_PERIOD = f"year BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"


def _year_reaches(year: str, day: str) -> str:
    """Return SQL for: a place of that school year still counts on a day."""
    last = f"make_date({year} + 1, 8, 31) + $school.not_reenrolled_days"
    return f"{year} > 0 AND {day} <= {last}"


ENTRIES = Table(
    "entries",
    # the first assessment of schooling, and what followed on or after its day
    """
    SELECT e.person, e.situation, e.entered,
        bool_or(b.day >= e.entered) AS back
    FROM (
        SELECT person, arg_min(situation, o) AS situation, min(day) AS entered
        FROM @told(schooling) GROUP BY person
    ) e LEFT JOIN (
        SELECT person, day FROM @told(school) WHERE kind <> 'dropout'
        UNION ALL
        SELECT person, day FROM @told(pathway)
        WHERE list_contains($school.reenrolled_pathways::VARCHAR[], pathway)
    ) b USING (person)
    GROUP BY ALL
    """,
    (UNITED,),
)

SCHOOLING = Table(
    "school_steps",
    # the last step in schooling order, by A and by E; a dropout has the year 0
    f"""
    SELECT person, arg_max(year, eo) AS year_at_cut,
        arg_max(year, eo) FILTER (day <= $end) AS year_at_end,
        arg_max(coalesce(grade, ''), eo) FILTER (day <= $end AND kind = 'place') AS grade,
        bool_or(kind <> 'dropout' AND {_OF_THE_PERIOD}) AS place_of_period,
        arg_max(coalesce(last_day, DATE '0001-01-01'), eo) AS left_on
    FROM @told(school) GROUP BY person
    """,
    (UNITED,),
)

DEATHS = Table(
    "deaths",
    "SELECT DISTINCT person FROM episodes WHERE reason = 'death'",
    (EPISODES,),
)

PUPILS = Table(
    "pupils",
    f"""
    SELECT p.person, d.person IS NOT NULL AS died,
        situation, s.place_of_period, s.left_on,
        {age("ymd", "last_ymd")} BETWEEN $school.age_min AND $school.age_max
            AS youngest_fits,
        {age("ymd", "first_ymd")} BETWEEN $school.age_min AND $school.age_max
            AS oldest_fits,
        coalesce(back, FALSE) AS back,
        coalesce({_year_reaches("year_at_cut", "$as_of")}, FALSE) AS enrolled_at_cut,
        coalesce({_year_reaches("year_at_end", "$end")}, FALSE) AS enrolled_at_end,
        {age(END_YMD, "last_ymd")} - CASE grade {_NOMINAL} END AS least_over,
        {age(END_YMD, "first_ymd")} - CASE grade {_NOMINAL} END AS most_over
    FROM (
        SELECT *, CASE WHEN reg_day <= $as_of THEN
            year(reg_day) * 10000 + month(reg_day) * 100 + day(reg_day) END AS ymd
        FROM people WHERE active
    ) p
    LEFT JOIN entries e ON e.person = p.person
    LEFT JOIN school_steps s ON s.person = p.person
    LEFT JOIN deaths d ON d.person = p.person
    """,
    (PEOPLE, ENTRIES, SCHOOLING, DEATHS),
)

ATTENDANCE = Table(
    "attended",
    # of reports for the same stretch of days only the latest counts
    """
    SELECT person, sum(possible)::BIGINT AS possible, sum(missed)::BIGINT AS missed
    FROM (
        SELECT person, arg_max(possible, o) AS possible,
            arg_max(absent
                + CASE WHEN $absence.counts = 'all' THEN authorised ELSE 0 END, o) AS missed
        FROM @told(attendance) JOIN people USING (person)
        WHERE active AND to_ BETWEEN $first AND $end
        GROUP BY person, from_, to_
    )
    GROUP BY person HAVING sum(possible) > 0
    """,
    (PEOPLE,),
)

KITS = Table(
    "kits",
    f"""
    SELECT person, kit, school_year,
        bool_or(kind = 'entitled') AS entitled,
        count(*) FILTER (kind = 'delivered') AS delivered,
        greatest(count(*) FILTER (kind = 'delivered') - 1
            - count(*) FILTER (kind = 'granted'), 0) AS beyond
    FROM @told(kit) WHERE {_OF_THE_PERIOD}
    GROUP BY person, kit, school_year
    """,
    (UNITED,),
)

EACH_DELIVERY = Table(
    "each_delivery",
    f"""
    SELECT person, kit, school_year, 1 AS delivered
    FROM @told(kit) WHERE kind = 'delivered' AND {_OF_THE_PERIOD}
    """,
    (UNITED,),
)

LESSONS = Table(
    "lessons",
    """
    SELECT person, sum(hours)::BIGINT AS hours FROM @told(session)
    WHERE day BETWEEN $first AND $end
        AND list_contains($remedial.sessions::VARCHAR[], session)
    GROUP BY person
    """,
    (UNITED,),
)
