"""Leaving: how a case is closed, for whatever reason, and now and then opened again."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import workday_from
from casemgmt.demo.leavers import CAME_BACK
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child
from casemgmt.demo.plans import goals_of

ATTEMPTS = (64, 43, 19)
RETURNS = 80


def tell_leaving(child: Child, chance: Chance) -> None:
    """Tell how the case was closed, if it was."""
    closed, reason = child.outlook.leaves, child.outlook.leaving_reason
    if not closed:
        return
    if reason == "lost-to-follow-up":
        _tell_attempts(child, closed, chance)
    if reason == "consent-withdrawn":
        withdrawn = closed - timedelta(days=5)
        who = child.caseworker_on(withdrawn)
        purposes: Data = {"purposes": ["services", "reporting"]}
        child.page.tell("withdraw-consent", withdrawn, who, purposes, 0)
    _tell_closure(child, closed, reason, chance)
    if Mishap.REOPENED in child.marks:
        _tell_reopening(child, closed, chance)


def _tell_attempts(child: Child, closed: date, chance: Chance) -> None:
    """Three attempts over more than thirty days, none of which found the child."""
    for days, kind in zip(ATTEMPTS, ("call", "home-visit", "home-visit"), strict=True):
        tried = chance.soon(closed - timedelta(days=days), 0, 3)
        unseen: Data = {"kind": kind, "seen_child": False}
        child.page.tell("record-follow-up", tried, child.caseworker_on(tried), unseen, 0)


def _tell_closure(child: Child, closed: date, reason: str, chance: Chance) -> None:
    asked = chance.workday(closed - timedelta(days=4), closed - timedelta(days=1))
    request: Data = {"reason": reason}
    child.page.tell("request-closure", asked, child.caseworker_on(asked), request, 0)
    child.page.tell("approve-closure", closed, child.supervisor_on(closed), {})


def tell_refused_closure(child: Child, chance: Chance) -> None:
    """The family was thought to move; the supervisor asked again, and it stayed."""
    asked = chance.workday(date(2026, 3, 2), date(2026, 3, 6))
    request: Data = {"reason": "moved-away"}
    child.page.tell("request-closure", asked, child.caseworker_on(asked), request, 0)
    refused = chance.soon(asked, 3, 7)
    reason = {"ar": "الأسرة باقية في الحي", "fr": "La famille reste dans le quartier"}
    answer: Data = {"reason": reason}
    child.page.tell("refuse-closure", refused, child.supervisor_on(refused), answer)


def _tell_reopening(child: Child, closed: date, chance: Chance) -> None:
    """The family is back: the next episode begins, with an assessment and a plan."""
    back = workday_from(closed + timedelta(days=RETURNS))
    who, supervisor = child.caseworker_on(back), child.supervisor_on(back)
    page = child.page
    page.tell("reopen-case", back, who, {"reason": "family-returned"}, 0)
    page.tell("assess-risk", back, who, {"level": "medium"}, 0)
    page.tell("observe-work", back, who, _working_again(), 0)
    assessed = chance.soon(back, 1, 2)
    scores = {"educational": 2, "psychological": 3, "social": 2}
    domains = {domain: {"score": score} for domain, score in scores.items()}
    page.tell("complete-assessment", assessed, who, {"domains": domains}, 0)
    plan: Data = {"plan": f"plan-{child.number:04d}-2"}
    goals = goals_of(child, chance)
    proposed = chance.soon(back, 6, 9)
    page.tell("propose-plan", proposed, who, {**plan, "goals": goals})
    approved = chance.soon(proposed, 1, 4)
    page.tell("approve-plan", approved, supervisor, plan)
    seen: Data = {"kind": "home-visit", "seen_child": True}
    page.tell("record-follow-up", chance.soon(approved, 12, 20), who, seen)


def _working_again() -> Data:
    return {
        "economic_hours": 9,
        "chores_hours": 6,
        "hazardous": "no",
        "activity": "street-selling",
        "setting": "own-account",
    }


def may_reopen(child: Child) -> bool:
    """Whether this leaving can be told as one that did not last."""
    return (
        child.outlook.leaving_reason == "moved-away" and child.outlook.leaves == CAME_BACK
    )
