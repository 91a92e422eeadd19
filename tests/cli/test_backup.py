"""``backup``, ``restore`` and ``move``: what they say of the keys, and how they end."""

import shutil
import stat
import subprocess
import sys

from tests.cli.calling import PROGRAM


def test_a_backup_is_restored_and_reads_as_before(recorded, tmp_path):
    taken = recorded("backup", "f12.db", "--out", "f12.backup", "--json")
    made = recorded("restore", "f12.backup", "--to", "new.db", "--json")
    shutil.copy(tmp_path / "f12.vault", tmp_path / "new.vault")

    assert taken.code == made.code == 0
    assert made.document["root"] == taken.document["root"]
    assert made.document["epoch"] != taken.document["epoch"]
    for name in ("f12.backup", "new.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    asked = ("cases", "--on", "2025-12-31", "--json")
    assert recorded(*asked, "new.db").document == recorded(*asked, "f12.db").document


def test_that_the_keys_are_apart_is_said_each_time(recorded, tmp_path):
    taken = recorded("backup", "f12.db", "--out", "f12.backup")
    made = recorded("restore", "f12.backup", "--to", "new.db")
    shutil.copy(tmp_path / "f12.vault", tmp_path / "other.vault")
    with_keys = recorded("restore", "f12.backup", "--to", "other.db", "--lang", "fr")

    assert "No key is in it: the vault f12.vault is kept apart" in taken.out
    assert "The vault new.vault is not there" in made.out
    assert "Le coffre other.vault contient les clés" in with_keys.out


def test_a_vault_that_lacks_keys_is_said(recorded, tmp_path):
    shutil.copy(tmp_path / "f12.vault", tmp_path / "new.vault")
    visit = (
        '{"id": "5d0c0000-0000-4000-8000-00000000ffff", "command": "record-follow-up",'
        ' "subject": "child:LATER", "on": "2025-12-01", "by": "amina",'
        ' "data": {"kind": "call", "seen_child": true}}\n'
    )
    assert recorded("record", "f12.db", "-", given=visit.encode()).code == 0
    recorded("backup", "f12.db", "--out", "f12.backup")

    made = recorded("restore", "f12.backup", "--to", "new.db", "--json")

    assert made.document["vault"]["there"] is True
    assert made.document["vault"]["without_a_key"] == 1


def test_nothing_is_written_over_a_store(recorded, tmp_path):
    recorded("backup", "f12.db", "--out", "f12.backup")
    before = (tmp_path / "f12.db").read_bytes()

    ended = recorded("restore", "f12.backup", "--to", "f12.db")

    assert ended.code == 2
    assert "nothing was written over it" in ended.err
    assert (tmp_path / "f12.db").read_bytes() == before


def test_a_damaged_backup_ends_with_two_and_names_its_part(recorded, tmp_path):
    recorded("backup", "f12.db", "--out", "f12.backup")
    hurt = bytearray((tmp_path / "f12.backup").read_bytes())
    hurt[-500] ^= 1
    (tmp_path / "f12.backup").write_bytes(hurt)

    ended = recorded("restore", "f12.backup", "--to", "new.db")

    assert ended.code == 2
    assert "f12.backup: a part of the backup is damaged or missing: 1 of 1" in ended.err
    assert not (tmp_path / "new.db").exists()


def test_a_full_disk_is_one_plain_line_and_leaves_nothing(recorded, tmp_path):
    recorded("backup", "f12.db", "--out", "f12.backup")

    taken = recorded("backup", "f12.db", "--out", "more.backup", largest_file=16)
    made = recorded("restore", "f12.backup", "--to", "new.db", largest_file=16)

    assert taken.code == made.code == 1
    assert len(taken.err.splitlines()) == len(made.err.splitlines()) == 1
    assert not [p.name for p in tmp_path.iterdir() if "more" in p.name or "new" in p.name]


def test_a_log_moves_with_its_root(recorded):
    moved = recorded("move", "f12.db", "new.db", "--json")

    assert moved.code == 0
    assert moved.document["root"] == recorded("verify", "f12.db", "--json").document["root"]
    assert recorded("verify", "new.db").code == 0


def test_there_must_be_a_store_to_move(casemgmt):
    assert casemgmt("move", "none.db", "new.db").code == 2
    assert casemgmt("backup", "none.db", "--out", "a.backup").code == 2
    assert casemgmt("restore", "none.backup", "--to", "new.db").code == 2


def test_a_backup_into_a_pipe_has_nothing_else_in_it(recorded, tmp_path):
    whole = recorded("backup", "f12.db", "--out", "f12.backup", "--json").document
    call = [sys.executable, "-c", PROGRAM, "backup", "f12.db", "--out", "/dev/stdout"]

    done = subprocess.run(call, cwd=tmp_path, capture_output=True, check=True)

    assert b"No key is in it" in done.stderr
    assert f"{len(done.stdout)} ".encode() in done.stderr.splitlines()[0]
    assert whole["bytes"] == (tmp_path / "f12.backup").stat().st_size
    (tmp_path / "piped.backup").write_bytes(done.stdout)
    assert recorded("restore", "piped.backup", "--to", "new.db").code == 0


def test_what_is_attached_has_no_place_beside_a_pipe(recorded, tmp_path):
    (tmp_path / "acte.pdf").write_bytes(b"%PDF-1.7 acte de naissance")
    by = ("--kind", "birth-act", "--on", "2026-01-05", "--by", "amina")
    assert recorded("attach", "f12.db", "child:C01", "acte.pdf", *by).code == 0

    ended = recorded("backup", "f12.db", "--out", "/dev/stdout")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "casemgmt: out: what is attached is copied into a folder beside the backup:"
        " name a file\n"
    )
