"""School support: I28 to I39."""

from __future__ import annotations

from casemgmt.indicators.definition import Units

from .declaring import LIFE, core
from .school_tables import (
    ATTENDANCE,
    EACH_DELIVERY,
    FIRST_YEAR,
    KITS,
    LAST_YEAR,
    LESSONS,
    PUPILS,
)

_OUT_AT_ENTRY = """
    CASE WHEN NOT (youngest_fits OR oldest_fits) THEN 3
         WHEN NOT (youngest_fits AND oldest_fits) OR youngest_fits IS NULL
              OR situation IS NULL THEN 2
         ELSE (situation IN ('out', 'never'))::INTEGER END
"""
_WAS_OUT = "youngest_fits AND oldest_fits AND situation IN ('out', 'never')"
_DROPPED_OUT = f"""
    CASE WHEN NOT coalesce(place_of_period, FALSE) THEN NULL WHEN died THEN 3
         ELSE (left_on BETWEEN make_date({FIRST_YEAR}, 9, 1)
            AND make_date({LAST_YEAR} + 1, 8, 31))::INTEGER END
"""
_OVER_AGE = """
    CASE WHEN NOT enrolled_at_end THEN NULL WHEN least_over IS NULL THEN 2
         WHEN @fits(overage.years, least_over) <> @fits(overage.years, most_over) THEN 2
         ELSE @fits(overage.years, most_over)::INTEGER END
"""
_CHRONIC = "@fits(absence.chronic_percent, 100 * missed, possible)"
_WARNING = "@fits(absence.warning_percent, 100 * missed, possible)"
_ENOUGH = "@fits(absence.min_days, possible)"

_PLACES = ("school-place-taken", "returned-to-school")
_STEPS = (*_PLACES, "dropout-recorded")
_ABSENCE = ("absence.counts", "absence.min_days", "absence.chronic_percent")
_AGES = ("school.age_min", "school.age_max")
_KIT = "kit || ' ' || school_year"
_REPORTED = (*LIFE, "attendance-reported")

SCHOOL_SUPPORT = (
    core(
        "I28",
        "outcome",
        Units(PUPILS, _OUT_AT_ENTRY, reads=(*LIFE, "schooling-assessed")),
        parameters=_AGES,
    ),
    core(
        "I29",
        "outcome",
        Units(
            PUPILS,
            f"CASE WHEN {_WAS_OUT} THEN back::INTEGER END",
            reads=(*LIFE, "schooling-assessed", *_PLACES, "pathway-oriented"),
        ),
        parameters=(*_AGES, "school.reenrolled_pathways"),
    ),
    core(
        "I30",
        "outcome",
        Units(
            PUPILS,
            f"CASE WHEN {_WAS_OUT} THEN (back AND enrolled_at_cut)::INTEGER END",
            reads=(*LIFE, "schooling-assessed", *_STEPS, "pathway-oriented"),
        ),
        parameters=(*_AGES, "school.reenrolled_pathways", "school.not_reenrolled_days"),
    ),
    core(
        "I31",
        "outcome",
        Units(
            ATTENDANCE,
            "1",
            numerator="possible - missed",
            denominator="possible",
            reads=_REPORTED,
        ),
        parameters=("absence.counts",),
    ),
    core(
        "I32",
        "outcome",
        Units(
            ATTENDANCE,
            f"CASE WHEN NOT {_ENOUGH} THEN 3 ELSE {_CHRONIC}::INTEGER END",
            reads=_REPORTED,
        ),
        parameters=_ABSENCE,
    ),
    core(
        "I33",
        "quality",
        Units(
            ATTENDANCE,
            f"CASE WHEN NOT {_ENOUGH} THEN 3"
            f" ELSE ({_WARNING} AND NOT {_CHRONIC})::INTEGER END",
            reads=_REPORTED,
        ),
        parameters=(*_ABSENCE, "absence.warning_percent"),
    ),
    core(
        "I34",
        "outcome",
        Units(PUPILS, _DROPPED_OUT, reads=(*LIFE, "closure-requested", *_STEPS)),
    ),
    core(
        "I37",
        "output",
        Units(
            KITS,
            "CASE WHEN entitled THEN (delivered > 0)::INTEGER END",
            item=_KIT,
            reads=("kit-entitled", "kit-delivered"),
        ),
    ),
    core(
        "I37-issued",
        "output",
        Units(
            KITS,
            "CASE WHEN delivered > 0 THEN 1 END",
            weight="delivered",
            item=_KIT,
            reads=("kit-delivered",),
            detail=EACH_DELIVERY,
        ),
        unit="kit",
        measure="count",
    ),
    core(
        "I37-repeat",
        "quality",
        Units(
            KITS,
            "CASE WHEN beyond > 0 THEN 1 END",
            numerator="beyond",
            item=_KIT,
            reads=("kit-delivered", "second-kit-granted"),
        ),
        unit="kit",
        measure="count",
    ),
    core(
        "I38",
        "outcome",
        Units(PUPILS, _OVER_AGE, reads=(*LIFE, *_STEPS)),
        parameters=("overage.years", "school.not_reenrolled_days"),
    ),
    core(
        "I39",
        "output",
        Units(
            LESSONS,
            "1",
            numerator="hours",
            denominator="10000",
            scale=10_000,
            reads=("session-attended",),
        ),
        unit="hours per child",
        measure="mean",
        parameters=("remedial.sessions",),
    ),
)
