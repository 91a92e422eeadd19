"""Appends on PostgreSQL: the whole of ours beside the bare events of eventsourcing's own.

Ours stores in the same transaction the command ids, a claim and a mention; the peer's
recorder stores the events alone. One server, the same payloads, a commit that waits for
the disk on both sides.
"""

from __future__ import annotations

import tempfile
from itertools import cycle
from pathlib import Path
from uuid import UUID, uuid4

from attrs import evolve
from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent as LibraryEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from tests.engines.server import Server, server_running

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.recording.port import NAMED
from casemgmt.testing.appends import NAME, told

from .measuring import Work, interleaved, say
from .peers import DATA, EVENTS, Child

STATE = b"x" * 400
BATCH = 1_000
CHILDREN = 20
_BARE = "eventsourcing insert_events"
_OWN = "eventsourcing get+save on PostgreSQL"


def ours(log: PostgresLog, batch: int) -> Work:
    """Return an append of *batch* commands, the first with a claim and a mention."""

    def append() -> None:
        appends = [told(state=STATE) for _ in range(batch)]
        mention = (uuid4(), NAMED)
        appends[0] = evolve(appends[0], claims=(uuid4().bytes,), mentions=(mention,))
        log.append(appends)

    return append


def peers(recorder: PostgresApplicationRecorder, batch: int) -> Work:
    """Return an insertion of *batch* events by the library's own recorder."""

    def insert() -> None:
        recorder.insert_events(
            [LibraryEvent(uuid4(), 1, NAME, STATE) for _ in range(batch)]
        )

    return insert


def recording(address: str, folder: Path) -> Work:
    """Return a whole command on a child with fifty events: decided, sealed, appended."""
    config = folder / "casemgmt.toml"
    config.write_text('vault = "bench.vault"', encoding="utf-8")
    desk = Store.open(address, config=config, create=True).acting_as("amina")
    visit = RecordFollowUp(kind="home-visit", seen_child=True, findings="Tout va bien.")
    subjects = [f"child:C{number}" for number in range(CHILDREN)]
    for subject in subjects:
        desk.record(subject, *[visit] * EVENTS, on="2025-09-19")
    turn = cycle(subjects)
    return lambda: desk.record(next(turn), visit, on="2025-09-20")


def saving(address: str) -> Work:
    """Return the library's own: get a child with fifty events, decide, save."""
    said = conninfo_to_dict(address)
    settings = {f"POSTGRES_{name.upper()}": str(value) for name, value in said.items()}
    app: Application[UUID] = Application(
        env={"PERSISTENCE_MODULE": "eventsourcing.postgres", **settings}
    )
    ids = []
    for number in range(CHILDREN):
        child = Child(f"Zineb {number}", "mediouna")
        for _ in range(EVENTS - 1):
            child.report(DATA)
        app.save(child)
        ids.append(child.id)
    turn = cycle(ids)

    def command() -> None:
        child: Child = app.repository.get(next(turn))
        child.report(DATA)
        app.save(child)

    return command


def bare_recorder(address: str) -> PostgresApplicationRecorder:
    """Return the library's recorder, with its tables."""
    said = conninfo_to_dict(address)
    who = (str(said[part]) for part in ("dbname", "host", "port", "user", "password"))
    recorder = PostgresApplicationRecorder(PostgresDatastore(*who))
    recorder.create_table()
    return recorder


def measured(server: Server, folder: Path, rounds: int) -> None:
    """Print one line for single appends, one for whole commands, one for batches."""
    address, whole = server.address(), server.address()
    for store in (address, whole):
        PostgresLog.migrate(store)
    log, recorder = PostgresLog(address), bare_recorder(server.database())
    one = {
        "ours": ours(log, 1),
        "peer": peers(recorder, 1),
        "record": recording(whole, folder),
        "save": saving(server.database()),
    }
    rates = interleaved(one, rounds=rounds, times=100)
    say("PG-append", rates["ours"], rates["peer"], _BARE, "appends/s")
    say("PG-record", rates["record"], rates["save"], _OWN, "commands/s")
    many = {"ours": ours(log, BATCH), "peer": peers(recorder, BATCH)}
    rates = interleaved(many, rounds=rounds, times=5, warm_up=2)
    say("PG-append-1000", rates["ours"], rates["peer"], _BARE, "batches/s")


def main(*, rounds: int = 5) -> None:
    """Measure on a server of its own."""
    with server_running() as server, tempfile.TemporaryDirectory() as made:
        measured(server, Path(made), rounds)


if __name__ == "__main__":
    main()
