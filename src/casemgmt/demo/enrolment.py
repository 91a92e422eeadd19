"""Enrolment: from the first sign of a child to an approved plan."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS, workday_from
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child
from casemgmt.demo.plans import goals_of
from casemgmt.demo.prospects import turns_18

SOURCES = {
    "outreach": 0.42,
    "school": 0.24,
    "family": 0.14,
    "neighbour": 0.1,
    "partner": 0.1,
}
RISKS_AT_WORK = {"high": 0.42, "medium": 0.43, "low": 0.15}
RISKS_OTHERWISE = {"high": 0.04, "medium": 0.34, "low": 0.62}
ASSESSED_WITHIN = {"high": 1, "medium": 3, "low": 7}
IDENTIFIED, ASSESSED_IN_TIME, PLANNED_IN_TIME = 0.62, 0.82, 0.86
NO_REPORTING, PHOTO, SPONSOR = 0.035, 0.25, 0.12
OWN_SAY_AGE = 10
INTAKE_DELAYS = {0: 0.84, 1: 0.13, 2: 0.03}


def tell_enrolment(child: Child, chance: Chance) -> None:
    """Tell how the child came to be accompanied."""
    after = chance.weighted(INTAKE_DELAYS)
    if chance.happens(IDENTIFIED):
        _tell_identification(child, chance)
    _tell_registration(child, after)
    if chance.happens(0.28) and child.outlook.schooling == "enrolled":
        _tell_pupil_number(child, chance)
    _tell_consent_and_case(child, chance, after)
    risk = _tell_assessment(child, chance, after)
    if child.outlook.leaving_reason != "ineligible":
        _tell_plan(child, chance, risk)
    _tell_eighteen(child, chance)


def _tell_identification(child: Child, chance: Chance) -> None:
    seen = chance.soon(child.registered - timedelta(days=11), 0, 9)
    concern = {"labour": "child-labour", "unclear": "child-labour"}.get(
        child.outlook.work,
        "out-of-school" if child.outlook.schooling in ("out", "never") else "other",
    )
    data: Data = {
        "source": chance.weighted(SOURCES),
        "concerns": [concern],
        "district": child.family.district,
    }
    if child.outlook.schooling != "enrolled" and concern == "child-labour":
        data["concerns"] = [concern, "out-of-school"]
    child.page.tell("identify-child", seen, child.caseworker_on(seen), data)


def _tell_registration(child: Child, after: int) -> None:
    family = child.family
    evidence = {4: "estimated", 7: "declared"}.get(len(child.born_told), "birth-act")
    data: Data = {
        "given_name": child.given.text,
        "family_name": family.name.text,
        "sex": child.sex,
        "born": child.born_told,
        "born_evidence": evidence,
        "district": family.district,
        "disability": "yes" if child.number % 29 == 0 else "no",
        "mother": family.mother.text,
        "phone": family.phone,
        "address": family.address,
    }
    if family.father:
        data["father"] = family.father.text
    who = child.caseworker_on(child.registered)
    child.page.tell("register-child", child.registered, who, data, after)


def _tell_pupil_number(child: Child, chance: Chance) -> None:
    """Tell the number the ministry gives a pupil; the last digits make it unique."""
    number = f"Z{chance.between(10, 99)}{child.number:07d}"
    status = "verified" if chance.happens(0.6) else "claimed"
    data: Data = {"kind": "massar", "value": number, "status": status}
    who = child.caseworker_on(child.registered)
    child.page.tell("add-identifier", child.registered, who, data)


def _tell_consent_and_case(child: Child, chance: Chance, after: int) -> None:
    opened, who = child.registered, child.caseworker_on(child.registered)
    if chance.happens(0.15):
        opened = chance.soon(child.registered, 1, 3)
    case: Data = {
        "centre": child.family.centre.code,
        "caseworker": who.ref,
        "programmes": programmes(child),
    }
    consented = child.registered
    if Mishap.NO_CONSENT_YET in child.marks:
        supervisor = child.supervisor_on(opened).ref
        case["override"] = {"ground": "vital-interest", "supervisor": supervisor}
        consented = chance.soon(opened, 5, 9)
    consent = _consent(child, chance)
    child.page.tell("give-consent", consented, who, consent, after)
    child.page.tell("open-case", opened, who, case)


def _consent(child: Child, chance: Chance) -> Data:
    purposes = ["services"]
    if not chance.happens(NO_REPORTING):
        purposes.append("reporting")
        purposes += ["photo"] if chance.happens(PHOTO) else []
        purposes += ["sponsor-updates"] if chance.happens(SPONSOR) else []
    data: Data = {"purposes": purposes, "given_by": "guardian", "method": "signed"}
    if child.age(child.registered) >= OWN_SAY_AGE:
        data["assent"] = "yes" if chance.happens(0.93) else "not-asked"
    return data


def programmes(child: Child) -> list[str]:
    """Name the programmes a child joins when its case is opened."""
    ahead = child.outlook
    found = {
        "lcte": ahead.work in ("labour", "unclear", "chores"),
        "education": bool(ahead.place) or ahead.pathway == "nfe",
        "vocational": ahead.pathway in ("apprenticeship", "vocational", "second-chance"),
        "family": ahead.allowance,
    }
    return [code for code, held in found.items() if held] or ["education"]


def _tell_assessment(child: Child, chance: Chance, after: int) -> str:
    at_work = child.outlook.work in ("labour", "unclear")
    risk = chance.weighted(RISKS_AT_WORK if at_work else RISKS_OTHERWISE)
    day = child.registered
    child.page.tell("assess-risk", day, child.caseworker_on(day), {"level": risk}, after)
    limit = ASSESSED_WITHIN[risk]
    if chance.happens(ASSESSED_IN_TIME):
        assessed = chance.workday(day, day + timedelta(days=limit))
    else:
        assessed = chance.soon(day, limit + 1, limit + 12)
    scores = {
        domain: {"score": chance.weighted({1: 0.15, 2: 0.35, 3: 0.35, 4: 0.15})}
        for domain in ("educational", "psychological", "social")
    }
    who = child.caseworker_on(assessed)
    child.page.tell("complete-assessment", assessed, who, {"domains": scores})
    return risk


def _tell_plan(child: Child, chance: Chance, risk: str) -> None:
    late = not chance.happens(PLANNED_IN_TIME)
    first, last = (22, 45) if late else (5, 12 if risk == "high" else 15)
    proposed = max(chance.soon(child.registered, first, last), child.opened)
    approved = chance.soon(proposed, 1, 4)
    if approved >= child.until or approved >= SEASON_ENDS:
        return
    plan: Data = {"plan": f"plan-{child.number:04d}-1"}
    full: Data = {**plan, "goals": goals_of(child, chance), "services": _services(child)}
    child.page.tell("propose-plan", proposed, child.caseworker_on(proposed), full)
    if Mishap.PLAN_SENT_BACK in child.marks:
        approved = _tell_sent_back(child, approved, plan, full)
    supervisor = child.supervisor_on(approved)
    child.page.tell("approve-plan", approved, supervisor, plan)


def _tell_sent_back(child: Child, day: date, plan: Data, full: Data) -> date:
    """Tell of a plan that needed a second try; give the day it was approved."""
    reason = {"ar": "الأهداف غير قابلة للقياس", "fr": "Objectifs non mesurables"}
    rejected: Data = {**plan, "reason": reason}
    child.page.tell("reject-plan", day, child.supervisor_on(day), rejected)
    again = workday_from(day + timedelta(days=7))
    child.page.tell("propose-plan", again, child.caseworker_on(again), full)
    return workday_from(again + timedelta(days=1))


def _services(child: Child) -> list[str]:
    services = ["school-supplies"]
    if child.outlook.place:
        services.append("tutoring")
    if child.outlook.work in ("labour", "unclear"):
        services.append("psychosocial")
    return services


def _tell_eighteen(child: Child, chance: Chance) -> None:
    """Whoever turns 18 and stays consents in person."""
    day = turns_18(child)
    if day and child.outlook.leaving_reason != "turned-18":
        signed = chance.soon(day, 1, 20)
        data: Data = {
            "purposes": ["services", "reporting"],
            "given_by": "self",
            "method": "signed",
        }
        if signed < SEASON_ENDS:
            child.page.tell("give-consent", signed, child.caseworker_on(signed), data)
