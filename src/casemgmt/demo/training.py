"""Training: the apprenticeship contract, its hours, its end, and the work found after it.

The law asks for at least 80 % of the hours in the enterprise and at least 10 % at the
centre, for an apprentice of 15 or more, and for the guardian's signature below 18.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import (
    SEASON_ENDS,
    SEASON_STARTS,
    first_day,
    last_day,
    later,
    months,
)
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data, Worker
from casemgmt.demo.people import Child

WORKSHOPS = {
    "hairdressing": "salon-el-amal",
    "sewing": "atelier-el-ibra",
    "traditional-embroidery": "atelier-el-harir",
    "pastry": "patisserie-ennakhil",
    "cooking": "cuisine-dar-el-kheir",
    "carpentry": "menuiserie-el-arz",
    "plumbing": "plomberie-es-safa",
    "building-electricity": "electricite-ennour",
    "car-mechanics": "garage-er-rachad",
    "air-conditioning": "froid-el-atlas",
    "retail-sales": "superette-el-baraka",
}
OF_GIRLS = ("hairdressing", "sewing", "traditional-embroidery", "pastry", "retail-sales")
OF_BOYS = (
    "carpentry",
    "plumbing",
    "building-electricity",
    "car-mechanics",
    "air-conditioning",
)
OF_ALL = ("cooking", "pastry", "retail-sales")
LENGTHS = {"initiation": 7, "specialisation": 12, "qualification": 24}
HOURS_A_MONTH = 132
KEPT_FROM_THE_CENTRE = 0.3
MONTH_ONLY = 0.3
ADULT, SIGNING_AGE = 18, 15
LAST_SIGNING = date(2026, 3, 13)
FOUND = {
    "employed-formal": 0.22,
    "employed-informal": 0.30,
    "self-employed": 0.10,
    "continuing-education": 0.10,
    "unemployed": 0.14,
    "unreachable": 0.14,
}
ENDERS = {"apprentice": 0.4, "enterprise": 0.35, "mutual": 0.25}
WHY = {"apprentice": "left", "enterprise": "no-work", "mutual": "agreed"}


@dataclass(frozen=True, slots=True)
class Contract:
    """One apprenticeship as agreed."""

    ref: str
    trade: str
    level: str
    signed: date
    starts: date
    ends: date


def tell_training(child: Child, chance: Chance) -> None:
    """Tell of the apprenticeship, if there is one."""
    signed = _signing_day(child, chance)
    if not child.outlook.training or not signed:
        return
    if Mishap.BROKEN_CONTRACT in child.marks:
        _tell_broken(child, chance, signed)
        return
    contract = _tell_contract(child, chance, (1, signed, child.outlook.training))
    if child.outlook.training_course == "broken-off":
        _tell_early_end(child, chance, contract)
    else:
        _tell_hours(child, chance, contract, min(contract.ends, SEASON_ENDS))
        if contract.ends <= SEASON_ENDS - timedelta(days=3):
            _tell_completion(child, chance, contract)


def _signing_day(child: Child, chance: Chance) -> date | None:
    """Find a day on which the child is of age and the case is well begun."""
    day = chance.soon(child.registered, 26, 50)
    if child.family.wave == "spring-before":
        day = chance.workday(date(2025, 9, 22), date(2025, 10, 17))
    while not child.surely(SIGNING_AGE, day) and day <= LAST_SIGNING:
        day = chance.soon(day, 14, 21)
    return day if day <= LAST_SIGNING else None


def _tell_contract(child: Child, chance: Chance, terms: tuple[int, date, str]) -> Contract:
    number, signed, level = terms
    trades = (OF_GIRLS if child.sex == "female" else OF_BOYS) + OF_ALL
    starts = chance.soon(signed, 2, 9)
    ends = later(starts, LENGTHS[level]) - timedelta(days=1)
    if child.family.wave == "autumn-before":
        ends = min(ends, date(2025, 12, 12))
    contract = Contract(
        ref=f"apprenticeship-{child.number:04d}-{number}",
        trade=chance.pick(trades),
        level=level,
        signed=signed,
        starts=starts,
        ends=ends,
    )
    who = child.caseworker_on(signed)
    child.page.tell("sign-contract", signed, who, _terms(child, chance, contract))
    return contract


def _terms(child: Child, chance: Chance, contract: Contract) -> Data:
    total = HOURS_A_MONTH * len(months(contract.starts, contract.ends))
    return {
        "contract": contract.ref,
        "enterprise": WORKSHOPS[contract.trade],
        "trade": contract.trade,
        "level": contract.level,
        "starts": str(contract.starts),
        "ends": str(contract.ends),
        "hours_total": total,
        "hours_practice": ceil(total * chance.between(80, 84) / 100),
        "hours_complement": ceil(total * chance.between(11, 14) / 100),
        "guardian_signed": not child.surely(ADULT, contract.signed),
    }


def _tell_hours(child: Child, chance: Chance, contract: Contract, until: date) -> None:
    """Tell the hours month by month; of those before the season there is only the sum."""
    share = KEPT_FROM_THE_CENTRE if child.outlook.training_course == "neglected" else 1
    first = contract.starts
    if first < SEASON_STARTS:
        before = (first, SEASON_STARTS - timedelta(days=1))
        child.page.tell("log-hours", *_logged(child, chance, contract, before, share))
        first = SEASON_STARTS
    for month in months(first, until):
        span = (max(first, first_day(month)), min(last_day(month), until))
        day, who, data = _logged(child, chance, contract, span, share)
        whole = day == last_day(month) and chance.happens(MONTH_ONLY)
        child.page.tell("log-hours", month if whole else day, who, data)


def _logged(
    child: Child,
    chance: Chance,
    contract: Contract,
    span: tuple[date, date],
    centre_share: float,
) -> tuple[date, Worker, Data]:
    """Work out the hours of some weeks, noted on their last day."""
    hours = HOURS_A_MONTH * ((span[1] - span[0]).days + 1) / 30.5
    data: Data = {
        "contract": contract.ref,
        "practice": round(chance.around(hours * 0.82, 0.1)),
        "centre": round(chance.around(hours * 0.15, 0.15) * centre_share),
    }
    return span[1], child.caseworker_on(span[1]), data


def _tell_early_end(
    child: Child, chance: Chance, contract: Contract, told_until: date = SEASON_ENDS
) -> date:
    """Tell of an end before its time, well before `told_until`; give its day."""
    first = max(contract.starts + timedelta(days=45), SEASON_STARTS)
    last = min(contract.ends, told_until) - timedelta(days=30)
    ended = chance.workday(first, max(first, last))
    ender = chance.weighted(ENDERS)
    worked = chance.soon(ended - timedelta(days=6), 0, 3)
    _tell_hours(child, chance, contract, worked)
    data: Data = {
        "contract": contract.ref,
        "by": ender,
        "reason": WHY[ender],
        "last_day": str(worked),
    }
    child.page.tell("end-contract-early", ended, child.caseworker_on(ended), data)
    return ended


def _tell_completion(child: Child, chance: Chance, contract: Contract) -> None:
    done = chance.soon(contract.ends, 0, 3)
    who = child.caseworker_on(done)
    child.page.tell("complete-contract", done, who, {"contract": contract.ref})
    for approved in child.page.told("approve-plan"):
        met: Data = {"plan": approved.data["plan"], "goal": "learn-a-trade"}
        child.page.tell("meet-goal", max(done, approved.day), who, met)
    certificate: Data = {
        "contract": contract.ref,
        "level": contract.level,
        "trade": contract.trade,
    }
    day = chance.soon(done, 5, 12)
    if day <= SEASON_ENDS:
        child.page.tell("award-certificate", day, child.caseworker_on(day), certificate)
    _tell_insertion(child, chance, done)


def _tell_insertion(child: Child, chance: Chance, done: date) -> None:
    """Six months later: what has become of the training."""
    checkpoint = later(done, 6)
    if checkpoint > SEASON_ENDS - timedelta(days=7):
        return
    asked = min(chance.soon(checkpoint - timedelta(days=12), 0, 24), SEASON_ENDS)
    found = chance.weighted(FOUND)
    data: Data = {"checkpoint": 6, "situation": found}
    child.page.tell("record-insertion", asked, child.caseworker_on(asked), data)


def _tell_broken(child: Child, chance: Chance, signed: date) -> None:
    """Tell of a contract broken by the enterprise, and of the one signed after it."""
    contract = _tell_contract(child, chance, (1, signed, "qualification"))
    room_for_another = SEASON_ENDS - timedelta(days=45)
    ended = _tell_early_end(child, chance, contract, room_for_another)
    again = chance.soon(ended, 14, 28)
    if again < SEASON_ENDS - timedelta(days=40):
        second = _tell_contract(child, chance, (2, again, "specialisation"))
        _tell_hours(child, chance, second, SEASON_ENDS)
