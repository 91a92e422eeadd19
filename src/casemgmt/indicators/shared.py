"""Tables that figures of every stage share: persons, their cases, their consent.

The text is SQL in the words of ``sql.py``. Days compare as days; an age is that on the
completed birthday, worked out on year, month and day as one number, so that whoever was
born on 29 February is older on 1 March of a common year.
"""

from __future__ import annotations

from .definition import Table


def age(ymd: str, born: str) -> str:
    """Return SQL for the completed years from *born* to *ymd*, both as yyyymmdd."""
    # shifted by 1000 years, since // cuts towards zero and the unborn are below it
    return f"(({ymd} - {born} + 10000000) // 10000 - 1000)"


END_YMD = "(year($end) * 10000 + month($end) * 100 + day($end))"

UNITED = Table(
    "united",
    "SELECT rec, person FROM record WHERE kf <= $known AND kt > $known AND rec <> person",
)

EPISODES = Table(
    "episodes",
    """
    SELECT person, rec, n, start_,
        CASE WHEN end_ <= $as_of THEN end_ END AS end_,
        CASE WHEN end_ <= $as_of THEN reason END AS reason,
        CASE WHEN next_start <= $as_of THEN next_start END AS next_start
    FROM @told(episode, t.start_ <= $as_of)
    """,
    (UNITED,),
)

PEOPLE = Table(
    "people",
    # since, until: the days on which a person is placed - the period for who is active
    # in it, or else the last covered day before it
    """
    SELECT p.rec AS person, p.sex, p.district, p.disability, p.reg_day,
        b.first_ymd, b.last_ymd, b.eighteen, coalesce(e.active, FALSE) AS active,
        CASE WHEN e.active THEN $first ELSE e.ended END AS since,
        CASE WHEN e.active THEN $end ELSE e.ended END AS until
    FROM (SELECT * FROM person WHERE kf <= $known AND kt > $known) p
    LEFT JOIN opened.born b ON b.rec = p.rec AND b.birth = p.birth
    LEFT JOIN (
        SELECT person,
            bool_or(start_ <= $end AND (end_ IS NULL OR end_ >= $first)) AS active,
            max(end_) FILTER (end_ < $first) AS ended
        FROM episodes GROUP BY person
    ) e ON e.person = p.rec
    """,
    (EPISODES,),
)

CONSENTS = Table(
    "consents",
    # the latest word on a purpose: until when it holds - withdrawn, it never does -, and
    # whether a guardian gave it, which ends some days after the child is eighteen
    """
    SELECT person,
        coalesce(services >= $as_of AND (NOT services_by_guardian OR eighteen IS NULL
            OR $as_of <= eighteen + $consent.grace_days_at_18), FALSE) AS services,
        coalesce(reporting >= $end AND (NOT reporting_by_guardian OR eighteen IS NULL
            OR $end <= eighteen + $consent.grace_days_at_18), FALSE) AS reporting
    FROM (
        SELECT person,
            arg_max(holds, o) FILTER ((purposes & 1) <> 0) AS services,
            arg_max(guardian, o) FILTER ((purposes & 1) <> 0) AS services_by_guardian,
            arg_max(holds, o) FILTER ((purposes & 2) <> 0 AND day <= $end) AS reporting,
            arg_max(guardian, o)
                FILTER ((purposes & 2) <> 0 AND day <= $end) AS reporting_by_guardian
        FROM (
            SELECT person, o, day, purposes, guardian,
                CASE WHEN given THEN coalesce(until, DATE '9999-12-31')
                     ELSE DATE '0001-01-01' END AS holds
            FROM @told(consent)
        ) GROUP BY person
    ) JOIN people USING (person)
    """,
    (PEOPLE,),
)
