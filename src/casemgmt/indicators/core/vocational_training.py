"""Vocational training: I40 to I43. A contract belongs to one record of the child."""

from __future__ import annotations

from casemgmt.indicators.definition import Table, Units
from casemgmt.indicators.shared import UNITED

from .declaring import core

CONTRACTS = Table(
    "contracts",
    # of several signings of one contract the latest holds
    """
    SELECT c.*, e.completed, e.ended_early, h.practice, h.centre,
        starts <= $end AND NOT coalesce(over_by_end, FALSE) AS runs,
        ends BETWEEN $first AND $end AS due,
        (e.completed + to_months($insertion.checkpoint::INTEGER))::DATE AS checked
    FROM (
        SELECT person, rec, contract, arg_max(starts, o) AS starts, arg_max(ends, o) AS ends
        FROM @told(contract) GROUP BY person, rec, contract
    ) c
    LEFT JOIN (
        SELECT rec, contract, min(day) FILTER (completed) AS completed,
            min(day) FILTER (NOT completed) AS ended_early, min(day) <= $end AS over_by_end
        FROM @told(contract_end) GROUP BY rec, contract
    ) e USING (rec, contract)
    LEFT JOIN (
        SELECT rec, contract, sum(practice)::BIGINT AS practice,
            sum(centre)::BIGINT AS centre
        FROM @told(hours, t.day <= $end) GROUP BY rec, contract
    ) h USING (rec, contract)
    """,
    (UNITED,),
)

INSERTED = Table(
    "inserted",
    # the person's last insertion within the window around the checkpoint
    """
    SELECT c.person, c.rec, c.contract, arg_max(i.situation, i.o) AS situation
    FROM contracts c LEFT JOIN @told(insertion) i
        ON i.person = c.person AND i.checkpoint = $insertion.checkpoint
        AND i.day BETWEEN c.checked - $insertion.window_days
            AND c.checked + $insertion.window_days
    WHERE c.checked BETWEEN $first AND $end
    GROUP BY c.person, c.rec, c.contract
    """,
    (CONTRACTS,),
)

_SPLIT = """
    CASE WHEN NOT runs THEN NULL
         WHEN coalesce(practice + centre, 0) = 0 THEN 3
         ELSE (@fits(apprenticeship.practice_percent, 100 * practice, practice + centre)
            AND @fits(apprenticeship.complement_percent, 100 * centre, practice + centre)
            )::INTEGER END
"""
_IN_WORK = """
    CASE WHEN coalesce(situation, 'unreachable') = 'unreachable'
         THEN CASE WHEN $insertion.denominator = 'cohort' THEN 4 ELSE 2 END
         ELSE (situation IN ('employed-formal', 'employed-informal', 'self-employed')
            )::INTEGER END
"""
_ENDED = ("contract-completed", "contract-ended-early")

VOCATIONAL_TRAINING = (
    core(
        "I40",
        "quality",
        Units(
            CONTRACTS,
            _SPLIT,
            item="contract",
            reads=("contract-signed", "hours-logged", *_ENDED),
        ),
        parameters=("apprenticeship.practice_percent", "apprenticeship.complement_percent"),
    ),
    core(
        "I41",
        "outcome",
        Units(
            CONTRACTS,
            "CASE WHEN due THEN (completed IS NOT NULL)::INTEGER END",
            item="contract",
            reads=("contract-signed", "contract-completed"),
        ),
    ),
    core(
        "I42",
        "outcome",
        Units(
            CONTRACTS,
            "CASE WHEN due THEN (ended_early IS NOT NULL)::INTEGER END",
            item="contract",
            reads=("contract-signed", "contract-ended-early"),
        ),
    ),
    core(
        "I43",
        "impact",
        Units(
            INSERTED,
            _IN_WORK,
            item="contract",
            reads=("contract-signed", "contract-completed", "insertion-recorded"),
        ),
        parameters=(
            "insertion.checkpoint",
            "insertion.window_days",
            "insertion.denominator",
        ),
    ),
)
