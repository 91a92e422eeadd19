"""The SQLite recorder keeps every promise that eventsourcing asks of an application's."""

from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from casemgmt.recording.engines.queue import WriterQueue
from casemgmt.recording.engines.recorder import FairDatastore, PositionedRecorder

DOES_NOT_APPLY = {
    "optional_test_insert_subscribe": "SQLite has no notifications: the runner pulls",
}
"""What the library offers to test and does not run by itself, and why it stays so."""


class TestTheLibrarysOwnCase(ApplicationRecorderTestCase):
    """Their tests, word for word, on our recorder."""

    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path):
        self.folder = tmp_path
        self.opened = []
        yield
        for recorder in self.opened:
            recorder.datastore.close()

    def new_originator_id(self) -> UUID:
        return uuid4()

    def create_recorder(self):
        path = self.folder / f"{len(self.opened)}.db"
        datastore = FairDatastore(f"file:{path}", WriterQueue(path.with_suffix(".lock")))
        recorder = PositionedRecorder(datastore)
        recorder.create_table()
        self.opened.append(recorder)
        return recorder


def test_every_test_of_the_library_is_run_or_listed_with_its_reason():
    offered = {name for name in dir(ApplicationRecorderTestCase) if "test_" in name}
    run = {name for name in dir(TestTheLibrarysOwnCase) if name.startswith("test_")}

    assert offered - run == DOES_NOT_APPLY.keys()


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
