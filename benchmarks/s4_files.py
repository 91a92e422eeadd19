"""S4 and S5: a journal read, every command decided; the bytes an event takes."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from casemgmt import Store

from .children import journal
from .measuring import print_line
from .peers import EVENTS

BATCH = 1_000
STATE = b"x" * 230
"""As large as the state eventsourcing's own mapper stores for such an event."""


def _ours(folder: Path, children: int) -> tuple[float, float]:
    """Return commands a second, and the bytes of the store for each of them."""
    lines = folder / "journal.jsonl"
    lines.write_text("\n".join(journal(children)) + "\n", encoding="utf-8")
    store = folder / "ours.db"
    began = time.perf_counter()
    with Store.open(store, create=True) as opened:
        opened.acting_as("amina").record_file(lines)
    took = time.perf_counter() - began
    events = children * EVENTS
    size = store.stat().st_size / events
    for file in folder.iterdir():
        file.unlink()
    return events / took, size


def _bare(folder: Path, children: int) -> tuple[float, float]:
    """Return the same of eventsourcing's own ``insert_events``: nothing is decided."""
    path = folder / "bare.db"
    datastore = SQLiteDatastore(str(path))
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    topic = "casemgmt.children:Child.AttendanceReported"
    began = time.perf_counter()
    for _ in range(0, children * EVENTS, BATCH):
        recorder.insert_events(
            [
                StoredEvent(child, version, topic, STATE)
                for child in [uuid4() for _ in range(BATCH // EVENTS)]
                for version in range(1, EVENTS + 1)
            ]
        )
    took = time.perf_counter() - began
    datastore.close()
    size = path.stat().st_size / (children * EVENTS)
    for file in folder.iterdir():
        file.unlink()
    return children * EVENTS / took, size


def main(*, children: int = 1_000, rounds: int = 3) -> None:
    """Measure, and print one line for the speed and one for the size."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as made:
        for _ in range(rounds):
            ours.append(_ours(Path(made), children))
            bare.append(_bare(Path(made), children))
    name = "eventsourcing insert_events, nothing decided"
    for rank, (promise, unit) in enumerate([("S4", "commands/s"), ("S5", "bytes/event")]):
        mine, peers = [o[rank] for o in ours], [b[rank] for b in bare]
        ratios = [m / p for m, p in zip(mine, peers, strict=True)]
        print_line(
            {
                "promise": promise,
                "ours": round(statistics.median(mine)),
                "peer": round(statistics.median(peers)),
                "peer_name": name,
                "ratio": round(statistics.median(ratios), 3),
                "unit": unit,
                "runs": rounds,
                "events": children * EVENTS,
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            }
        )


if __name__ == "__main__":
    main()
