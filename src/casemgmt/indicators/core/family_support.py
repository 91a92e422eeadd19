"""Family support and partners: I44, I45, I51."""

from __future__ import annotations

from casemgmt.indicators.definition import Table, Units
from casemgmt.indicators.shared import CONSENTS, EPISODES, PEOPLE, UNITED

from .declaring import LIFE, SEQUENCE, core

HOUSEHOLDS = Table(
    "households",
    # household and active child; of one with consenting children only these remain
    """
    SELECT household, person, visited
    FROM (
        SELECT m.household, m.person, v.rec IS NOT NULL AS visited,
            coalesce(c.reporting, FALSE) AS may,
            bool_or(coalesce(c.reporting, FALSE)) OVER (PARTITION BY m.household)
                AS some_may
        FROM (
            SELECT DISTINCT m.rec AS household, coalesce(u.person, m.child) AS person
            FROM (FROM member WHERE kf <= $known AND kt > $known AND from_ <= $end
                AND (until IS NULL OR until >= $first)) m
            LEFT JOIN united u ON u.rec = m.child
        ) m
        SEMI JOIN (FROM home WHERE kf <= $known AND kt > $known AND day <= $as_of) h
            ON h.rec = m.household
        SEMI JOIN (FROM people WHERE active) p ON p.person = m.person
        LEFT JOIN consents c ON c.person = m.person
        LEFT JOIN (
            SELECT DISTINCT rec FROM visit
            WHERE kf <= $known AND kt > $known AND present AND day BETWEEN $first AND $end
        ) v ON v.rec = m.household
    )
    WHERE may OR NOT some_may OR NOT $reporting.require_consent
    """,
    (PEOPLE, CONSENTS),
)

ALLOWANCES = Table(
    "told_allowances",
    """
    SELECT a.rec, a.o, a.day, a.kind, a.month, coalesce(u.person, a.child) AS person
    FROM (FROM allowance WHERE kf <= $known AND kt > $known AND day <= $as_of) a
    LEFT JOIN united u ON u.rec = a.child
    """,
    (UNITED,),
)

MONTHS = Table(
    "months_due",
    # person and month: granted, payable by A, and covered by an episode on some day
    """
    WITH months AS (
        SELECT month, last_day(month) AS last, payday FROM (
            SELECT month::DATE AS month,
                least(make_date(year(next), month(next), 1)
                    + ($allowance.day_due - 1)::INTEGER, last_day(next)) AS payday
            FROM (
                SELECT unnest(generate_series(date_trunc('month', $first::DATE),
                    date_trunc('month', $end::DATE), INTERVAL 1 MONTH)) AS month,
                    (month + INTERVAL 1 MONTH)::DATE AS next
            )
        ) WHERE last BETWEEN $first AND $end AND payday <= $as_of
    )
    SELECT g.person, m.month, m.payday, p.paid, p.withheld
    FROM (
        SELECT person, min(month) AS since FROM told_allowances
        WHERE kind = 'grant' GROUP BY person
    ) g
    JOIN months m ON m.month >= g.since
    LEFT JOIN (
        SELECT person, month, min(day) FILTER (kind = 'pay') AS paid,
            bool_or(kind = 'withhold') AS withheld
        FROM told_allowances WHERE kind <> 'grant' GROUP BY person, month
    ) p ON p.person = g.person AND p.month = m.month
    WHERE EXISTS (
        FROM episodes e WHERE e.person = g.person AND e.start_ <= m.last
            AND (e.end_ IS NULL OR e.end_ >= m.month))
    """,
    (ALLOWANCES, EPISODES),
)

SIGNED = Table(
    "signed",
    """
    SELECT rec, o FROM agreement
    WHERE kf <= $known AND kt > $known AND day BETWEEN $first AND $end
    """,
    of_persons=False,
)

PARTNERS = Table(
    "partners",
    """
    SELECT p.name, a.rec
    FROM (FROM agreement WHERE kf <= $known AND kt > $known AND day <= $as_of) a
    JOIN (FROM partner WHERE kf <= $known AND kt > $known) p
        ON p.rec = a.rec AND p.o = a.o
    ANTI JOIN (FROM agreement_end WHERE kf <= $known AND kt > $known AND day <= $as_of) e
        ON e.rec = a.rec
    WHERE a.starts <= $as_of AND (a.ends IS NULL OR a.ends >= $as_of)
    """,
    of_persons=False,
)

_ON_TIME = """
    CASE WHEN paid IS NOT NULL THEN (paid <= payday)::INTEGER
         WHEN withheld THEN 3 ELSE 0 END
"""

FAMILY_SUPPORT = (
    core(
        "I44",
        "output",
        Units(
            HOUSEHOLDS,
            "visited::INTEGER",
            once=("household", "household"),
            subject="household",
            reads=(
                *LIFE,
                "household-formed",
                "household-joined",
                "household-left",
                "home-visited",
            ),
        ),
    ),
    core(
        "I45",
        "quality",
        Units(
            MONTHS,
            _ON_TIME,
            item="strftime(month, '%Y-%m')",
            reads=LIFE,
            through=f"SELECT person, rec, o & {SEQUENCE} AS seq FROM told_allowances",
        ),
        parameters=("allowance.day_due",),
    ),
    core(
        "I51",
        "output",
        Units(SIGNED, "1", subject="rec", reads=("agreement-signed",)),
        unit="agreement",
        measure="count",
        dimensions=(),
    ),
    core(
        "I51-partners",
        "output",
        Units(
            PARTNERS,
            "1",
            once=("name", ""),
            subject="rec",
            item="name",
            reads=("agreement-signed", "agreement-ended"),
        ),
        unit="partner",
        measure="count",
        dimensions=(),
    ),
)
