"""What several parts of the tests share: one PostgreSQL server for the whole run."""

import pytest
from tests.engines.server import server_running


@pytest.fixture(scope="session")
def postgres():
    """A real server, started when the first test asks for it."""
    with server_running() as server:
        yield server
