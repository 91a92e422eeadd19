"""Work: the hours seen in one week, at entry and again as the season goes on."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS, SEASON_STARTS
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child

ACTIVITIES: dict[str, dict[str, float]] = {
    "mediouna": {"waste-picking": 0.66, "agriculture": 0.16, "street-selling": 0.18},
    "hay-hassani": {"street-selling": 0.45, "handicraft": 0.2, "begging": 0.1},
    "derb-ghallef": {"street-selling": 0.35, "begging": 0.2, "handicraft": 0.2},
}
OF_GIRLS, OF_BOYS = {"domestic-work": 0.35}, {"mechanics": 0.3, "construction": 0.08}
WORKSHOP_AGE, WORKING_AGE = 12, 15
HAZARDOUS = {
    "waste-picking": 1.0,
    "mechanics": 0.7,
    "construction": 0.9,
    "begging": 0.6,
    "domestic-work": 0.35,
}
RARELY_HAZARDOUS = 0.12
SETTINGS = {
    "domestic-work": "domestic",
    "mechanics": "enterprise",
    "construction": "enterprise",
    "handicraft": "enterprise",
    "agriculture": "household",
}
# What is left of the first hours at each later look; the last share holds from there on.
COURSES: dict[str, tuple[float, ...]] = {
    "steady": (0,),
    "slow": (0.6, 0.3, 0),
    "relapse": (0, 0.6, 0.35),
    "persists": (0.95, 0.85, 0.9),
    "unclear": (0.7, 0.6, 0.5),
}
HOURS_KNOWN_BY_HALVES = 0.06
ONE_MORE_LOOK = 0.25


def tell_work(child: Child, chance: Chance) -> None:
    """Tell what was seen of the child's work."""
    days = _days(child, chance)
    if child.outlook.work in ("none", "light"):
        again = days[1:] if chance.happens(ONE_MORE_LOOK) else []
        days = days[:1] + again[-1:]
    first = _first_week(child, chance)
    for look, day in enumerate(days):
        week = first if not look else _later_week(child, first, look, day)
        child.page.tell("observe-work", day, child.caseworker_on(day), week)


def _days(child: Child, chance: Chance) -> list[date]:
    """Give the days of the looks: at entry, then about every three months."""
    days = [chance.soon(child.registered, 0, 2)]
    last = min(child.until - timedelta(days=5), SEASON_ENDS - timedelta(days=4))
    following = max(chance.soon(days[0], 95, 116), _season_start(chance))
    while following <= last:
        days.append(following)
        following = chance.soon(following, 95, 116)
    return days


def _season_start(chance: Chance) -> date:
    return chance.soon(SEASON_STARTS, 7, 21)


def _first_week(child: Child, chance: Chance) -> Data:
    ahead = child.outlook
    age = child.age(child.registered)
    chores = chance.between(2, 14)
    if ahead.work == "none":
        return _week(0, chores, "no")
    if ahead.work == "chores":
        return _week(0, chance.between(22, 32), "no")
    activity = _activity(child, age, chance)
    if ahead.work == "unclear":
        hazardous = "unknown"
    elif ahead.work == "light":
        hazardous = "no"
        activity = "street-selling" if HAZARDOUS.get(activity) else activity
    else:
        share = HAZARDOUS.get(activity, RARELY_HAZARDOUS)
        hazardous = "yes" if chance.happens(share) else "no"
    week = _week(_hours(ahead.work, age, hazardous, chance), chores, hazardous)
    week |= {"activity": activity, "setting": SETTINGS.get(activity, "own-account")}
    if activity == "waste-picking":
        week["place"] = "mediouna-landfill"
    if Mishap.REPORTED in child.marks:
        week["worst_form"] = "forced-labour"
    return week


def _activity(child: Child, age: int, chance: Chance) -> str:
    found = dict(ACTIVITIES[child.family.centre.district])
    if child.sex == "female":
        found |= OF_GIRLS
    elif age >= WORKSHOP_AGE:
        found |= OF_BOYS
    return chance.weighted(found)


def _hours(work: str, age: int, hazardous: str, chance: Chance) -> float:
    if work == "light" or hazardous == "unknown":
        hours = chance.between(*((10, 32) if age >= WORKING_AGE else (3, 12)))
    elif age < WORKSHOP_AGE:
        hours = chance.between(4, 22)
    elif age < WORKING_AGE:
        hours = chance.between(*((8, 28) if hazardous == "yes" else (15, 32)))
    else:
        hours = chance.between(*((12, 42) if hazardous == "yes" else (44, 54)))
    return hours + 0.5 if chance.happens(HOURS_KNOWN_BY_HALVES) else hours


def _later_week(child: Child, first: Data, look: int, day: date) -> Data:
    shares = COURSES[child.outlook.turn]
    share = shares[min(look, len(shares)) - 1]
    if child.outlook.work == "chores":
        chores = float(str(first["chores_hours"]))
        return _week(0, round(chores * max(share, 0.4)), "no")
    if child.outlook.training and child.page.told("sign-contract"):
        share = 0 if child.page.told("sign-contract")[0].day <= day else share
    hours = round(float(str(first["economic_hours"])) * share)
    if not hours:
        return _week(0, 4 + look, "no") | {"activity": "none"}
    kept = {key: value for key, value in first.items() if key != "worst_form"}
    return {**kept, "economic_hours": hours, "chores_hours": 5 + look}


def _week(economic: float, chores: float, hazardous: str) -> Data:
    return {
        "economic_hours": economic,
        "chores_hours": chores,
        "hazardous": hazardous,
    }
