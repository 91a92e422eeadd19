from casemgmt.domain.dates import Day
from casemgmt.domain.keeping import AREA, HistoryMovedIn, MovedIn
from casemgmt.domain.told import Told


def test_the_store_tells_who_moved_history_in_and_from_which_file():
    moved = HistoryMovedIn(file="register-2024.jsonl", lines=120)

    state = AREA.evolve(AREA.initial, moved, Told(Day.of("2025-09-03"), "nadia"))

    assert state.moved_in == (MovedIn("nadia", "register-2024.jsonl", 120),)
