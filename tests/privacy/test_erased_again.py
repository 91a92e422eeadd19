"""Whatever is brought back from before an erasure, who was erased is erased in it again."""

import shutil

import pytest

from casemgmt import Store, copies, vaults
from casemgmt.commands import AddIdentifier, RegisterChild

ON = "2025-09-03"
ORDER = {"ground": "the parents ask for it", "by": "amina", "second": "nadia"}
MASSAR = AddIdentifier(kind="massar", value="M130000001", status="verified")


def registered(name):
    return RegisterChild(
        given_name=name,
        family_name="Idrissi",
        sex="female",
        born="2013-03-14",
        district="mediouna",
    )


@pytest.fixture
def at(tmp_path):
    """Return the place of a store of two children, with a backup of log and vault."""
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", registered("Salma"), MASSAR, on=ON)
        desk.record("child:C02", registered("Youssef"), on=ON)
    copies.back_up(path, tmp_path / "log.backup")
    vaults.back_up(path, tmp_path / "keys.backup")
    return path


def erased(path):
    with Store.open(path) as store:
        return store.erase("child:C01", **ORDER).subject


def assert_gone(path, shown):
    with Store.open(path) as store:
        desk = store.acting_as("nadia")
        assert desk.history("child:C01") == ()
        assert str(next(store.events()).subject) == shown
        assert desk.history("child:C02")[0].event.given_name.value.plain == "Youssef"
        assert desk.record("child:C02", MASSAR, on=ON).position


def test_in_an_old_backup_of_the_log_beside_the_vault_that_is_there(at, tmp_path):
    shown = erased(at)
    at.unlink()

    copy = copies.restore(tmp_path / "log.backup", at)

    assert copy.erased == 0
    assert_gone(at, shown)


def test_in_an_old_backup_of_the_vault_beside_the_log_that_is_there(at, tmp_path):
    shown = erased(at)
    (tmp_path / "a.vault").unlink()

    _, subjects, again = vaults.restore(at, tmp_path / "keys.backup")

    assert (subjects, again) == (2, 1)
    assert_gone(at, shown)


def test_in_an_old_vault_by_a_later_backup_of_the_log(at, tmp_path):
    shown = erased(at)
    copies.back_up(at, tmp_path / "later.backup")
    for file in (at, tmp_path / "a.vault"):
        file.unlink()

    vaults.restore(at, tmp_path / "keys.backup")
    copy = copies.restore(tmp_path / "later.backup", at)

    assert copy.erased == 1
    assert_gone(at, shown)


def test_in_an_old_vault_that_somebody_put_back_by_hand(at, tmp_path):
    with Store.open(at) as store:
        store.erase("child:C02", **ORDER)
    shutil.copy(tmp_path / "a.vault", tmp_path / "old.vault")
    shown = erased(at)
    shutil.copy(tmp_path / "old.vault", tmp_path / "a.vault")

    with Store.open(at) as store:
        assert store.acting_as("nadia").history("child:C01") == ()
        assert str(next(store.events()).subject) == shown
