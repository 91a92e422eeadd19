"""R8: how long it takes to read a log again from its bytes, check and hash it."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import orjson

from casemgmt.care.backup import back_up
from casemgmt.care.verify import verify
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.recording.port import Append, StoredEvent

from .measuring import print_line

EVENTS = 100_000
"""The promise is of a million: ``main(events=1_000_000)``, a few minutes to make."""
A_STORY, AT_ONCE = 50, 200
MOMENT = datetime(2025, 12, 31, tzinfo=UTC)
SEALED = {"~": "A" * 80}


def made(path: Path, events: int) -> SQLiteLog:
    """Return a log of *events*: stories of fifty, two hundred of them side by side."""
    log = SQLiteLog(path, create=True)
    for first in range(0, events, A_STORY * AT_ONCE):
        for version in range(1, A_STORY + 1):
            numbers = [first + (version - 1) * AT_ONCE + n for n in range(AT_ONCE)]
            told = ((n, _id(1, first + k), version) for k, n in enumerate(numbers))
            log.append([_append(*one) for one in told])
    return log


def _append(number: int, stream: UUID, version: int) -> Append:
    command = _id(2, number)
    state = orjson.dumps(
        {
            "at": 1_758_000_000_000_000 + number,
            "by": "amina",
            "c": command.hex,
            "d": {"findings": SEALED, "kind": "home-visit", "seen_child": True},
            "k": "child",
            "on": "2025-09-03",
        },
        option=orjson.OPT_SORT_KEYS,
    )
    return Append(StoredEvent(stream, version, "follow-up-recorded.1", state), command)


def _id(kind: int, number: int) -> UUID:
    """Return an id that is spread as random ones are, and the same in every run."""
    return UUID(bytes=hashlib.sha256(b"%d/%d" % (kind, number)).digest()[:16])


def hashed_only(path: Path) -> int:
    """Read every row and hash it, and nothing else: what no verification can go below."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT * FROM events ORDER BY position")
        return sum(len(hashlib.sha256(row[4]).digest()) // 32 for row in rows)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds *work* took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main(*, events: int = EVENTS, rounds: int = 3) -> None:
    """Measure, and print one line for each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with closing(made(path, events)) as log:
            ours, peer, backups = [], [], []
            for _ in range(rounds):
                ours.append(timed(lambda: _refuse_if_not_whole(log)))
                peer.append(timed(lambda: hashed_only(path)))
            backups.append(timed(lambda: back_up(log, Path(folder) / "b", MOMENT)))
    _say("R8-verify", ours, peer, "rows read and hashed", events)
    _say("R8-backup", backups, [], None, events)


def _refuse_if_not_whole(log: SQLiteLog) -> None:
    assert verify(log).ok


def _say(
    promise: str, ours: list[float], peer: list[float], name: str | None, events: int
) -> None:
    line = {"promise": promise, "ours": round(sorted(ours)[len(ours) // 2], 2)}
    beside = round(sorted(peer)[len(peer) // 2], 2) if peer else None
    line |= {"peer": beside, "peer_name": name}
    line |= {"ratio": round(line["ours"] / beside, 2) if beside else None}
    spread = round((max(ours) - min(ours)) / line["ours"], 2)
    print_line(
        line | {"unit": f"s for {events:,} events", "runs": len(ours), "spread": [spread]}
    )


if __name__ == "__main__":
    main()
