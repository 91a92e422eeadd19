"""What it costs that a command could be watched while nobody listens: under a hundredth."""

from __future__ import annotations

import statistics
import tempfile
import time
from itertools import count
from pathlib import Path

from casemgmt import Store
from casemgmt.commands import ReportAttendance
from casemgmt.recording.measured import appending, settling
from casemgmt.recording.recorder import Recorder
from casemgmt.telemetry import Measure, timed

from .children import REPORT
from .measuring import Work, print_line

CHILDREN = 200


def _seconds(work: Work, times: int) -> float:
    """Return the seconds of a processor that *work* takes once."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def _asked(recorder: Recorder) -> Work:
    """Return everything a command does so that it could be watched."""
    registry, log = recorder.desk.door.registry, recorder.desk.shelf.log

    def ask() -> None:
        with settling(registry, ()) as settled:
            settled.outcome = "recorded"
            with appending(log, 1), timed(Measure.QUEUE_SECONDS):
                pass

    return ask


def main(*, rounds: int = 7, times: int = 400) -> None:
    """Measure, and print one line."""
    said = {key.replace("from", "from_"): value for key, value in REPORT.items()}
    report, ratios, asks = ReportAttendance(**said), [], []
    with (
        tempfile.TemporaryDirectory() as made,
        Store.open(Path(made) / "a.db", create=True) as store,
    ):
        desk, numbers = store.acting_as("amina"), count()

        def record() -> None:
            desk.record(f"child:C{next(numbers) % CHILDREN}", report, on="2025-12-22")

        ask = _asked(store._parts.recorder)  # noqa: SLF001 - what is measured is inside
        for _ in range(rounds):
            asks.append(_seconds(ask, times * 10))
            ratios.append(asks[-1] / _seconds(record, times))
    print_line(
        {
            "promise": "telemetry",
            "ours": round(statistics.median(asks) * 1e6, 3),
            "peer": round(statistics.median(asks) / statistics.median(ratios) * 1e6, 3),
            "peer_name": "a whole command; both in time of a processor",
            "ratio": round(statistics.median(ratios), 5),
            "unit": "µs",
            "runs": rounds,
            "spread": [round(min(ratios), 5), round(max(ratios), 5)],
        }
    )


if __name__ == "__main__":
    main()
