"""Plant small faults in the domain, one by one, and see whether its tests notice them.

Prints how many were noticed and names the others. Fails below the share promised.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

PROMISED = Fraction(90, 100)
COUNTED = ("killed", "timeout", "segfault", "suspicious", "survived", "no_tests")
NOTICED = ("killed", "timeout", "segfault")
PLANTED = Path("mutants")


def say(line: str) -> None:
    """Print *line*."""
    sys.stdout.write(line + "\n")


def mutmut(*arguments: str) -> str:
    """Run mutmut and return what it printed."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


def noticed(counts: Mapping[str, int]) -> tuple[int, int]:
    """Return how many planted faults the tests noticed, and how many there were."""
    return sum(counts[k] for k in NOTICED), sum(counts[k] for k in COUNTED)


def main(only: list[str]) -> int:
    """Plant faults in *only* these modules, or in all; 1 when too few were noticed."""
    mutmut("run", "--max-children", "2", *only)
    mutmut("export-cicd-stats")
    counts = json.loads((PLANTED / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    killed, planted = noticed(counts)
    for line in mutmut("results").splitlines():
        if not line.endswith("not checked"):
            say(line.strip())
    say(f"{killed} of {planted} noticed ({100 * killed / max(planted, 1):.1f} %)")
    return int(killed < PROMISED * planted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
