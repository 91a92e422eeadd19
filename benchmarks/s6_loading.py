"""S6: a child of fifty events read from the log and added up, nothing at hand.

Beside it, what every reader of a log pays: each event read in turn, as others get it. The
file is in the machine's memory, so that only the processor is asked: its time is taken.
"""

from __future__ import annotations

import tempfile
import time
from itertools import cycle
from pathlib import Path

from casemgmt import Store

from .children import journal
from .measuring import Rates, Work, interleaved, say
from .peers import EVENTS, eventsourcing_events, eventsourcing_load

CHILDREN = 200
_CLOCK = time.process_time


def _filled(folder: Path) -> Store:
    store = Store.open(folder / "ours.db", create=True)
    store.acting_as("amina").record_file(journal(CHILDREN))
    return store


def _loading(store: Store) -> Work:
    shelf = store._parts.shelf  # noqa: SLF001 - the shelf is emptied before every look
    turn = cycle(list(store.acting_as("amina").subjects("child")))

    def load() -> None:
        subject = next(turn)
        shelf.drop([subject])
        if not shelf.story(subject).journey.case.is_open:
            raise AssertionError

    return load


def _reading(store: Store) -> Work:
    def read() -> None:
        if sum(1 for _ in store.events()) < CHILDREN * EVENTS:
            raise AssertionError

    return read


def main(*, rounds: int = 5, times: int = 400) -> None:
    """Measure, and print a line for each."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store = _filled(folder)
        contenders = {
            "ours": _loading(store),
            "eventsourcing": eventsourcing_load(folder, CHILDREN),
        }
        rates = interleaved(contenders, rounds=rounds, times=times, clock=_CLOCK)
        (folder / "log").mkdir()
        readers = {
            "ours": _reading(store),
            "eventsourcing": eventsourcing_events(folder / "log", CHILDREN),
        }
        read = interleaved(readers, rounds=rounds, times=1, warm_up=1, clock=_CLOCK)
    say(
        "S6",
        rates["ours"],
        rates["eventsourcing"],
        "eventsourcing repository.get",
        "loads/s",
    )
    waits = Rates(tuple(1e6 / rate for rate in rates["ours"].rounds))
    say("S6-us", waits, waits, "the same, in microseconds", "us")
    say(
        "S6-events", *map(_events, read.values()), "eventsourcing notifications", "events/s"
    )


def _events(logs: Rates) -> Rates:
    return Rates(tuple(rate * CHILDREN * EVENTS for rate in logs.rounds))


if __name__ == "__main__":
    main()
