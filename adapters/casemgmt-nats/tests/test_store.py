"""A store on a cluster is one as any other: moved to and from, and followed."""

import shutil
from contextlib import closing

import pytest
import tests.projections.test_buckets as shared_among
import tests.projections.test_engines as on_any_engine

from casemgmt import Store
from casemgmt.care import copying
from casemgmt.care.new_file import new_store
from casemgmt.care.restore import move
from casemgmt.care.verify import verify
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt_nats import NatsLog

pytestmark = pytest.mark.slow
CALL = RecordFollowUp(kind="call", seen_child=True)


@pytest.fixture
def address(three):
    address = three.address()
    NatsLog.migrate(address)
    return address


@pytest.fixture
def opened(address, tmp_path):
    """Open the same store again and again: each time another handle on it."""
    config, stores = tmp_path / "insaf.toml", []
    config.write_text('vault = "insaf.vault"')

    def open_():
        stores.append(Store.open(address, config=config, create=True))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


@pytest.fixture
def shared(address, tmp_path):
    """Where the store is that several processes open, and its configuration."""
    config = tmp_path / "insaf.toml"
    config.write_text('vault = "insaf.vault"')
    return address, config


@pytest.fixture
def store_at(tmp_path):
    """A file with a few stories in it."""
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as store:
        on_any_engine.told(store)
    return path


_without_waiting = on_any_engine._without_waiting
test_given_again = on_any_engine.test_a_story_waits_and_is_given_again_by_whoever_comes_next
test_one_at_once = on_any_engine.test_two_handles_never_bring_up_one_destination_at_once
model_at = shared_among.model_at
test_shared = shared_among.test_while_one_is_at_a_bucket_another_does_the_others
test_one_is_killed = shared_among.test_of_two_processes_that_share_the_work_one_is_killed
test_followed = on_any_engine.test_what_another_process_recorded_is_followed


def test_a_file_moves_to_a_cluster_and_back_with_one_root(store_at, address, tmp_path):
    with closing(SQLiteLog(store_at)) as log:
        there = move(log, closing(NatsLog(address)))
    with closing(NatsLog(address)) as log:
        back = move(log, new_store(tmp_path / "b.db"))

    assert there.ok
    assert there.root == back.root
    with (
        closing(SQLiteLog(store_at)) as one,
        closing(SQLiteLog(tmp_path / "b.db")) as other,
    ):
        assert [e.state for e in one.scan(0, 100)] == [e.state for e in other.scan(0, 100)]


def test_a_move_that_was_cut_short_goes_on(store_at, address, monkeypatch):
    monkeypatch.setattr(copying, "PART", 3)
    appended, append = [], NatsLog.append

    def cut_short(log, batch):
        if len(appended) == 2:
            raise BusyError("the cable was pulled")
        appended.append(batch)
        return append(log, batch)

    with closing(SQLiteLog(store_at)) as log:
        monkeypatch.setattr(NatsLog, "append", cut_short)
        with pytest.raises(BusyError):
            move(log, closing(NatsLog(address)))
        monkeypatch.setattr(NatsLog, "append", append)
        found = move(log, closing(NatsLog(address)))

        assert found.root == verify(log).root
    assert len(appended) == 2


def test_the_cluster_goes_on_as_the_file_would(store_at, address, tmp_path):
    with closing(SQLiteLog(store_at)) as log:
        move(log, closing(NatsLog(address)))
    shutil.copy(store_at.with_suffix(".vault"), tmp_path / "there.vault")
    config = tmp_path / "there.toml"
    config.write_text('vault = "there.vault"')

    with Store.open(address, config=config) as store:
        recorded = store.acting_as("amina").record("child:K1", CALL, on="2025-09-09")
        assert store.outcome(recorded.command_id).position == recorded.position
        assert len(store.acting_as("amina").history("child:K1")) == 4
    with closing(NatsLog(address)) as log:
        assert verify(log).ok
