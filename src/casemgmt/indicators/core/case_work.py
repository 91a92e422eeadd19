"""Enrolment and case work: I01 to I19 and I49."""

from __future__ import annotations

from casemgmt.indicators.definition import PLACES, Units
from casemgmt.indicators.shared import PEOPLE

from .case_tables import (
    CASELOAD,
    CASES,
    EACH_RECORDED,
    GOALS,
    HELD,
    OPEN_CASES,
    RECORDED,
    REFERRALS,
    REPORTABLE,
    SEASONS,
    TIMELY,
)
from .declaring import LIFE, core

CONSENT = ("consent-given", "consent-withdrawn")

_ASSESSED = """
    CASE WHEN NOT starts THEN NULL WHEN days IS NULL THEN 2
         WHEN done IS NOT NULL THEN (done - clock <= days)::INTEGER
         WHEN $as_of - clock > days THEN 0 ELSE 3 END
"""
_PLANNED = """
    CASE WHEN NOT starts THEN NULL
         WHEN plan IS NOT NULL THEN (plan - clock <= $plan.days)::INTEGER
         WHEN $as_of - clock > $plan.days THEN 0 ELSE 3 END
"""
_REVIEWED = """
    CASE WHEN end_ IS NULL THEN ((greatest(start_, review)
        + to_months($review.months::INTEGER))::DATE >= $as_of)::INTEGER END
"""
_CLOSED_AS_PLANNED = """
    CASE WHEN NOT ended THEN NULL
         WHEN list_contains($closure.left_out_reasons::VARCHAR[], reason) THEN 3
         WHEN list_contains($closure.planned_reasons::VARCHAR[], reason) THEN 1 ELSE 0 END
"""
_REOPENED = """
    CASE WHEN NOT ended THEN NULL WHEN reopens_by > $as_of THEN 3
         WHEN next_start <= reopens_by THEN 1 ELSE 0 END
"""
_BOTH_SIDES = """
    CASE WHEN revoked OR $as_of - made < $referral.loop_days THEN 3
         ELSE both_sides::INTEGER END
"""
_BAND = """
    CASE WHEN days <= 30 THEN '0-30' WHEN days <= 90 THEN '31-90'
         WHEN days <= 180 THEN '91-180' ELSE '181+' END
"""
_CASE = "'case ' || n"

CASE_WORK = (
    core(
        "I01",
        "output",
        Units(PEOPLE, "CASE WHEN active THEN 1 END", reads=LIFE),
        unit="person",
        measure="count",
    ),
    core(
        "I02",
        "output",
        Units(PEOPLE, "CASE WHEN reg_day BETWEEN $first AND $end THEN 1 END"),
        unit="person",
        measure="count",
    ),
    core(
        "I03",
        "quality",
        Units(
            HELD,
            "(nth > 1)::INTEGER",
            item="programme",
            reads=(*LIFE, "programme-joined", "programme-left"),
        ),
        dimensions=tuple(place for place in PLACES if place != "programme"),
    ),
    core(
        "I04",
        "output",
        Units(
            PEOPLE,
            "CASE WHEN NOT active THEN NULL WHEN sex = 'unknown' THEN 2"
            " ELSE (sex = 'female')::INTEGER END",
            reads=LIFE,
        ),
    ),
    core(
        "I05",
        "output",
        Units(
            SEASONS,
            "CASE WHEN people < 0 OR places < 0 THEN 2 ELSE 1 END",
            numerator="people",
            denominator="places",
            scale=10_000,
            own={"centre-kind": "kind"},
            item="season || ' ' || kind",
            subject="rec",
            reads=("season-figures-reported",),
        ),
        unit="persons per structure",
        measure="mean",
        dimensions=("centre-kind",),
    ),
    core(
        "I07",
        "quality",
        Units(
            TIMELY,
            _ASSESSED,
            item=_CASE,
            reads=(*LIFE, "child-identified", "risk-assessed", "assessment-completed"),
        ),
        parameters=(
            "clock_start",
            "assessment.days_high",
            "assessment.days_medium",
            "assessment.days_low",
        ),
    ),
    core(
        "I08",
        "quality",
        Units(
            TIMELY,
            _PLANNED,
            item=_CASE,
            reads=(*LIFE, "child-identified", "plan-approved"),
        ),
        parameters=("clock_start", "plan.days"),
    ),
    core(
        "I10",
        "quality",
        Units(TIMELY, _REVIEWED, item=_CASE, reads=(*LIFE, "case-reviewed")),
        parameters=("review.months",),
    ),
    core(
        "I11",
        "quality",
        Units(
            CASELOAD,
            "1",
            once=("", "caseworker"),
            item=_CASE,
            reads=(*LIFE, "case-reassigned", "case-suspended", "case-resumed"),
        ),
        unit="cases per caseworker",
        measure="mean",
    ),
    core(
        "I13",
        "quality",
        Units(
            CASES,
            "CASE WHEN ended OR still_open THEN 1 END",
            numerator="days",
            denominator="1",
            own={"duration-band": _BAND},
            item=_CASE,
            reads=LIFE,
        ),
        unit="days",
        measure="mean",
        parameters=("duration.includes_open",),
        dimensions=(*PLACES, "duration-band"),
    ),
    core(
        "I14",
        "outcome",
        Units(CASES, _CLOSED_AS_PLANNED, item=_CASE, reads=(*LIFE, "closure-requested")),
        parameters=("closure.planned_reasons", "closure.left_out_reasons"),
    ),
    core(
        "I15",
        "quality",
        Units(CASES, _REOPENED, item=_CASE, reads=LIFE),
        parameters=("reopening.months",),
    ),
    core(
        "I16",
        "outcome",
        Units(
            GOALS,
            "CASE WHEN met IS NULL THEN 0 WHEN met THEN 1 ELSE 3 END",
            item="plan || ' ' || goal",
            reads=("plan-proposed", "plan-approved", "goal-met", "goal-waived"),
        ),
    ),
    core(
        "I17",
        "quality",
        Units(OPEN_CASES, "services::INTEGER", item=_CASE, reads=(*LIFE, *CONSENT)),
        parameters=("consent.grace_days_at_18",),
    ),
    core(
        "I18",
        "quality",
        Units(
            REPORTABLE,
            "reporting::INTEGER",
            reads=(*LIFE, *CONSENT),
        ),
        parameters=("consent.grace_days_at_18",),
    ),
    core(
        "I19",
        "quality",
        Units(
            RECORDED,
            "answer",
            weight="n",
            commands="commands",
            detail=EACH_RECORDED,
        ),
        parameters=("recording.prompt_days",),
    ),
    core(
        "I49",
        "quality",
        Units(
            REFERRALS,
            _BOTH_SIDES,
            item="referral",
            reads=("referral-made", "referral-confirmed", "referral-revoked"),
        ),
        parameters=("referral.loop_days",),
    ),
)
