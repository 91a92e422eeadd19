"""Clocks that go back, stand still and leap, three on one store: a story's times grow.

Within a subject no time of recording goes back or comes twice, whoever recorded by which
clock, a command at a time or in a file; the order of the story is that of what it says.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from attrs import define

from casemgmt import Store
from casemgmt.care.verify import verify
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import ConflictError, InvalidError
from casemgmt.recording.session import Session

from .acts import in_several_transactions, line_of, new_id
from .campaign import Campaign
from .power import folder

NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)
CHILDREN = 6
COMMANDS = 100
DAYS = ("2025-09-01", "2025-09-02", "2025-10")
WAYS = {
    "stands still": lambda _: 0,
    "goes on": lambda chance: chance.randint(1, 10**9),
    "goes back": lambda chance: -chance.randint(1, 10**11),
    "leaps": lambda chance: chance.randint(-(10**14), 10**13),
    "back by a microsecond": lambda _: -1,
}


@define
class Unruly:
    """A clock that is moved before each look at it."""

    now: datetime = NOON

    def __call__(self):
        return self.now

    def moved(self, way, chance):
        self.now += timedelta(microseconds=WAYS[way](chance))
        self.now = min(max(self.now, NOON - timedelta(days=900)), NOON.replace(year=2035))


def round_(chance, reached) -> int:
    clocks = [Unruly() for _ in range(3)]
    with folder() as at, ExitStack() as stack:
        path = Path(at) / "a.db"
        stores = [
            stack.enter_context(Store.open(path, create=True, clock=clock))
            for clock in clocks
        ]
        for _ in range(COMMANDS):
            which = chance.randrange(len(clocks))
            way = chance.choice(tuple(WAYS))
            clocks[which].moved(way, chance)
            reached[way] += 1
            reached[told(stores[which], chance)] += 1
        assert_in_order(stores[0])
    return COMMANDS


def told(store, chance) -> str:
    """Record one visit, or a file of several on one child."""
    child, on = f"child:K{chance.randrange(CHILDREN)}", chance.choice(DAYS)
    visit = RecordFollowUp(kind="call", seen_child=True)
    try:
        if chance.random() < 0.2:
            data = {"kind": "call", "seen_child": True}
            ids = [new_id(chance) for _ in range(3)]
            lines = [line_of("record-follow-up", child, data, own) for own in ids]
            with in_several_transactions():
                summary = store.acting_as("amina").record_file(lines)
            return "in a file" if summary.recorded else "it is not yet that day"
        store.acting_as("amina").record(child, visit, on=on, id=new_id(chance))
    except InvalidError as error:
        assert_that_day_is_to_come(error)
        return "it is not yet that day"
    except ConflictError:
        return "conflict"
    return "alone"


def assert_that_day_is_to_come(error):
    assert (error.field, error.code) == ("on", "in-the-future"), str(error)


def assert_in_order(store):
    desk = store.acting_as("amina")
    for subject in desk.subjects("child"):
        history = desk.history(subject)
        times = [one.at for one in sorted(history, key=lambda one: one.position)]
        assert all(a < b for a, b in pairwise(times)), "a time goes back"
        order = [(one.on.last, one.at, str(one.command_id)) for one in history]
        assert order == sorted(order), "the story is in another order"
    assert verify(store._parts.shelf.log).ok, "verification finds faults"


@contextmanager
def the_clock_believed():
    """The time of recording is what the clock says."""
    with patch.object(Session, "_recorded_at", lambda session, *_: session._now):
        yield


CAMPAIGN = Campaign(
    name="clock",
    promise="R1",
    small=3_000,
    full=100_000,
    kinds=(*WAYS, "alone", "in a file", "it is not yet that day"),
    round=round_,
    planted={"the clock is believed": the_clock_believed},
)
