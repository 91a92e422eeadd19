"""Built in parts, by threads or processes, a read model is what one process makes of it."""

import multiprocessing
import sqlite3
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from types import SimpleNamespace
from uuid import UUID

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.server import server_running
from tests.projections.dividing import Bound, Days, Dying, Visits, failing
from tests.recording.telling import VISIT, line, with_a_case, written

from casemgmt import RecordedEvent, Store
from casemgmt.adapters import Position
from casemgmt.cli import projections
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import InvalidError
from casemgmt.opening.whole import read_apart
from casemgmt.projections import workers
from casemgmt.projections.adapter import AdapterApiError
from casemgmt.projections.dividing import (
    Dividing,
    Hands,
    PartError,
    Stories,
    WorkerLostError,
)
from casemgmt.recording.port import Bucket
from casemgmt.testing import memory_store

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


def built(address, adapter, executor=None, config=None):
    """The adapter's read model, built of the store at this address."""
    opens = partial(read_apart, address, config, (), getattr(adapter, "events", None))
    with opens() as (log, reading):
        hands = Hands(executor, opens) if executor else None
        Dividing(log, reading, hands).build(adapter, log.head())
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

        alone = built(address, Days(":memory:"), config=config)
        assert alone.count('INSERT INTO "told"') == len(LINES)
        assert built(address, Days(":memory:"), processes, config) == alone


def test_only_what_an_adapter_reads_is_given(address, processes):
    kept = built(address, Visits(":memory:"), processes)

    assert kept.count("follow-up-recorded.1") == kept.count('INSERT INTO "told"') == 12


def test_it_is_built_up_to_a_position(address):
    opens = partial(read_apart, address, None, ())
    adapter = Days(":memory:")
    with opens() as (log, reading):
        one = Dividing(log, reading)
        one.build(adapter, 20)

        assert adapter.position() == Position(log.epoch, 20)
        assert one.events == 20


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

        with pytest.raises(WorkerLostError, match="run it again"):
            Dividing(log, reading, Hands(processes, opens)).build(adapter, log.head())

    assert adapter.position() is None


def test_what_many_hands_build_is_what_one_after_the_other_gives(tmp_path, processes):
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written(LINES))
        followed = Days(":memory:")
        store.project(followed)

        built_anew = Days(":memory:")
        progress = store.project(built_anew, rebuild=True, executor=processes)

        assert progress.events >= len(LINES)
        assert progress.position == progress.head
        assert _rows(built_anew) == _rows(followed)


def _rows(adapter):
    return [row for row in adapter.kept().splitlines() if '"told"' in row]


def test_a_store_says_plainly_that_a_worker_died(tmp_path, monkeypatch):
    monkeypatch.setenv("DIES_WHILE", str(tmp_path / "die"))
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written(LINES))
        store.project(adapter := Dying(":memory:"))
        kept = adapter.kept()
        (tmp_path / "die").touch()

        with (
            ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor,
            pytest.raises(WorkerLostError, match="run it again"),
        ):
            store.project(adapter, rebuild=True, executor=executor)

        assert adapter.kept() == kept


def test_an_event_that_cannot_be_taken_is_named_without_workers(tmp_path, processes):
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written(LINES))
        store.project(adapter := Days(":memory:"))
        kept, adapter.part = adapter.kept(), failing

        with pytest.raises(PartError, match="ZeroDivisionError"):
            store.project(adapter, rebuild=True, executor=processes)

        assert adapter.kept() == kept


def test_a_store_in_memory_is_divided_by_whoever_has_it(processes):
    with memory_store("2025-12-01") as store:
        store.acting_as("amina").record_file(written(LINES))
        store.project(followed := Days(":memory:"))

        store.project(adapter := Days(":memory:"), rebuild=True, executor=processes)

        assert _rows(adapter) == _rows(followed)


def test_what_was_told_meanwhile_follows(tmp_path, processes):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record_file(written(LINES))
        store.project(adapter := Days(":memory:"))
        desk.record(
            "child:K1", RecordFollowUp(kind="home-visit", seen_child=True), on="2025-10-09"
        )

        store.project(adapter, rebuild=True, executor=processes)

        assert "2025-10-09" in adapter.kept()


@pytest.mark.slow
def test_the_command_line_asks_for_workers(tmp_path, monkeypatch, capsys):
    read_model = tmp_path / "days.db"
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written(LINES))
        store.project(followed := Days(":memory:"))
    monkeypatch.setattr(projections, "installed", lambda: [SimpleNamespace(name="days")])
    monkeypatch.setattr(projections._Wanted, "made", lambda one, *_: Days(one.how.to))
    asked = {"to": str(read_model), "rebuild": True}

    assert projections.project(str(tmp_path / "a.db"), "days", workers=2, **asked) == 0

    assert _rows(Days(str(read_model))) == _rows(followed)
    assert capsys.readouterr().err == ""
    with pytest.raises(InvalidError, match="no-workers"):
        projections.project(str(tmp_path / "a.db"), "days", workers=0, **asked)


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
    parts = workers.in_order(executor, ((str, n) for n in range(100)))

    taken = [(next(parts), executor.submitted) for _ in range(100)]

    assert [part for part, _ in taken] == [str(n) for n in range(100)]
    assert max(done - n for n, (_, done) in enumerate(taken)) <= 2 * workers.AHEAD


def test_stories_are_a_sequence(address):
    with read_apart(address, None, ()) as (log, reading):
        (whole,) = Bucket.divided(1)
        stories = Stories(reading, log, whole, 10)

        assert len(stories) == 10
        assert list(stories) == [stories[n] for n in range(10)]
        assert list(stories[2:4]) == list(stories)[2:4]
        assert stories[-1].position == 10


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("topic", b"\xff"),
        ("topic", 7),
        ("originator_version", "first"),
        ("originator_id", "nobody's"),
        ("state", b"{"),
        ("state", "{}"),
        ("state", b'{"d": 1}, {"d": 2}'),
        ("state", b'{"d": {}}'),
    ],
)
def test_what_lies_damaged_in_a_file_is_read_as_when_it_was_made_an_event_first(
    tmp_path, column, value
):
    address = str(tmp_path / "a.db")
    with Store.open(address, create=True) as store:
        store.acting_as("amina").record_file(written(LINES[:8]))
    with closing(sqlite3.connect(address, isolation_level=None)) as db:
        db.execute(f"UPDATE events SET {column} = ? WHERE position = 2", [value])
    with read_apart(address, None, ()) as (log, reading):
        (whole,) = Bucket.divided(1)

        assert shown(Stories(reading, log, whole, 8)) == shown(
            reading.events(log.bucket(whole, 8))
        )


def shown(events):
    """All that can be asked of these events."""
    return [[getattr(told, a.name) for a in fields(RecordedEvent)] for told in events]


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


@pytest.mark.parametrize(("a_part", "parts"), [(100_000, 2), (12, 4), (10, 5), (1, 48)])
def test_a_part_has_about_as_many_events_as_an_adapter_takes(address, a_part, parts):
    adapter = Days(":memory:")
    adapter.events_a_part = a_part
    adapter.gather = lambda done, until: taken.extend(done)
    taken = []
    with read_apart(address, None, ()) as (log, reading):
        Dividing(log, reading).build(adapter, log.head())

    assert len(taken) == parts
    assert sum(map(len, taken)) == len(LINES) == 48
