"""A key in a file locks a vault: it opens with that alone, and makes none by itself."""

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from casemgmt import Subject
from casemgmt.errors import ConfigurationError
from casemgmt.privacy.key_lock import KeyLock
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_port import LockedVaultError

C01 = Subject("child", "C01")
KEY = b"k" * 32


def lock(path):
    return KeyLock({"key-file": str(path)})


def test_what_it_wraps_it_unwraps_and_another_file_does_not(tmp_path):
    wrapped = lock(tmp_path / "a.key").wrap(KEY)
    lock(tmp_path / "b.key").wrap(KEY)

    assert KEY not in wrapped
    assert lock(tmp_path / "a.key").unwrap(wrapped) == KEY
    with pytest.raises(LockedVaultError, match=r"b\.key is not the key it was locked with"):
        lock(tmp_path / "b.key").unwrap(wrapped)


def test_the_file_is_made_once_for_its_owner_alone_and_nothing_lies_beside_it(tmp_path):
    path = tmp_path / "a.key"
    lock(path).wrap(KEY)
    first = path.read_bytes()
    lock(path).wrap(KEY)

    assert path.read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_those_who_make_it_together_have_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        wrapped = list(pool.map(lambda _: lock(tmp_path / "a.key").wrap(KEY), range(16)))

    assert {lock(tmp_path / "a.key").unwrap(one) for one in wrapped} == {KEY}


def test_who_opens_makes_no_key(tmp_path):
    wrapped = lock(tmp_path / "a.key").wrap(KEY)

    with pytest.raises(LockedVaultError, match="is not there: copy it"):
        lock(tmp_path / "b.key").unwrap(wrapped)

    assert not (tmp_path / "b.key").exists()


def test_a_file_that_others_may_read_is_refused(tmp_path):
    path = tmp_path / "a.key"
    wrapped = lock(path).wrap(KEY)
    path.chmod(0o640)

    with pytest.raises(LockedVaultError, match="chmod 600"):
        lock(path).unwrap(wrapped)


@pytest.mark.parametrize(
    "said", [b"", b"secret", b"\xff", b"casemgmt key of a vault: c2hvcnQ=\n"]
)
def test_what_is_no_key_says_so_and_repeats_nothing_of_it(tmp_path, said):
    path = tmp_path / "a.key"
    wrapped = lock(path).wrap(KEY)
    path.write_bytes(said)

    with pytest.raises(LockedVaultError, match="not the key of a vault") as told:
        lock(path).unwrap(wrapped)

    assert "secret" not in str(told.value)
    assert "c2hvcnQ" not in str(told.value)


def test_where_it_cannot_be_written_is_one_plain_line(tmp_path):
    with pytest.raises(LockedVaultError, match="cannot be written"):
        lock(tmp_path / "none" / "a.key").wrap(KEY)


@pytest.mark.parametrize("options", [{}, {"key": "x"}, {"key-file": "a", "more": "b"}])
def test_an_option_it_does_not_know_is_told(options):
    with pytest.raises(ConfigurationError, match="key-file"):
        KeyLock(options)


def test_a_vault_in_a_file_opens_with_it(tmp_path):
    path, own = tmp_path / "a.vault", lock(tmp_path / "a.key")
    with closing(FileVault(path, create=True, wrapper=own)) as vault:
        child = vault.identify([C01])[C01]
        key = vault.key(child)

    with closing(FileVault(path, wrapper=lock(tmp_path / "a.key"))) as vault:
        assert vault.key(child) == key


def test_a_vault_is_locked_with_another_lock_and_the_one_before_opens_it_no_more(tmp_path):
    path, before, after = tmp_path / "a.vault", *map(lock, (tmp_path / "a", tmp_path / "b"))
    with closing(FileVault(path, create=True, wrapper=before)) as vault:
        child = vault.identify([C01])[C01]
        key = vault.key(child)

        assert vault.rotate(after) == 1
        assert vault.key(child) == key
        assert vault.rotate() == 1  # with the one it has now

    with pytest.raises(LockedVaultError):
        FileVault(path, wrapper=before)
    with closing(FileVault(path, wrapper=after)) as vault:
        assert vault.key(child) == key


def test_who_has_the_vault_open_while_its_lock_is_changed_is_told_plainly(tmp_path):
    path, before = tmp_path / "a.vault", lock(tmp_path / "a")
    with (
        closing(FileVault(path, create=True, wrapper=before)) as vault,
        closing(FileVault(path, wrapper=before)) as other,
    ):
        vault.identify([C01])
        vault.rotate(lock(tmp_path / "b"))

        with pytest.raises(LockedVaultError, match="is not the key it was locked with"):
            other.identify([Subject("child", "C02")])
    assert list(FileVault(path, wrapper=lock(tmp_path / "b")).references("child")) != []
