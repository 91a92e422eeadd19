"""Eight processes record at once, and two read along: nothing is skipped, nothing twice.

One reads the log itself, the other is a runner that brings a read model up. Each writer
tells its own child and one whom all of them tell of; every third command is sent by two of
them, under one id.
"""

from __future__ import annotations

import mmap
import multiprocessing
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import ClassVar
from unittest.mock import patch
from uuid import UUID

from attrs import define, evolve, field, frozen

from casemgmt import Store
from casemgmt.adapters import Position
from casemgmt.care.verify import verify
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError, ConflictError
from casemgmt.projections.ledger import OWN
from casemgmt.recording import recorder
from casemgmt.recording.engines import sqlite
from casemgmt.recording.recorder import TRIES, Recorder

from .acts import ON, new_id
from .campaign import Campaign
from .children import child_doing
from .power import folder

WRITERS = 8
EACH = 24
PAGE = 20
WAITED = 60
KINDS = (
    "decided again",
    "conflict",
    "met again",
    "told of one child by all",
    "read along",
    "brought up along",
)


@frozen
class Sending:
    """One command that one or two of the writers send."""

    id: UUID
    subject: str


def round_(chance, reached) -> int:
    with folder() as at:
        return crowd(partial(Store.open, Path(at) / "a.db", create=True), chance, reached)


def crowd(opened, chance, reached) -> int:
    """Let the writers write what they have to, read along, and compare."""
    opened().close()
    plans = planned(chance)
    with mmap.mmap(-1, 1 + WRITERS) as shared, ExitStack() as running:
        children = [
            running.enter_context(child_doing(partial(write, opened, plan, shared, who)))
            for who, plan in enumerate(plans)
        ]
        with opened() as store, brought_up_along(store, shared) as model:
            seen = read_along(store, shared)
            said = [line.split() for child in children for line in child.said()]
            reached["read along"] += len(seen)
            assert_whole(store, plans, seen, [one for one in said if len(one) > 1])
        assert_given(model, seen)
    reached["decided again"] += said.count(["again"])
    reached["conflict"] += said.count(["conflict"])
    reached["met again"] += sum(one[2] == "True" for one in said if len(one) > 1)
    reached["brought up along"] += len(model.batches)
    reached["told of one child by all"] += sum(s.subject == ALL for p in plans for s in p)
    return sum(map(len, plans))


ALL = "child:ALL"


def planned(chance) -> list[list[Sending]]:
    """What each writer sends: some of it is what its neighbour sends too."""
    plans = []
    for who in range(WRITERS):
        own = (f"child:K{who}", ALL)
        plan = [Sending(new_id(chance), chance.choice(own)) for _ in range(EACH)]
        if who % 2:
            plan[::3] = [evolve(one, subject=ALL) for one in plans[-1][::3]]
            plans[-1][::3] = plan[::3]
        plans.append(plan)
    return plans


def write(opened, plan, shared, who, tell):
    """Be one of the writers, from the moment when all of them may begin."""
    at_first = Recorder._tried

    def tried(*told):
        answer = at_first(*told)
        if answer is None:
            tell("again")
        return answer

    tries = TRIES if who % 4 else 1  # some give up when somebody else was first
    with (
        patch.object(Recorder, "_tried", tried),
        patch.object(recorder, "TRIES", tries),
        in_the_end(opened) as store,
    ):
        desk = store.acting_as("amina")
        while not shared[0]:
            time.sleep(0.001)
        for one in plan:
            answer = recorded(desk, one, tell)
            tell(f"{one.id} {answer.position} {answer.again}")
    shared[1 + who] = 1


def in_the_end(opened):
    """Open the store, however long a machine that does much else has no time for us."""
    until = time.monotonic() + WAITED
    while True:
        try:
            return opened()
        except BusyError:
            if time.monotonic() > until:
                raise


def recorded(desk, one, tell):
    """Send it until it is recorded: busy means that nothing was, and conflict too."""
    visit = RecordFollowUp(kind="call", seen_child=True)
    until = time.monotonic() + WAITED
    while True:
        try:
            return desk.record(one.subject, visit, on=ON, id=one.id)
        except ConflictError:
            tell("conflict")
        except BusyError:
            if time.monotonic() > until:
                raise


def read_along(store, shared) -> list:
    """What a reader sees who never looks back, until every writer is done."""
    log, seen = store._parts.shelf.log, []
    until = time.monotonic() + WAITED
    shared[0] = 1
    while True:
        done = all(shared[1 : 1 + WRITERS])
        found = log.scan(seen[-1].position if seen else 0, PAGE)
        seen += found
        if (done and not found) or time.monotonic() > until:
            return seen


@define
class Given:
    """A read model of what it was given, in the order it came."""

    api_version: ClassVar[int] = 1

    at: Position | None = None
    batches: list = field(factory=list)

    def position(self):
        return self.at

    def project(self, batch):
        self.batches.append([(e.position, e.command_id) for e in batch.events])
        self.at = batch.until

    def forget(self, subject):
        del subject


@contextmanager
def brought_up_along(store, shared):
    """Bring a read model up while the writers write, and once more when they are done."""
    model, over = Given(), Event()

    def bring_up():
        while not (over.is_set() or all(shared[1 : 1 + WRITERS])):
            store.project(model)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(bring_up)
        try:
            yield model
        finally:
            over.set()  # also where a writer ended before it was done
        running.result(WAITED)
        store.project(model)


def assert_given(model, seen):
    """The runner gave what there is: all of it, in order, once."""
    given = [one for batch in model.batches for one in batch]
    told = [e.position for e in seen if e.name not in OWN]
    assert [position for position, _ in given] == told, "the runner skipped, or doubled"


def assert_whole(store, plans, seen, said):
    log = store._parts.shelf.log
    there = log.scan(0, 1_000_000)
    later = [one for one in there[len(seen) :] if one.name in OWN]
    skipped = len(there) - len(seen) - len(later)  # a runner may tell of itself to the end
    assert [*seen, *later] == there, f"the reader was not told of {skipped} events"
    there = [event for event in there if event.name not in OWN]
    assert all(a.position < b.position for a, b in pairwise(seen)), "a position came twice"
    ids = {one.id for plan in plans for one in plan}
    places = {str(i): found.position for i, found in log.outcome(ids).items()}
    assert len(places) == len(ids) == len(there), "a command is lost or doubled"
    assert all(places[i] == int(position) for i, position, _ in said), "another place"
    new = Counter(i for i, _, again in said if again == "False")
    assert set(new.values()) == {1}, "two were told that they recorded one command"
    assert len(new) == len(ids), "a command is of nobody"
    versions: dict[UUID, int] = {}
    for event in there:
        assert event.version == versions.get(event.stream, 0) + 1, "a version is missing"
        versions[event.stream] = event.version
    assert verify(log).ok, "verification finds faults"


@contextmanager
def positions_taken_before_the_transaction():
    """A place in the log is given out before it is one's turn to write."""
    last, append = multiprocessing.Value("q", 0), sqlite.SQLiteLog.append

    def early(log, batch):
        placed = []
        for one in batch:
            with last.get_lock():
                last.value += 1
                event = evolve(one.event, position=last.value)
            placed.append(evolve(one, event=event))
        return append(log, placed)

    with patch.object(sqlite.SQLiteLog, "append", early):
        yield


CAMPAIGN = Campaign(
    name="writers",
    promise="R3",
    small=960,
    full=100_000,
    kinds=KINDS,
    round=round_,
    planted={
        "positions taken before the transaction": positions_taken_before_the_transaction,
    },
    patience=5_000,
)
