"""The rows of a household: who lives there, and the money it was granted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from casemgmt import Journey, Subject
from casemgmt.adapters import Stories
from casemgmt.events import HouseholdFormed
from casemgmt_sql.tables import ALLOWANCE_MONTHS, ALLOWANCES, HOUSEHOLDS, MEMBERS

from .plain import Row, Rows, day, said


def households(
    stories: Stories, household: Subject, journey: Journey, reference: str | None
) -> Rows:
    """Return every row of a household."""
    row: Row = {"household": str(household), "reference": reference}
    money = journey.allowances
    settled = [("paid", m) for m in money.paid] + [("withheld", m) for m in money.withheld]
    return [
        (HOUSEHOLDS, row | _formed(stories, household)),
        *_numbered(MEMBERS, household, map(_member, journey.household.memberships)),
        *_numbered(ALLOWANCES, household, map(_grant, money.grants)),
        *_numbered(ALLOWANCE_MONTHS, household, (_month(*one) for one in settled)),
    ]


def _numbered(table: Table, household: Subject, rows: Any) -> Rows:
    own = {"household": str(household)}
    return [(table, {**own, "number": n, **row}) for n, row in enumerate(rows, 1)]


def _formed(stories: Stories, household: Subject) -> Row:
    told = (version.entry for version in stories.as_told(household))
    formed = [one for one in told if isinstance(one.event, HouseholdFormed)]
    if not formed:
        return {}
    last = formed[-1].event
    return {
        "formed_on": day(formed[0].on.last),
        "district": last.district,
        "address": said(last.address),
    }


def _member(membership: Any) -> Row:
    member = membership.member
    return {
        "child": str(member.person) if member.person else None,
        "name": said(member.name),
        "role": member.role,
        "joined_on": day(membership.first),
        "left_on": day(membership.last),
    }


def _grant(grant: Any) -> Row:
    return {
        "child": str(grant.child),
        "granted_on": day(grant.day),
        "from_day": day(grant.first),
        "amount_centimes": grant.amount_centimes,
        "condition": grant.condition,
    }


def _month(became: str, month: Any) -> Row:
    return {
        "child": str(month.child),
        "month": month.month,
        "became": became,
        "settled_on": day(month.day),
        "amount_centimes": month.amount_centimes,
        "reason": month.reason,
    }
