"""The log on a cluster keeps every promise of an engine, and the library's own."""

from functools import partial

import pytest

from casemgmt.testing import LibraryContract, SharedStoreContract
from casemgmt_nats import NatsLog

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


class OnServers(SharedStoreContract):
    """The promises, on the servers of a fixture."""

    __test__ = False

    def opener(self):
        address = self.servers.address()
        NatsLog.migrate(address)
        return partial(NatsLog, address)


@pytest.mark.slow
class TestOnOneServer(OnServers):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on(self, alone):
        self.servers = alone


@pytest.mark.slow
class TestOnThreeServers(OnServers):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on(self, three):
        self.servers = three


class LibrarysOwn(LibraryContract):
    """The library's cases, on the servers of a fixture."""

    __test__ = False
    DOES_NOT_HOLD = DOES_NOT_HOLD

    def recorder(self):
        address = self.servers.address()
        NatsLog.migrate(address)
        self.opened.append(NatsLog(address))
        return self.opened[-1].recorder

    def _let_go(self):
        for log in self.opened:
            log.close()


@pytest.mark.slow
class TestTheLibrarysOwnOnOneServer(LibrarysOwn):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on(self, alone):
        self.servers, self.opened = alone, []
        yield
        self._let_go()


@pytest.mark.slow
class TestTheLibrarysOwnOnThreeServers(LibrarysOwn):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on(self, three):
        self.servers, self.opened = three, []
        yield
        self._let_go()
