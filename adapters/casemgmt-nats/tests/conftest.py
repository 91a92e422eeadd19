"""One server for everyday, three for what takes its time; each for a whole run."""

from contextlib import closing

import pytest
from tests.engines.cluster import cluster_of_three, one_server

from casemgmt_nats import NatsLog


@pytest.fixture(scope="session")
def alone():
    """One server, started when the first test asks for it."""
    with one_server() as servers:
        yield servers


@pytest.fixture(scope="session")
def three():
    """A cluster of three, started when the first test asks for it."""
    with cluster_of_three() as servers:
        yield servers


@pytest.fixture
def address(alone):
    """Where one server keeps an empty log."""
    address = alone.address()
    NatsLog.migrate(address)
    return address


@pytest.fixture
def log(address):
    """An empty log on one server."""
    with closing(NatsLog(address)) as log:
        yield log
