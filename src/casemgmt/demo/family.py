"""Families: the household, the visits, and the monthly allowance for children at school."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import (
    SEASON_ENDS,
    SEASON_STARTS,
    first_day,
    last_day,
    month_of,
    months,
)
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child, Family

ALLOWANCE_CENTIMES = 25_000
ALLOWANCES_START = date(2025, 10, 1)
VISITS = {0: 0.17, 1: 0.43, 2: 0.30, 3: 0.10}
CAREGIVER_THERE = 0.87
PAID_LATE = 0.07
PROJECTS, PARENTING = 0.05, 0.06
FINDINGS: tuple[Data, ...] = (
    {"fr": "La mère a trouvé des ménages trois jours par semaine."},
    {"ar": "الأسرة انتقلت إلى غرفة واحدة عند الجدة"},
    {"fr": "Le père est au chômage, les enfants vont à l’école."},
    {"ar": "الأم مرتاحة لعودة ابنتها إلى المدرسة"},
)


def tell_household(family: Family, chance: Chance) -> None:
    """Tell of the household from the day it came."""
    members: list[Data] = [
        {"person": child.subject, "role": "child"} for child in family.children
    ]
    members.append({"name": _adult(family, family.mother.text), "role": "mother"})
    if family.father:
        members.append({"name": _adult(family, family.father.text), "role": "father"})
    data: Data = {
        "members": members,
        "address": family.address,
        "district": family.district,
    }
    family.page.tell("form-household", family.arrives, family.told_by(family.arrives), data)
    if family.wave in ("september", "october") and chance.happens(0.4):
        score: Data = {"tool": "vulnerability-grid", "score": chance.between(20, 80)}
        day = chance.soon(family.arrives, 5, 25)
        family.page.tell("assess-household", day, family.told_by(day), score)


def _adult(family: Family, given: Data) -> Data:
    return {
        "ar": f"{given['ar']} {family.name.ar}",
        "fr": f"{given['fr']} {family.name.fr}",
    }


def tell_family_year(family: Family, chance: Chance) -> None:
    """Tell of visits, allowances, and what else the family took up."""
    _tell_visits(family, chance)
    for child in family.children:
        if child.outlook.allowance and child.page.told("take-school-place"):
            _tell_allowance(family, child, chance)
    if chance.happens(PROJECTS):
        _tell_project(family, chance)
    if chance.happens(PARENTING):
        _tell_parenting(family, chance)


def _tell_visits(family: Family, chance: Chance) -> None:
    for _ in range(chance.weighted(VISITS)):
        first = max(family.arrives, SEASON_STARTS) + timedelta(days=12)
        day = chance.workday(first, SEASON_ENDS - timedelta(days=6))
        seen = [
            child.subject
            for child in family.children
            if child.registered <= day <= child.until
        ]
        if not seen:
            continue
        data: Data = {
            "caregiver_present": chance.happens(CAREGIVER_THERE),
            "children": seen,
        }
        if chance.happens(0.25):
            data["findings"] = chance.pick(FINDINGS)
        family.page.tell("visit-home", day, family.told_by(day), data)


def _tell_allowance(family: Family, child: Child, chance: Chance) -> None:
    place = child.page.told("take-school-place")[0].day
    granted = chance.soon(max(place, child.opened), 6, 20)
    starts = max(ALLOWANCES_START, granted.replace(day=1))
    if granted > child.until - timedelta(days=60):
        return
    data: Data = {
        "child": child.subject,
        "amount_centimes": ALLOWANCE_CENTIMES,
        "currency": "MAD",
        "from": month_of(starts),
        "condition": "attendance",
    }
    family.page.tell("grant-allowance", granted, child.supervisor_on(granted), data)
    for month in months(starts, min(child.until, date(2026, 5, 31))):
        if last_day(month) <= child.until:
            _tell_month(family, child, chance, month)


def _tell_month(family: Family, child: Child, chance: Chance, month: str) -> None:
    next_month = last_day(month) + timedelta(days=1)
    data: Data = {"child": child.subject, "month": month}
    left = child.outlook.drops_out
    back = child.outlook.comes_back
    away = left and left <= last_day(month) and not (back and back <= last_day(month))
    unlucky = Mishap.ALLOWANCE_WITHHELD in child.marks and month == "2026-02"
    if away or unlucky:
        day = chance.workday(next_month + timedelta(days=2), next_month + timedelta(days=7))
        data["reason"] = "absence"
        family.page.tell("withhold-allowance", day, child.supervisor_on(day), data, 0)
        return
    first, last = (10, 22) if chance.happens(PAID_LATE) else (1, 8)
    day = chance.workday(
        next_month + timedelta(days=first), next_month + timedelta(days=last)
    )
    data["amount_centimes"] = ALLOWANCE_CENTIMES
    family.page.tell("pay-allowance", day, child.caseworker_on(day), data)


def _tell_project(family: Family, chance: Chance) -> None:
    started = chance.workday(max(family.arrives, date(2025, 10, 6)), date(2026, 3, 20))
    data: Data = {
        "project": f"income-{family.page.subject.removeprefix('household:')}",
        "kind": chance.pick(("sewing", "street-food", "grocery", "poultry")),
        "capital_centimes": chance.between(15, 40) * 10_000,
    }
    family.page.tell("start-income-project", started, family.told_by(started), data)
    seen = chance.soon(started, 60, 90)
    status: Data = {
        "project": data["project"],
        "status": "active" if chance.happens(0.75) else "paused",
        "income_centimes": chance.between(4, 22) * 10_000,
    }
    family.page.tell("observe-income-project", seen, family.told_by(seen), status)


def _tell_parenting(family: Family, chance: Chance) -> None:
    for month in ("2025-12", "2026-02", "2026-04"):
        if first_day(month) > family.arrives and chance.happens(0.8):
            day = chance.workday(first_day(month), last_day(month))
            data: Data = {
                "person": _adult(family, family.mother.text),
                "session": "parenting",
            }
            family.page.tell("attend-parenting-session", day, family.told_by(day), data)
