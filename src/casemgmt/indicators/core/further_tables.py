"""The tables of units of the figures that are asked for by name."""

from __future__ import annotations

from casemgmt.indicators.definition import Table
from casemgmt.indicators.shared import EPISODES, UNITED

from .family_support import HOUSEHOLDS

CHILD_DAYS = Table(
    "child_days",
    # centre, day and child; a day with places and nobody there is a row too. nth: the
    # first row of a centre's day, which stands for its places
    """
    WITH days AS (
        SELECT unnest(generate_series($first::DATE, $end::DATE, INTERVAL 1 DAY))::DATE
            AS day
    ), there AS (
        SELECT DISTINCT s.person AS child, s.centre, d.day
        FROM @told(stay, t.from_ <= $end) s
        JOIN days d ON d.day BETWEEN s.from_ AND coalesce(s.until, $end)
    ), room AS (
        SELECT c.rec, c.centre, c.places, d.day
        FROM (FROM capacity WHERE kf <= $known AND kt > $known AND from_ <= $end) c
        JOIN days d ON d.day BETWEEN c.from_ AND coalesce(c.until, $end)
        WHERE c.centre IS NOT NULL
    )
    SELECT room.rec, centre, day, room.places, there.child,
        row_number() OVER (PARTITION BY centre, day ORDER BY there.child) AS nth
    FROM room FULL JOIN there USING (centre, day)
    """,
    (UNITED,),
    of_persons=False,
)

HOUSES = Table(
    "houses",
    # a centre open on some day of the period, by kind and region
    """
    SELECT DISTINCT rec, centre, kind, coalesce(region, 'unknown') AS region
    FROM house WHERE kf <= $known AND kt > $known AND from_ <= $end
        AND (until IS NULL OR until >= $first)
    """,
    of_persons=False,
)

STAYED = Table(
    "stayed",
    # person and centre, and a stretch of days on which her case or her place was there
    """
    FROM (
        SELECT person, value AS centre, from_, until
        FROM @told(spell, t.kind = 'centre' AND t.from_ <= $end)
        UNION ALL
        SELECT person, centre, from_, until FROM @told(stay, t.from_ <= $end)
    ) WHERE until IS NULL OR until >= $first
    """,
    (UNITED,),
)

HOUSED = Table(
    "housed",
    # person, and the kinds each centre had on days she was there, however often she was
    """
    WITH met AS (
        SELECT t.person, t.centre, h.kind, coalesce(h.region, 'unknown') AS region
        FROM stayed t JOIN (FROM house WHERE kf <= $known AND kt > $known) h
            ON h.centre = t.centre
            AND h.from_ <= least(coalesce(t.until, $end), $end)
            AND coalesce(h.until, $end) >= greatest(t.from_, $first)
    )
    SELECT DISTINCT person, coalesce(kind, 'unknown') AS kind,
        coalesce(region, 'unknown') AS region
    FROM stayed LEFT JOIN met USING (person, centre)
    """,
    (STAYED,),
)

SUPERVISION = Table(
    "supervision",
    # the caseworkers of open cases, and who approved plans and closures in the period
    """
    SELECT e.person, w.value AS caseworker, NULL AS approver
    FROM episodes e
    JOIN @told(spell, t.kind = 'caseworker' AND t.from_ <= $as_of
            AND (t.until IS NULL OR t.until >= $as_of)) w
        ON w.rec = e.rec AND w.n = e.n
    WHERE e.end_ IS NULL
    UNION ALL
    SELECT person, NULL, worker
    FROM @told(approver, t.day BETWEEN $first AND $end)
    """,
    (EPISODES,),
)

RESULTS = Table(
    "results",
    # of a person the last school year that ended in the period, and its last result
    """
    SELECT r.person, r.result, p.year IS NOT NULL AS placed,
        make_date(r.year + 1, 9, 30) AS back_by
    FROM (
        SELECT person, year, arg_max(result, o) AS result FROM @told(result)
        WHERE make_date(year + 1, 8, 31) BETWEEN $first AND $end
        GROUP BY person, year
        QUALIFY row_number() OVER (PARTITION BY person ORDER BY year DESC) = 1
    ) r
    LEFT JOIN (
        SELECT DISTINCT person, year FROM @told(school)
        WHERE year > 0 AND day <= make_date(year, 9, 30)
    ) p ON p.person = r.person AND p.year = r.year + 1
    """,
    (UNITED,),
)

PROJECTS = Table(
    "projects",
    # a household's project, with each active child of the household, if there is any
    """
    WITH known AS (
        FROM project WHERE kf <= $known AND kt > $known AND day <= $as_of
    ), due AS (
        SELECT rec, project, (min(day)
            + to_months($income_project.alive_months::INTEGER))::DATE AS looked_at
        FROM known WHERE started GROUP BY rec, project
        HAVING looked_at BETWEEN $first AND $end
    )
    SELECT d.rec AS household, d.project, h.person, o.status
    FROM due d
    LEFT JOIN (
        SELECT k.rec, k.project, arg_max(k.status, k.o) AS status
        FROM known k JOIN due USING (rec, project)
        WHERE NOT k.started AND k.status IS NOT NULL
            AND abs(k.day - looked_at) <= $income_project.window_days
        GROUP BY k.rec, k.project
    ) o ON o.rec = d.rec AND o.project = d.project
    LEFT JOIN households h ON h.household = d.rec
    """,
    (HOUSEHOLDS,),
)

CONFIRMED = Table(
    "confirmed",
    """
    SELECT person, rec, referral,
        min(day) FILTER (kind = 'made' AND day BETWEEN $first AND $end) AS made,
        min(day) FILTER (kind = 'provider') - made AS days
    FROM @told(referral) GROUP BY person, rec, referral
    HAVING made IS NOT NULL
    """,
    (UNITED,),
)

PIECES = Table(
    "pieces",
    # each piece that came with a serial; and each receipt of nobody knows how many
    """
    SELECT c.rec, c.item, c.serial, s.state,
        coalesce(s.state NOT IN ('broken', 'lost'), TRUE) AS usable
    FROM (
        SELECT DISTINCT rec, item, serial FROM piece
        WHERE kf <= $known AND kt > $known AND day <= $as_of AND kind = 'came'
    ) c
    LEFT JOIN (
        SELECT rec, item, serial, arg_max(state, o) AS state FROM piece
        WHERE kf <= $known AND kt > $known AND day <= $as_of AND state IS NOT NULL
        GROUP BY rec, item, serial
    ) s ON s.rec = c.rec AND s.item = c.item AND s.serial = c.serial
    UNION ALL
    SELECT rec, item, NULL, NULL, FALSE FROM piece
    WHERE kf <= $known AND kt > $known AND day <= $as_of AND kind = 'unknown'
    """,
    of_persons=False,
)

DEVICES = Table(
    "devices",
    # the children who learnt on computers, and the computers and tablets that work
    """
    SELECT DISTINCT person AS rec, NULL AS item, NULL AS serial
    FROM @told(session, t.session = 'digital-skills' AND t.day BETWEEN $first AND $end)
    UNION ALL
    SELECT rec, item, serial FROM pieces
    WHERE item IN ('computer', 'tablet') AND serial IS NOT NULL AND usable
        AND coalesce(state <> 'written-off', TRUE)
    """,
    (UNITED, PIECES),
    of_persons=False,
)
