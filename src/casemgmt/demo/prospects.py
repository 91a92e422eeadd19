"""Deals every child its season: work, school, training, the family's need, the leaving."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS, SEASON_STARTS, birthday
from casemgmt.demo.people import Child, Family

WORK = {"labour": 0.60, "unclear": 0.05, "light": 0.09, "chores": 0.06, "none": 0.20}
TURNS = {"steady": 0.50, "slow": 0.20, "relapse": 0.11, "persists": 0.12, "unclear": 0.07}
ABSENCES = {0.02: 0.40, 0.04: 0.24, 0.07: 0.20, 0.14: 0.11, 0.22: 0.05}
OUT_AT_WORK, OUT_OTHERWISE = 0.62, 0.12
NEVER = 0.14
BACK_TO_SCHOOL = 0.86
ELDER_SCHOOLING = {"out": 0.66, "enrolled": 0.26, "vocational": 0.08}
ELDER_PATHWAYS = {"apprenticeship": 0.80, "second-chance": 0.12, "vocational": 0.08}
LEVELS = {"initiation": 0.45, "specialisation": 0.35, "qualification": 0.20}
TRAINING_COURSES = {"kept": 0.64, "neglected": 0.18, "broken-off": 0.18}
LAG = {0: 0.52, 1: 0.29, 2: 0.14, 3: 0.05}
GRADES = ("p1", "p2", "p3", "p4", "p5", "p6", "c1", "c2", "c3", "tc", "bac-1", "bac-2")
DROPS_OUT, COMES_BACK = 0.055, 0.45
POOR = 0.18
DIGITAL = 0.5
FIRST_GRADE_AGE, TEENS, WORKING_AGE, DIGITAL_AGE = 6, 12, 15, 10
LAST_WINTER_PLACE = date(2026, 2, 20)


def settle(families: list[Family], chance: Chance) -> None:
    """Settle the season of every child."""
    children = [child for family in families for child in family.children]
    work, turns, absences = (
        iter(chance.deck(len(children), WORK)),
        iter(chance.deck(len(children), TURNS)),
        iter(chance.deck(len(children), ABSENCES)),
    )
    for child in children:
        child.outlook.work = _work(next(work), child.age(child.registered))
        child.outlook.turn = next(turns)
        child.outlook.absence = next(absences)
        _settle_school(child, chance)
        child.outlook.digital = _meets_the_computers(child, chance)
    apprentices = [child for child in children if child.outlook.training]
    courses = chance.deck(len(apprentices), TRAINING_COURSES)
    for child, course in zip(apprentices, courses, strict=True):
        child.outlook.training_course = course
    for family, poor in zip(
        families,
        chance.deck(len(families), {True: POOR, False: 1 - POOR}),
        strict=True,
    ):
        for child in family.children:
            child.outlook.allowance = poor and bool(child.outlook.place)


def _work(card: str, age: int) -> str:
    """Fit the work dealt to the age: below twelve an hour of work is child labour."""
    if age < TEENS and card in ("unclear", "light"):
        return "labour" if card == "unclear" else "none"
    if age >= WORKING_AGE and card == "chores":
        return "light"
    return card


def _settle_school(child: Child, chance: Chance) -> None:
    age = child.age(child.registered)
    if child.family.wave == "autumn-before" and child is child.family.children[0]:
        _settle_apprentice(child, "specialisation")
    elif child.surely(WORKING_AGE, child.registered + timedelta(days=21)):
        _settle_elder(child, chance)
    else:
        _settle_pupil(child, age, chance)
    if child.outlook.place:
        _settle_dropout(child, chance)


def _settle_apprentice(child: Child, level: str) -> None:
    child.outlook.schooling = "out"
    child.outlook.pathway = "apprenticeship"
    child.outlook.training = level


def _settle_elder(child: Child, chance: Chance) -> None:
    child.outlook.schooling = chance.weighted(ELDER_SCHOOLING)
    if child.outlook.schooling == "enrolled":
        child.outlook.place = "continuing"
        child.outlook.grade = _grade(child, chance)
    elif child.outlook.schooling == "out":
        child.outlook.pathway = chance.weighted(ELDER_PATHWAYS)
        if child.outlook.pathway == "apprenticeship":
            _settle_apprentice(child, chance.weighted(LEVELS))


def _settle_pupil(child: Child, age: int, chance: Chance) -> None:
    at_work = child.outlook.work in ("labour", "unclear")
    child.outlook.grade = _grade(child, chance)
    if not chance.happens(OUT_AT_WORK if at_work else OUT_OTHERWISE):
        child.outlook.place = "transfer" if chance.happens(0.06) else "continuing"
        return
    never = age <= FIRST_GRADE_AGE or chance.happens(NEVER)
    child.outlook.schooling = "never" if never else "out"
    if chance.happens(BACK_TO_SCHOOL) and child.registered <= LAST_WINTER_PLACE:
        child.outlook.place = "first" if never else "returning"
        child.outlook.grade = GRADES[0] if never else child.outlook.grade
    else:
        child.outlook.pathway = "nfe" if chance.happens(0.5) else ""


def _grade(child: Child, chance: Chance) -> str:
    """Give the grade usual at the child's age this season, or up to three below."""
    usual = child.age(date(SEASON_STARTS.year, 12, 31)) - FIRST_GRADE_AGE
    return GRADES[max(0, min(usual - chance.weighted(LAG), len(GRADES) - 1))]


def _settle_dropout(child: Child, chance: Chance) -> None:
    if not chance.happens(DROPS_OUT):
        return
    first = max(child.registered, SEASON_STARTS) + timedelta(days=75)
    last = date(2026, 4, 20)
    if first < last:
        child.outlook.drops_out = chance.workday(first, last)
        if chance.happens(COMES_BACK):
            child.outlook.comes_back = chance.soon(child.outlook.drops_out, 28, 49)


def _meets_the_computers(child: Child, chance: Chance) -> bool:
    """Tell whether the child joins the computer room, which is at Hay Hassani."""
    near = child.family.centre.district == "hay-hassani"
    old_enough = child.age(child.registered) >= DIGITAL_AGE
    return near and old_enough and chance.happens(DIGITAL)


def turns_18(child: Child) -> date | None:
    """Give the eighteenth birthday, if it falls in the season."""
    day = birthday(child.born, 18)
    return day if SEASON_STARTS < day < SEASON_ENDS else None
