"""What a correction tells was told when it was recorded, by that very command."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.dates import Day
from casemgmt.domain.school_support.kits import KitDelivered
from casemgmt.domain.told import Entry, as_told

NINE = datetime(2025, 9, 1, 9, tzinfo=UTC)


def entry(number, event, **beside):
    at = NINE + timedelta(hours=number)
    on = Day.of("2025-09-01")
    return Entry(UUID(int=number), UUID(int=0), "x.1", event, on, at, "amina", **beside)


def kit(name):
    return KitDelivered(kit=name, school_year="2025-2026")


def test_words_put_right_name_the_correction_and_when_it_was_recorded():
    first = entry(1, kit("school-bag-full"))
    fix = CommandCorrected(corrected=kit("school-bag-basic"), on="2025-09-05", reason="x")
    corrected = entry(2, fix, corrects=UUID(int=1))

    (now,) = as_told([first, corrected])
    (before,) = as_told([first, corrected], known_at=NINE + timedelta(hours=1))

    assert (now.fix, now.fixed_at, now.told_at) == (
        UUID(int=2),
        NINE + timedelta(hours=2),
        NINE + timedelta(hours=2),
    )
    assert (now.entry.event, now.entry.on) == (
        kit("school-bag-basic"),
        Day.of("2025-09-05"),
    )
    assert (before.fix, before.told_at) == (None, NINE + timedelta(hours=1))
    assert before.entry.event == kit("school-bag-full")
