"""Facts that need no walk: a command's version is one row, or one for each thing in it.

``FLAT`` names, for each event, the function that tells its rows: the table's name, then the
columns between ``rec`` and the stretch of recorded time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from casemgmt.domain.dates import Day
from casemgmt.domain.organisation.equipment import piece_of
from casemgmt.domain.vocabulary import Quantity, Text

from .schema import SCALE
from .tellings import SEQUENCE_BITS, Telling, day_number
from .walks import Row

PURPOSES: Mapping[str, int] = {
    "services": 1,
    "reporting": 2,
    "photo": 4,
    "sponsor-updates": 8,
    "share": 16,
}
"""The bit of each purpose of consent."""


def scaled(value: Decimal | int) -> int:
    """Return a number as whole ten-thousandths.

    Raises:
        ValueError: it has more decimals than that; the door lets none through.

    """
    whole = Decimal(value) * SCALE
    if whole != int(whole):
        msg = "more than four decimals"
        raise ValueError(msg)
    return int(whole)


def _last(day: Day | None) -> int | None:
    return None if day is None else day_number(day.last)


def _step(kind: str, field: str | None = None) -> Callable[[Telling], Iterator[Row]]:
    def rows(t: Telling) -> Iterator[Row]:
        yield "step", t.order, t.day, kind, getattr(t.event, field) if field else None

    return rows


def _consent(t: Telling) -> Iterator[Row]:
    given = t.name == "consent-given"
    purposes = sum({PURPOSES.get(purpose, 0) for purpose in t.event.purposes})
    guardian = given and t.event.given_by == "guardian"
    until = _last(t.event.until) if given else None
    yield "consent", t.order, t.day, purposes, given, guardian, until


def _plan(t: Telling) -> Iterator[Row]:
    goals = t.event.goals
    if not goals:  # the latest telling of a plan holds, also when it has no goal left
        yield "goal", t.order, t.day, t.event.plan, 0, None, None
    for i, goal in enumerate(goals):
        yield "goal", t.order, t.day, t.event.plan, i, goal.goal, _last(goal.due)


def _approval(t: Telling) -> Iterator[Row]:
    yield "step", t.order, t.day, "plan", None
    yield "approval", t.order, t.day, t.event.plan
    yield from _approver(t)


def _approver(t: Telling) -> Iterator[Row]:
    yield "approver", t.order, t.day, t.by


def _goal_end(t: Telling) -> Iterator[Row]:
    met = t.name == "goal-met"
    yield "goal_end", t.order, t.day, t.event.plan, t.event.goal, met


def _referral(kind: str) -> Callable[[Telling], Iterator[Row]]:
    def rows(t: Telling) -> Iterator[Row]:
        yield "referral", t.order, t.day, t.event.referral, kind

    return rows


def _confirmed(t: Telling) -> Iterator[Row]:
    yield "referral", t.order, t.day, t.event.referral, t.event.confirmed_by


def _work(t: Telling) -> Iterator[Row]:
    event = t.event
    on = t.on.last
    ymd = on.year * 10_000 + on.month * 100 + on.day
    econ, chores = scaled(event.economic_hours), scaled(event.chores_hours)
    worst = event.worst_form is not None
    yield "work", t.order, t.day, ymd, econ, chores, event.hazardous, worst


def year_of(school_year: str) -> int:
    """Return the calendar year in which a school year begins."""
    return Day.of(school_year).first.year


def _place(t: Telling) -> Iterator[Row]:
    year, grade = year_of(t.event.school_year), t.event.grade
    yield "school", t.order, t.order, t.day, "place", year, grade, None


def _return(t: Telling) -> Iterator[Row]:
    year = year_of(t.event.school_year)
    yield "school", t.order, t.order, t.day, "return", year, None, None


def _dropout(t: Telling) -> Iterator[Row]:
    last = day_number(t.event.last_day.last)
    schooling_order = last << SEQUENCE_BITS | t.seq
    yield "school", t.order, schooling_order, t.day, "dropout", 0, None, last


def _attendance(t: Telling) -> Iterator[Row]:
    event = t.event
    days = _last(event.from_), _last(event.to)
    authorised = int(event.days_absent_authorised or 0)
    counts = int(event.days_possible), int(event.days_absent), authorised
    yield "attendance", t.order, t.day, *days, *counts


def _kit(kind: str) -> Callable[[Telling], Iterator[Row]]:
    def rows(t: Telling) -> Iterator[Row]:
        event, year = t.event, t.event.school_year
        came = getattr(event, "centre", None), getattr(event, "agreement", None)
        yield "kit", t.order, t.day, kind, event.kit, year, year_of(year), *came

    return rows


def _result(t: Telling) -> Iterator[Row]:
    event = t.event
    yield "result", t.order, t.day, year_of(event.school_year), event.grade, event.result


def _session(t: Telling) -> Iterator[Row]:
    yield "session", t.order, t.day, t.event.session, scaled(t.event.hours)


def _contract(t: Telling) -> Iterator[Row]:
    event = t.event
    span = _last(event.starts), _last(event.ends)
    yield "contract", t.order, t.day, event.contract, *span


def _hours(t: Telling) -> Iterator[Row]:
    event = t.event
    hours = scaled(event.practice), scaled(event.centre)
    yield "hours", t.order, t.day, event.contract, *hours


def _contract_end(t: Telling) -> Iterator[Row]:
    completed = t.name == "contract-completed"
    yield "contract_end", t.order, t.day, t.event.contract, completed


def _visit(t: Telling) -> Iterator[Row]:
    yield "visit", t.order, t.day, bool(t.event.caregiver_present)


def _allowance(kind: str) -> Callable[[Telling], Iterator[Row]]:
    def rows(t: Telling) -> Iterator[Row]:
        event = t.event
        when = event.from_ if kind == "grant" else Day.of(event.month)
        month = day_number(when.first.replace(day=1))
        yield "allowance", t.order, t.day, UUID(hex=event.child.key), kind, month

    return rows


def _project(t: Telling) -> Iterator[Row]:
    started = t.name == "income-project-started"
    yield "project", t.order, t.day, t.event.project, started, t.event.status


def _received(t: Telling) -> Iterator[Row]:
    item = t.event.item
    for serial in t.event.serials:
        yield "piece", t.order, t.day, "came", *piece_of(item, serial), None
    if t.event.quantity.value is None:
        yield "piece", t.order, t.day, "unknown", item, "", None


def _piece(t: Telling) -> Iterator[Row]:
    event = t.event
    of = piece_of(event.item, event.serial)
    yield "piece", t.order, t.day, "told", *of, event.state


def _season(t: Telling) -> Iterator[Row]:
    event = t.event
    season = Day.of(event.season)
    span = day_number(season.first), day_number(season.last)
    counts = _quantity(event.beneficiaries), _quantity(event.structures)
    yield "season", t.order, t.day, str(season), *span, event.kind, *counts


def _quantity(told: Quantity) -> int | None:
    return None if told.value is None else scaled(told.value)


def _agreement(t: Telling) -> Iterator[Row]:
    event = t.event
    starts: date = event.starts.first
    yield "agreement", t.order, t.day, day_number(starts), _last(event.ends)
    for i, partner in enumerate(event.partners):
        yield "partner", t.order, i, _folded(partner.name)


def _folded(name: Text) -> str:
    """Return a partner's name as it is compared: one language, no case, single spaces."""
    said = name.fr or name.ar or name.en or name.plain or ""
    return " ".join(said.casefold().split())


def _only(table: str, *fields: str) -> Callable[[Telling], Iterator[Row]]:
    def rows(t: Telling) -> Iterator[Row]:
        yield table, t.order, t.day, *(getattr(t.event, field) for field in fields)

    return rows


FLAT: Mapping[str, Callable[[Telling], Iterator[Row]]] = {
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
