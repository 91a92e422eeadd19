"""R7: how long it takes to erase a person, apart from the search; and the search alone."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from attrs import frozen

from casemgmt import Store
from casemgmt.erasure import purging
from casemgmt.erasure.erasing import Order

from .children import journal
from .measuring import print_line

CHILDREN, AT_ONCE = 300, 100
ORDER = Order("a measurement", "amina", "nadia")
WANTED_MS = 5.0


@frozen
class Taken:
    """What some erasures at once took: apart from the search, in it, and its bytes."""

    processor: float
    seconds: float
    searching: float
    searched_bytes: int


def erased(store: Store, persons: list[str]) -> Taken:
    """Erase *persons* at once."""
    spent, search = [0.0, 0.0], purging.search

    def timed(*asked: object) -> object:
        began, busy = time.perf_counter(), time.process_time()
        try:
            return search(*asked)  # type: ignore[arg-type]
        finally:
            spent[0] += time.process_time() - busy
            spent[1] += time.perf_counter() - began

    began, busy = time.perf_counter(), time.process_time()
    with patch.object(purging, "search", timed):
        made = store.erasures.erase_all(persons, ORDER)
    processor, seconds = time.process_time() - busy, time.perf_counter() - began
    assert all(one.complete and not one.found for one in made)
    looked_through = sum(place.searched_bytes for place in made[0].places)
    return Taken(processor - spent[0], seconds - spent[1], spent[0], looked_through)


def main(*, children: int = CHILDREN, at_once: int = AT_ONCE) -> None:
    """Measure, and print one line: the processor's time, and by the clock beside it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "a.db", create=True) as store,
    ):
        desk = store.acting_as("amina")
        desk.record_file(journal(children))
        persons = [str(child) for child in desk.subjects("child")]
        parts = [
            erased(store, persons[first : first + at_once])
            for first in range(0, len(persons), at_once)
        ]
    each = 1000 / at_once
    rates = [part.searched_bytes / part.searching / 1e6 for part in parts]
    print_line(
        {
            "promise": "R7",
            "what": f"erasing a person of 50 events, {at_once} at once",
            "ours": round(statistics.median(each * part.processor for part in parts), 2),
            "wanted_at_most": WANTED_MS,
            "unit": "ms of the processor, apart from the search",
            "by_the_clock": round(statistics.median(each * p.seconds for p in parts), 2),
            "searching_mb_a_second": round(statistics.median(rates), 1),
            "runs": len(parts),
        }
    )


if __name__ == "__main__":
    main()
