"""S8 and S14: facts made of a log, and kept up to it, beside eventsourcing's own fold.

``python -m benchmarks.s8_facts 3000 30000 300000`` makes the facts of so many children of
fifty events each, by two processes that were begun before, and then tells a few more: one
command, one on each of a thousand children, of ten thousand, and one on each of ten
thousand for which their stories have to be folded again. The library's fold is its own
loop, which keeps nothing; what both say of attendance is checked. Times are by the clock,
and of processor where several share a machine. Of the last round it is told when each
process worked, when it waited for a processor and when it slept.
"""

from __future__ import annotations

import os
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from attrs import define, field

from casemgmt import Store
from casemgmt.facts import Facts
from casemgmt.opening.parts import Parts
from casemgmt.read_models.figuring import brought_up
from casemgmt.recording.port import Append, EventLog, StoredEvent
from casemgmt.sharing.hands import Processes

from . import s7_peers
from .measuring import print_line
from .s7_rebuild import LARGEST_OF_PEERS, Taken, own_megabytes, seconds_of
from .seasons import EVENTS, Cell, attended, filled
from .time_line import TimeLine

WORKERS = 2
QUICK = (3_000,)
ADDED = (1, 1_000, 10_000)
REFOLDED = 10_000
MOST = 1.3
"""Times what an event costs at the smallest size, S14."""
ADDS, FOLDED_ANEW = "work-observed", "case-opened"
"""An event that comes at the end of a story, and one for which it is folded again whole."""
_DAYS = """
SELECT strftime(a.from_, '%Y-%m'), s.value, p.sex, sum(a.possible - a.absent)
FROM attendance a JOIN spell s ON s.rec = a.rec AND s.kind = 'programme'
JOIN person p ON p.rec = a.rec GROUP BY ALL
"""


def parts_of(store: Store) -> Parts:
    """Return what *store* is made of."""
    return store._parts  # noqa: SLF001 - what is measured lies behind the door


@define
class Ours:
    """The facts of one store, made round after round."""

    store: Path
    children: int
    processes: Processes
    taken: Taken = field(factory=Taken)
    megabytes: int = 0
    line: TimeLine = field(factory=lambda: TimeLine({}))
    """Of the last round."""

    def build(self) -> None:
        """Make them anew, and check what they say of attendance."""
        shutil.rmtree(f"{self.store}.facts", ignore_errors=True)
        began, worked = time.perf_counter(), self._work()
        with Store.open(self.store) as store:
            with self._looked_at():
                facts = brought_up(parts_of(store), self.processes)
            events = self.children * EVENTS
            self.taken.clock.append((time.perf_counter() - began) / events)
            self.taken.work.append((self._work() - worked) / events)
            _check(_days(facts) == attended(self.children))
        sizes = map(own_megabytes, [*self.processes.pids, "self"])
        self.megabytes = max(self.megabytes, *sizes)

    def _looked_at(self) -> TimeLine:
        ranks = enumerate(self.processes.pids, start=1)
        names = {f"worker {rank}": pid for rank, pid in ranks}
        self.line = TimeLine({"who gathers": "self", **names})
        return self.line

    def _work(self) -> float:
        return time.process_time() + sum(map(seconds_of, self.processes.pids))


def _days(facts: Facts) -> Counter[Cell]:
    with facts.cursor() as cursor:
        rows = cursor.execute(_DAYS).fetchall()
    return Counter(
        {(month, programme, sex): int(days) for month, programme, sex, days in rows}
    )


def _check(same: bool) -> None:  # noqa: FBT001
    if not same:
        raise AssertionError


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return what *work* takes by the clock, and of processor with whom it began."""
    began, worked = time.perf_counter(), _worked()
    work()
    return time.perf_counter() - began, _worked() - worked


def _worked() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _tell(log: EventLog, streams: list[UUID], name: str) -> None:
    """Append one more event of that *name* to each story, as the recorder would."""
    batch = []
    for stream in streams:
        story = log.read(stream)
        like = next(e for e in story if e.name.startswith(name))
        state = orjson.loads(like.state)
        command = UUID(bytes=secrets.token_bytes(16), version=4)
        state |= {"c": command.hex, "at": time.time_ns() // 1_000}
        told = orjson.dumps(state, option=orjson.OPT_SORT_KEYS)
        event = StoredEvent(stream, story[-1].version + 1, like.name, told)
        batch.append(Append(event, command))
    log.append(batch)


def _kept_up(path: Path, children: int) -> None:
    """Measure how soon what is told is seen, and how fast stories are folded again."""
    with Store.open(path) as store:
        streams = [*parts_of(store).shelf.log.changed(0)]
        brought_up(parts_of(store))
        for number in (n for n in ADDED if n <= children):
            found = _told_and_seen(store, streams[:number], ADDS)
            _say_seconds("S8-fresh", number, children, found)
        some = streams[: min(children, REFOLDED)]
        again = _told_and_seen(store, some, FOLDED_ANEW)
        events = len(some) * EVENTS
        rate = round(events / statistics.median(clock for clock, _ in again))
        _say_seconds("S8-refolded", len(some), children, again, events=events, rate=rate)


def _told_and_seen(
    store: Store, streams: list[UUID], name: str, rounds: int = 3
) -> list[tuple[float, float]]:
    """Tell something of each of *streams*, and measure until it is seen."""
    parts, found = parts_of(store), []
    for _ in range(rounds):
        _tell(parts.shelf.log, streams, name)
        found.append(_timed(lambda: brought_up(parts)))
    return found


def _say_seconds(
    promise: str, number: int, children: int, found: list[tuple[float, float]], **told: Any
) -> None:
    clock, work = (statistics.median(each) for each in zip(*found, strict=True))
    line = {"promise": promise, "ours": round(clock, 3), "work": round(work, 3)}
    size = {"children": number, "of_events": children * EVENTS}
    print_line(line | size | told | {"unit": "s", "runs": len(found)})


def _measured(folder: Path, children: int, rounds: int) -> Taken:
    loop, peers = Taken(), children <= LARGEST_OF_PEERS
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite"}
    env["SQLITE_DBNAME"] = str(folder / "peer.db")
    if peers:
        s7_peers.filled(env, children)
    with Processes(WORKERS) as processes:
        ours = Ours(filled(folder / "ours.db", children), children, processes)
        for _ in range(rounds):
            ours.build()
            if peers:
                clock, work = _timed(
                    lambda: _check(s7_peers.loop(env) == attended(children))
                )
                loop.clock.append(clock / children / EVENTS)
                loop.work.append(work / children / EVENTS)
    _say_build(ours, loop)
    _kept_up(ours.store, children)
    return ours.taken


def _say_build(ours: Ours, loop: Taken) -> None:
    events = ours.children * EVENTS
    clock, work = statistics.median(ours.taken.clock), statistics.median(ours.taken.work)
    line = {
        "promise": "S8",
        "ours": round(clock * events, 2),
        "unit": "s",
        "events": events,
    }
    line |= {"workers": WORKERS, "peak_mb": ours.megabytes, "work_us": round(work * 1e6, 2)}
    if loop.clock:
        peer = statistics.median(loop.clock)
        line |= {"peer": round(peer * events, 2), "ratio": round(peer / clock, 3)}
        line |= {"peer_work_us": round(statistics.median(loop.work) * 1e6, 2)}
        line["peer_name"] = "eventsourcing's own loop, one figure, nothing kept"
    print_line(line | {"runs": len(ours.taken.clock)})
    for told in ours.line.lines():
        print_line({"promise": "S8-time-line", "events": events, "unit": "s"} | told)


def _built(folder: Path, children: int, rounds: int) -> Taken:
    """Measure only what making the facts of so many children takes."""
    with Processes(WORKERS) as processes:
        ours = Ours(filled(folder / "ours.db", children), children, processes)
        for _ in range(rounds):
            ours.build()
    return ours.taken


def main(*sizes: int, rounds: int = 3) -> None:
    """Measure each size; of several, what an event costs beside the least of them.

    The least is measured before and after: a machine is not the same an hour later.
    """
    least, *larger = sorted(sizes or QUICK)
    with tempfile.TemporaryDirectory() as made:
        before = _measured(Path(made), least, rounds)
    for children in larger:
        with tempfile.TemporaryDirectory() as made:
            few = 1 if children > LARGEST_OF_PEERS else rounds
            found = _measured(Path(made), children, few)
        with tempfile.TemporaryDirectory() as made:
            after = _built(Path(made), least, rounds)
        _say_growth(children, found, before, after)
        before = after


def _say_growth(children: int, found: Taken, *around: Taken) -> None:
    """Say what an event cost among so many, beside the least size *around* it."""
    for name in ("clock", "work"):
        less = statistics.mean(statistics.median(getattr(one, name)) for one in around)
        more = statistics.median(getattr(found, name))
        line = {"promise": f"S14-facts-{name}", "events": children * EVENTS}
        line |= {"ours": round(more * 1e6, 3), "peer": round(less * 1e6, 3)}
        line |= {"peer_name": "the smallest size, before and after", "unit": "us an event"}
        print_line(line | {"ratio": round(more / less, 3), "kept": more <= MOST * less})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
