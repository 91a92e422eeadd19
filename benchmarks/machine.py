"""How fast this machine is, beside the one for which promises give their seconds.

There eventsourcing read a child of fifty events in 787 µs. What it takes here, by the
processor with files in memory, says by how much seconds are longer or shorter that were
measured at the same time: ``python -m benchmarks.machine``.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from .measuring import print_line
from .peers import eventsourcing_load

THERE_US = 787
CHILDREN, LOADS, ROUNDS = 50, 200, 7
IN_MEMORY = Path("/dev/shm")


def times_as_slow() -> float:
    """Return what eventsourcing takes for a child here, times what it takes there."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as made:
        load = eventsourcing_load(Path(made), CHILDREN)
        rounds = []
        for _ in range(ROUNDS):
            began = time.process_time()
            for _ in range(LOADS):
                load()
            rounds.append((time.process_time() - began) / LOADS * 1e6)
    return min(rounds) / THERE_US


def main() -> None:
    """Print it as a line beside what is measured."""
    times = times_as_slow()
    line = {"promise": "machine", "ours": round(times * THERE_US), "peer": THERE_US}
    name = "where promises were written: eventsourcing repository.get"
    print_line(
        line | {"peer_name": name, "ratio": round(times, 3), "unit": "us", "runs": ROUNDS}
    )


if __name__ == "__main__":
    main()
