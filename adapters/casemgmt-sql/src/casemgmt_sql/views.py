"""What people look at: views over the tables, as of today where a day matters.

Nothing here is stored: who is late follows from the day on which somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen
class Words:
    """What two engines say differently."""

    day: str
    greatest: str
    least: str
    years: str

    def days(self, day: str) -> str:
        """Return a day as a number of days, to be subtracted."""
        return self.day.format(day)

    def years_from(self, born: str, day: str) -> str:
        """Return the completed years from one day to another."""
        return self.years.format(born, day)


_YEARS = (
    "(CAST(strftime('%Y', {1}) AS INTEGER) - CAST(strftime('%Y', {0}) AS INTEGER)"
    " - (strftime('%m-%d', {1}) < strftime('%m-%d', {0})))"
)
_AGE = "CAST(extract(year FROM age({1}, {0})) AS INTEGER)"

DIALECTS = {
    "sqlite": Words("CAST(julianday({}) + 0.5 AS INTEGER)", "max", "min", _YEARS),
    "postgresql": Words("({} - DATE '1970-01-01')", "greatest", "least", _AGE),
}

DESCRIPTIONS: Mapping[str, str] = {
    "story": "What holds of all that was told: corrected, and without what was taken back.",
    "persons": "Children, each once: what is known of all records that are one child.",
    "ages": "How old each person is today, in completed years; NULL where nobody knows.",
    "open_cases": "The cases that are open, but for those of who was erased.",
    "work_list": "What is to be done today, the oldest first; overdue_days by today.",
    "kits_awaited": "Kits that a child is to receive and has not received.",
    "in_care": "How many children each centre has today, by its code.",
}


def views(dialect: str) -> Mapping[str, str]:
    """Return the query of each view, for an engine."""
    words = DIALECTS[dialect]
    return {
        "story": STORY,
        "persons": PERSONS,
        "ages": ages(words),
        "open_cases": OPEN_CASES,
        "work_list": work_list(words),
        "kits_awaited": KITS_AWAITED,
        "in_care": IN_CARE,
    }


STORY = """
SELECT position, subject, day, day_precision, event, command_id,
       coalesce(corrected_data, data) AS data, by, role, recorded_at
FROM timeline WHERE day IS NOT NULL
"""

PERSONS = """
WITH ranked AS (
    SELECT c.*, row_number() OVER (
        PARTITION BY person
        ORDER BY child <> person, registered_on IS NULL, registered_on, child
    ) AS rank FROM children c
)
SELECT person,
       (SELECT min(registered_on) FROM ranked r WHERE r.person = p.person) AS registered_on,
       (SELECT sex FROM ranked r WHERE r.person = p.person AND sex IS NOT NULL
        ORDER BY rank LIMIT 1) AS sex,
       (SELECT district FROM ranked r WHERE r.person = p.person AND district IS NOT NULL
        ORDER BY rank LIMIT 1) AS district,
       (SELECT disability FROM ranked r WHERE r.person = p.person AND disability IS NOT NULL
        ORDER BY rank LIMIT 1) AS disability,
       (SELECT born_from FROM ranked r WHERE r.person = p.person AND born_from IS NOT NULL
        ORDER BY rank LIMIT 1) AS born_from,
       (SELECT born_to FROM ranked r WHERE r.person = p.person AND born_from IS NOT NULL
        ORDER BY rank LIMIT 1) AS born_to,
       (SELECT count(*) FROM ranked r WHERE r.person = p.person) AS records
FROM ranked p WHERE rank = 1
"""

OPEN_CASES = """
SELECT c.child, p.person, p.reference, p.given_name, p.family_name, c.episode, c.opened_on,
       c.centre, c.caseworker, p.district, p.risk, p.seen_on,
       EXISTS (SELECT 1 FROM case_suspensions s
               WHERE s.child = c.child AND s.episode = c.episode
                 AND s.from_day <= CURRENT_DATE
                 AND (s.to_day IS NULL OR s.to_day >= CURRENT_DATE)) AS suspended
FROM cases c JOIN children p ON p.child = c.child
WHERE c.closed_on IS NULL AND NOT p.forgotten
"""

KITS_AWAITED = """
SELECT DISTINCT c.person, e.child, e.kit, e.school_year, e.entitled_on
FROM entitlements e JOIN children c ON c.child = e.child
WHERE NOT e.second AND NOT c.forgotten AND NOT EXISTS (
    SELECT 1 FROM distributions d JOIN children o ON o.child = d.child
    WHERE o.person = c.person AND d.kit = e.kit AND d.school_year = e.school_year
)
"""

IN_CARE = """
SELECT a.centre, count(DISTINCT c.person) AS children
FROM admissions a JOIN children c ON c.child = a.child
WHERE a.admitted_on <= CURRENT_DATE AND (a.left_on IS NULL OR a.left_on >= CURRENT_DATE)
GROUP BY a.centre
"""


def ages(words: Words, today: str = "CURRENT_DATE") -> str:
    """Return the query of how old persons are: between two ages where the day is unknown.

    Of who died there is no age today.
    """
    least = words.years_from("p.born_to", today)
    most = words.years_from("p.born_from", today)
    return f"""
SELECT p.person, {least} AS age_from, {most} AS age_to,
       CASE WHEN {least} = {most} THEN {least} END AS age
FROM persons p
WHERE NOT EXISTS (
    SELECT 1 FROM children d WHERE d.person = p.person AND d.died_on IS NOT NULL
)
"""  # noqa: S608 - our own words


def work_list(words: Words, today: str = "CURRENT_DATE") -> str:
    """Return the query of the work list of a day; suspended days are not counted late."""
    due, now = words.days("w.due_on"), words.days(today)
    first = f"{words.greatest}({words.days('r.from_day')}, {due} + 1)"
    last = f"{words.least}({words.days(f'coalesce(r.to_day, {today})')}, {now})"
    rested = f"{words.greatest}(0, {last} - {first} + 1)"
    return f"""
SELECT w.child, p.person, p.reference, p.given_name, p.family_name, w.what, w.about,
       w.due_on, {words.greatest}(0, {now} - {due}) - CASE WHEN w.rests THEN coalesce(
           (SELECT sum({rested}) FROM rests r WHERE r.child = w.child), 0
       ) ELSE 0 END AS overdue_days, w.caseworker, w.centre
FROM work w JOIN children p ON p.child = w.child
WHERE w.stands_from <= {today} AND (w.stands_to IS NULL OR w.stands_to >= {today})
  AND w.listed_from <= {today}
ORDER BY w.due_on, w.child, w.what
"""  # noqa: S608 - our own words
