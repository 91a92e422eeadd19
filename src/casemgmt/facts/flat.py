"""Facts that need no walk: a command's version is one row, or one for each thing in it.

``FLAT`` names, for each event, the function that tells its rows: the table's name, and the
columns between ``rec`` and the stretch of recorded time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from casemgmt.domain.dates import Day
from casemgmt.domain.organisation.equipment import piece_of
from casemgmt.domain.vocabulary import Quantity, Text

from .schema import SCALE
from .tellings import EPOCH_DAY, SEQUENCE_BITS, Telling, day_number
from .walks import Row

Placed = tuple[str, Row]
"""The table a row belongs to, and its columns."""
PURPOSES: Mapping[str, int] = {
    "services": 1,
    "reporting": 2,
    "photo": 4,
    "sponsor-updates": 8,
    "share": 16,
}
"""The bit of each purpose of consent."""


@lru_cache(maxsize=4096, typed=True)
def scaled(value: Decimal | int) -> int:
    """Return a number as whole ten-thousandths.

    Raises:
        ValueError: it has more decimals than that; the door lets none through.

    """
    if type(value) is int:
        return value * SCALE
    whole = Decimal(value) * SCALE
    if whole != int(whole):
        msg = "more than four decimals"
        raise ValueError(msg)
    return int(whole)


def _last(day: Day | None) -> int | None:
    return None if day is None else day_number(day.last)


def _step(kind: str, field: str | None = None) -> Callable[[Telling], Iterable[Placed]]:
    def rows(t: Telling) -> Iterable[Placed]:
        return [
            ("step", (t.order, t.day, kind, getattr(t.event, field) if field else None))
        ]

    return rows


def _consent(t: Telling) -> Iterable[Placed]:
    given = t.name == "consent-given"
    purposes = sum({PURPOSES.get(purpose, 0) for purpose in t.event.purposes})
    guardian = given and t.event.given_by == "guardian"
    until = _last(t.event.until) if given else None
    return [("consent", (t.order, t.day, purposes, given, guardian, until))]


def _plan(t: Telling) -> Iterable[Placed]:
    goals = t.event.goals
    if not goals:  # the latest telling of a plan holds, also when it has no goal left
        yield "goal", (t.order, t.day, t.event.plan, 0, None, None)
    for i, goal in enumerate(goals):
        yield "goal", (t.order, t.day, t.event.plan, i, goal.goal, _last(goal.due))


def _approval(t: Telling) -> Iterable[Placed]:
    yield "step", (t.order, t.day, "plan", None)
    yield "approval", (t.order, t.day, t.event.plan)
    yield from _approver(t)


def _approver(t: Telling) -> Iterable[Placed]:
    return [("approver", (t.order, t.day, t.by))]


def _goal_end(t: Telling) -> Iterable[Placed]:
    met = t.name == "goal-met"
    return [("goal_end", (t.order, t.day, t.event.plan, t.event.goal, met))]


def _referral(kind: str) -> Callable[[Telling], Iterable[Placed]]:
    def rows(t: Telling) -> Iterable[Placed]:
        return [("referral", (t.order, t.day, t.event.referral, kind))]

    return rows


def _confirmed(t: Telling) -> Iterable[Placed]:
    return [("referral", (t.order, t.day, t.event.referral, t.event.confirmed_by))]


def _work(t: Telling) -> Iterable[Placed]:
    event = t.event
    on = t.on.last
    ymd = on.year * 10_000 + on.month * 100 + on.day
    econ, chores = scaled(event.economic_hours), scaled(event.chores_hours)
    worst = event.worst_form is not None
    return [("work", (t.order, t.day, ymd, econ, chores, event.hazardous, worst))]


@lru_cache(maxsize=1024)
def year_of(school_year: str) -> int:
    """Return the calendar year in which a school year begins."""
    return Day.of(school_year).first.year


def _place(t: Telling) -> Iterable[Placed]:
    year, grade = year_of(t.event.school_year), t.event.grade
    return [("school", (t.order, t.order, t.day, "place", year, grade, None))]


def _return(t: Telling) -> Iterable[Placed]:
    year = year_of(t.event.school_year)
    return [("school", (t.order, t.order, t.day, "return", year, None, None))]


def _dropout(t: Telling) -> Iterable[Placed]:
    last = day_number(t.event.last_day.last)
    schooling_order = last << SEQUENCE_BITS | t.seq
    return [("school", (t.order, schooling_order, t.day, "dropout", 0, None, last))]


def _attendance(t: Telling) -> Iterable[Placed]:
    event = t.event
    first = event.from_.last.toordinal() - EPOCH_DAY  # half of all facts are of this kind
    last = event.to.last.toordinal() - EPOCH_DAY
    possible, absent = event.days_possible, event.days_absent
    authorised = event.days_absent_authorised or 0
    return [("attendance", (t.order, t.day, first, last, possible, absent, authorised))]


def _kit(kind: str) -> Callable[[Telling], Iterable[Placed]]:
    def rows(t: Telling) -> Iterable[Placed]:
        event, year = t.event, t.event.school_year
        came = getattr(event, "centre", None), getattr(event, "agreement", None)
        return [("kit", (t.order, t.day, kind, event.kit, year, year_of(year), *came))]

    return rows


def _result(t: Telling) -> Iterable[Placed]:
    event = t.event
    return [
        ("result", (t.order, t.day, year_of(event.school_year), event.grade, event.result))
    ]


def _session(t: Telling) -> Iterable[Placed]:
    return [("session", (t.order, t.day, t.event.session, scaled(t.event.hours)))]


def _contract(t: Telling) -> Iterable[Placed]:
    event = t.event
    span = _last(event.starts), _last(event.ends)
    return [("contract", (t.order, t.day, event.contract, *span))]


def _hours(t: Telling) -> Iterable[Placed]:
    event = t.event
    hours = scaled(event.practice), scaled(event.centre)
    return [("hours", (t.order, t.day, event.contract, *hours))]


def _contract_end(t: Telling) -> Iterable[Placed]:
    completed = t.name == "contract-completed"
    return [("contract_end", (t.order, t.day, t.event.contract, completed))]


def _visit(t: Telling) -> Iterable[Placed]:
    return [("visit", (t.order, t.day, bool(t.event.caregiver_present)))]


def _allowance(kind: str) -> Callable[[Telling], Iterable[Placed]]:
    def rows(t: Telling) -> Iterable[Placed]:
        event = t.event
        when = event.from_ if kind == "grant" else Day.of(event.month)
        month = day_number(when.first.replace(day=1))
        return [("allowance", (t.order, t.day, UUID(hex=event.child.key), kind, month))]

    return rows


def _project(t: Telling) -> Iterable[Placed]:
    started = t.name == "income-project-started"
    return [("project", (t.order, t.day, t.event.project, started, t.event.status))]


def _received(t: Telling) -> Iterable[Placed]:
    item = t.event.item
    for serial in t.event.serials:
        yield "piece", (t.order, t.day, "came", *piece_of(item, serial), None)
    if t.event.quantity.value is None:
        yield "piece", (t.order, t.day, "unknown", item, "", None)


def _piece(t: Telling) -> Iterable[Placed]:
    event = t.event
    of = piece_of(event.item, event.serial)
    return [("piece", (t.order, t.day, "told", *of, event.state))]


def _season(t: Telling) -> Iterable[Placed]:
    event = t.event
    season = Day.of(event.season)
    span = day_number(season.first), day_number(season.last)
    counts = _quantity(event.beneficiaries), _quantity(event.structures)
    return [("season", (t.order, t.day, str(season), *span, event.kind, *counts))]


def _quantity(told: Quantity) -> int | None:
    return None if told.value is None else scaled(told.value)


def _agreement(t: Telling) -> Iterable[Placed]:
    event = t.event
    starts: date = event.starts.first
    yield "agreement", (t.order, t.day, day_number(starts), _last(event.ends))
    for i, partner in enumerate(event.partners):
        yield "partner", (t.order, i, _folded(partner.name))


def _folded(name: Text) -> str:
    """Return a partner's name as it is compared: one language, no case, single spaces."""
    said = name.fr or name.ar or name.en or name.plain or ""
    return " ".join(said.casefold().split())


def _only(table: str, *fields: str) -> Callable[[Telling], Iterable[Placed]]:
    def rows(t: Telling) -> Iterable[Placed]:
        return [(table, (t.order, t.day, *(getattr(t.event, field) for field in fields)))]

    return rows


FLAT: Mapping[str, Callable[[Telling], Iterable[Placed]]] = {
    "child-identified": _step("identified"),
    "child-registered": _step("registered"),
    "risk-assessed": _step("risk", "level"),
    "assessment-completed": _step("assessment"),
    "case-reviewed": _step("review"),
    "consent-given": _consent,
    "consent-withdrawn": _consent,
    "plan-proposed": _plan,
    "plan-approved": _approval,
    "closure-approved": _approver,
    "goal-met": _goal_end,
    "goal-waived": _goal_end,
    "referral-made": _referral("made"),
    "referral-revoked": _referral("revoked"),
    "referral-confirmed": _confirmed,
    "work-observed": _work,
    "schooling-assessed": _only("schooling", "situation"),
    "school-place-taken": _place,
    "returned-to-school": _return,
    "dropout-recorded": _dropout,
    "pathway-oriented": _only("pathway", "pathway"),
    "attendance-reported": _attendance,
    "kit-entitled": _kit("entitled"),
    "kit-delivered": _kit("delivered"),
    "second-kit-granted": _kit("granted"),
    "school-result-recorded": _result,
    "session-attended": _session,
    "contract-signed": _contract,
    "hours-logged": _hours,
    "contract-completed": _contract_end,
    "contract-ended-early": _contract_end,
    "insertion-recorded": _only("insertion", "checkpoint", "situation"),
    "household-formed": _only("home"),
    "home-visited": _visit,
    "allowance-granted": _allowance("grant"),
    "allowance-paid": _allowance("pay"),
    "allowance-withheld": _allowance("withhold"),
    "income-project-started": _project,
    "income-project-observed": _project,
    "goods-received": _received,
    "equipment-installed": _piece,
    "equipment-lent": _piece,
    "equipment-returned": _piece,
    "equipment-reported": _piece,
    "season-figures-reported": _season,
    "agreement-signed": _agreement,
    "agreement-ended": _only("agreement_end"),
}
