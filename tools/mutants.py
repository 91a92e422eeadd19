"""Plant small faults in the domain, one by one, and see whether its tests notice them.

Prints those that nobody noticed, and of each part of the domain how many were. Fails below
the share promised.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

PROMISED = Fraction(90, 100)
NOTICED = ("killed", "timeout", "segfault")
UNNOTICED = ("survived", "no tests", "suspicious")
Counts = Mapping[str, tuple[int, int]]


def say(line: str) -> None:
    """Print *line*."""
    sys.stdout.write(line + "\n")


def mutmut(*arguments: str) -> str:
    """Run mutmut and return what it printed."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


def found(printed: str) -> Iterator[tuple[str, str]]:
    """Yield each fault that was tried, by its name, and what became of it."""
    for line in printed.splitlines():
        name, _, became = line.strip().rpartition(": ")
        if became in NOTICED + UNNOTICED:
            yield name, became


def part(name: str) -> str:
    """Return the part of the domain in which the fault *name* was planted."""
    return name.removeprefix("casemgmt.domain.").split(".")[0]


def by_part(faults: Iterable[tuple[str, str]]) -> Counts:
    """Return how many faults were noticed in each part, and how many were planted."""
    planted, noticed = Counter[str](), Counter[str]()
    for name, became in faults:
        planted[part(name)] += 1
        noticed[part(name)] += became in NOTICED
    return {of: (noticed[of], planted[of]) for of in sorted(planted)}


def share(noticed: int, planted: int) -> str:
    """Return what was *noticed* of what was *planted*, in words."""
    return f"{noticed} of {planted} noticed ({100 * noticed / max(planted, 1):.1f} %)"


def main(only: list[str]) -> int:
    """Plant faults in *only* these modules, or in all; 1 when too few were noticed."""
    mutmut("run", "--max-children", "2", *only)
    faults = list(found(mutmut("results", "--all", "true")))
    for name, became in faults:
        if became in UNNOTICED:
            say(f"{name}: {became}")
    counts = by_part(faults)
    for of, numbers in counts.items():
        say(f"{of}: {share(*numbers)}")
    noticed = sum(numbers[0] for numbers in counts.values())
    planted = sum(numbers[1] for numbers in counts.values())
    say(f"all: {share(noticed, planted)}")
    return int(noticed < PROMISED * max(planted, 1))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
