"""Every test reads its days anew, so that no test leans on what another one read."""

import pytest

from casemgmt.domain import dates


@pytest.fixture(autouse=True)
def days_read_anew():
    dates._read.cache_clear()
