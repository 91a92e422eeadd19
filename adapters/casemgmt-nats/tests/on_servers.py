"""Which servers a contract is tried on."""

import pytest


class OnOne:
    """On one server."""

    @pytest.fixture(autouse=True)
    def _on(self, alone):
        self.servers = alone


class OnThree:
    """On three servers that replicate."""

    @pytest.fixture(autouse=True)
    def _on(self, three):
        self.servers = three
