"""A store on a cluster is one as any other: moved to and from, and followed."""

import shutil
from contextlib import closing
from uuid import uuid4

import pytest
import tests.projections.test_buckets as shared_among
import tests.projections.test_engines as on_any_engine
from attrs import evolve
from tests.engines.server import server_running
from tests.projections.read_model import ReadModel

from casemgmt import Store
from casemgmt.care import copying
from casemgmt.care.faults import What
from casemgmt.care.new_file import new_store
from casemgmt.care.restore import move
from casemgmt.care.verify import verify
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError
from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.stores import chained, leaf
from casemgmt.testing.appends import NAME, told
from casemgmt_nats import NatsLog
from casemgmt_nats.said import Message
from casemgmt_nats.server import answer

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


def test_a_store_moves_to_a_server_to_a_cluster_and_back_with_one_root(
    store_at, address, tmp_path
):
    with server_running() as server:
        there = server.address()
        PostgresLog.migrate(there)
        with closing(SQLiteLog(store_at)) as log:
            roots = {verify(log).root, move(log, closing(PostgresLog(there))).root}
        with closing(PostgresLog(there)) as log:
            roots.add(move(log, closing(NatsLog(address))).root)
        back = server.address()
        PostgresLog.migrate(back)
        with closing(NatsLog(address)) as log:
            roots |= {
                move(log, closing(PostgresLog(back))).root,
                move(log, new_store(tmp_path / "b.db")).root,
            }

    assert len(roots) == 1


def test_a_read_model_of_the_file_begins_anew_on_the_cluster(store_at, address, tmp_path):
    model = ReadModel()
    with Store.open(store_at) as store:
        store.project(model)
        told_there = model.stories()
    with closing(SQLiteLog(store_at)) as log:
        move(log, closing(NatsLog(address)))
    shutil.copy(store_at.with_suffix(".vault"), tmp_path / "there.vault")
    (tmp_path / "there.toml").write_text('vault = "there.vault"')

    with Store.open(address, config=tmp_path / "there.toml") as store:
        store.project(model)

    assert any(batch.afresh for batch in model.batches)
    assert model.stories() == told_there


def another_history(log, other, change):
    """Copy every message but for what is changed, as who owns the servers can."""
    there, here = other._subjects.office, log._subjects.office
    for kept in log._lookups.pages.every(log._subjects.all):
        subject = there + kept.subject.removeprefix(here)
        own = {"Name", "Mentions", "Link", "Sent"}
        headers = {name: said for name, said in kept.headers.items() if name in own}
        message = change(kept.place, Message(subject, kept.body, headers))
        answer(other._line.ask(message, 5.0))


def test_an_event_that_was_edited_is_found_by_its_link(store_at, address, three):
    again = three.address()
    NatsLog.migrate(again)
    with closing(SQLiteLog(store_at)) as log:
        move(log, closing(NatsLog(address)))
    with closing(NatsLog(address)) as log, closing(NatsLog(again)) as other:
        story = log.scan(0, 100)[-3].stream
        middle = log.read(story)[1].position

        def change(place, message):
            if place != middle:
                return message
            return evolve(message, headers=message.headers | {"Name": "case-opened.1"})

        assert (verify(log).ok, verify(log).linked_from) == (True, 1)
        another_history(log, other, change)

        assert verify(other).first_bad == middle
        assert [(f.position, f.what) for f in verify(other).faults] == [(middle, What.LINK)]


def test_who_writes_a_story_in_turns_links_it(address):
    stream = uuid4()
    with closing(NatsLog(address)) as one, closing(NatsLog(address)) as other:
        for version in range(1, 7):
            (one, other)[version % 2].append([told(stream, version)])
        links = [event.link for event in one.scan(0, 10)]
        leaves = [leaf(stream.hex, n, NAME, b"{}") for n in range(1, 7)]

    for before, link, own in zip([None, *links], links, leaves, strict=False):
        assert link == chained(before, own)
    assert len(links) == 6


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
