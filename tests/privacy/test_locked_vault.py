"""A locked vault opens with what locked it alone; a rotation changes its lock, whole."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt import Subject
from casemgmt.errors import BusyError, RepairNeededError
from casemgmt.privacy.sealing import NONCE_BYTES
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_port import LockedVaultError
from casemgmt.testing import FakeKMS

C01 = Subject("child", "C01")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.vault"


def sealed_key(path, subject):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "SELECT key FROM subjects WHERE id = ?", [subject.bytes]
        ).fetchone()[0]


def opened_by_its_own_bytes(path, subject):
    """Whether some 32 bytes of the file open the key of *subject*."""
    sealed, within = sealed_key(path, subject), path.read_bytes()
    windows = {within[at : at + 32] for at in range(len(within) - 31)}
    for window in windows:
        try:
            AESGCM(window).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], subject.bytes
            )
        except InvalidTag:
            continue
        return True
    return False


def test_nothing_in_a_locked_file_opens_it(path):
    with closing(FileVault(path, create=True, wrapper=FakeKMS())) as vault:
        child = vault.identify([C01])[C01]

    assert not opened_by_its_own_bytes(path, child)


def test_whoever_has_a_file_without_a_lock_has_its_keys(path):
    with closing(FileVault(path, create=True)) as vault:
        child = vault.identify([C01])[C01]

    assert opened_by_its_own_bytes(path, child)


def test_a_rotation_locks_a_file_that_was_not(path):
    kms = FakeKMS()
    with closing(FileVault(path, create=True)) as vault:
        child = vault.identify([C01])[C01]
        key = vault.key(child)

    with closing(FileVault(path, wrapper=kms, locking=True)) as vault:
        assert vault.rotate() == 1

    assert not opened_by_its_own_bytes(path, child)
    with closing(FileVault(path, wrapper=kms)) as vault:
        assert vault.key(child) == key


@pytest.mark.parametrize(("first", "then"), [(FakeKMS(), None), (None, FakeKMS())])
def test_a_lock_that_does_not_fit_is_told(path, first, then):
    FileVault(path, create=True, wrapper=first).close()

    with pytest.raises(LockedVaultError, match="locked"):
        FileVault(path, wrapper=then)


def test_the_key_of_another_service_does_not_open_it(path):
    FileVault(path, create=True, wrapper=FakeKMS()).close()

    with pytest.raises(LockedVaultError, match="has not the key"):
        FileVault(path, wrapper=FakeKMS())


def test_a_service_that_is_away_is_a_plain_error_and_makes_nothing_unusable(path):
    kms = FakeKMS(reachable=False)
    with pytest.raises(BusyError, match="is away"):
        FileVault(path, create=True, wrapper=kms)

    kms.reachable = True
    with closing(FileVault(path, create=True, wrapper=kms)) as vault:
        assert vault.identify([C01])


def test_a_service_that_answers_nonsense_is_a_plain_error(path):
    class Nonsense(FakeKMS):
        def unwrap(self, wrapped):
            return b"short"

    kms = FakeKMS()
    FileVault(path, create=True, wrapper=kms).close()

    with pytest.raises(LockedVaultError, match="no key of it"):
        FileVault(path, wrapper=Nonsense(kms.keys))


def test_after_a_rotation_the_old_key_of_the_service_is_not_needed(path):
    kms = FakeKMS()
    with closing(FileVault(path, create=True, wrapper=kms)) as vault:
        child = vault.identify([C01])[C01]
        key = vault.key(child)
        kms.renew()
        vault.rotate()

    newest = FakeKMS(kms.keys[-1:])
    with closing(FileVault(path, wrapper=newest)) as vault:
        assert vault.key(child) == key


def test_a_vault_of_an_earlier_casemgmt_gets_its_ledger(path):
    with closing(FileVault(path, create=True)) as vault:
        child = vault.identify([C01])[C01]
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE erasures")
        db.execute("PRAGMA user_version = 1")

    with closing(FileVault(path)) as vault:
        vault.erase(child, datetime(2026, 1, 5, tzinfo=UTC))
        assert [e.subject for e in vault.erasures()] == [child]


KILLED = """
import os, sys
from pathlib import Path
from casemgmt.privacy.vault import FileVault
vault = FileVault(Path(sys.argv[1]))
left = int(sys.argv[2])
def count(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
vault._db.set_trace_callback(count)
vault.rotate()
"""


@pytest.mark.parametrize("statement", [2, 4, 9, 14, 17, 18])
def test_a_rotation_killed_at_any_moment_leaves_old_or_new(path, statement):
    children = [Subject("child", f"K{n}") for n in range(10)]
    with closing(FileVault(path, create=True)) as vault:
        ids = vault.identify(children)
        keys = {i: vault.key(i) for i in ids.values()}

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, path, str(statement)], check=False
    ).returncode

    assert ended == -9
    with closing(FileVault(path)) as vault:
        assert {i: vault.key(i) for i in ids.values()} == keys
        assert vault.identify(children) == ids


@pytest.mark.parametrize("cut", [50, 600, 5000])
def test_a_file_cut_short_or_overwritten_is_a_plain_error(path, cut):
    with closing(FileVault(path, create=True)) as vault:
        ids = vault.identify(Subject("child", f"K{n}") for n in range(200))
    path.write_bytes(path.read_bytes()[:cut])

    def read_every_key():
        with closing(FileVault(path)) as vault:
            return [vault.key(one) for one in ids.values()]

    with pytest.raises((RepairNeededError, BusyError)) as told:
        read_every_key()

    assert "vault" in str(told.value)


def test_a_vault_is_readable_by_its_owner_only(path):
    FileVault(path, create=True).close()

    assert path.stat().st_mode & 0o777 == 0o600
