"""S2: the same command on a small and on a large store: it does not grow slower."""

from __future__ import annotations

import statistics
import tempfile
import time
from itertools import cycle
from pathlib import Path

from casemgmt import Store
from casemgmt.commands import ReportAttendance

from .children import REPORT, journal
from .measuring import Work, print_line
from .peers import EVENTS

SMALL = 10_000
LARGE = 100_000


def _filled(path: Path, events: int) -> Work:
    """Return the command on a store of so many events."""
    children = events // EVENTS
    store = Store.open(path, create=True)
    desk = store.acting_as("amina")
    desk.record_file(journal(children))
    turn = cycle(f"child:C{n}" for n in range(0, children, max(1, children // 200)))
    said = {key.replace("from", "from_"): value for key, value in REPORT.items()}
    report = ReportAttendance(**said)
    return lambda: desk.record(next(turn), report, on="2025-12-23")


def _seconds(work: Work, times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return took


def main(*, large: int = LARGE, rounds: int = 5, times: int = 200) -> None:
    """Measure, and print the median on the large store over that on the small one."""
    with tempfile.TemporaryDirectory() as made:
        small = _filled(Path(made) / "small.db", SMALL)
        big = _filled(Path(made) / "large.db", large)
        _seconds(small, times)
        _seconds(big, times)
        ratios, took = [], []
        for _ in range(rounds):
            a, b = (
                statistics.median(_seconds(small, times)),
                statistics.median(_seconds(big, times)),
            )
            ratios.append(b / a)
            took.append(b)
    print_line(
        {
            "promise": "S2",
            "ours": round(statistics.median(took) * 1e6),
            "peer": SMALL,
            "peer_name": f"the same on {SMALL} events, against {large}",
            "ratio": round(statistics.median(ratios), 3),
            "unit": "us, p50",
            "runs": rounds,
            "spread": round(max(ratios) - min(ratios), 2),
        }
    )


if __name__ == "__main__":
    main()
