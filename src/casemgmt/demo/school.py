"""School: what was found at entry, the place, the days missed, leaving and coming back."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON, SEASON_ENDS
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child

# School days of each month; June ends early. The first weeks of September are not counted.
SCHOOL_DAYS = {
    "2025-10": 22, "2025-11": 18, "2025-12": 18, "2026-01": 20, "2026-02": 19,
    "2026-03": 19, "2026-04": 21, "2026-05": 18, "2026-06": 18,
}  # fmt: skip
MONTHS = tuple((date.fromisoformat(f"{month}-01"), month) for month in SCHOOL_DAYS)
TERMS = (
    (date(2025, 10, 1), date(2025, 12, 31)),
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 6, 26)),
)
LAST_SCHOOL_DAY = date(2026, 6, 26)
SCHOOL_STARTS = date(2025, 9, 8)
BY_TERM = 0.42
LEAST_DAYS = 3
EXCUSED = 0.35
CYCLES = {"p": "primary", "c": "college", "t": "lycee", "b": "lycee"}
REASONS = {"work": 0.5, "distance": 0.2, "failure": 0.2, "family": 0.1}


def tell_schooling(child: Child, chance: Chance) -> None:
    """Tell what was found at entry, and the school year that followed."""
    ahead = child.outlook
    found: Data = {"situation": ahead.schooling}
    if ahead.schooling == "enrolled":
        found["grade"] = ahead.grade
    day = chance.soon(child.registered, 0, 3)
    child.page.tell("assess-schooling", day, child.caseworker_on(day), found)
    if ahead.pathway:
        guided = chance.soon(child.registered, 8, 24)
        data: Data = {"pathway": ahead.pathway}
        child.page.tell("orient-pathway", guided, child.caseworker_on(guided), data)
    if ahead.place:
        _tell_year(child, chance)


def _tell_year(child: Child, chance: Chance) -> None:
    place = _place_day(child, chance)
    if place > child.until:
        return
    school = _school(child, chance)
    data: Data = {
        "school": school,
        "school_year": SEASON,
        "grade": child.outlook.grade,
        "kind": child.outlook.place,
    }
    child.page.tell("take-school-place", place, child.caseworker_on(place), data)
    stretches = [(place, child.until)]
    if child.outlook.drops_out:
        stretches = _tell_dropout(child, chance, place, school)
    by_term = chance.happens(BY_TERM)
    for first, last in stretches:
        _tell_attendance(child, chance, (first, last), by_term=by_term)


def _place_day(child: Child, chance: Chance) -> date:
    """Find the day of the place: with the others in September, or soon after coming."""
    if child.outlook.schooling == "enrolled":
        return max(child.registered, chance.soon(SCHOOL_STARTS, 0, 11))
    return max(chance.soon(child.registered, 6, 30), chance.soon(SCHOOL_STARTS, 4, 32))


def _school(child: Child, chance: Chance) -> str:
    cycle = CYCLES[child.outlook.grade[0]]
    return f"{cycle}-{child.family.centre.district}-{chance.between(1, 3)}"


def _tell_dropout(
    child: Child, chance: Chance, place: date, school: str
) -> list[tuple[date, date]]:
    """Tell of the leaving, and the coming back if any; give the stretches at school."""
    last = child.outlook.drops_out or child.until
    noticed = chance.soon(last, 5, 12)
    data: Data = {"last_day": str(last), "reason": chance.weighted(REASONS)}
    child.page.tell("record-dropout", noticed, child.caseworker_on(noticed), data)
    back = child.outlook.comes_back
    if not back:
        return [(place, last)]
    who = child.caseworker_on(back)
    again: Data = {"school": school, "school_year": SEASON}
    child.page.tell("return-to-school", back, who, again)
    return [(place, last), (back, child.until)]


def _tell_attendance(
    child: Child, chance: Chance, stretch: tuple[date, date], *, by_term: bool
) -> None:
    periods = TERMS if by_term else _months()
    for first, last in periods:
        start, end = max(first, stretch[0]), min(last, stretch[1])
        possible = _school_days(start, end)
        if possible >= LEAST_DAYS and (end == last or end != child.until):
            _tell_report(child, chance, (start, end), possible)


def _months() -> tuple[tuple[date, date], ...]:
    ends = [first - timedelta(days=1) for first, _ in MONTHS[1:]] + [LAST_SCHOOL_DAY]
    return tuple((first, end) for (first, _), end in zip(MONTHS, ends, strict=True))


def _school_days(start: date, end: date) -> int:
    """Count the school days from `start` to `end`, month by month in proportion."""
    possible = 0.0
    for (first, last), (_, month) in zip(_months(), MONTHS, strict=True):
        held = (min(end, last) - max(start, first)).days + 1
        possible += SCHOOL_DAYS[month] * max(held, 0) / ((last - first).days + 1)
    return round(possible)


def _tell_report(
    child: Child, chance: Chance, period: tuple[date, date], possible: int
) -> None:
    share = chance.around(child.outlook.absence, 0.6)
    missed = min(round(possible * share + chance.between(-30, 30) / 100), possible)
    excused = round(max(missed, 0) * EXCUSED) if chance.happens(EXCUSED) else 0
    data: Data = {
        "from": str(period[0]),
        "to": str(period[1]),
        "days_possible": possible,
        "days_absent": max(missed, 0) - excused,
        "source": "school-register",
    }
    if excused:
        data["days_absent_authorised"] = excused
    day = chance.workday(period[1] + timedelta(days=1), period[1] + timedelta(days=6))
    day = min(day, SEASON_ENDS)
    child.page.tell("report-attendance", day, child.caseworker_on(day), data)
