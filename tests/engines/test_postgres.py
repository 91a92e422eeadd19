"""The log in PostgreSQL keeps every promise of an engine, and the library's own."""

from functools import partial

import pytest

from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.testing import LibraryContract, SharedStoreContract

NO_TRACKING = "a read model keeps its own position, in its own database"
POSITIONS = "an append tells the positions; there are no recorders without them"
DOES_NOT_HOLD = {
    "AggregateRecorderTestCase.test_insert_and_select": POSITIONS,
    "ProcessRecorderTestCase.test_has_tracking_id": NO_TRACKING,
    "ProcessRecorderTestCase.test_insert_select": NO_TRACKING,
    "ProcessRecorderTestCase.test_raises_when_lower_inserted_later": NO_TRACKING,
    "TrackingRecorderTestCase.test_insert_tracking": NO_TRACKING,
    "TrackingRecorderTestCase.test_wait": NO_TRACKING,
}


class TestPostgres(SharedStoreContract):
    @pytest.fixture(autouse=True)
    def _on_a_server(self, postgres):
        self.server = postgres

    def opener(self):
        address = self.server.address()
        PostgresLog.migrate(address)
        return partial(PostgresLog, address)


class TestTheLibrarysOwn(LibraryContract):
    DOES_NOT_HOLD = DOES_NOT_HOLD

    @pytest.fixture(autouse=True)
    def _on_a_server(self, postgres):
        self.server, self.opened = postgres, []
        yield
        for log in self.opened:
            log.close()

    def recorder(self):
        address = self.server.address()
        PostgresLog.migrate(address)
        self.opened.append(PostgresLog(address))
        return self.opened[-1].recorder
