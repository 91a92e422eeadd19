"""Whatever becomes of a store's file: one plain line, the right remedy, nothing lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.recording.telling import log_of, read, with_a_case

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import (
    BusyError,
    CaseManagementError,
    DamagedStoreError,
    NoStoreError,
    RepairNeededError,
)
from casemgmt.recording.engines import datastore

VISIT = RecordFollowUp(kind="home-visit", seen_child=True)
CHILDREN = 60
PAGE = 4096


@pytest.fixture
def store_at(tmp_path):
    read(
        tmp_path / "a.db",
        [one for n in range(CHILDREN) for one in with_a_case(f"child:K{n}")],
    )
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tmp_path / "a.db"


def everything(path):
    """Read all there is, and add one visit."""
    with Store.open(path) as store:
        events = list(store.events())
        desk = store.acting_as("amina")
        for n in range(CHILDREN):
            desk.history(f"child:K{n}")
        desk.record("child:K1", VISIT, on="2025-09-09")
        return len(events)


def zeroed(path, first, last):
    with path.open("r+b") as file:
        file.seek(first * PAGE)
        file.write(bytes((last - first) * PAGE))


def truncated(path, share):
    os.truncate(path, int(path.stat().st_size * share) // PAGE * PAGE)


@pytest.mark.parametrize(
    "hurt",
    [
        lambda path: truncated(path, 0.9),
        lambda path: truncated(path, 0.5),
        lambda path: truncated(path, 0.1),
        lambda path: zeroed(path, 1, 4),
        lambda path: zeroed(path, 10, 20),
    ],
)
def test_a_file_that_lost_pages_asks_for_a_backup(store_at, hurt):
    hurt(store_at)
    before = store_at.read_bytes()

    with pytest.raises(DamagedStoreError, match="restore a backup") as said:
        everything(store_at)

    assert isinstance(said.value, RepairNeededError)
    assert len(str(said.value).splitlines()) == 1
    assert store_at.read_bytes() == before


def test_no_page_set_to_zero_is_a_crash_or_an_event_made_up(store_at):
    whole = store_at.read_bytes()
    with Store.open(store_at) as store:
        told = {e.position: (e.name, e.event) for e in store.events()}
    reached = set()
    for page in range(len(whole) // PAGE):
        for beside in store_at.parent.glob("a.db-*"):
            beside.unlink()
        store_at.write_bytes(whole)
        zeroed(store_at, page, page + 1)
        try:
            with Store.open(store_at) as store:
                for e in store.events():
                    assert told[e.position] == (e.name, e.event)
            reached.add("read")
        except CaseManagementError as error:
            reached.add(type(error))

    assert {"read", DamagedStoreError, NoStoreError} == reached


def test_a_text_that_is_none_any_more_is_one_placeholder(store_at):
    with closing(sqlite3.connect(store_at, isolation_level=None)) as db:
        db.execute("UPDATE events SET topic = CAST(x'ff41fe' AS TEXT) WHERE position = 2")

    with Store.open(store_at) as store:
        assert len(list(store.events())) == 3 * CHILDREN
        assert not store.acting_as("amina").journey("child:K0").readable
        assert store.acting_as("amina").journey("child:K1").readable


@pytest.mark.parametrize("gone", [Path.unlink, lambda p: p.rename(p.with_name("b.db"))])
def test_nothing_is_acknowledged_once_the_file_is_gone(store_at, gone):
    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        acknowledged = desk.record("child:K1", VISIT, on="2025-09-09").position
        other_name = store_at.with_name("held.db")
        other_name.hardlink_to(store_at)
        gone(store_at)

        with pytest.raises(NoStoreError, match="moved or removed while it was open"):
            desk.record("child:K1", VISIT, on="2025-09-10")

    other_name.rename(store_at)
    with Store.open(store_at) as store:
        assert log_of(store).head() >= acknowledged


@pytest.mark.parametrize("gone", ["a.db-wal", "a.db-shm", "a.vault"])
def test_nothing_is_acknowledged_once_what_belongs_to_it_is_gone(store_at, gone):
    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        acknowledged = desk.record("child:K1", VISIT, on="2025-09-09").position
        kept = store_at.with_name("kept")
        kept.hardlink_to(store_at.with_name(gone))
        store_at.with_name(gone).unlink()

        with pytest.raises(NoStoreError, match="moved or removed while it was open"):
            desk.record("child:K1", VISIT, on="2025-09-10")

    if gone == "a.vault":
        kept.rename(store_at.with_name(gone))
    with Store.open(store_at) as store:
        assert log_of(store).head() >= acknowledged
        assert store.acting_as("amina").history("child:K1")[-1].position >= acknowledged


ANOTHER_WRITES = """
import sys
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
visit = RecordFollowUp(kind="home-visit", seen_child=True)
with Store.open(sys.argv[1]) as store:
    desk = store.acting_as("youssef")
    for day in range(10, 20):
        print(desk.record("child:K2", visit, on=f"2025-09-{day}").position)
"""


@pytest.mark.parametrize("writes_too", [True, False])
def test_nothing_another_acknowledged_is_lost_when_the_index_was_taken_away(
    store_at, writes_too
):
    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        acknowledged = [desk.record("child:K1", VISIT, on="2025-09-09").position]
        store_at.with_name("a.db-shm").unlink()
        asked = [sys.executable, "-c", ANOTHER_WRITES, store_at]
        another = subprocess.run(asked, capture_output=True, text=True, check=True)
        acknowledged += [int(line) for line in another.stdout.split()]

        if writes_too:
            with pytest.raises(NoStoreError, match="moved or removed while it was open"):
                desk.record("child:K1", VISIT, on="2025-09-10")

    with Store.open(store_at) as store:
        there = {event.position for event in store.events()}
        assert len(acknowledged) == 11
        assert set(acknowledged) <= there


def test_a_copy_in_the_place_of_the_vault_is_not_the_vault(store_at):
    vault = store_at.with_name("a.vault")
    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        copied = vault.read_bytes()
        vault.unlink()
        vault.write_bytes(copied)

        with pytest.raises(NoStoreError, match="vault was moved or removed"):
            desk.record("child:K99", VISIT, on="2025-09-10")
        assert log_of(store).head() == 3 * CHILDREN


LOCKING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_store_that_another_process_holds_is_busy_and_whole_afterwards(
    store_at, monkeypatch
):
    monkeypatch.setitem(datastore.PRAGMAS, "busy_timeout", 50)
    holding = subprocess.Popen(
        [sys.executable, "-c", LOCKING, store_at], stdin=-1, stdout=subprocess.PIPE
    )
    with Store.open(store_at) as store:
        assert holding.stdout.readline() == b"locked\n"
        with pytest.raises(BusyError, match="locked"):
            store.acting_as("amina").record("child:K1", VISIT, on="2025-09-09")
    holding.communicate()

    assert everything(store_at) == 3 * CHILDREN
