"""``casemgmt vault``: what it says of the keys, and how it ends."""

import json
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from casemgmt import Subject, vaults
from casemgmt.errors import ProofError
from casemgmt.privacy.vault import FileVault

LATER = (
    '{"id": "5d0c0000-0000-4000-8000-00000000ffff", "command": "record-follow-up",'
    ' "subject": "child:LATER", "on": "2025-12-01", "by": "amina",'
    ' "data": {"kind": "call", "seen_child": true}}\n'
)


def saved(recorded, to="keys.backup", *more):
    ended = recorded("vault", "f12.db", "backup", "--out", to, "--json", *more)
    assert ended.code == 0, ended.err
    return ended.document


def erase_a_child(tmp_path):
    """Erase one child and return its id, key and how it was known."""
    with closing(FileVault(tmp_path / "f12.vault")) as vault:
        reference, child = vault.references("child")[0]
        key = vault.key(child)
        vault.erase(child, datetime(2026, 1, 5, tzinfo=UTC))
    return child, key, reference


def test_a_whole_vault_is_checked_and_ends_with_zero(recorded):
    found = recorded("vault", "f12.db", "--json")

    assert found.code == 0
    assert found.document["ok"] is True
    assert found.document["keys"] == found.document["subjects"] > 12
    assert found.document["backup"]["valid"] is False


def test_no_backup_from_before_a_rotation_counts(recorded):
    saved(recorded)

    assert recorded("vault", "f12.db", "rotate").code == 0

    standing = recorded("vault", "f12.db", "check", "--json").document["backup"]
    assert (standing["valid"], standing["until"]) == (False, None)


def test_a_lacking_and_a_damaged_key_end_with_one_an_erased_one_does_not(
    recorded, tmp_path
):
    erase_a_child(tmp_path)
    assert recorded("vault", "f12.db", "check", "--json").document["erased"] == 1
    assert recorded("vault", "f12.db", "check").code == 0
    with closing(sqlite3.connect(tmp_path / "f12.vault")) as db, db:
        some = "(SELECT id FROM subjects WHERE key IS NOT NULL LIMIT 1)"
        db.execute(f"UPDATE subjects SET key = x'00' WHERE id = {some}")
        db.execute("DELETE FROM subjects WHERE id = (SELECT max(id) FROM subjects)")

    found = recorded("vault", "f12.db", "check", "--json")

    assert found.code == 1
    assert (found.document["damaged"], found.document["lacking"]) == (1, 1)


def test_without_a_backup_of_the_vault_each_backup_says_so(recorded):
    before = recorded("backup", "f12.db", "--out", "f12.backup")
    again = recorded("backup", "f12.db", "--out", "f12.backup", "--lang", "fr")
    saved(recorded)
    after = recorded("backup", "f12.db", "--out", "f12.backup")

    assert "There is no valid backup of the vault f12.vault" in before.out
    assert "Il n'y a pas de sauvegarde valable du coffre f12.vault" in again.out
    assert "valid backup" not in after.out


def test_who_came_since_the_backup_of_the_vault_is_said(recorded):
    saved(recorded)
    assert recorded("record", "f12.db", "-", given=LATER.encode()).code == 0

    taken = recorded("backup", "f12.db", "--out", "f12.backup", "--lang", "ar")
    counted = recorded("backup", "f12.db", "--out", "f12.backup", "--json").document

    assert "تنقص النسخة الاحتياطية للخزنة f12.vault" in taken.out
    assert counted["vault"]["backup"]["newer"] > 0
    assert counted["vault"]["backup"]["valid"] is False


def test_a_backup_of_the_vault_is_restored_and_every_key_opens(recorded, tmp_path):
    saved(recorded)
    (tmp_path / "f12.vault").unlink()

    made = recorded("vault", "f12.db", "restore", "--from", "keys.backup", "--json")

    assert made.code == 0
    assert recorded("vault", "f12.db", "check").code == 0
    for name in ("keys.backup", "f12.vault"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_nothing_is_written_over_a_vault(recorded, tmp_path):
    saved(recorded)
    before = (tmp_path / "f12.vault").read_bytes()

    ended = recorded("vault", "f12.db", "restore", "--from", "keys.backup")

    assert ended.code == 2
    assert "nothing was written over it" in ended.err
    assert (tmp_path / "f12.vault").read_bytes() == before


def test_who_was_erased_since_is_erased_again_without_a_byte_left(recorded, tmp_path):
    saved(recorded)
    child, key, reference = erase_a_child(tmp_path)
    with closing(sqlite3.connect(tmp_path / "f12.vault")) as db:
        assert db.execute("SELECT count(*) FROM erasures").fetchone() == (1,)
    saved(recorded, "later.backup")
    (tmp_path / "f12.vault").unlink()

    how = ("--from", "keys.backup", "--ledger", "later.backup", "--json")
    made = recorded("vault", "f12.db", "restore", *how)

    assert made.document["erased"] == 1
    with closing(FileVault(tmp_path / "f12.vault")) as vault:
        assert (vault.key(child), vault.reference(child)) == (None, None)
        assert vault.find(reference) is None
        assert [e.subject for e in vault.erasures()] == [child]
    assert key not in (tmp_path / "f12.vault").read_bytes()


@pytest.mark.parametrize("change", ["cut", "flip", "other"])
def test_a_backup_that_is_none_ends_with_two(recorded, tmp_path, change):
    saved(recorded)
    path = tmp_path / "keys.backup"
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    path.write_bytes({"cut": whole[:500], "flip": flipped, "other": b"[]\n"}[change])
    (tmp_path / "f12.vault").unlink()

    ended = recorded("vault", "f12.db", "restore", "--from", "keys.backup")

    assert ended.code == 2
    assert "keys.backup" in ended.err
    assert not (tmp_path / "f12.vault").exists()


def test_a_backup_expires_when_the_policy_says_so(recorded, tmp_path):
    (tmp_path / "policy.toml").write_text(
        '[[rule]]\nparameter = "vault.backup_days"\nvalue = 3\nsource = "ours"\n'
    )
    (tmp_path / "casemgmt.toml").write_text('policy = "policy.toml"\n')
    now = datetime(2026, 1, 5, tzinfo=UTC)
    at, out = tmp_path / "f12.db", tmp_path / "keys.backup"

    kept = vaults.back_up(at, out, clock=lambda: now)

    assert kept.until == now + timedelta(days=3)
    assert vaults.check(at, clock=lambda: now).backup.valid
    assert not vaults.check(at, clock=lambda: kept.until).backup.valid
    (tmp_path / "f12.vault").unlink()
    with pytest.raises(ProofError, match="expired"):
        vaults.restore(at, out, clock=lambda: kept.until)
    assert vaults.restore(at, out, expired=True, clock=lambda: kept.until)


def test_backups_that_expired_are_destroyed_and_nothing_else(recorded, tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir()
    for name in ("old", "new"):
        saved(recorded, f"keys/{name}")
    head, _, image = (folder / "old").read_bytes().partition(b"\n")
    past = json.loads(head) | {"until": "2026-01-05T00:00:00+00:00"}
    (folder / "old").write_bytes(json.dumps(past).encode() + b"\n" + image)
    (folder / "damaged").write_bytes(json.dumps(past).encode() + b"\n" + image[:-9])
    (folder / "letter").write_text("casemgmt-vault-backup")

    gone = recorded("vault", "f12.db", "expire", "--from", "keys")
    again = recorded("vault", "f12.db", "expire", "--from", "keys", "--json")

    assert gone.code == again.code == 0
    assert "keys/old" in gone.out
    assert again.document == {"destroyed": []}
    assert sorted(p.name for p in folder.iterdir()) == ["damaged", "letter", "new"]


@pytest.mark.slow  # a passphrase costs seconds
def test_a_passphrase_is_changed_and_the_old_one_opens_nothing_more(recorded, tmp_path):
    for name, said in (("old", "sept grenades mûres"), ("new", "neuf cigognes")):
        (tmp_path / f"{name}.passphrase").touch(0o600)
        (tmp_path / f"{name}.passphrase").write_text(said)
    address = 'vault = "age+file://f12.vault?passphrase-file={}.passphrase"\n'
    (tmp_path / "casemgmt.toml").write_text(address.format("old"))
    assert recorded("vault", "f12.db", "rotate").code == 0

    changed = recorded(
        "vault", "f12.db", "rotate", "--lock", "age?passphrase-file=new.passphrase"
    )

    assert changed.code == 0, changed.err
    assert f"vault?passphrase-file={tmp_path}/new.passphrase" in changed.out
    assert "another passphrase" in recorded("vault", "f12.db", "check").err
    (tmp_path / "casemgmt.toml").write_text(address.format("new"))
    assert recorded("vault", "f12.db", "check").code == 0
    assert "cigognes" not in changed.out + changed.err


@pytest.mark.parametrize(
    ("lock", "said"),
    [("none", "no lock of this kind"), ("age?colour=red", "no option colour")],
)
def test_a_lock_that_is_none_changes_nothing(recorded, tmp_path, lock, said):
    before = (tmp_path / "f12.vault").read_bytes()

    ended = recorded("vault", "f12.db", "rotate", "--lock", lock)

    assert ended.code == 2
    assert said in ended.err
    assert (tmp_path / "f12.vault").read_bytes() == before


def test_a_rotation_keeps_every_name_readable(recorded, tmp_path):
    before = recorded("history", "f12.db", "child:C01", "--json").out
    old = (tmp_path / "f12.vault").read_bytes()

    turned = recorded("vault", "f12.db", "rotate", "--json")

    assert turned.code == 0
    assert turned.document["keys"] > 12
    assert (tmp_path / "f12.vault").read_bytes() != old
    assert recorded("history", "f12.db", "child:C01", "--json").out == before


@pytest.mark.slow
def test_a_rotation_locks_a_vault_with_a_passphrase(recorded, tmp_path):
    (tmp_path / "insaf.passphrase").touch(0o600)
    (tmp_path / "insaf.passphrase").write_text("sept grenades mûres\n")
    said = 'vault = "age+file://f12.vault?passphrase-file=insaf.passphrase"\n'
    (tmp_path / "casemgmt.toml").write_text(said)
    refused = recorded("cases", "f12.db", "--on", "2025-12-31")

    turned = recorded("vault", "f12.db", "rotate")

    assert "is not locked yet" in refused.err
    assert turned.code == 0
    assert recorded("vault", "f12.db", "check").code == 0
    (tmp_path / "casemgmt.toml").unlink()
    assert "the vault is locked" in recorded("vault", "f12.db", "check").err


@pytest.mark.parametrize(("act", "option"), [("backup", "--out"), ("restore", "--from")])
def test_a_file_that_is_not_named_is_asked_for(recorded, act, option):
    ended = recorded("vault", "f12.db", act)

    assert ended.code == 2
    assert f"{option} FILE is missing" in ended.err


def test_no_name_of_a_child_is_in_what_is_said(recorded):
    said = [recorded("vault", "f12.db", act) for act in ("check", "rotate")]

    assert not [one for one in said if str(Subject("child", "C01")) in one.out + one.err]
    assert json.dumps(saved(recorded)).count("C0") == 0


def test_keys_are_moved_and_the_old_place_is_destroyed_when_asked(recorded, tmp_path):
    to = "key+file://new.vault?key-file=new.key"
    told = recorded("vault", "f12.db", "move", "--to", to, "--lang", "fr")
    refused = recorded("cases", "f12.db")
    where = f"key+file://{tmp_path}/new.vault?key-file={tmp_path}/new.key"
    (tmp_path / "casemgmt.toml").write_text(f'vault = "{where}"\n')
    checked = recorded("vault", "f12.db", "check", "--json")
    gone = recorded("vault", "f12.db", "destroy", "--old", "f12.vault", "--lang", "ar")

    assert told.code == 0
    assert where in told.out
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    assert "the keys were moved" in refused.err
    assert where in refused.err
    assert (checked.code, checked.document["ok"]) == (0, True)
    assert gone.code == 0
    assert "f12.vault" in gone.out
    assert not (tmp_path / "f12.vault").exists()
    assert recorded("cases", "f12.db").code == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("move",), 2),
        (("destroy",), 2),
        (("move", "--to", "f12.vault"), 2),
        (("move", "--to", "nowhere/new.vault"), 1),
        (("move", "--to", "strange://new"), 2),
        (("destroy", "--old", "f12.vault"), 2),
        (("destroy", "--old", "nowhere.vault"), 2),
    ],
)
def test_what_cannot_be_moved_or_destroyed_is_said_in_one_line(recorded, said, code):
    ended = recorded("vault", "f12.db", *said)

    assert (ended.code, ended.out) == (code, "")
    assert len(ended.err.splitlines()) == 1
    assert recorded("vault", "f12.db", "check").code == 0
