"""S8 and S14: facts made of a log, and kept up to it, beside eventsourcing's own fold.

``python -m benchmarks.s8_facts 3000 30000 300000`` makes the facts of so many children of
fifty events each, by two processes that were begun before, and then tells a few more: one
command, one on each of a thousand children, of ten thousand. The library's fold is its own
loop, which keeps nothing; what both say of attendance is checked. Times are by the clock,
and of processor where several share a machine. Of the last round it is told when each
process worked, when it waited for a processor and when it slept.
"""

from __future__ import annotations

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
from casemgmt.read_models.figuring import brought_up, log_source
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
    began, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - worked


def _tell(log: EventLog, streams: list[UUID]) -> None:
    """Append one more report of work to each story, as the recorder would."""
    batch = []
    for stream in streams:
        story = log.read(stream)
        like = next(e for e in story if e.name.startswith("work-observed"))
        state = orjson.loads(like.state)
        command = UUID(bytes=secrets.token_bytes(16), version=4)
        state |= {"c": command.hex, "at": time.time_ns() // 1_000}
        told = orjson.dumps(state, option=orjson.OPT_SORT_KEYS)
        event = StoredEvent(stream, story[-1].version + 1, like.name, told)
        batch.append(Append(event, command))
    log.append(batch)


def _kept_up(path: Path, children: int) -> None:
    """Measure how soon what is told is seen, and how fast whole stories are read again."""
    with Store.open(path) as store:
        log = parts_of(store).shelf.log
        streams = [*log.changed(0)]
        facts = brought_up(parts_of(store))
        for number in (n for n in ADDED if n <= children):
            found = []
            for _ in range(3):
                _tell(log, streams[:number])
                found.append(_timed(lambda: brought_up(parts_of(store))))
            _say_seconds("S8-fresh", number, children, found)
        some = streams[: min(children, 10_000)]
        again = [_timed(lambda: facts.refresh(log_source(parts_of(store)), again=some))]
        events = len(some) * EVENTS
        told = {"events": events, "rate": round(events / again[0][0])}
        _say_seconds("S8-refolded", len(some), children, again, **told)


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


def main(*sizes: int, rounds: int = 3) -> None:
    """Measure each size; of several, what an event costs in the largest and the least."""
    taken: dict[int, Taken] = {}
    for children in sizes or QUICK:
        with tempfile.TemporaryDirectory() as made:
            few = 1 if children > LARGEST_OF_PEERS else rounds
            taken[children] = _measured(Path(made), children, few)
    if len(taken) > 1:
        few_, many = taken[min(taken)], taken[max(taken)]
        for name in ("clock", "work"):
            less, more = (statistics.median(getattr(one, name)) for one in (few_, many))
            told = {"promise": f"S14-facts-{name}", "ours": round(more * 1e6, 3)}
            beside = {"peer": round(less * 1e6, 3), "peer_name": "the smallest size"}
            print_line(
                told | beside | {"ratio": round(more / less, 3), "unit": "us an event"}
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
