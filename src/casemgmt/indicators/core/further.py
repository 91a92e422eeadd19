"""Figures that are asked for by name: I06 to I53, and those of a season's table."""

from __future__ import annotations

from casemgmt.indicators.definition import Units

from .declaring import LIFE, core
from .further_tables import (
    CHILD_DAYS,
    CONFIRMED,
    DEVICES,
    HOUSED,
    HOUSES,
    PIECES,
    PROJECTS,
    RESULTS,
    SUPERVISION,
)

SOURCE = "casemgmt, How figures are counted, §4"
SEASON_TABLE = "the table of a season of Entraide Nationale (2011): kinds of structure"
_HOUSE = ("centre-opened", "centre-kind-changed", "centre-closed")
_MOVED = (
    "transfer-requested",
    "transfer-accepted",
    "transfer-rejected",
    "transfer-revoked",
)

_LEFT = """
    CASE WHEN result = 'failed-out' THEN 1 WHEN result = 'completed' OR placed THEN 0
         WHEN $as_of < back_by THEN 3 ELSE 1 END
"""
_USABLE = """
    CASE WHEN serial IS NULL THEN 2 WHEN state = 'written-off' THEN NULL
         ELSE usable::INTEGER END
"""
_PIECE = ("goods-received", "equipment-installed", "equipment-lent", "equipment-returned")
_PIECES_TOLD = (*_PIECE, "equipment-reported")

FURTHER_FIGURES = (
    core(
        "I06",
        "output",
        Units(
            CHILD_DAYS,
            "CASE WHEN places IS NULL THEN 3 ELSE 1 END",
            numerator="(child IS NOT NULL)::INTEGER",
            denominator="CASE WHEN nth = 1 THEN places ELSE 0 END",
            own={"centre": "centre"},
            item="centre || ' ' || day",
            subject="coalesce(child, rec)",
            reads=(
                "centre-opened",
                "capacity-set",
                "centre-closed",
                "child-admitted",
                "child-discharged",
            ),
            through="""
                SELECT DISTINCT d.child AS person, c.rec, c.seq
                FROM child_days d JOIN command c ON c.rec = d.rec
                JOIN (FROM kind WHERE name IN ('centre-opened', 'capacity-set',
                    'centre-closed')) k ON k.type = c.type
                WHERE c.kf <= $known AND c.kt > $known AND c.day <= $as_of
            """,
        ),
        dimensions=("centre",),
        source=SOURCE,
    ),
    core(
        "I12",
        "quality",
        Units(
            SUPERVISION,
            "(caseworker IS NOT NULL)::INTEGER",
            once=("caseworker", "approver"),
            reads=(*LIFE, "case-reassigned", "plan-approved"),
        ),
        unit="caseworkers per supervisor",
        measure="mean",
        source=SOURCE,
    ),
    core(
        "I35",
        "outcome",
        Units(
            RESULTS,
            _LEFT,
            reads=("school-result-recorded", "school-place-taken", "returned-to-school"),
        ),
        source=SOURCE,
    ),
    core(
        "I47",
        "outcome",
        Units(
            PROJECTS,
            "CASE WHEN status IS NULL THEN 2 ELSE (status = 'active')::INTEGER END",
            once=("household || ' ' || project", "household || ' ' || project"),
            subject="household",
            item="project",
            reads=(
                *LIFE,
                "income-project-started",
                "income-project-observed",
                "household-formed",
                "household-joined",
                "household-left",
            ),
        ),
        parameters=("income_project.alive_months", "income_project.window_days"),
        source=SOURCE,
    ),
    core(
        "I50",
        "quality",
        Units(
            CONFIRMED,
            "CASE WHEN days IS NULL THEN 2 ELSE 1 END",
            median="days",
            item="referral",
            subject="rec",
            reads=("referral-made", "referral-confirmed"),
        ),
        unit="days",
        measure="median",
        source=SOURCE,
    ),
    core(
        "I52",
        "output",
        Units(
            PIECES,
            _USABLE,
            subject="rec",
            item="item || coalesce(' ' || serial, '')",
            reads=_PIECES_TOLD,
        ),
        dimensions=(),
        source=SOURCE,
    ),
    core(
        "I53",
        "output",
        Units(
            DEVICES,
            "1",
            numerator="(item IS NULL)::INTEGER",
            denominator="(item IS NOT NULL)::INTEGER",
            subject="rec",
            item="coalesce(item || ' ' || serial, '')",
            reads=(*_PIECES_TOLD, "session-attended"),
        ),
        unit="children per device",
        measure="mean",
        dimensions=(),
        source=SOURCE,
    ),
    core(
        "S01",
        "output",
        Units(
            HOUSES,
            "1",
            once=("rec", ""),
            own={"centre-kind": "kind", "region": "region"},
            subject="rec",
            reads=_HOUSE,
        ),
        unit="centre",
        measure="count",
        dimensions=("centre-kind", "region"),
        source=SEASON_TABLE,
    ),
    core(
        "S02",
        "output",
        Units(
            HOUSED,
            "1",
            once=("person", ""),
            own={"centre-kind": "kind", "region": "region"},
            reads=(*LIFE, "child-admitted", "child-discharged"),
            own_reads=(*_HOUSE, *_MOVED),
            own_through="""
                SELECT DISTINCT s.person, c.rec, c.seq
                FROM stayed s JOIN house h ON h.centre = s.centre
                JOIN command c ON c.rec = h.rec
                JOIN (FROM kind WHERE name IN ('centre-opened', 'centre-kind-changed',
                    'centre-closed')) k ON k.type = c.type
                WHERE h.kf <= $known AND h.kt > $known
                    AND c.kf <= $known AND c.kt > $known AND c.day <= $as_of
            """,
        ),
        unit="person",
        measure="count",
        dimensions=("centre-kind", "region", "sex", "age-band"),
        source=SEASON_TABLE,
    ),
)
