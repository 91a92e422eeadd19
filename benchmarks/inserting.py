"""The peers of S4: a journal put into eventsourcing; nothing of it is decided or sealed.

``mapped`` does what its users do who move a history in: each line is read, its typed event
made, mapped by the library's own JSON mapper, and a thousand are inserted a transaction.
``bare`` is the inserting alone, of bytes made beforehand: as fast as its recorder can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from .peers import EVENTS
from .seasons import BLOCK

BATCH = 1_000
TOPIC = "casemgmt.children:Child.AttendanceReported"
STATE = b"x" * 230
"""As large as what the library's own mapper stores for such an event."""


class Child(Aggregate):
    """A child as eventsourcing's own documentation would write it."""

    class Told(Aggregate.Event):
        """Something told of a child."""

        on: str
        by: str

    class Registered(Told):
        """A child was registered."""

        given_name: dict[str, str]
        family_name: dict[str, str]
        sex: str
        born: str
        district: str

    class ConsentGiven(Told):
        """The guardian consented."""

        purposes: list[str]
        given_by: str

    class CaseOpened(Told):
        """A case was opened."""

        centre: str
        caseworker: str
        programmes: list[str]

    class AttendanceReported(Told):
        """A school reported attendance."""

        from_: str
        to: str
        days_possible: int
        days_absent: int
        source: str

    class WorkObserved(Told):
        """Work was observed."""

        economic_hours: int
        chores_hours: int
        hazardous: str

    class FollowUpRecorded(Told):
        """A caseworker followed up."""

        kind: str
        seen_child: bool
        findings: dict[str, str]


TOLD_BY: dict[str, type[Child.Told]] = {
    "register-child": Child.Registered,
    "give-consent": Child.ConsentGiven,
    "open-case": Child.CaseOpened,
    "report-attendance": Child.AttendanceReported,
    "observe-work": Child.WorkObserved,
    "record-follow-up": Child.FollowUpRecorded,
}


def mapped(folder: Path, journal: Path) -> Path:
    """Read *journal*, and insert its events as eventsourcing maps them."""
    app = _application(folder)
    with journal.open("rb") as lines:
        events = _events(map(orjson.loads, lines))
        while batch := list(islice(events, BATCH)):
            app.recorder.insert_events(list(map(app.mapper.to_stored_event, batch)))
    app.close()
    return folder / "peer.db"


def bare(folder: Path, journal: Path) -> Path:
    """Insert as many events as *journal* has lines, without reading or mapping any."""
    app = _application(folder)
    with journal.open("rb") as lines:
        children = sum(1 for _ in lines) // EVENTS
    events = _constant(children)
    while batch := list(islice(events, BATCH)):
        app.recorder.insert_events(batch)
    app.close()
    return folder / "peer.db"


def _application(folder: Path) -> Application[UUID]:
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(folder / "peer.db"),
    }
    return Application(env=environment)


def _events(lines: Iterator[dict[str, Any]]) -> Iterator[Child.Told]:
    ids: defaultdict[str, UUID] = defaultdict(uuid4)
    versions: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        child, data = line["subject"], line["data"]
        versions[child] += 1
        if "from" in data:
            data["from_"] = data.pop("from")
        yield TOLD_BY[line["command"]](
            originator_id=ids[child],
            originator_version=versions[child],
            timestamp=Child.Told.create_timestamp(),
            on=line["on"],
            by=line["by"],
            **data,
        )


def _constant(children: int) -> Iterator[StoredEvent]:
    for first in range(0, children, BLOCK):
        block = [uuid4() for _ in range(first, min(first + BLOCK, children))]
        for version in range(1, EVENTS + 1):
            for child in block:
                yield StoredEvent(child, version, TOPIC, STATE)
