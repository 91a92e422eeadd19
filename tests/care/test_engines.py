"""A log is the same on every engine: proven, moved and backed up with one root."""

import shutil
from contextlib import closing
from uuid import uuid4

import pytest
from tests.care.test_backup import AT, rows
from tests.recording.telling import with_a_case, written

from casemgmt import Store
from casemgmt.care.backup import back_up
from casemgmt.care.new_file import new_store
from casemgmt.care.restore import move, restore
from casemgmt.care.verify import verify
from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.recording.port import Append


@pytest.fixture
def server_at(postgres):
    address = postgres.address()
    PostgresLog.migrate(address)
    return address


def moved(store_at, server_at):
    with closing(SQLiteLog(store_at)) as log:
        return move(log, closing(PostgresLog(server_at)))


def test_a_file_moves_to_a_server_and_back_with_one_root(store_at, server_at, tmp_path):
    there = moved(store_at, server_at)
    with closing(PostgresLog(server_at)) as log:
        back = move(log, new_store(tmp_path / "b.db"))

    assert there.ok
    assert there.root == back.root
    for table in ("events", "commands", "claims", "mentions"):
        assert rows(tmp_path / "b.db", table) == rows(store_at, table)


def test_a_backup_of_a_server_makes_a_file_and_one_of_a_file_a_server(
    store_at, server_at, tmp_path
):
    with closing(SQLiteLog(store_at)) as log:
        back_up(log, tmp_path / "file.backup", AT)
    restore(tmp_path / "file.backup", closing(PostgresLog(server_at)))
    with closing(PostgresLog(server_at)) as log:
        head, _ = back_up(log, tmp_path / "server.backup", AT)

    found = restore(tmp_path / "server.backup", new_store(tmp_path / "b.db"))

    assert found.root == head.root
    assert rows(tmp_path / "b.db", "claims") == rows(store_at, "claims")


def test_the_server_goes_on_as_the_file_would(store_at, server_at, tmp_path):
    moved(store_at, server_at)
    shutil.copy(tmp_path / "a.vault", tmp_path / "server.vault")
    config = tmp_path / "server.toml"
    config.write_text(f'vault = "{tmp_path / "server.vault"}"\n')

    with Store.open(server_at, config=config) as store:
        desk = store.acting_as("amina")
        assert desk.journey("child:K1").case.is_open
        summary = desk.record_file(written(with_a_case("child:N1")))

    assert summary.recorded == 3
    with closing(PostgresLog(server_at)) as log:
        assert verify(log).ok


def edited(log, position):
    """Let the event at *position* be of another kind, as who may write the table can."""
    edit = log.recorder.statement(
        "UPDATE {schema}.events SET topic = 'case-opened.1' WHERE notification_id ="
        f" {position:d} RETURNING 1"
    )
    assert len(log._datastore.rows(edit, ())) == 1


def test_what_was_edited_on_a_server_is_found_without_any_checkpoint(store_at, server_at):
    there = moved(store_at, server_at)
    with closing(PostgresLog(server_at)) as log:
        assert (verify(log).ok, verify(log).linked_from) == (True, 1)
        edited(log, there.position - 4)
        found = verify(log)

    assert found.first_bad == there.position - 4


def test_links_are_the_same_on_every_engine_however_they_are_appended(store_at, server_at):
    with closing(SQLiteLog(store_at)) as file, closing(PostgresLog(server_at)) as log:
        events = file.scan(0, 1_000)
        for first in range(0, len(events), 7):
            batch = [Append(e, uuid4()) for e in events[first : first + 7]]
            log.append(batch)

        assert [e.link for e in log.scan(0, 1_000)] == [e.link for e in events]


def test_what_was_recorded_before_there_were_links_has_none(store_at, server_at):
    with closing(PostgresLog(server_at)) as log, closing(SQLiteLog(store_at)) as file:
        first, *later = [Append(event, uuid4()) for event in file.scan(0, 10)]
        log.append([first])
        forgotten = log.recorder.statement(
            "UPDATE {schema}.events SET link = NULL RETURNING 1"
        )
        log._datastore.rows(forgotten, ())
        log.append(later)

        assert [e.link is None for e in log.scan(0, 10)] == [True, *[False] * 9]
        linked = log.scan(1, 1)[0].position
        assert verify(log).linked_from == linked


def test_what_was_edited_on_a_server_is_found_by_who_noted_the_root(store_at, server_at):
    from tests.care.test_tampering import noted

    there = moved(store_at, server_at)
    with closing(PostgresLog(server_at)) as log:
        edited(log, there.position - 4)
        found = verify(log, noted(there))

    assert found.first_bad == there.position - 4
