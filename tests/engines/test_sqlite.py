"""The log in a SQLite file keeps every promise of an engine, and the library's own."""

from functools import partial
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from casemgmt.recording.engines.datastore import FairDatastore
from casemgmt.recording.engines.queue import WriterQueue
from casemgmt.recording.engines.recorder import PositionedRecorder
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.testing import LibraryContract, SharedStoreContract

NO_TRACKING = "a read model keeps its own position, in its own database"
POSITIONS = "an append tells the positions; there are no recorders without them"
NO_NOTIFICATIONS = "SQLite has no notifications: the runner pulls"
DOES_NOT_HOLD = {
    "AggregateRecorderTestCase.test_insert_and_select": POSITIONS,
    "ApplicationRecorderTestCase.optional_test_insert_subscribe": NO_NOTIFICATIONS,
    "ProcessRecorderTestCase.test_has_tracking_id": NO_TRACKING,
    "ProcessRecorderTestCase.test_insert_select": NO_TRACKING,
    "ProcessRecorderTestCase.test_raises_when_lower_inserted_later": NO_TRACKING,
    "TrackingRecorderTestCase.test_insert_tracking": NO_TRACKING,
    "TrackingRecorderTestCase.test_wait": NO_TRACKING,
}


class TestSQLite(SharedStoreContract):
    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path):
        self.folder = tmp_path

    def opener(self):
        path = self.folder / f"{uuid4().hex}.db"
        SQLiteLog(path, create=True).close()
        return partial(SQLiteLog, path)


class TestTheLibrarysOwn(LibraryContract):
    DOES_NOT_HOLD = DOES_NOT_HOLD

    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path):
        self.folder, self.opened = tmp_path, []
        yield
        for recorder in self.opened:
            recorder.datastore.close()

    def recorder(self):
        path = self.folder / f"{len(self.opened)}.db"
        datastore = FairDatastore(f"file:{path}", WriterQueue(path.with_suffix(".lock")))
        recorder = PositionedRecorder(datastore)
        recorder.create_table()
        self.opened.append(recorder)
        return recorder


def test_says_that_it_has_no_subscriptions(tmp_path):
    datastore = FairDatastore(f"file:{tmp_path / 'a.db'}")

    with pytest.raises(NotImplementedError):
        PositionedRecorder(datastore).subscribe()
    datastore.close()


def test_a_position_is_never_given_twice_whatever_is_removed_by_hand(tmp_path):
    datastore = FairDatastore(f"file:{tmp_path / 'a.db'}")
    recorder = PositionedRecorder(datastore)
    recorder.create_table()
    child = uuid4()
    recorder.insert_events([StoredEvent(child, n, "t.1", b"{}") for n in (1, 2, 3)])

    with datastore.transaction(commit=True) as c:
        c.execute("DELETE FROM events WHERE originator_version = 3")

    assert recorder.insert_events([StoredEvent(child, 3, "t.1", b"{}")]) == [4]
    datastore.close()
