"""The write-ahead log stays short whoever reads, and a turn that never ends ends."""

import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from threading import Event, Thread
from uuid import uuid4

import pytest

from casemgmt.errors import BusyError
from casemgmt.recording.engines import ahead, queue
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.recording.port import Append, StoredEvent

MEBI = 1024 * 1024


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "LONG", MEBI // 2)
    made = SQLiteLog(tmp_path / "a.db", create=True)
    yield made
    made.close()


def tell(log, events=100):
    """Record about a tenth of a mebibyte at once."""
    log.append(
        [
            Append(StoredEvent(uuid4(), 1, "told.1", b"x" * 500), command_id=uuid4())
            for _ in range(events)
        ]
    )


def ahead_of(folder):
    return (folder / "a.db-wal").stat().st_size


def test_readers_that_overlap_without_end_do_not_make_it_grow_without_end(log, tmp_path):
    done = Event()

    def follow():
        while not done.is_set():
            with log.snapshot() as moment:
                moment.head()
                time.sleep(0.02)

    followers = [Thread(target=follow) for _ in range(4)]
    for follower in followers:
        follower.start()
    longest = 0
    for _ in range(100):
        tell(log)
        longest = max(longest, ahead_of(tmp_path))
    done.set()
    for follower in followers:
        follower.join()

    assert (tmp_path / "a.db").stat().st_size > 5 * MEBI
    assert longest < 3 * MEBI


def test_a_reader_that_stays_holds_no_writer_up_and_what_waited_for_it_is_made_good(
    log, tmp_path, monkeypatch
):
    truncated, waited = ahead._truncated, []

    def counted(writer, wait_ms):
        waited.append(wait_ms)
        return truncated(writer, wait_ms)

    monkeypatch.setattr(ahead, "_truncated", counted)
    with ExitStack() as reading:
        moment = reading.enter_context(log.snapshot())
        for _ in range(30):
            tell(log)
        while_it_stays, waited_for_it = ahead_of(tmp_path), [*waited]
        assert moment.head() == 0
    for _ in range(10):
        tell(log)

    assert while_it_stays > 2 * MEBI > ahead_of(tmp_path)
    assert set(waited_for_it) == {ahead.WAIT_MS}
    assert len(waited_for_it) <= while_it_stays / ahead.LONG  # not at each of the 30
    assert log.head() == 4_000


def test_the_last_to_leave_brings_everything_into_the_one_file(log, tmp_path):
    tell(log)
    log.close()

    assert {path.name for path in tmp_path.iterdir()} == {"a.db", "a.db.lock"}


def test_a_commit_stands_although_it_could_not_be_brought_into_the_file(log, monkeypatch):
    shorten, ended = ahead.WriteAhead.shorten, []

    def while_nothing_works(self, writer):
        writer.set_progress_handler(lambda: 1, 1)  # whatever is asked is broken off
        with pytest.raises(sqlite3.Error):
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shorten(self, writer)
        ended.append("quietly")
        writer.set_progress_handler(None, 1)

    monkeypatch.setattr(ahead, "LONG", 1)
    monkeypatch.setattr(log._ahead, "_long", 1)
    monkeypatch.setattr(ahead.WriteAhead, "shorten", while_nothing_works)
    tell(log, 3)

    assert ended == ["quietly"]
    assert log.head() == 3


TAKING = """
import fcntl, sys
lock = open(sys.argv[1], "a")
fcntl.flock(lock, fcntl.LOCK_EX)
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def somebody(tmp_path):
    """Somebody who took their turn, and does not end it."""
    keeping = subprocess.Popen(
        [sys.executable, "-c", TAKING, tmp_path / "a.db.lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert keeping.stdout.readline() == b"taken\n"
    yield keeping
    keeping.communicate()


def pages_until_it_is_brought_in(log):
    with log._datastore.writers as pen:
        return pen.execute("PRAGMA wal_autocheckpoint").fetchone()[0]


def test_many_large_batches_have_it_brought_in_less_often_and_nobody_after_them(log):
    usual = pages_until_it_is_brought_in(log)

    with log.many():
        tell(log)
        meanwhile = pages_until_it_is_brought_in(log)

    assert meanwhile > usual
    assert pages_until_it_is_brought_in(log) == usual


def test_many_large_batches_do_not_make_it_grow_without_end(log, tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "AS_LONG_OF_MANY", 2)
    longest = 0
    with log.many():
        for _ in range(60):
            tell(log)
            longest = max(longest, ahead_of(tmp_path))

    assert MEBI // 2 < longest < 4 * MEBI


def test_beside_many_large_batches_a_single_command_leaves_it_to_them(log, tmp_path):
    usual = pages_until_it_is_brought_in(log)
    with closing(SQLiteLog(tmp_path / "a.db")) as beside:
        with log.many():
            for _ in range(10):
                tell(log)
            tell(beside, 1)
            tell(beside, 1)
            meanwhile, length = pages_until_it_is_brought_in(beside), ahead_of(tmp_path)
        tell(beside, 1)

        assert meanwhile > ahead.PAGES_OF_MANY > usual
        assert length > ahead.LONG > ahead_of(tmp_path)
        assert pages_until_it_is_brought_in(beside) == usual


def test_who_comes_while_many_are_written_leaves_it_to_them_from_the_first(log, tmp_path):
    with log.many():
        for _ in range(10):
            tell(log)
        with closing(SQLiteLog(tmp_path / "a.db")) as beside:
            assert pages_until_it_is_brought_in(beside) > ahead.PAGES_OF_MANY


def test_many_that_are_few_say_nothing_to_others(log, tmp_path):
    with log.many():
        tell(log)

        assert not (tmp_path / "a.db.leases").exists()


def test_who_wrote_many_and_was_killed_leaves_it_to_whoever_comes(log, tmp_path):
    killed = subprocess.run(
        [sys.executable, "-c", MANY_AND_KILLED, tmp_path / "a.db"], check=False
    )
    was = ahead_of(tmp_path)
    tell(log, 1)

    assert killed.returncode == -9
    assert was > ahead.LONG > ahead_of(tmp_path)


MANY_AND_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.recording.test_write_ahead import tell
from casemgmt.recording.engines import ahead
from casemgmt.recording.engines.sqlite import SQLiteLog
ahead.LONG = 512 * 1024
log = SQLiteLog(Path(sys.argv[1]))
with log.many():
    for _ in range(10):
        tell(log)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_turn_that_is_never_given_back_is_waited_for_only_so_long(
    log, somebody, monkeypatch
):
    monkeypatch.setattr(queue, "PATIENCE_SECONDS", 0.2)

    for _ in range(2):
        with pytest.raises(BusyError, match="for a long time") as said:
            tell(log)
        assert len(str(said.value).splitlines()) == 1
    assert log.head() == 0
    somebody.communicate()
    tell(log)

    assert log.head() == 100


def test_whoever_waited_gets_the_turn_as_soon_as_it_is_free(log, somebody):
    waiting = Thread(target=tell, args=[log])
    waiting.start()
    time.sleep(0.2)
    assert log.head() == 0
    somebody.communicate()
    waiting.join(60)

    assert log.head() == 100
    tell(log)


def test_who_gave_up_waiting_takes_no_turn_from_anybody_later(log, somebody, monkeypatch):
    monkeypatch.setattr(queue, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(BusyError):
        tell(log)
    somebody.communicate()
    time.sleep(0.1)  # the turn comes to who is gone

    other = SQLiteLog(log._path)
    tell(other)
    other.close()
    tell(log)

    assert log.head() == 200
