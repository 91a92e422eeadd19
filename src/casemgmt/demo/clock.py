"""The days of the season: when the association works, and until when this is told.

Days are calendar days in Casablanca. Instants are told in UTC and lie between eight and
eighteen o'clock, so that the day is the same by either clock.
"""

from calendar import monthrange
from datetime import date, timedelta

SEASON = "2025-2026"
SEASON_STARTS = date(2025, 9, 1)
SEASON_ENDS = date(2026, 6, 30)
LAST_RECORDING = date(2026, 7, 10)

# Public holidays; the religious ones as near as they could be known beforehand.
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2024-11-06 2024-11-18 2025-01-01 2025-01-14 2025-03-31 2025-04-01 2025-05-01 "
        "2025-06-06 2025-06-09 2025-06-27 2025-07-30 2025-08-14 2025-08-20 2025-08-21 "
        "2025-09-05 2025-10-31 2025-11-06 2025-11-18 2026-01-01 2026-01-14 2026-03-20 "
        "2026-03-23 2026-05-01 2026-05-27 2026-05-28 2026-05-29 2026-06-17"
    ).split()
)
FRIDAY = 4
ONE_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether the offices are open."""
    return day.weekday() <= FRIDAY and day not in HOLIDAYS


def workday_from(day: date) -> date:
    """Give this day, or the next on which the offices are open."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def workday_before(day: date) -> date:
    """Give this day, or the last before it on which the offices were open."""
    while not is_workday(day):
        day -= ONE_DAY
    return day


def month_of(day: date) -> str:
    """Name a month as the journal does: `2025-10`."""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """Give the first day of a month."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """Give the last day of a month."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def months(first: date, last: date) -> list[str]:
    """List the months with a day from `first` to `last`."""
    found = []
    day = first.replace(day=1)
    while day <= last:
        found.append(month_of(day))
        day = last_day(month_of(day)) + ONE_DAY
    return found


def birthday(born: date, age: int) -> date:
    """Give the day somebody reaches an age; 29 February is 1 March in common years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def later(day: date, months_later: int) -> date:
    """Give the day some months later, cut to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months_later, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
