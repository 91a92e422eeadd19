"""Built in parts, by threads or processes, a read model is what one process makes of it."""

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.server import server_running
from tests.projections.dividing import Bound, Days, Dying, Visits, failing
from tests.recording.telling import VISIT, line, with_a_case, written

from casemgmt import Store
from casemgmt.adapters import Position
from casemgmt.opening import read_apart
from casemgmt.projections import dividing
from casemgmt.projections.adapter import AdapterApiError
from casemgmt.projections.dividing import Dividing, Stories, WorkerLostError, buckets_of
from casemgmt.recording.port import Bucket

CHILDREN = 12
LINES = [
    one
    for n in range(CHILDREN)
    for one in (
        *with_a_case(f"child:K{n}"),
        line("record-follow-up", VISIT, subject=f"child:K{n}", on="2025-10-02"),
    )
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("divided") / "a.db"
    with Store.open(path, create=True) as store:
        store.acting_as("amina").record_file(written(LINES))
    return str(path)


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        yield executor


def built(address, adapter, executor=None):
    """The adapter's read model, built of the store at this address."""
    opens = partial(read_apart, address, None, ())
    with opens() as (log, reading):
        Dividing(log, reading, executor, opens).build(adapter)
    return adapter.kept()


def test_threads_and_processes_make_what_one_makes_alone(address, processes):
    alone = built(address, Days(":memory:"))

    assert alone.count('INSERT INTO "told"') == len(LINES)
    with ThreadPoolExecutor(3) as threads:
        assert built(address, Days(":memory:"), threads) == alone
    assert built(address, Days(":memory:"), processes) == alone


def test_a_server_is_read_by_processes_too(tmp_path, processes):
    (tmp_path / "casemgmt.toml").write_text('vault = "a.vault"', encoding="utf-8")
    with server_running() as server:
        address = server.address()
        Store.migrate(address)
        config = tmp_path / "casemgmt.toml"
        with Store.open(address, config=config, create=True) as store:
            store.acting_as("amina").record_file(written(LINES))

        alone = built(address, Days(":memory:"))
        assert alone.count('INSERT INTO "told"') == len(LINES)
        assert built(address, Days(":memory:"), processes) == alone


def test_only_what_an_adapter_reads_is_given(address, processes):
    kept = built(address, Visits(":memory:"), processes)

    assert kept.count("follow-up-recorded.1") == kept.count('INSERT INTO "told"') == 12


def test_the_position_is_the_head_at_the_start(address):
    opens = partial(read_apart, address, None, ())
    adapter = Days(":memory:")
    with opens() as (log, reading):
        dividing_ = Dividing(log, reading)
        until = dividing_.build(adapter)

        assert until == adapter.position() == Position(log.epoch, len(LINES))
        assert dividing_.events == len(LINES)


def test_a_worker_that_dies_leaves_what_was_kept(address, tmp_path, monkeypatch):
    monkeypatch.setenv("DIES_WHILE", str(tmp_path / "die"))
    kept = built(address, adapter := Dying(":memory:"))
    (tmp_path / "die").touch()

    with (
        ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor,
        pytest.raises(WorkerLostError, match="run it again"),
    ):
        built(address, adapter, executor)

    assert adapter.kept() == kept
    (tmp_path / "die").unlink()
    assert built(address, adapter) == kept


def test_a_part_that_fails_leaves_what_was_kept(address, processes):
    kept = built(address, adapter := Days(":memory:"))
    adapter.part = failing

    with pytest.raises(ZeroDivisionError):
        built(address, adapter, processes)

    assert adapter.kept() == kept


def test_a_part_that_cannot_be_sent_is_told_before_anything_is_done(address, processes):
    with pytest.raises(AdapterApiError, match="static method"):
        built(address, Bound(":memory:"), processes)

    assert built(address, Bound(":memory:")).count('INSERT INTO "told"') == len(LINES)


def test_a_log_that_was_replaced_meanwhile_is_noticed(address, tmp_path, processes):
    other = tmp_path / "other.db"
    Store.open(other, create=True).close()
    with partial(read_apart, address, None, ())() as (log, reading):
        opens = partial(read_apart, str(other), None, ())
        adapter = Days(":memory:")

        with pytest.raises(WorkerLostError, match="another one"):
            Dividing(log, reading, processes, opens).build(adapter)

    assert adapter.position() is None


class Counted:
    """An executor that does everything at once, and counts what was not yet taken."""

    _max_workers = 2

    def __init__(self):
        self.submitted = 0

    def submit(self, work, of):
        self.submitted += 1
        done = Future()
        done.set_result(work(of))
        return done


def test_few_parts_are_ahead_of_what_was_gathered():
    executor = Counted()
    parts = dividing.in_order(executor, ((str, n) for n in range(100)))

    taken = [(next(parts), executor.submitted) for _ in range(100)]

    assert [part for part, _ in taken] == [str(n) for n in range(100)]
    assert max(done - n for n, (_, done) in enumerate(taken)) <= 2 * dividing.AHEAD


def test_stories_are_a_sequence(address):
    with read_apart(address, None, ()) as (log, reading):
        page = log.scan(0, 10)
        stories = Stories(reading, page)

        assert len(stories) == 10
        assert list(stories) == [stories[n] for n in range(10)]
        assert list(stories[2:4]) == list(stories)[2:4]
        assert stories[-1].position == 10


@given(st.integers(1, 300), st.uuids())
def test_every_story_lies_in_one_bucket(number, stream):
    buckets = Bucket.divided(number)

    assert sum(stream in bucket for bucket in buckets) == 1
    assert (buckets[0].is_lowest, buckets[-1].is_highest) == (True, True)
    assert sum(bucket.share for bucket in buckets) == pytest.approx(1)


def test_the_ends_of_the_ids_lie_in_a_bucket():
    first, *_, last = Bucket.divided(7)

    assert UUID(int=0) in first
    assert UUID(int=2**128 - 1) in last


@given(st.integers(0, 10**9))
def test_a_bucket_is_never_large(events):
    number = buckets_of(events)

    assert number >= dividing.FEWEST
    assert events <= number * dividing.EVENTS_AT_ONCE
    if number > dividing.BY_READING_ALL:
        assert events <= number * dividing.EVENTS_AT_ONCE_OF_MANY
