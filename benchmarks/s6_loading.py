"""S6: a child of fifty events, cold and warm, with what it adds up to kept and without.

Cold: nothing of the child is at hand in the process. *Kept*: it was read whole before, by
whomever, so that its sum lies beside the log; the events are fetched and compared, and not
decoded. *Anew*: every event is decoded and added up. Warm: the child is at hand, and the
log is asked whether there is more. Beside it, what every reader of a log pays: each event
read in turn, as others get it. The files are in the machine's memory, so that only the
processor is asked: its time is taken.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import orjson

from casemgmt import Store
from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.shelf import Shelf

from .children import journal
from .measuring import Rates, Work, interleaved, say
from .peers import EVENTS, eventsourcing_events, eventsourcing_load, eventsourcing_snapshot

CHILDREN = 200
IN_MEMORY = Path("/dev/shm")
_CLOCK = time.process_time
_OWN = "eventsourcing repository.get"
_SNAPSHOT = "eventsourcing repository.get from its own snapshot"
_ROWS = "the same rows fetched from SQLite and parsed by orjson, nothing else"
Look = Callable[[Shelf, Subject], Journey]


def _filled(folder: Path) -> Store:
    store = Store.open(folder / "ours.db", create=True)
    store.acting_as("amina").record_file(journal(CHILDREN))
    return store


def _kept(shelf: Shelf, subject: Subject) -> Journey:
    shelf.drop([subject])
    return shelf.story(subject).journey


def _kept_whole(shelf: Shelf, subject: Subject) -> Journey:
    journey = _kept(shelf, subject)
    dict(journey.states)  # every area, not only what is asked
    return journey


def _anew(shelf: Shelf, subject: Subject) -> Journey:
    return shelf.read(subject).journey


def _warm(shelf: Shelf, subject: Subject) -> Journey:
    return shelf.fresh(subject).journey


def _loading(store: Store, look: Look) -> Work:
    shelf = store._parts.shelf  # noqa: SLF001 - the shelf is emptied before every look
    turn = cycle(list(store.acting_as("amina").subjects("child")))

    def load() -> None:
        if not look(shelf, next(turn)).case.is_open:
            raise AssertionError

    return load


def _first(store: Store) -> float:
    """Return how many children a second are read that have no sum, and get theirs."""
    with sqlite3.connect(f"{store._parts.path}.sums") as db:  # noqa: SLF001 - as above
        db.execute("DELETE FROM sums")
    db.close()
    load, began = _loading(store, _kept), _CLOCK()
    for _ in range(CHILDREN):
        load()
    return CHILDREN / (_CLOCK() - began)


def _rows(store: Store) -> Work:
    parts = store._parts  # noqa: SLF001 - the floor below everything
    subjects = store.acting_as("amina").subjects("child")
    streams = [parts.shelf.vault.find(subject) for subject in subjects]
    turn = cycle([stream.hex for stream in streams if stream is not None])
    db = sqlite3.connect(str(parts.path))
    sql = "SELECT * FROM events WHERE originator_id = ? ORDER BY originator_version"

    def fetch() -> None:
        rows = db.execute(sql, (next(turn),)).fetchall()
        if len([orjson.loads(row[4]) for row in rows]) != EVENTS:
            raise AssertionError

    return fetch


def _reading(store: Store) -> Work:
    def read() -> None:
        if sum(1 for _ in store.events()) < CHILDREN * EVENTS:
            raise AssertionError

    return read


def main(*, rounds: int = 5, times: int = 400) -> None:
    """Measure, and print a line for each."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as made:
        folder = Path(made)
        for name in ("snapshots", "log"):
            (folder / name).mkdir()
        store = _filled(folder)
        contenders = {
            "kept": _loading(store, _kept),
            "kept whole": _loading(store, _kept_whole),
            "anew": _loading(store, _anew),
            "warm": _loading(store, _warm),
            "rows": _rows(store),
            "eventsourcing": eventsourcing_load(folder, CHILDREN),
            "snapshot": eventsourcing_snapshot(folder / "snapshots", CHILDREN),
        }
        rates = interleaved(
            contenders, rounds=rounds, times=times, warm_up=CHILDREN, clock=_CLOCK
        )
        readers = {
            "ours": _reading(store),
            "eventsourcing": eventsourcing_events(folder / "log", CHILDREN),
        }
        read = interleaved(readers, rounds=rounds, times=1, warm_up=1, clock=_CLOCK)
        first = Rates(tuple(_first(store) for _ in range(rounds)))
    _say("S6", rates, "kept", "eventsourcing", _OWN)
    _say("S6-kept-whole", rates, "kept whole", "eventsourcing", _OWN)
    _say("S6-kept", rates, "kept", "snapshot", _SNAPSHOT)
    _say("S6-anew", rates, "anew", "eventsourcing", _OWN)
    _say("S6-anew", rates, "anew", "rows", _ROWS)
    _say("S6-warm", rates, "warm", "eventsourcing", _OWN)
    for name in ("kept", "kept whole", "anew", "warm", "rows", "eventsourcing", "snapshot"):
        _say_time(name, rates[name])
    _say_time("anew, and kept", first)
    say(
        "S6-events", *map(_events, read.values()), "eventsourcing notifications", "events/s"
    )


def _say(promise: str, rates: dict[str, Rates], ours: str, peer: str, name: str) -> None:
    say(promise, rates[ours], rates[peer], name, "loads/s")


def _say_time(name: str, rates: Rates) -> None:
    waits = Rates(tuple(1e6 / rate for rate in rates.rounds))
    say("S6-us", waits, waits, name, "us")


def _events(logs: Rates) -> Rates:
    return Rates(tuple(rate * CHILDREN * EVENTS for rate in logs.rounds))


if __name__ == "__main__":
    main()
