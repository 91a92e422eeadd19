"""The vault on a cluster keeps every promise of a vault."""

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count

import orjson
import pytest

from casemgmt import Subject
from casemgmt.errors import NoStoreError
from casemgmt.privacy.file_rows import FileRows
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_moving import Place, moved
from casemgmt.privacy.vault_port import LockedVaultError
from casemgmt.testing import FakeKMS, VaultContract
from casemgmt_nats import NatsVault

from .on_servers import OnOne, OnThree

NUMBERS = count(1)
DAY = datetime(2026, 1, 5, tzinfo=UTC)


def made(address, kms):
    return NatsVault.create(address, wrapper=kms)


class OnServers(VaultContract):
    """The promises, on the servers of a fixture."""

    __test__ = False

    def opener(self):
        address = self.servers.address(f"keys{next(NUMBERS)}")
        return partial(made, address, FakeKMS())


@pytest.mark.slow
class TestOnOneServer(OnOne, OnServers):
    __test__ = True

    def bytes_of(self, opener):
        (node,) = self.servers.nodes
        files = [path for path in node.store.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)

    def stored_of(self, opener, subject):
        with closing(opener()) as vault:
            said = orjson.loads(vault._rows._kept(subject).body)
        return [said["k"].encode(), said["r"].encode()]


@pytest.mark.slow
class TestOnThreeServers(OnThree, OnServers):
    __test__ = True


@pytest.mark.slow
def test_a_vault_goes_to_a_cluster_and_back_and_is_the_same(alone, tmp_path):
    kms, address = FakeKMS(), alone.address(f"keys{next(NUMBERS)}")
    crowd = [Subject("child", f"invented-{n}") for n in range(30)]
    with closing(FileVault(tmp_path / "a.vault", create=True)) as vault:
        vault.erase(vault.identify(crowd)[crowd[7]], DAY)
        before = all_of(vault, crowd)
    file = Place(FileRows(tmp_path / "a.vault", create=False), None)
    cluster = Place(NatsVault.rows(address, create=True), kms)
    with closing(file.rows), closing(cluster.rows):
        for _ in range(2):
            assert moved(file, cluster, "there") == len(crowd) - 1
            with closing(NatsVault(address, wrapper=kms)) as there:
                assert all_of(there, crowd) == before
            moved(cluster, file, "here")
        with closing(FileVault(tmp_path / "a.vault")) as back:
            assert all_of(back, crowd) == before
        with pytest.raises(LockedVaultError, match="here"):
            NatsVault(address, wrapper=kms)
        cluster.rows.destroy()
    with pytest.raises(NoStoreError):
        NatsVault(address, wrapper=kms)


def all_of(vault, crowd):
    """All that a vault answers."""
    ids = {r: i for r in crowd if (i := vault.find(r)) is not None}
    keys = {str(r): (i, vault.key(i), vault.reference(i)) for r, i in ids.items()}
    noted = [(one.subject, one.at) for one in vault.erasures()]
    return keys, noted, vault.erased(), vault.keyed_hash("a"), vault.references("child")
