"""A passphrase locks a vault: from a file of its owner's, or from somebody who is asked."""

from contextlib import closing

import pytest

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError, ConfigurationError, NoStoreError
from casemgmt.privacy import age_lock
from casemgmt.privacy.age_lock import AgeLock
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_port import LockedVaultError

KEY = bytes(range(32))
SAID = "sept grenades mûres"


@pytest.fixture
def passphrase(tmp_path):
    path = tmp_path / "insaf.passphrase"
    path.touch(0o600)
    path.write_text(SAID + "\n", encoding="utf-8")
    return path


@pytest.fixture
def lock(passphrase):
    return AgeLock({"passphrase-file": str(passphrase)})


@pytest.fixture
def somebody_sits_there(monkeypatch):
    answers = []
    monkeypatch.setattr(age_lock, "getpass", lambda _: answers.pop(0))
    monkeypatch.setattr(age_lock.sys.stdin, "isatty", lambda: True, raising=False)
    return answers


@pytest.mark.slow
def test_what_is_wrapped_is_an_age_file_that_the_passphrase_opens(lock, passphrase):
    wrapped = lock.wrap(KEY)

    assert wrapped.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert KEY not in wrapped
    assert AgeLock({"passphrase-file": str(passphrase)}).unwrap(wrapped) == KEY


@pytest.mark.slow  # a passphrase is slow to try, on purpose
def test_another_passphrase_does_not_open_it(lock, somebody_sits_there):
    somebody_sits_there.append("six grenades mûres")

    with pytest.raises(LockedVaultError, match="another passphrase") as told:
        AgeLock({}).unwrap(lock.wrap(KEY))
    assert "grenades" not in str(told.value)


@pytest.mark.slow  # a passphrase is slow to try, on purpose
@pytest.mark.slow  # a passphrase costs seconds
def test_more_work_than_the_machine_can_do_now_is_not_called_a_wrong_passphrase(lock):
    head, work, rest = lock.wrap(KEY).partition(b"\n-> scrypt ")
    salt, _, sealed = rest.partition(b" ")
    far_more = head + work + salt + b" 40\n" + sealed.partition(b"\n")[2]

    with pytest.raises(BusyError, match="more work"):
        lock.unwrap(far_more)


@pytest.mark.slow
def test_a_changed_byte_is_a_plain_error(lock):
    wrapped = bytearray(lock.wrap(KEY))
    wrapped[-1] ^= 1

    with pytest.raises(LockedVaultError):
        lock.unwrap(bytes(wrapped))


@pytest.mark.slow  # a passphrase is slow to try, on purpose
def test_a_new_passphrase_is_asked_for_twice_and_then_no_more(somebody_sits_there):
    somebody_sits_there.extend([SAID, SAID])
    lock = AgeLock({})

    assert lock.unwrap(lock.wrap(KEY)) == KEY
    assert somebody_sits_there == []


def test_a_new_passphrase_that_was_mistyped_locks_nothing(somebody_sits_there):
    somebody_sits_there.extend([SAID, SAID + "!"])

    with pytest.raises(LockedVaultError, match="not alike"):
        AgeLock({}).wrap(KEY)


def test_where_nobody_can_be_asked_it_is_said_what_to_name():
    with pytest.raises(LockedVaultError, match="passphrase-file"):
        AgeLock({}).wrap(KEY)


def test_a_file_that_others_may_read_is_refused(lock, passphrase):
    passphrase.chmod(0o640)

    with pytest.raises(LockedVaultError, match="chmod 600"):
        lock.wrap(KEY)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_passphrase_is_a_plain_error(lock, passphrase, content):
    passphrase.write_bytes(content)

    with pytest.raises(LockedVaultError, match="passphrase"):
        lock.wrap(KEY)


def test_a_file_that_is_not_there_is_a_plain_error(tmp_path):
    with pytest.raises(LockedVaultError, match="No such file"):
        AgeLock({"passphrase-file": str(tmp_path / "none")}).wrap(KEY)


def test_a_passphrase_itself_is_never_an_option():
    with pytest.raises(ConfigurationError, match="no option passphrase;") as told:
        AgeLock({"passphrase": SAID})
    assert SAID not in str(told.value)


VISIT = RecordFollowUp(kind="home-visit", seen_child=True, findings="Tout va bien.")


@pytest.mark.slow
def test_a_store_has_a_locked_vault_as_its_configuration_says(tmp_path, passphrase):
    said = 'vault = "age+file://locked.vault?passphrase-file=insaf.passphrase"\n'
    (tmp_path / "casemgmt.toml").write_text(said)
    at = tmp_path / "insaf.db"
    with Store.open(at, create=True) as store:
        store.acting_as("amina").record("child:C01", VISIT, on="2025-09-10")

    with Store.open(at) as store:
        (told,) = store.acting_as("amina").history("child:C01")
        assert told.event.findings.value.plain == "Tout va bien."
    with pytest.raises(LockedVaultError), closing(FileVault(tmp_path / "locked.vault")):
        pass


def test_a_lock_that_is_not_installed_is_told(tmp_path):
    (tmp_path / "casemgmt.toml").write_text('vault = "sesame+file://insaf.vault"\n')

    with pytest.raises(NoStoreError, match="no lock of this kind"):
        Store.open(tmp_path / "insaf.db", create=True)
