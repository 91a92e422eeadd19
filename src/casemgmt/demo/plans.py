"""Goals: what a plan sets out to reach, and what came of it."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child

AREAS = {
    "off-work": "protection",
    "back-in-school": "education",
    "stay-in-school": "education",
    "learn-a-trade": "training",
    "find-a-pathway": "training",
    "steady-income": "family",
}
MEASURES: dict[str, Data] = {
    "off-work": {
        "ar": "لا ساعات عمل في زيارتين متتاليتين",
        "fr": "Aucune heure de travail lors de deux visites de suite",
    },
    "back-in-school": {"ar": "مسجل ويحضر بانتظام", "fr": "Inscrit et présent"},
    "stay-in-school": {
        "ar": "غياب أقل من عشرة في المائة",
        "fr": "Moins de 10 % d’absences",
    },
    "learn-a-trade": {"ar": "إتمام عقد التدرج", "fr": "Contrat d’apprentissage achevé"},
    "find-a-pathway": {"ar": "موجه إلى مسار مناسب", "fr": "Orienté vers une voie adaptée"},
    "steady-income": {"ar": "دخل قار للأسرة", "fr": "Revenu régulier de la famille"},
}
DUES = {
    "autumn-before": (date(2025, 6, 30), date(2026, 1, 31)),
    "spring-before": (date(2025, 12, 31), date(2026, 3, 31)),
    "september": (date(2026, 3, 31), date(2026, 6, 15)),
    "october": (date(2026, 3, 31), date(2026, 6, 15)),
    "autumn": (date(2026, 6, 15), date(2026, 6, 30)),
    "winter": (date(2026, 6, 30), date(2026, 8, 31)),
}
OFF_WORK_MET = {"steady": 0.82, "slow": 0.35}
OFTEN_MET = {
    "back-in-school": 0.74,
    "stay-in-school": 0.68,
    "find-a-pathway": 0.6,
    "steady-income": 0.3,
}
SCHOOL_GOALS = ("back-in-school", "stay-in-school")
WAIVED = 0.04


def goal_names(child: Child) -> list[str]:
    """Name the goals that follow from what the child needs."""
    ahead = child.outlook
    found = {
        "off-work": ahead.work in ("labour", "unclear", "chores"),
        "back-in-school": bool(ahead.place) and ahead.schooling != "enrolled",
        "stay-in-school": bool(ahead.place) and ahead.schooling == "enrolled",
        "learn-a-trade": bool(ahead.training),
        "find-a-pathway": not ahead.place and not ahead.training,
        "steady-income": ahead.allowance and child is child.family.children[0],
    }
    return [goal for goal, wanted in found.items() if wanted]


def goals_of(child: Child, chance: Chance) -> list[Data]:
    """Write the goals as a plan names them."""
    return [
        {
            "goal": goal,
            "area": AREAS[goal],
            "measure": MEASURES[goal],
            "due": str(chance.pick(DUES[child.family.wave])),
        }
        for goal in goal_names(child)
    ]


def tell_goals(child: Child, chance: Chance) -> None:
    """Tell which goals were met by the end of the season."""
    approved = child.page.told("approve-plan")
    if not approved:
        return
    everything = child.outlook.leaving_reason == "goals-met"
    for goal in goal_names(child):
        if goal == "learn-a-trade":
            continue  # told with the contract
        outcome = "meet-goal" if everything or _met(child, goal, chance) else ""
        if chance.happens(WAIVED) and (everything or not child.outlook.leaves):
            outcome = "waive-goal"
        if outcome:
            _tell_outcome(child, goal, outcome, chance)


def _met(child: Child, goal: str, chance: Chance) -> bool:
    ahead = child.outlook
    if ahead.leaves or (goal in SCHOOL_GOALS and ahead.drops_out):
        return False
    if goal == "off-work":
        return chance.happens(OFF_WORK_MET.get(ahead.turn, 0))
    return chance.happens(OFTEN_MET[goal])


def _tell_outcome(child: Child, goal: str, outcome: str, chance: Chance) -> None:
    plan = child.page.told("approve-plan")[0]
    since = [plan.day + timedelta(days=30)]
    if goal == "off-work":
        since += _free_of_work(child)
    last = min(child.until - timedelta(days=7), SEASON_ENDS)
    first = max(*since, last - timedelta(days=70))
    if first >= last:
        return
    day = chance.workday(first, last)
    data: Data = {"plan": plan.data["plan"], "goal": goal}
    if outcome == "waive-goal":
        data["reason"] = {"ar": "لم يعد الهدف مناسبا", "fr": "L’objectif n’a plus d’objet"}
    child.page.tell(outcome, day, child.caseworker_on(day), data)


def _free_of_work(child: Child) -> list[date]:
    """Give the day after entry on which the child was first seen without work."""
    later = child.page.told("observe-work")[1:]
    free = [note.day for note in later if not note.data["economic_hours"]]
    return free[:1] or [date.max]
