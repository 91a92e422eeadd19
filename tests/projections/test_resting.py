"""An adapter whose process is ended again and again rests, and costs who records little."""

import threading
from typing import ClassVar

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.commands import RecordFollowUp
from casemgmt.projections.giving import UnreachedError
from casemgmt.projections.patience import Patience
from casemgmt.projections.progress import State
from casemgmt.projections.resting import (
    IN_A_ROW,
    LEAST,
    MOST,
    TIMES,
    Endurance,
    rest_after,
)
from casemgmt.projections.room import AdapterStoppedError
from casemgmt.projections.runner import Asked
from casemgmt.testing import memory_store

from .read_model import ReadModel

CALL = RecordFollowUp(kind="call", seen_child=True)
CHILDREN = [f"child:K{n}" for n in range(4)]
FOLLOWING = Patience(tries=2, pause=0.0, rounds=1000, rests=3600.0)


@define
class Clock:
    """A time that passes when it is told to."""

    at: float = 0.0

    def __call__(self):
        return self.at


class Unhurried(threading.Event):
    """Nobody waits: it is written down how long would have been waited."""

    def __init__(self):
        super().__init__()
        self.waited = []

    def wait(self, timeout=None):
        if timeout:
            self.waited.append(timeout)
        return self.is_set()


@define
class Broken:
    """Ends its process at what it is given, as *at_what* says; counts what it worked."""

    AT_ONCE: ClassVar[float] = 1.5
    at_what: object
    model: ReadModel = field(factory=ReadModel)
    clock: Clock = field(factory=Clock)
    endurance: Endurance = field(init=False)
    worked: float = 0.0

    def __attrs_post_init__(self):
        self.endurance = Endurance(self.clock)
        self.model.before = self.misbehave

    def misbehave(self, batch):
        if self.at_what(batch):
            self.endurance.begins()
            self.clock.at += self.AT_ONCE
            self.worked += self.AT_ONCE
            error = AdapterStoppedError.because("adapter.beside-gone", name="broken")
            error.rests = self.endurance.was_ended()
            raise error
        if batch.events:
            self.endurance.took_events()


@pytest.fixture
def store():
    with memory_store(on="2025-09-20") as made:
        for child in CHILDREN:
            made.acting_as("amina").record(child, CALL, on="2025-09-01")
        yield made


def brought_up(store, model, stop, patience):
    of = store.projections.destination(model, "broken")
    return store.projections.bring_up(model, of, Asked(stop=stop, patience=patience))


@given(ended=st.integers(IN_A_ROW, 10_000), worked=st.floats(0, 1e6))
def test_who_was_ended_thrice_in_a_row_works_a_twentieth_of_the_time_or_rests_long(
    ended, worked
):
    rests = rest_after(ended, worked)

    assert LEAST <= rests <= MOST
    assert worked * TIMES <= rests or rests == MOST


def test_who_was_ended_once_or_twice_is_started_again_soon():
    assert [rest_after(1, 60.0), rest_after(2, 60.0)] == [1.0, 2.0]


def test_what_counts_is_how_long_it_started_and_answered_not_how_long_it_was_there():
    clock = Clock()
    endurance = Endurance(clock)
    endurance.was_ended()
    endurance.was_ended()

    endurance.begins()
    clock.at += 1.0
    endurance.is_over()
    clock.at += 1000.0
    endurance.begins()
    endurance.begins()
    clock.at += 2.0

    assert endurance.was_ended() == TIMES * 3.0


def test_whoever_took_something_is_started_again_soon():
    endurance = Endurance(Clock())
    for _ in range(10):
        endurance.was_ended()
    assert endurance.was_ended() == LEAST

    endurance.took_events()

    assert endurance.was_ended() == 1.0


def test_what_ends_its_process_at_everything_works_little_and_is_left_after_an_hour(store):
    broken, stop = Broken(lambda _: True), Unhurried()

    with pytest.raises(UnreachedError):
        brought_up(store, broken.model, stop, FOLLOWING)

    rested = sum(stop.waited)
    assert 3000.0 < rested <= 3600.0
    soon_again_or_left = IN_A_ROW * Broken.AT_ONCE
    assert (broken.worked - soon_again_or_left) * TIMES <= rested
    of = store.projections.destination(broken.model, "broken")
    source = store.projections.source(broken.model, of)
    assert store.projections.progress(source, broken.model).state is State.STOPPED


def test_what_ends_its_process_at_one_story_lets_that_one_wait_and_takes_the_others(store):
    guilty = [event.position for event in store.events()][2]
    broken = Broken(lambda batch: any(e.position == guilty for e in batch.events))
    stop = Unhurried()

    done = brought_up(store, broken.model, stop, FOLLOWING)

    assert (done.parked, done.state) == (1, State.PARKED)
    assert sum(stop.waited) < 300.0


def test_nobody_who_waits_for_the_answer_waits_for_a_rest(store):
    broken, stop = Broken(lambda _: True), Unhurried()
    asked_once = Patience(tries=2, pause=0.0, rounds=5)

    with pytest.raises(UnreachedError):
        brought_up(store, broken.model, stop, asked_once)

    assert stop.waited == []


def test_whoever_is_to_end_does_not_rest_first(store):
    broken, stop = Broken(lambda _: True), Unhurried()
    stop.set()

    brought_up(store, broken.model, stop, FOLLOWING)

    assert len(stop.waited) <= 1
