"""The views an organisation's own indicators are written over.

Each holds what is known at the moment and told by the day the question asks for: ``person``
(united through links), ``day``, ``command`` (the id that told it), and what was told. Days
are days, hours are numbers. A row is one telling; what of several holds is the query's
choice: ``story`` is their order.
"""

from __future__ import annotations

from collections.abc import Mapping

from casemgmt.facts.tellings import SEQUENCE_BITS

from .definition import Table
from .shared import EPISODES, PEOPLE, UNITED

_SEQ = 2**SEQUENCE_BITS - 1
_COMMANDS = Table(
    "known_commands",
    "SELECT rec, seq, id FROM command WHERE kf <= $known AND kt > $known",
)


def _view(name: str, fact: str, columns: str, where: str = "TRUE") -> Table:
    told = f", {columns}" if columns else ""
    return Table(
        name,
        f"""
        SELECT t.person, t.day, c.id AS command, t.o AS story{told}
        FROM @told({fact}) t
        JOIN known_commands c ON c.rec = t.rec AND c.seq = (t.o & {_SEQ})
        WHERE {where}
        """,
        (UNITED, _COMMANDS),
    )


_HELD = Table(
    "spells_held",
    """
    SELECT person, n AS episode, kind, value, from_ AS since, until
    FROM @told(spell, t.from_ <= $as_of)
    """,
    (UNITED,),
)

_KIT = "t.kit, t.school_year"

VIEWS: Mapping[str, Table] = {
    table.name: table
    for table in (
        _view("kits_entitled", "kit", _KIT, "t.kind = 'entitled'"),
        _view(
            "kits_delivered",
            "kit",
            f"{_KIT}, t.centre, t.agreement",
            "t.kind = 'delivered'",
        ),
        _view("second_kits_granted", "kit", _KIT, "t.kind = 'granted'"),
        _view(
            "work_observed",
            "work",
            "t.econ / 10000 AS economic_hours, t.chores / 10000 AS chores_hours,"
            " t.hazardous, t.worst AS worst_form",
        ),
        _view("school_places", "school", "t.year, t.grade", "t.kind = 'place'"),
        _view("returns_to_school", "school", "t.year", "t.kind = 'return'"),
        _view("dropouts", "school", "t.last_day", "t.kind = 'dropout'"),
        _view("schooling_assessed", "schooling", "t.situation"),
        _view("pathways", "pathway", "t.pathway"),
        _view(
            "attendance_reports",
            "attendance",
            "t.from_ AS since, t.to_ AS until, t.possible AS days_possible,"
            " t.absent AS days_absent, t.authorised AS days_absent_authorised",
        ),
        _view("sessions_attended", "session", "t.session, t.hours / 10000 AS hours"),
        _view("consents_told", "consent", "t.purposes, t.given, t.guardian, t.until"),
        _view("children_registered", "step", "", "t.kind = 'registered'"),
        _view("children_identified", "step", "", "t.kind = 'identified'"),
        _view("risks_assessed", "step", "t.level", "t.kind = 'risk'"),
        _view("assessments_completed", "step", "", "t.kind = 'assessment'"),
        _view("cases_reviewed", "step", "", "t.kind = 'review'"),
        _view("plans_approved", "approval", "t.plan"),
        _view("goals_proposed", "goal", "t.plan, t.goal, t.due", "t.goal IS NOT NULL"),
        _view("goals_ended", "goal_end", "t.plan, t.goal, t.met"),
        _view("referrals_told", "referral", "t.referral, t.kind"),
        _view("contracts_signed", "contract", "t.contract, t.starts, t.ends"),
        _view(
            "hours_logged",
            "hours",
            "t.contract, t.practice / 10000 AS practice, t.centre / 10000 AS centre",
        ),
        _view("contracts_ended", "contract_end", "t.contract, t.completed"),
        _view("insertions_recorded", "insertion", "t.checkpoint, t.situation"),
        EPISODES,
        PEOPLE,
        _HELD,
    )
}
"""Every view by its name; ``people`` has who they are, ``episodes`` their cases."""
