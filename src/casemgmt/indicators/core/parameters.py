"""What the core figures read from the policy, and what holds where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEFAULTS: Mapping[str, Any] = {
    "clock_start": "registration",
    "assessment.days_high": 1,
    "assessment.days_medium": 3,
    "assessment.days_low": 7,
    "plan.days": 21,
    "review.months": 3,
    "duration.includes_open": False,
    "closure.planned_reasons": ["goals-met", "transferred"],
    "closure.left_out_reasons": ["duplicate", "death"],
    "reopening.months": 12,
    "consent.grace_days_at_18": 30,
    "reporting.require_consent": False,
    "recording.prompt_days": 3,
    "referral.loop_days": 30,
    "child_labour.general_boundary": True,
    "withdrawal.min_observations": 2,
    "withdrawal.min_days": 90,
    "follow_up.min_observations": 2,
    "school.age_min": 6,
    "school.age_max": 14,
    "school.not_reenrolled_days": 30,
    "school.reenrolled_pathways": [],
    "absence.counts": "all",
    "remedial.sessions": ["tutoring"],
    "insertion.checkpoint": 6,
    "insertion.window_days": 30,
    "insertion.denominator": "cohort",
    "allowance.day_due": 10,
    "income_project.alive_months": 12,
    "income_project.window_days": 30,
    "age_bands": "sdg",
}
