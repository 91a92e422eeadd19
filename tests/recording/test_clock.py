"""The time of recording never goes back and never repeats within a subject."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recording.telling import line, with_a_case, written

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import InvalidError
from casemgmt.testing import memory_store

NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)
VISIT = RecordFollowUp(kind="call", seen_child=True)


def followed_up(child):
    said = {"kind": "call", "seen_child": True}
    return line("record-follow-up", said, subject=f"child:{child}")


def same_person(command, one, other):
    said = {"other": f"child:{other}", "evidence": "same-parents"}
    return line(command, said, subject=f"child:{one}")


def kit_for(child):
    said = {"kit": "hygiene", "school_year": "2025-2026"}
    return line("entitle-kit", said, subject=f"child:{child}")


class Jumping:
    """A clock that goes where it is sent."""

    def __init__(self, *seconds):
        self.seconds = list(seconds)
        self.now = NOON

    def __call__(self):
        if self.seconds:
            self.now = NOON + timedelta(seconds=self.seconds.pop(0))
        return self.now


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=12))
def test_the_times_of_a_story_grow_whatever_the_clock_does(seconds):
    store = memory_store()
    store._parts.recorder.clock = Jumping(*seconds)
    desk = store.acting_as("amina")

    for _ in seconds:
        desk.record("child:C01", VISIT, on="2025-09-01")

    times = [e.at for e in store.events()]
    assert all(before < after for before, after in pairwise(times))


def test_the_times_of_a_file_on_one_child_grow_by_a_microsecond(tmp_path):
    with Store.open(tmp_path / "a.db", create=True, clock=Jumping()) as store:
        store.acting_as("amina").record_file(written(with_a_case()))
        times = [e.at for e in store.events()]

    assert times == [NOON + timedelta(microseconds=n) for n in range(3)]


def test_the_times_of_a_file_grow_from_line_to_line_on_whichever_child(tmp_path):
    visits = [followed_up(child) for child in ("C01", "C01", "C02", "C01", "C02")]
    with Store.open(tmp_path / "a.db", create=True, clock=Jumping()) as store:
        store.acting_as("amina").record_file(written(visits))
        times = [e.at for e in store.events()]

    assert times == [NOON + timedelta(microseconds=n) for n in range(5)]


def test_the_last_word_of_a_file_on_two_records_holds_whichever_of_them_says_it(tmp_path):
    told = [
        *(followed_up("C01") for _ in range(3)),
        same_person("unlink-persons", "C01", "C02"),
        same_person("link-persons", "C02", "C01"),
        kit_for("C01"),
        kit_for("C02"),
    ]
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record_file(written([*with_a_case("child:C01"), *with_a_case("child:C02")]))
        summary = desk.record_file(written(told))

    assert (summary.recorded, summary.refused) == (6, 1)


def test_two_processes_with_clocks_apart_still_grow_in_time(tmp_path):
    path = tmp_path / "a.db"
    late, early = Jumping(1000), Jumping(-1000)
    with (
        Store.open(path, create=True, clock=late) as one,
        Store.open(path, clock=early) as other,
    ):
        for _ in range(3):
            one.acting_as("amina").record("child:C01", VISIT, on="2025-09-01")
            other.acting_as("driss").record("child:C01", VISIT, on="2025-09-01")
        times = [e.at for e in one.events()]

    assert all(before < after for before, after in pairwise(times))


def test_the_day_of_recording_is_that_of_the_time_zone():
    store = memory_store()
    desk = store.acting_as("amina")
    store.clock.now = datetime(2025, 12, 1, 22, 59, 30, tzinfo=UTC)
    with pytest.raises(InvalidError, match="in-the-future"):
        desk.record("child:C01", VISIT, on="2025-12-02")

    store.clock.now = datetime(2025, 12, 1, 23, 0, tzinfo=UTC)  # midnight in Casablanca
    desk.record("child:C01", VISIT, on="2025-12-02")


def test_the_time_the_store_moved_history_in_grows_too(tmp_path):
    moved = [line("assess-risk", {"level": "low"}, at="2025-10-01T10:00:00Z")]
    more = [line("assess-risk", {"level": "high"}, at="2025-10-02T10:00:00Z")]
    with Store.open(tmp_path / "a.db", create=True, clock=Jumping()) as store:
        desk = store.acting_as("amina")
        desk.record_file(written(moved), times_given=True)
        desk.record_file(written(more), times_given=True)
        told = [e.at for e in store.events() if e.subject.kind == "system"]

    assert told == [NOON, NOON + timedelta(microseconds=1)]
