"""A vault is asked what changed only when its head moved, and no change is missed."""

import os
import sqlite3
from uuid import uuid4

import pytest

from casemgmt.privacy import vault_head
from casemgmt.privacy.file_rows import FileRows
from casemgmt.privacy.vault_keys import new_rows

pytestmark = pytest.mark.skipif(not hasattr(os, "pread"), reason="always asked here")


@pytest.fixture
def rows(tmp_path):
    rows = FileRows(tmp_path / "a.vault", create=True)
    rows.begin(new_rows(None))
    rows.changed_elsewhere()
    yield rows
    rows.close()


@pytest.fixture
def asked(rows, monkeypatch):
    """How often SQLite was asked."""
    times, ask = [], rows._data_version

    def counted():
        times.append(1)
        return ask()

    monkeypatch.setattr(rows, "_data_version", counted)
    return times


def another(rows):
    return sqlite3.connect(rows.place.path, isolation_level=None)


def write(db):
    db.execute("INSERT INTO erasures VALUES (?, '2025-09-03')", [uuid4().bytes])


def test_what_did_not_change_is_not_asked_again(rows, asked):
    before = rows.changed_elsewhere()

    assert rows.changed_elsewhere() == before
    assert asked == []


def test_each_change_by_another_is_noticed_at_the_next_look(rows):
    db = another(rows)
    met = {rows.changed_elsewhere()}
    for _ in range(5):
        write(db)
        met.add(rows.changed_elsewhere())
    db.close()

    assert len(met) == 6


def test_a_write_of_our_own_is_no_change_by_others(rows, asked):
    before = rows.changed_elsewhere()
    write(rows.db)

    assert rows.changed_elsewhere() == before
    assert asked == [1]
    assert rows.changed_elsewhere() == before
    assert asked == [1]


def test_a_head_that_moves_while_it_is_asked_about_is_asked_again(rows, monkeypatch):
    db, ask = another(rows), rows._data_version
    write(db)

    def while_another_writes():
        found = ask()
        write(db)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(rows, "_data_version", while_another_writes)
        before = rows.changed_elsewhere()
    db.close()

    assert rows.changed_elsewhere() != before


def test_a_file_with_a_log_beside_it_is_always_asked(rows, asked):
    db = another(rows)
    assert db.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    before = rows.changed_elsewhere()
    asked.clear()

    assert rows.changed_elsewhere() == before
    assert asked == [1]
    write(db)
    assert rows.changed_elsewhere() != before
    db.close()


def test_a_file_that_lost_its_head_is_always_asked(rows, asked):
    rows.place.path.write_bytes(b"")

    for _ in range(3):
        rows.changed_elsewhere()

    assert asked == [1, 1, 1]


def test_the_last_to_leave_closes_the_file_and_nobody_before(rows):
    path, file = rows.place.path, rows.place.file
    second = FileRows(path, create=False)
    (descriptor, readers) = vault_head._open[file]
    second.close()
    second.close()

    assert readers == 2
    assert vault_head._open[file] == [descriptor, 1]
    rows.close()
    assert file not in vault_head._open
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
