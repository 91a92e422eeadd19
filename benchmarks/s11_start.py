"""S11: how long one waits: the import, the help, the whole demo."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from .measuring import Rates, interleaved, print_line, say

PYTHON = sys.executable


def _run(*arguments: str) -> None:
    subprocess.run([PYTHON, *arguments], check=True, capture_output=True)


def _verb(*arguments: str) -> None:
    _run("-c", "from casemgmt.cli import main; main()", *arguments)


def main(*, rounds: int = 5) -> None:
    """Measure, and print one line for each."""
    contenders = {
        "python": lambda: _run("-c", "pass"),
        "import": lambda: _run("-c", "import casemgmt"),
        "eventsourcing": lambda: _run(
            "-c", "import eventsourcing.application, eventsourcing.sqlite"
        ),
        "help": lambda: _verb("--help"),
    }
    rates = interleaved(contenders, rounds=rounds, times=1, warm_up=1)
    _seconds("S11-import", rates["import"], rates["eventsourcing"], "import eventsourcing")
    _seconds("S11-help", rates["help"], rates["python"], "python -c pass")
    with tempfile.TemporaryDirectory() as folder:
        out = iter(range(100))
        demo = {"demo": lambda: _verb("demo", "--out", str(Path(folder) / str(next(out))))}
        took = interleaved(demo, rounds=2, times=1, warm_up=0)["demo"]
    seconds = round(1 / took.median, 2)
    print_line(
        {"promise": "S11-demo", "ours": seconds, "peer": None, "unit": "s", "runs": 2}
    )


def _seconds(promise: str, ours: Rates, peer: Rates, name: str) -> None:
    say(promise, _waited(ours), _waited(peer), name, "s")


def _waited(rates: Rates) -> Rates:
    return Rates(tuple(1 / rate for rate in rates.rounds))


if __name__ == "__main__":
    main()
