"""A real PostgreSQL server for the read models of the tests."""

import pytest
from tests.engines.server import server_running


@pytest.fixture(scope="session")
def postgres():
    with server_running() as server:
        yield server
