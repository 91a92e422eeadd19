"""One season of 325 children, told once for all tests."""

import pytest

from casemgmt.demo import Story, tell_season


@pytest.fixture(scope="session")
def story() -> Story:
    return tell_season()
