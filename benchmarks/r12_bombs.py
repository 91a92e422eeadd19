"""R12: how soon a file that would hurt is refused, and how much memory that takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.sheets.bombs import ALL, MEGABYTE

from .measuring import print_line

SECONDS, MEMORY_MB = 2, 200
"""What is promised of each; a line of a gibibyte is read to its end as any other is."""
REFUSED = (2, 3)
GIBIBYTE = "a gibibyte.jsonl"
MAKE = """
import sys
from pathlib import Path
from tests.sheets.bombs import ALL
folder = Path(sys.argv[1])
for name, (_, made) in ALL.items():
    (folder / name).write_bytes(made())
"""
READ = """
import resource, sys
from casemgmt.cli.app import run
code = run(["record", sys.argv[1], sys.argv[2]])
peaks = [resource.getrusage(who).ru_maxrss for who in (
    resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(code, *peaks)
"""


def refused(store: Path, file: Path) -> tuple[int, float, float]:
    """Return how reading *file* ended, after how many seconds, at which peak in MB.

    The seconds are those of a processor, of the whole command; the peak is that of the
    larger of its two processes: the one that reads, and the one that asks it.
    """
    began = _worked()
    ended = subprocess.run(
        [sys.executable, "-c", READ, store, file], capture_output=True, check=True
    )
    seconds = _worked() - began
    code, *peaks = map(int, ended.stdout.split()[-3:])
    return code, seconds, max(peaks) / 1024


def _worked() -> float:
    """Return how long the children of this process have worked."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    """Measure, and print one line."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
        subprocess.run([sys.executable, "-c", MAKE, made], check=True, env=environment)
        with (folder / GIBIBYTE).open("wb") as file:
            file.truncate(1024 * MEGABYTE)
        with (folder / GIBIBYTE).open("rb") as file:
            while file.read(MEGABYTE):  # so that no disk and no new memory is measured
                pass
        names = [*ALL, GIBIBYTE]
        ends = {name: refused(folder / "a.db", folder / name) for name in names}
    for name, (code, seconds, memory) in ends.items():
        if code not in REFUSED or seconds > SECONDS or memory > MEMORY_MB:
            print(f"{name}: ended with {code} in {seconds:.2f} s, {memory:.0f} MB")
    slowest = max(ALL, key=lambda name: ends[name][1])
    largest = max(ends, key=lambda name: ends[name][2])
    said = {
        "promise": "R12",
        "ours": round(ends[slowest][1], 2),
        "unit": "s of a processor to refuse the slowest table, interpreter and all",
        "slowest": slowest,
        "largest_mb": round(ends[largest][2]),
        "largest": largest,
        "a_gibibyte_s": round(ends[GIBIBYTE][1], 2),
        "files": len(ends),
        "runs": 1,
    }
    print_line(said)


if __name__ == "__main__":
    main()
