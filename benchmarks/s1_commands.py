"""S1: a durable, decided, validated, sealed command on a child with fifty events.

Each contender waits for the disk as often, once a command, so that a slow disk makes all of
them alike: what they ask of the processor is said beside it, in files that are in memory.
"""

from __future__ import annotations

import tempfile
import time
from itertools import cycle
from pathlib import Path

from casemgmt import Store, Text
from casemgmt.commands import (
    RecordFollowUp,
    ReportAttendance,
    RequestTransfer,
    RevokeTransfer,
)

from .children import beginning
from .crud import sqlalchemy_with_audit
from .measuring import Clock, Rates, Work, interleaved, say
from .peers import EVENTS, eventsourcing_own, raw_append, raw_rows

CHILDREN = 200
IN_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
OURS = ("sealed fact", "request", "fact")
"""What we do, the promise's own first (decision 0055). The peers do what a fact is: they
put nothing to a rule, and seal nothing.
"""
_OWN = "eventsourcing get+save"


def ours(folder: Path, children: int) -> dict[str, Work]:
    """Return our commands: a fact, a sealed fact, and a request that rules decide."""
    store = Store.open(folder / "ours.db", create=True)
    desk = store.acting_as("amina", role="caseworker")
    report = ReportAttendance(
        from_="2025-09-15",
        to="2025-12-20",
        days_possible=80,
        days_absent=7,
        source="school-register",
    )
    subjects = [f"child:C{number}" for number in range(children)]
    for subject in subjects:
        desk.record(subject, *beginning(), on="2025-09-03")
        desk.record(subject, *[report] * (EVENTS - 3), on="2025-12-22")
    visit = RecordFollowUp(
        kind="home-visit", seen_child=True, findings=Text(fr="Tout va bien.")
    )
    ask = RequestTransfer(to_centre="hay-hassani", reason="La famille déménage.")
    revoke = RevokeTransfer(reason="La famille reste.")
    turn = cycle(subjects)
    asked = cycle([(s, c) for c in (ask, revoke) for s in subjects])

    def request() -> None:
        subject, command = next(asked)
        desk.record(subject, command, on="2025-12-22")

    return {
        "request": request,
        "fact": lambda: desk.record(next(turn), report, on="2025-12-22"),
        "sealed fact": lambda: desk.record(next(turn), visit, on="2025-12-22"),
    }


def main(*, rounds: int = 5, times: int = 400) -> None:
    """Measure, and print one line for each peer."""
    rates = _rates(None, time.perf_counter, rounds, times)
    _say("S1", rates, "commands/s")
    if IN_MEMORY.is_dir():
        rates = _rates(IN_MEMORY, time.process_time, rounds, times)
        _say("S1-cpu", rates, "commands/s of one processor, files in memory")


def _rates(within: Path | None, clock: Clock, rounds: int, times: int) -> dict[str, Rates]:
    with tempfile.TemporaryDirectory(dir=within) as made:
        folder = Path(made)
        contenders = {
            **ours(folder, CHILDREN),
            "eventsourcing": eventsourcing_own(folder, CHILDREN),
            "raw append": raw_append(folder),
            "raw rows": raw_rows(folder),
            "sqlalchemy": sqlalchemy_with_audit(folder, CHILDREN),
        }
        return interleaved(contenders, rounds=rounds, times=times, clock=clock)


def _say(promise: str, rates: dict[str, Rates], unit: str) -> None:
    for name in OURS:
        ours = rates[name]
        own = promise if name == OURS[0] else f"{promise}-{name.replace(' ', '-')}"
        say(own, ours, rates["eventsourcing"], _OWN, unit)
        say(own, ours, rates["raw append"], "raw SQLite append", unit)
        say(own, ours, rates["raw rows"], "the same rows by SQLite alone", unit)
        say(own, ours, rates["sqlalchemy"], "SQLAlchemy with an audit row", unit)
    waits = {name: Rates(tuple(1e6 / r for r in of.rounds)) for name, of in rates.items()}
    for name, wait in waits.items():
        say(f"{promise}-us", wait, waits["raw append"], f"{name}, by a raw append", "us")


if __name__ == "__main__":
    main()
