"""S3: four processes that write one store, beside one: nobody starves."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from casemgmt import Store
from casemgmt.commands import ReportAttendance

from .children import REPORT, beginning
from .measuring import print_line

WRITERS = 4


def _written(path: str, writer: int, starts: float, seconds: float) -> list[float]:
    """Return how long each command of one writer took, in seconds."""
    said = {key.replace("from", "from_"): value for key, value in REPORT.items()}
    report = ReportAttendance(**said)
    took = []
    with Store.open(path) as store:
        desk = store.acting_as("amina")
        subject = f"child:W{writer}"
        desk.record(subject, *beginning(), on="2025-09-03")
        time.sleep(max(0.0, starts - time.time()))
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            began = time.perf_counter()
            desk.record(subject, report, on="2025-12-22")
            took.append(time.perf_counter() - began)
    return took


def _together(folder: Path, writers: int, seconds: float) -> list[list[float]]:
    path = folder / f"{writers}.db"
    Store.open(path, create=True).close()
    starts = time.time() + 2
    with ProcessPoolExecutor(writers, mp_context=get_context("spawn")) as pool:
        jobs = [
            pool.submit(_written, str(path), writer, starts, seconds)
            for writer in range(writers)
        ]
        took = [job.result() for job in jobs]
    for file in folder.glob(f"{writers}.db*"):
        file.unlink()
    return took


def _said(rounds: Sequence[tuple[list[list[float]], list[list[float]]]]) -> None:
    totals = [sum(map(len, four)) / len(one[0]) for one, four in rounds]
    fairness = [min(map(len, four)) / max(map(len, four)) for _, four in rounds]
    waits = [max(max(took) for took in four) for _, four in rounds]
    print_line(
        {
            "promise": "S3",
            "ours": round(statistics.median(totals), 2),
            "peer": 1,
            "peer_name": "one writer; commands of four together over those of one",
            "ratio": round(statistics.median(totals), 3),
            "slowest_over_fastest": round(statistics.median(fairness), 3),
            "worst_wait_ms": round(max(waits) * 1000, 1),
            "unit": "x",
            "runs": len(rounds),
        }
    )


def main(*, rounds: int = 3, seconds: float = 3.0) -> None:
    """Measure, and print one line."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _said(
            [
                (_together(folder, 1, seconds), _together(folder, WRITERS, seconds))
                for _ in range(rounds)
            ]
        )


if __name__ == "__main__":
    main()
