"""The tables of units of case work: cases, their clocks, goals, referrals, commands."""

from __future__ import annotations

from casemgmt.indicators.definition import Table
from casemgmt.indicators.shared import CONSENTS, EPISODES, PEOPLE, UNITED

HELD = Table(
    "held",
    # active person and programme; nth: its rank among the person's programmes
    """
    SELECT person, programme,
        row_number() OVER (PARTITION BY person ORDER BY programme) AS nth
    FROM (
        SELECT DISTINCT s.person, s.value AS programme
        FROM @told(spell, t.kind = 'programme' AND t.from_ <= $end) s
        JOIN people p ON p.person = s.person AND p.active
        WHERE s.until IS NULL OR s.until >= $first
    )
    """,
    (PEOPLE,),
)

CASES = Table(
    "cases",
    """
    SELECT person, rec, n, start_, end_, reason, next_start,
        coalesce(end_ BETWEEN $first AND $end, FALSE) AS ended,
        (end_ + to_months($reopening.months::INTEGER))::DATE AS reopens_by,
        end_ IS NULL AND start_ <= $end AND $duration.includes_open AS still_open,
        coalesce(end_, $as_of) - start_ AS days
    FROM episodes
    """,
    (EPISODES,),
)

REPORTABLE = Table(
    "reportable",
    """
    SELECT person, coalesce(reporting, FALSE) AS reporting
    FROM people LEFT JOIN consents USING (person) WHERE active
    """,
    (PEOPLE, CONSENTS),
)

OPEN_CASES = Table(
    "open_cases",
    """
    SELECT person, rec, n, coalesce(services, FALSE) AS services
    FROM episodes LEFT JOIN consents USING (person)
    WHERE end_ IS NULL
    """,
    (EPISODES, CONSENTS),
)

CLOCKS = Table(
    "clocks",
    # the day from which time is counted: a later episode counts from its own start
    """
    SELECT e.*, start_ BETWEEN $first AND $end AS starts, coalesce(end_, $as_of) AS stop,
        CASE WHEN n > 1 THEN start_
             WHEN $clock_start = 'identification'
                 THEN coalesce(identified, registered, start_)
             ELSE coalesce(registered, start_) END AS clock
    FROM episodes e LEFT JOIN (
        SELECT rec, min(day) FILTER (kind = 'registered') AS registered,
            min(day) FILTER (kind = 'identified') AS identified
        FROM @told(step, t.day <= $as_of AND t.kind IN ('registered', 'identified'))
        GROUP BY rec
    ) USING (rec)
    WHERE end_ IS NULL OR start_ >= $first
    """,
    (EPISODES,),
)

TIMELY = Table(
    "timely",
    """
    SELECT c.*, s.done, s.plan, s.review,
        CASE coalesce(s.risk, s.risk_before) WHEN 'high' THEN $assessment.days_high
            WHEN 'medium' THEN $assessment.days_medium
            WHEN 'low' THEN $assessment.days_low END AS days
    FROM clocks c LEFT JOIN (
        SELECT rec, n,
            arg_min(level, o) FILTER (kind = 'risk' AND day BETWEEN clock AND stop) AS risk,
            arg_max(level, o) FILTER (kind = 'risk' AND day < clock) AS risk_before,
            min(day) FILTER (kind = 'assessment' AND day BETWEEN clock AND stop) AS done,
            min(day) FILTER (kind = 'plan' AND day BETWEEN clock AND stop) AS plan,
            max(day) FILTER (kind = 'review' AND day >= start_) AS review
        FROM step JOIN clocks USING (rec)
        WHERE kf <= $known AND kt > $known AND day <= $as_of
        GROUP BY rec, n
    ) s USING (rec, n)
    """,
    (CLOCKS,),
)

CASELOAD = Table(
    "caseload",
    """
    WITH today AS (
        SELECT rec, n, kind, value
        FROM @told(spell, t.from_ <= $as_of AND (t.until IS NULL OR t.until >= $as_of))
    )
    SELECT e.person, e.rec, e.n, w.value AS caseworker
    FROM episodes e
    JOIN today w ON w.rec = e.rec AND w.n = e.n AND w.kind = 'caseworker'
    ANTI JOIN today p ON p.rec = e.rec AND p.n = e.n AND p.kind = 'pause'
    WHERE e.end_ IS NULL
    """,
    (EPISODES,),
)

GOALS = Table(
    "goals",
    # of several tellings of one plan the latest holds
    """
    SELECT g.person, g.rec, g.plan, g.i, g.goal, g.due, e.met
    FROM @told(goal) g
    SEMI JOIN (
        SELECT rec, max(o) AS o FROM @told(goal) GROUP BY rec, plan
    ) latest ON latest.rec = g.rec AND latest.o = g.o
    SEMI JOIN @told(approval) a ON a.rec = g.rec AND a.plan = g.plan
    LEFT JOIN (
        SELECT rec, plan, goal, arg_max(met, o) AS met
        FROM @told(goal_end) GROUP BY rec, plan, goal
    ) e ON e.rec = g.rec AND e.plan = g.plan AND e.goal = g.goal
    WHERE g.due BETWEEN $first AND $end
    """,
    (UNITED,),
)

REFERRALS = Table(
    "referrals",
    """
    SELECT person, rec, referral,
        min(day) FILTER (kind = 'made' AND day BETWEEN $first AND $end) AS made,
        bool_or(kind = 'revoked') AS revoked,
        bool_or(kind = 'provider') AND bool_or(kind = 'family') AS both_sides
    FROM @told(referral) GROUP BY person, rec, referral
    HAVING made IS NOT NULL
    """,
    (UNITED,),
)

_UNTIMED = (
    "persons-linked",
    "persons-unlinked",
    "hold-placed",
    "hold-released",
    "visit-planned",
    "contradiction-resolved",
)

_RECORDED = """
    FROM @told(command, t.recday BETWEEN $first AND $last AND t.day <= $as_of) c
    JOIN subject s ON s.rec = c.rec AND s.kind = 'child'
    ANTI JOIN (FROM kind WHERE name IN ({untimed})) k ON k.type = c.type
""".format(untimed=", ".join(f"'{name}'" for name in _UNTIMED))

_PROMPT = (
    "CASE WHEN NOT exact THEN 3"
    " WHEN c.recday - c.day <= $recording.prompt_days THEN 1 ELSE 0 END"
)

RECORDED = Table(
    "recorded",
    f"SELECT c.person, {_PROMPT} AS answer, count(*) AS n {_RECORDED} GROUP BY ALL",
    (UNITED,),
)

EACH_RECORDED = Table(
    "each_recorded",
    f"SELECT c.person, {_PROMPT} AS answer, 1 AS n, [c.id] AS commands {_RECORDED}",
    (UNITED,),
)

SEASONS = Table(
    "seasons",
    """
    SELECT rec, season, kind, arg_max(coalesce(beneficiaries, -1), o) AS people,
        arg_max(coalesce(structures, -1), o) AS places
    FROM season
    WHERE kf <= $known AND kt > $known AND day <= $as_of AND kind <> 'all'
        AND first >= $first AND last <= $last
    GROUP BY rec, season, kind
    """,
    of_persons=False,
)
