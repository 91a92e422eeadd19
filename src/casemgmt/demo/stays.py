"""Stays: who has a place in which centre, and who lives at the pupils' home.

A child has a place in its centre while its case is open there. Some pupils of the outskirts
live too far from any school: during the week they stay in a social-protection institution
(law 65-15), and have no place in another centre meanwhile.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS, SEASON_STARTS, workday_from
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.moves import MOVES
from casemgmt.demo.notebook import Data, Notebook, Worker
from casemgmt.demo.people import Child

PUPILS_HOME = "dar-talib"
DIRECTOR = Worker("director-dar-talib")
NAME: Data = {
    "ar": "دار الطالب والطالبة، مديونة",
    "fr": "Dar Talib et Taliba, Médiouna",
    "en": "Pupils’ home (Dar Talib and Taliba), Mediouna",
}
DISTRICT = "mediouna"
BOARDERS, BOARDING_AGE = 0.06, 10
ROOM_TO_SPARE = 1.2
COURSES = {"stays": 0.70, "comes-in-winter": 0.15, "taken-home": 0.10, "comes-back": 0.05}
AFTER_THE_HOLIDAYS = (date(2026, 1, 5), date(2026, 1, 16))
TAKEN_HOME = (date(2026, 2, 16), date(2026, 3, 13))
BACK = (date(2026, 4, 13), date(2026, 4, 24))


def tell_stays(children: list[Child], notebook: Notebook, chance: Chance) -> None:
    """Tell of the pupils' home, and of everybody's place."""
    fit = [child for child in children if _may_board(child)]
    boarders = chance.some(fit, max(1, round(len(children) * BOARDERS)))
    _tell_home(notebook, len(boarders))
    courses = chance.deck(len(boarders), COURSES)
    for child, course in zip(boarders, courses, strict=True):
        _tell_boarder(child, course, chance)
    living_there = {child.subject for child in boarders}
    for child in children:
        if child.subject not in living_there:
            _tell_place(child)


def _may_board(child: Child) -> bool:
    """Whether the child goes to school from the outskirts, all season long."""
    return (
        child.family.centre.district == DISTRICT
        and bool(child.outlook.place)
        and not child.outlook.drops_out
        and child.until == SEASON_ENDS
        and child.age(SEASON_STARTS) >= BOARDING_AGE
        and not child.marks
    )


def _tell_home(notebook: Notebook, boarders: int) -> None:
    about: Data = {
        "name": NAME,
        "kind": "social-protection",
        "district": DISTRICT,
        "capacity": ceil(max(1, boarders) * ROOM_TO_SPARE),
    }
    page = notebook.page(f"centre:{PUPILS_HOME}")
    page.tell("open-centre", date(2023, 9, 4), DIRECTOR, about, after=0)


def _tell_boarder(child: Child, course: str, chance: Chance) -> None:
    comes = chance.soon(max(child.opened, SEASON_STARTS), 1, 10)
    if course == "comes-in-winter":
        comes = max(comes, chance.workday(*AFTER_THE_HOLIDAYS))
    _admit(child, PUPILS_HOME, comes, DIRECTOR)
    if course in ("taken-home", "comes-back"):
        home = max(chance.workday(*TAKEN_HOME), workday_from(comes + timedelta(days=5)))
        _discharge(child, PUPILS_HOME, home, DIRECTOR)
        if course == "comes-back":
            back = max(chance.workday(*BACK), workday_from(home + timedelta(days=5)))
            _admit(child, PUPILS_HOME, back, DIRECTOR)


def _tell_place(child: Child) -> None:
    """Tell of the place in the centre that accompanies the child."""
    for day, centre in _comings(child):
        _admit(child, centre, day, child.supervisor_on(day))
    for day, centre in _goings(child):
        _discharge(child, centre, day, child.supervisor_on(day))


def _comings(child: Child) -> Iterable[tuple[date, str]]:
    yield child.opened, child.centre_on(child.opened).code
    if Mishap.MOVED_CENTRE in child.marks:
        yield MOVES, child.centre_on(MOVES).code
    for note in child.page.told("reopen-case"):
        yield note.day, child.centre_on(note.day).code


def _goings(child: Child) -> Iterable[tuple[date, str]]:
    if Mishap.MOVED_CENTRE in child.marks:
        yield MOVES, child.family.centre.code
    if child.outlook.leaves:
        yield child.outlook.leaves, child.centre_on(child.outlook.leaves).code


def _admit(child: Child, centre: str, day: date, by: Worker) -> None:
    child.page.tell("admit-child", day, by, {"centre": centre}, after=0)


def _discharge(child: Child, centre: str, day: date, by: Worker) -> None:
    child.page.tell("discharge-child", day, by, {"centre": centre}, after=0)
