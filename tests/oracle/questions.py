"""Questions to ask of a made-up journal: periods, cuts, tables and other policies."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from .counting import DIMENSIONS
from .storyteller import days
from .telling import Command, day, instant, last_day, plus_months

PERIODS = ("2024", "2025", "2023-2024", "2024-2025", "2024-03", "2024-10", "2025-02")


def _rule(parameter: str, value: str, **more: str) -> str:
    lines = [f'parameter = "{parameter}"', f"value = {value}", 'source = "a variant"']
    lines += [f"{name} = {text}" for name, text in more.items()]
    return "[[rule]]\n" + "\n".join(lines) + "\n"


def _dated(parameter: str, before: str, since: str, change: str, operator: str) -> str:
    """One value until a day, another from that day on, and no gap."""
    eve = last_day(change) - days(1)
    return _rule(parameter, before, operator=operator, valid_to=eve.isoformat()) + _rule(
        parameter, since, operator=operator, valid_from=change
    )


VARIANTS = (
    _dated("child_labour.hours_5_11", "1", "4", "2024-11-15", '">="')
    + _dated("child_labour.hours_12_14", "14", "10", "2025-01-01", '">"')
    + _dated("child_labour.chores_5_14", "28", "21", "2024-09-01", '">="'),
    _rule("child_labour.hours_15_17", "43", operator='">="')
    + _rule("child_labour.chores_15_17", "28", operator='">"')
    + _rule("child_labour.chores_5_14", "27.5", operator='">="'),
    _rule("child_labour.general_boundary", "false")
    + _rule("child_labour.hours_5_11", "0", operator='"off"')
    + _rule("withdrawal.min_observations", "1")
    + _rule("withdrawal.min_days", "0")
    + _rule("follow_up.min_observations", "1"),
    _rule("reporting.require_consent", "true"),
    _rule("reporting.require_consent", "true")
    + _rule("age_bands", '"unhcr"')
    + _rule("insertion.denominator", '"reached"')
    + _rule("consent.grace_days_at_18", "0"),
    _rule("clock_start", '"identification"')
    + _rule("assessment.days_high", "5")
    + _rule("assessment.days_low", "2")
    + _rule("plan.days", "14"),
    _rule("insertion.denominator", '"reached"') + _rule("insertion.window_days", "33"),
    _rule("insertion.checkpoint", "12") + _rule("review.months", "1"),
    _rule("duration.includes_open", "true")
    + _rule("closure.planned_reasons", '["other", "moved-away"]')
    + _rule("closure.left_out_reasons", "[]")
    + _rule("reopening.months", "1"),
    _rule("age_bands", '"primero"') + _rule("absence.counts", '"unauthorised"'),
    _rule("absence.counts", '"unauthorised"')
    + _rule("absence.chronic_percent", "5", operator='">"')
    + _rule("absence.warning_percent", "2.5", operator='">="')
    + _rule("absence.min_days", "20", operator='">"'),
    _rule("school.reenrolled_pathways", '["nfe", "second-chance"]')
    + _rule("school.not_reenrolled_days", "0")
    + _rule("school.age_max", "15")
    + _rule("overage.years", "1", operator='">="')
    + _rule("remedial.sessions", '["tutoring", "literacy"]'),
    _rule("apprenticeship.practice_percent", "85", operator='">"')
    + _rule("apprenticeship.complement_percent", "5", operator='">="')
    + _rule("allowance.day_due", "5")
    + _rule("referral.loop_days", "10")
    + _rule("recording.prompt_days", "0"),
)


def questions(journal: list[Command], seed: int, n: int) -> list[dict[str, Any]]:
    """Keyword arguments for `answer`, besides the journal itself."""
    chance = Random(seed)
    moments = sorted(line["at"] for line in journal)
    return [_question(chance, moments) for _ in range(n)]


def _question(chance: Random, moments: list[str]) -> dict[str, Any]:
    by = _dimensions(chance)
    first, last = _period(chance)
    if by == ("centre-kind",):  # whole seasons lie only in long periods
        first, last = last_day("2023-09-01"), last_day("2025-12-31")
    question: dict[str, Any] = {"first": first, "last": last, "as_of": None}
    lot = chance.random()
    if lot < 0.25:  # before the end, now and then before the beginning
        question["as_of"] = last - days(chance.randint(1, (last - first).days + 10))
    elif lot < 0.6:
        question["as_of"] = last + days(chance.randint(1, 300))
    for name in ("first", "last", "as_of"):
        if question[name] is not None:
            question[name] = question[name].isoformat()
    question["known_at"] = _known_at(chance, moments) if chance.random() < 1 / 3 else None
    question["by"] = by
    question["policy"] = chance.choice(VARIANTS) if chance.random() < 0.6 else None
    if question["policy"] is not None:
        question["policy"] = 'name = "variant"\nversion = "1"\n\n' + question["policy"]
    return question


def _period(chance: Random) -> tuple[Any, Any]:
    if chance.random() < 0.5:
        span = day(chance.choice(PERIODS))
        return span.first, span.last
    first = last_day("2023-10-01") + days(chance.randint(0, 760))
    months = chance.choice((1, 3, 4, 7, 13))
    return first, plus_months(first, months) - days(1)


def _known_at(chance: Random, moments: list[str]) -> str:
    """Often exactly when something was recorded, or a second before."""
    moment = instant(chance.choice(moments))
    if chance.random() < 0.3:
        moment -= timedelta(seconds=1)
    return moment.isoformat().replace("+00:00", "Z")


def _dimensions(chance: Random) -> tuple[str, ...]:
    if chance.random() < 0.08:
        own = (("centre-kind",), ("duration-band",), ("sex", "duration-band"))
        return chance.choice(own)
    return tuple(chance.sample(DIMENSIONS, chance.choice((0, 1, 1, 2, 3))))
