"""The log on a cluster keeps every promise of an engine, and the library's own."""

from functools import partial

import pytest

from casemgmt.testing import LibraryContract, SharedStoreContract
from casemgmt_nats import NatsLog

from .on_servers import OnOne, OnThree

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
class TestOnOneServer(OnOne, OnServers):
    __test__ = True


@pytest.mark.slow
class TestOnThreeServers(OnThree, OnServers):
    __test__ = True


class LibrarysOwn(LibraryContract):
    """The library's cases, on the servers of a fixture."""

    __test__ = False
    DOES_NOT_HOLD = DOES_NOT_HOLD

    def recorder(self):
        address = self.servers.address()
        NatsLog.migrate(address)
        self.opened.append(NatsLog(address))
        return self.opened[-1].recorder

    @pytest.fixture(autouse=True)
    def _let_go(self):
        self.opened = []
        yield
        for log in self.opened:
            log.close()


@pytest.mark.slow
class TestTheLibrarysOwnOnOneServer(OnOne, LibrarysOwn):
    __test__ = True


@pytest.mark.slow
class TestTheLibrarysOwnOnThreeServers(OnThree, LibrarysOwn):
    __test__ = True
