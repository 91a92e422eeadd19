"""The vault on a cluster keeps every promise of a vault."""

from contextlib import closing
from functools import partial
from itertools import count

import orjson
import pytest

from casemgmt.testing import FakeKMS, VaultContract
from casemgmt_nats import NatsVault

NUMBERS = count(1)


def made(address, kms):
    return NatsVault.create(address, wrapper=kms)


class OnServers(VaultContract):
    """The promises, on the servers of a fixture."""

    __test__ = False

    def opener(self):
        address = self.servers.address(f"keys{next(NUMBERS)}")
        return partial(made, address, FakeKMS())


@pytest.mark.slow
class TestOnOneServer(OnServers):
    __test__ = True

    def bytes_of(self, opener):
        (node,) = self.servers.nodes
        files = [path for path in node.store.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)

    def stored_of(self, opener, subject):
        with closing(opener()) as vault:
            said = orjson.loads(vault._rows._kept(subject).body)
        return [said["k"].encode(), said["r"].encode()]

    @pytest.fixture(autouse=True)
    def _on(self, alone):
        self.servers = alone


@pytest.mark.slow
class TestOnThreeServers(OnServers):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on(self, three):
        self.servers = three
