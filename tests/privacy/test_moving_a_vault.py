"""A vault moves from one kind of place to another: all of it, proven, or nothing."""

from contextlib import closing
from datetime import UTC, datetime
from functools import partial

import pytest

from casemgmt import Store, Subject, vaults
from casemgmt.commands import RegisterChild
from casemgmt.errors import NoStoreError
from casemgmt.opening.vault_opening import place_at
from casemgmt.privacy import vault_moving
from casemgmt.privacy.file_rows import FileRows
from casemgmt.privacy.key_lock import KeyLock
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_moving import Place, moved
from casemgmt.privacy.vault_port import DamagedVaultError, LockedVaultError
from casemgmt.testing.needles import found

CROWD = [Subject("child", f"invented-{n}") for n in range(40)]
DAY = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
ON = "2025-09-03"


@pytest.fixture
def vault(tmp_path):
    """The file of a vault that knows a crowd, one of whom was erased."""
    with closing(FileVault(tmp_path / "a.vault", create=True)) as made:
        made.erase(made.identify(CROWD)[CROWD[7]], DAY)
    return tmp_path / "a.vault"


@pytest.fixture
def wrapper(tmp_path):
    return KeyLock({"key-file": str(tmp_path / "b.key")})


def place(path, wrapper=None, *, create=False):
    return Place(FileRows(path, create=create), wrapper)


def move(source, to, wrapper=None, unlocked_by=None):
    """Move the file *source* to the file *to*."""
    first = place(source, unlocked_by)
    with closing(first.rows):
        second = place(to, wrapper, create=True)
        with closing(second.rows):
            return moved(first, second, str(to))


def held(path, wrapper=None):
    """All that a vault answers."""
    with closing(FileVault(path, wrapper=wrapper)) as vault:
        ids = {r: i for r in CROWD if (i := vault.find(r)) is not None}
        return (
            {str(r): (i, vault.key(i), vault.reference(i)) for r, i in ids.items()},
            [(one.subject, one.at) for one in vault.erasures()],
            vault.erased(),
            vault.keyed_hash("a"),
            vault.references("child"),
        )


def test_what_arrives_answers_as_what_was_left(vault, tmp_path, wrapper):
    before = held(vault)

    keys = move(vault, tmp_path / "b.vault", wrapper)

    assert keys == len(CROWD) - 1
    assert held(tmp_path / "b.vault", wrapper) == before


def test_what_was_sealed_for_facts_opens_there_too(vault, tmp_path, wrapper):
    with closing(FileVault(vault)) as old:
        sealed = old.seal(b"2013-03-14")

    move(vault, tmp_path / "b.vault", wrapper)

    with closing(FileVault(tmp_path / "b.vault", wrapper=wrapper)) as new:
        assert new.open(sealed) == b"2013-03-14"


def test_the_old_one_opens_for_nobody_and_says_where_it_went(vault, tmp_path):
    with closing(FileVault(vault)) as still_open:
        child = still_open.find(CROWD[0])
        move(vault, tmp_path / "b.vault")

        for ask in (
            partial(FileVault, vault),
            partial(still_open.identify, [Subject("child", "new")]),
            partial(still_open.find, CROWD[1]),
            partial(still_open.erase, child, DAY),
            still_open.rotate,
        ):
            with pytest.raises(LockedVaultError, match=r"b\.vault"):
                ask()


def test_it_is_moved_back_with_who_came_and_who_went_meanwhile(vault, tmp_path, wrapper):
    there, newcomer = tmp_path / "b.vault", Subject("child", "came-later")
    move(vault, there, wrapper)
    with closing(FileVault(there, wrapper=wrapper)) as new:
        new.erase(new.find(CROWD[3]), DAY)
        own = new.identify([newcomer])[newcomer]
        key = new.key(own)
    after = held(there, wrapper)

    move(there, vault, unlocked_by=wrapper)

    assert held(vault) == after
    with closing(FileVault(vault)) as again:
        assert again.find(newcomer) == own
        assert again.key(own) == key


class KilledError(BaseException):
    """The process ended there."""


@pytest.mark.parametrize("at", ["before it arrived", "before it was proven", "at the end"])
def test_whoever_is_interrupted_begins_anew(vault, tmp_path, wrapper, monkeypatch, at):
    def killed(*_, **__):
        raise KilledError

    before, there = held(vault), tmp_path / "b.vault"
    with monkeypatch.context() as planted:
        of, name = {
            "before it arrived": (FileRows, "take_over"),
            "before it was proven": (vault_moving, "_prove"),
            "at the end": (FileRows, "_own_anew"),
        }[at]
        if at == "at the end":
            real, left = FileRows._own_anew, [1]
            planted.setattr(
                of, name, lambda *a: real(*a) if left and left.pop() else killed()
            )
        else:
            planted.setattr(of, name, killed)
        with pytest.raises(KilledError):
            move(vault, there, wrapper)

    assert held(vault) == before
    with closing(FileVault(vault)) as goes_on:
        goes_on.identify([Subject("child", "came-later")])

    assert move(vault, there, wrapper) == len(CROWD)
    with closing(FileVault(there, wrapper=wrapper)) as new:
        assert new.find(Subject("child", "came-later"))


def test_nothing_is_moved_over_the_keys_of_another_store(vault, tmp_path):
    with closing(FileVault(tmp_path / "b.vault", create=True)) as other:
        other.identify(CROWD)
    before, theirs = held(vault), held(tmp_path / "b.vault")

    with pytest.raises(NoStoreError, match="another store"):
        move(vault, tmp_path / "b.vault")

    assert (held(vault), held(tmp_path / "b.vault")) == (before, theirs)


def test_what_arrives_otherwise_is_noticed(vault, tmp_path, monkeypatch):
    take = FileRows.take_over

    def lossy(rows, contents):
        take(rows, contents)
        rows.db.execute("DELETE FROM subjects WHERE id = (SELECT max(id) FROM subjects)")

    monkeypatch.setattr(FileRows, "take_over", lossy)
    before = held(vault)

    with pytest.raises(DamagedVaultError, match="not what was sent"):
        move(vault, tmp_path / "b.vault")

    assert held(vault) == before


@pytest.fixture
def store(tmp_path):
    """A store with a child, and its vault in a file."""
    with Store.open(tmp_path / "a.db", create=True) as made:
        told = RegisterChild(
            given_name="Salma",
            family_name="Idrissi",
            sex="female",
            born="2013-03-14",
            district="mediouna",
        )
        made.acting_as("amina").record("child:C01", told, on=ON)
    return tmp_path / "a.db"


def test_the_old_one_is_destroyed_once_it_is_asked_for_and_not_needed(store, tmp_path):
    old, to = tmp_path / "a.vault", f"key+file://{tmp_path}/b.vault?key-file={tmp_path}/k"
    with closing(FileVault(old)) as vault:
        sealed = FileRows.contents(vault._rows).rows[0].key
    with pytest.raises(NoStoreError, match="not moved"):
        vaults.destroy(store, str(old))
    at, _ = vaults.move(store, to)
    (tmp_path / "casemgmt.toml").write_text(f'vault = "{at}"\n')
    assert vaults.check(store).ok

    vaults.destroy(store, str(old))

    assert not old.exists()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(found([sealed.hex()], path.read_bytes()) for path in left)
    with Store.open(store) as opened:
        assert opened.acting_as("amina").history("child:C01")


def test_an_old_one_that_has_more_than_the_new_one_is_kept(store, tmp_path):
    at, _ = vaults.move(store, str(tmp_path / "b.vault"))
    (tmp_path / "casemgmt.toml").write_text(f'vault = "{at}"\n')
    new = place_at(at)
    new.rows.db.execute("DELETE FROM subjects")
    new.rows.close()

    with pytest.raises(NoStoreError, match="not all"):
        vaults.destroy(store, str(tmp_path / "a.vault"))

    assert (tmp_path / "a.vault").exists()


def test_it_is_not_moved_to_where_it_is(store, tmp_path):
    with pytest.raises(NoStoreError, match="already"):
        vaults.move(store, str(tmp_path / "a.vault"))
