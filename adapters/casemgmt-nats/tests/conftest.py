"""One server for everyday, three for what takes its time; each for a whole run."""

import pytest
from tests.engines.cluster import cluster_of_three, one_server


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
