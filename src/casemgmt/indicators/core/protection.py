"""Protection: child labour by the statistical reading, I20 to I27.

A class is one bit, so that the classes an uncertain observation may have are a sum of bits:
1 out of scope, 2 worst form, 4 hazardous, 8 by age and hours, 16 household, 32 not child
labour; none where nothing can be said. What an observation says follows: labour, free, out
or undetermined.
"""

from __future__ import annotations

from casemgmt.indicators.definition import Table, Units
from casemgmt.indicators.shared import PEOPLE, age

from .declaring import LIFE, core

OUT, HAZARDOUS, NOT_LABOUR = 1, 2 + 4, 1 + 32


def _class(years: str, hazardous: str) -> str:
    """Return SQL for the bit of the class at an age: the first line that fits."""
    return f"""
        CASE WHEN {years} < 5 OR {years} > 17 THEN 1
             WHEN worst THEN 2
             WHEN {hazardous} AND econ > 0 THEN 4
             WHEN {years} >= 15 AND hours_15_17 THEN 4
             WHEN {years} <= 11 AND hours_5_11 THEN 8
             WHEN {years} BETWEEN 12 AND 14 AND hours_12_14 THEN 8
             WHEN {years} <= 14 AND chores_5_14 THEN 16
             WHEN {years} >= 15 AND chores_15_17 THEN 16
             ELSE 32 END"""


def _classes(years: str) -> str:
    """Return SQL for the bits at an age; hazardous or not, where that is unknown."""
    return f"""
        CASE hazardous WHEN 'yes' THEN ({_class(years, "TRUE")})
            WHEN 'no' THEN ({_class(years, "FALSE")})
            ELSE ({_class(years, "TRUE")}) | ({_class(years, "FALSE")}) END"""


def _says(classes: str) -> str:
    """Return SQL for what an observation of these classes says."""
    return f"""
        CASE WHEN {classes} = 0 THEN 'undetermined'
             WHEN {classes} = {OUT} THEN 'out'
             WHEN ({classes} & {NOT_LABOUR}) = 0 THEN 'labour'
             WHEN {classes} = 32 THEN 'free'
             ELSE 'undetermined' END"""


OBSERVATIONS = Table(
    "observations",
    f"""
    SELECT person, o, day, econ, classes, day BETWEEN $first AND $end AS in_period,
        {_says("classes")} AS says
    FROM (
        SELECT *, CASE WHEN youngest IS NULL THEN 0
            WHEN youngest = oldest THEN ({_classes("youngest")})
            ELSE ({_classes("youngest")}) | ({_classes("oldest")}) END AS classes
        FROM (
            SELECT w.*, {age("w.ymd", "p.last_ymd")} AS youngest,
                {age("w.ymd", "p.first_ymd")} AS oldest,
                @fits_on(child_labour.hours_5_11, econ, day) AS hours_5_11,
                @fits_on(child_labour.hours_12_14, econ, day) AS hours_12_14,
                @fits_on(child_labour.hours_15_17, econ, day) AS hours_15_17,
                @on(child_labour.general_boundary, day)
                    AND @fits_on(child_labour.chores_5_14, chores, day) AS chores_5_14,
                @on(child_labour.general_boundary, day)
                    AND @fits_on(child_labour.chores_15_17, chores, day) AS chores_15_17
            FROM @told(work) w LEFT JOIN people p USING (person)
        )
    )
    """,
    (PEOPLE,),
)

OBSERVED = Table(
    "observed",
    f"""
    SELECT *, {_says("baseline_classes")} AS baseline FROM (
    SELECT person, min(day) AS first_seen, count(*) AS times,
        arg_min(classes, o) AS baseline_classes,
        arg_min(econ, o) AS first_hours, arg_max(econ, o) AS last_hours,
        max(o) FILTER (says = 'labour') AS last_labour,
        min(o) FILTER (says = 'free') AS first_free,
        max(o) FILTER (says = 'free') AS last_free,
        bool_or(says = 'labour') FILTER (in_period) AS found_labour,
        bool_or(says = 'undetermined') FILTER (in_period) AS found_unclear,
        bool_or(says = 'free') FILTER (in_period) AS found_free
    FROM observations GROUP BY person)
    """,
    (OBSERVATIONS,),
)

AT_WORK = Table(
    "at_work",
    # everyone active or observed; free times: the last free ones in a row, passing over
    # those that say nothing; started: in child labour at the baseline (N of I20)
    """
    SELECT p.person, p.active, o.* EXCLUDE (person), r.free_times, r.free_days,
        coalesce(p.active AND o.first_seen <= $end AND o.baseline = 'labour', FALSE)
            AS started
    FROM people p LEFT JOIN observed o ON o.person = p.person LEFT JOIN (
        SELECT person, count(*) AS free_times, max(day) - min(day) AS free_days
        FROM observations JOIN observed USING (person)
        WHERE says = 'free' AND o > last_labour
        GROUP BY person
    ) r ON r.person = p.person
    WHERE p.active OR o.person IS NOT NULL
    """,
    (PEOPLE, OBSERVED),
)

_BASELINE = """
    CASE WHEN NOT active THEN NULL
         WHEN first_seen IS NULL OR first_seen > $end OR baseline = 'out' THEN 3
         WHEN baseline = 'undetermined' THEN 2
         ELSE (baseline = 'labour')::INTEGER END
"""
_HAZARDOUS = f"""
    CASE WHEN NOT started THEN NULL
         WHEN (baseline_classes & {HAZARDOUS}) = 0 THEN 0
         WHEN (baseline_classes & {HAZARDOUS}) = baseline_classes THEN 1 ELSE 2 END
"""
_FOUND = """
    CASE WHEN found_labour IS NULL THEN NULL WHEN found_labour THEN 1
         WHEN found_unclear THEN 2 WHEN found_free THEN 0 ELSE 3 END
"""
_WITHDRAWN = """
    CASE WHEN started THEN coalesce(free_times >= $withdrawal.min_observations
        AND free_days >= $withdrawal.min_days, FALSE)::INTEGER END
"""
_FREE = "CASE WHEN started THEN coalesce(last_free > last_labour, FALSE)::INTEGER END"
_BACK = """
    CASE WHEN started AND first_free IS NOT NULL
         THEN (last_labour > first_free)::INTEGER END
"""
_FOLLOWED = """
    CASE WHEN started THEN (times - 1 >= $follow_up.min_observations)::INTEGER END
"""
_SEEN = ("work-observed",)
_LABOUR = tuple(
    f"child_labour.{name}"
    for name in (
        "hours_5_11",
        "hours_12_14",
        "hours_15_17",
        "chores_5_14",
        "chores_15_17",
        "general_boundary",
    )
)


def _units(answer: str) -> Units:
    return Units(AT_WORK, answer, reads=(*LIFE, *_SEEN))


PROTECTION = (
    core("I20", "outcome", _units(_BASELINE), parameters=_LABOUR),
    core("I21", "outcome", _units(_HAZARDOUS), parameters=_LABOUR),
    core("I22", "quality", Units(AT_WORK, _FOUND, reads=_SEEN), parameters=_LABOUR),
    core(
        "I23",
        "outcome",
        _units(_WITHDRAWN),
        parameters=(*_LABOUR, "withdrawal.min_observations", "withdrawal.min_days"),
    ),
    core("I24", "outcome", _units(_FREE), parameters=_LABOUR),
    core("I25", "outcome", _units(_BACK), parameters=_LABOUR),
    core(
        "I26",
        "quality",
        _units(_FOLLOWED),
        parameters=(*_LABOUR, "follow_up.min_observations"),
    ),
    core(
        "I27",
        "outcome",
        Units(
            AT_WORK,
            "CASE WHEN started THEN 1 END",
            numerator="last_hours - first_hours",
            denominator="first_hours",
            scale=10_000,
            reads=(*LIFE, *_SEEN),
        ),
        parameters=_LABOUR,
    ),
)
