"""S14 and S4: what a line of a journal costs in a store that grows, and the memory.

python -m benchmarks.s14_import                                # 150,000 lines
python -m benchmarks.s14_import 3000 30000 --folder DIR        # and 1,500,000
python -m benchmarks.s14_import 3000 30000 300000 --folder DIR    # and 15,000,000

Each size is a journal of so many children, fifty commands each, recorded into a new store
by as many processes as there are processors. The smallest is recorded before and after each
of the others: a machine that others share is not the same an hour later. The cost is
processor time of all processes together; the memory is all of theirs at one moment. The
largest takes some eleven gigabytes of DIR.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from .agency import journal
from .apart import Ran, run
from .measuring import print_line
from .peers import EVENTS

MOST = 2.0
"""Times what an event costs at the smallest size, S14."""
MOST_MB = 200
"""S4, of all processes together."""


@frozen
class Size:
    """What a journal of so many lines took to be recorded."""

    lines: int
    ran: Ran

    @classmethod
    def recorded(cls, children: int, folder: Path | None) -> Size:
        """Record a journal of so many children into a new store."""
        with tempfile.TemporaryDirectory(dir=folder) as made:
            journal_at = Path(made) / "journal.jsonl"
            with journal_at.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in journal(children))
            cores = str(os.cpu_count() or 1)
            ran = run("benchmarks.s4_files", ["--one", cores, str(journal_at)])
        return cls(children * EVENTS, ran)

    @property
    def cost(self) -> float:
        """Microseconds of processors for a line."""
        return self.ran.cpu_seconds / self.lines * 1e6


def main(sizes: Sequence[int] = (3_000,), folder: Path | None = None) -> None:
    """Measure, and print a line for each size once it is known."""
    smallest, *larger = sizes
    before = Size.recorded(smallest, folder)
    _say(before, before.cost)
    for children in larger:
        found = Size.recorded(children, folder)
        after = Size.recorded(smallest, folder)
        _say(found, statistics.mean([before.cost, after.cost]))
        before = after


def _say(size: Size, smallest: float) -> None:
    ratio = size.cost / smallest
    print_line(
        {
            "promise": "S14",
            "lines": size.lines,
            "ours": round(size.cost, 1),
            "peer": round(smallest, 1),
            "peer_name": "a line of the smallest journal, before and after",
            "ratio": round(ratio, 3),
            "unit": "us of processors a line",
            "seconds": round(size.ran.said["seconds"], 1),
            "bytes": round(size.ran.said["bytes"] / size.lines),
            "peak_mb": round(size.ran.peak_mb),
            "kept": ratio <= MOST and size.ran.peak_mb <= MOST_MB,
            "runs": 1,
        }
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", type=int, nargs="*", default=[3_000])
    asked.add_argument("--folder", type=Path)
    said = asked.parse_args()
    main(said.sizes, said.folder)
