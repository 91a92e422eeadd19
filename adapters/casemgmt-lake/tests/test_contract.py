"""What every adapter promises, of the lake."""

import pytest

from casemgmt.testing import AdapterContract
from casemgmt_lake import Lake

from .lake_read import shown

pytestmark = pytest.mark.slow


class TestLake(AdapterContract):
    adapter = Lake

    def shown(self, adapter):
        return shown(adapter.address)
