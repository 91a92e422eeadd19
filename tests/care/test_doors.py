"""What the command line does to prove and copy a log, any tool can do with the library."""

import sqlite3
from contextlib import closing

import pytest

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.copies import back_up, move, restore
from casemgmt.errors import NoStoreError
from casemgmt.proof import What, checkpoint, verify

VISIT = RecordFollowUp(kind="home-visit", seen_child=True)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "insaf.db"
    with Store.open(path, create=True) as opened:
        for day in ("2025-09-10", "2025-09-17", "2025-09-24"):
            opened.acting_as("amina").record("child:C01", VISIT, on=day)
    return path


def changed(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as log:
        log.execute(
            "UPDATE events SET state = replace(state, 'amina', 'karim') WHERE position = 2"
        )


def test_a_log_nobody_touched_is_whole(store):
    checked = verify(store)
    assert checked.ok
    assert checked.found.events == 3
    assert not checked.restored_since


def test_a_changed_event_is_named_with_or_without_what_was_signed(store, tmp_path):
    signed = checkpoint(store, tmp_path / "c", key=tmp_path / "k")
    changed(store)
    for against in (None, tmp_path / "c"):
        checked = verify(store, against=against)
        assert not checked.ok
        assert checked.found.first_bad == 2
    assert signed.key_made
    assert signed.checkpoint.events == 3


def test_a_log_that_is_not_whole_is_not_signed(store, tmp_path):
    changed(store)
    signed = checkpoint(store, tmp_path / "c", key=tmp_path / "k")
    assert signed.checkpoint is None
    assert not (tmp_path / "c").exists()
    assert not (tmp_path / "k").exists()
    assert signed.found.faults[0].what in What


def test_a_backup_restores_to_the_same_root_under_an_epoch_of_its_own(store, tmp_path):
    checkpoint(store, tmp_path / "c", key=tmp_path / "k")
    backup = back_up(store, tmp_path / "b")
    again = restore(tmp_path / "b", tmp_path / "again.db")
    assert (
        (again.events, again.root)
        == (backup.events, backup.root)
        == (3, verify(store).found.root)
    )
    assert again.epoch != backup.epoch
    assert backup.keys.lacking == 0
    assert again.keys.lacking is None
    assert verify(tmp_path / "again.db", against=tmp_path / "c").restored_since


def test_a_move_keeps_the_root_and_writes_over_nothing(store, tmp_path):
    moved = move(store, tmp_path / "moved.db")
    assert moved.root == verify(store).found.root
    with pytest.raises(NoStoreError):
        move(store, tmp_path / "moved.db")
