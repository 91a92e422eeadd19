"""What a child is given: the school bag, tutoring, and hours in the computer room."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import (
    SEASON,
    SEASON_ENDS,
    first_day,
    last_day,
    months,
)
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.organisation import BAG, BAGS_AGREEMENT, COMPUTER_ROOM_OPENS
from casemgmt.demo.people import Child

# The bags came at the end of September; each centre handed them out on days of its own.
BAG_DAYS = {
    "hay-hassani": (date(2025, 9, 26), date(2025, 9, 29)),
    "mediouna": (date(2025, 9, 27), date(2025, 10, 1)),
    "derb-ghallef": (date(2025, 9, 30), date(2025, 10, 2)),
}
BAG_LISTS = date(2025, 9, 22)
COLLECTED_LATER = 0.09
TUTORED = 0.22
TUTORING_MONTHS = (
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
    "2026-03",
    "2026-04",
    "2026-05",
)
TUTORING_HELD, DIGITAL_HELD = 0.7, 0.8
SERVICES = {
    "hygiene-kit": 0.3,
    "health-care": 0.2,
    "psychosocial": 0.25,
    "food": 0.15,
    "transport": 0.1,
}
SERVED = 0.3


def tell_bag(child: Child, chance: Chance) -> None:
    """Tell of the school bag: every child is entitled to one, nearly all received it."""
    kit: Data = {"kit": BAG, "school_year": SEASON}
    district = child.family.centre.district
    days = BAG_DAYS[district]
    entitled = max(child.opened, chance.soon(BAG_LISTS, 0, 3))
    if child.opened > BAG_LISTS:
        entitled = chance.soon(child.opened, 0, 4)
    child.page.tell("entitle-kit", entitled, child.caseworker_on(entitled), kit)
    if Mishap.NO_BAG in child.marks:
        return
    handed = max(days[0], entitled)
    if entitled > days[0]:
        handed = chance.soon(entitled, 1, 8)
    elif chance.happens(COLLECTED_LATER):
        handed = chance.soon(days[1], 2, 15)
    elif chance.happens(0.4):
        handed = days[1]
    centre: Data = {"centre": child.family.centre.code, "agreement": BAGS_AGREEMENT}
    child.page.tell("deliver-kit", handed, child.caseworker_on(handed), kit | centre)


def tell_sessions(child: Child, chance: Chance) -> None:
    """Tell of the hours spent with tutors and at the computers, month by month."""
    places = child.page.told("take-school-place")
    if places and chance.happens(TUTORED):
        for month in TUTORING_MONTHS:
            away = child.outlook.drops_out and last_day(month) > child.outlook.drops_out
            there = first_day(month) > places[0].day and not away
            if there and chance.happens(TUTORING_HELD):
                hours = chance.pick((4, 6, 6, 8, 8, 10))
                _tell_session(child, chance, month, ("tutoring", hours))
    if child.outlook.digital:
        _tell_computer_room(child, chance)


def _tell_computer_room(child: Child, chance: Chance) -> None:
    joins = chance.soon(max(COMPUTER_ROOM_OPENS, child.opened), 0, 18)
    if joins > child.until - timedelta(days=45):
        return
    programme: Data = {"programme": "digital"}
    child.page.tell("join-programme", joins, child.caseworker_on(joins), programme)
    for month in months(joins, child.until)[1:]:
        if chance.happens(DIGITAL_HELD):
            hours = chance.pick((2, 3, 4, 4, 6))
            _tell_session(child, chance, month, ("digital-skills", hours))


def _tell_session(child: Child, chance: Chance, month: str, held: tuple[str, int]) -> None:
    end = min(last_day(month), child.until, SEASON_ENDS)
    first = first_day(month) + timedelta(days=17)
    if first > end:
        return
    day = chance.workday(first, end)
    data: Data = {"session": held[0], "hours": held[1]}
    child.page.tell("attend-session", day, child.centre_on(day).educator, data)


def tell_services(child: Child, chance: Chance) -> None:
    """Tell of a service or two besides."""
    last = child.until - timedelta(days=14)
    first = max(child.opened, date(2025, 9, 15)) + timedelta(days=10)
    while first < last and chance.happens(SERVED):
        first = chance.soon(first, 5, 80)
        if first > last:
            return
        data: Data = {
            "service": chance.weighted(SERVICES),
            "centre": child.centre_on(first).code,
        }
        child.page.tell("record-service", first, child.caseworker_on(first), data)
