"""Trouble with a store, as the command line says it: one line, a code, nothing lost."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing

import pytest

from casemgmt import medium
from casemgmt.cli.app import run
from casemgmt.recording.engines import datastore, file, queue

COULD_NOT, UNUSABLE = 1, 2
PAGE = 4096


@pytest.fixture
def store(recorded, tmp_path):
    """Return the file of the twelve children."""
    return tmp_path / "f12.db"


def assert_one_line(ended, code):
    assert ended.code == code, ended.err
    assert ended.out == ""
    (line,) = ended.err.splitlines()
    assert line.startswith("casemgmt: f12.db: ")
    return line


def another_programs(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE children (name TEXT)")


def cut_short(path):
    os.truncate(path, path.stat().st_size // PAGE // 2 * PAGE)


def zeroed_in_the_middle(path):
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(bytes(path.stat().st_size - 2 * PAGE))


def nothing_but_zeros(path):
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize(
    ("hurt", "code", "words"),
    [
        (another_programs, UNUSABLE, "this is not a store"),
        (nothing_but_zeros, UNUSABLE, "this is not a store"),
        (cut_short, UNUSABLE, "restore a backup"),
        (zeroed_in_the_middle, UNUSABLE, "restore a backup"),
    ],
)
@pytest.mark.parametrize("verb", ["history", "record"])
def test_a_file_that_is_not_as_it_was_is_one_line_and_left_alone(
    casemgmt, store, f12, hurt, code, words, verb
):
    whole = store.read_bytes()
    hurt(store)
    found = store.read_bytes()
    asked = {"history": "child:C01", "record": f12 / "journal.jsonl"}[verb]

    assert words in assert_one_line(casemgmt(verb, "f12.db", asked), code)
    assert store.read_bytes() == found
    store.write_bytes(whole)
    for beside in ("-wal", "-shm"):
        store.with_name(store.name + beside).unlink(missing_ok=True)
    assert casemgmt("history", "f12.db", "child:C01").code == 0


def taken_away(path):
    path.unlink()


def emptied(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("lost", [taken_away, emptied])
def test_no_log_is_begun_beside_the_keys_of_another(casemgmt, store, f12, lost):
    whole = store.read_bytes()
    lost(store)
    found = store.exists()

    line = assert_one_line(casemgmt("record", "f12.db", f12 / "journal.jsonl"), UNUSABLE)

    assert "f12.vault has the keys of those it tells of: bring it back" in line
    assert store.exists() is found
    store.write_bytes(whole)
    assert casemgmt("history", "f12.db", "child:C01").code == 0


@pytest.mark.parametrize("lost", [taken_away, emptied])
def test_beside_a_vault_that_knows_nobody_a_log_is_begun(casemgmt, tmp_path, f12, lost):
    (tmp_path / "none.jsonl").write_text("")
    assert casemgmt("record", "f12.db", "none.jsonl").code == 0
    lost(tmp_path / "f12.db")

    assert casemgmt("record", "f12.db", f12 / "journal.jsonl").code != UNUSABLE


LOCKING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA locking_mode = EXCLUSIVE")
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
STANDING = """
import fcntl, sys
lock = open(sys.argv[1] + ".lock", "a")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


ONE_MORE = json.dumps(
    {
        "id": "5d0c0000-0000-4000-8000-000000000001",
        "command": "record-follow-up",
        "subject": "child:C08",
        "on": "2025-10-21",
        "by": "youssef",
        "data": {"kind": "home-visit", "seen_child": False},
    }
)


@pytest.mark.parametrize("how", [LOCKING, STANDING])
def test_a_store_somebody_holds_for_long_is_busy_in_bounded_time(
    store, tmp_path, f12, monkeypatch, capsys, how
):
    monkeypatch.setitem(datastore.PRAGMAS, "busy_timeout", 100)
    monkeypatch.setattr(file, "BUSY_MS", 100)
    monkeypatch.setattr(queue, "PATIENCE_SECONDS", 0.2)
    journal = tmp_path / "more.jsonl"
    shutil.copyfile(f12 / "journal.jsonl", journal)
    with journal.open("a") as more:
        more.write(ONE_MORE + "\n")
    monkeypatch.chdir(tmp_path)
    holding = subprocess.Popen(
        [sys.executable, "-c", how, "f12.db"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holding.stdout.readline() == b"held\n"

    started = time.monotonic()
    code = run(["record", "f12.db", "more.jsonl"])
    took = time.monotonic() - started
    said = capsys.readouterr().err.splitlines()
    holding.communicate()

    assert (code, len(said)) == (COULD_NOT, 1)
    assert said[0].startswith("casemgmt: f12.db: the store c")
    assert took < 25  # it waits for 30 s otherwise
    assert run(["record", "f12.db", "more.jsonl"]) == 0
    assert run(["record", "f12.db", "more.jsonl"]) == 0


def test_a_full_disk_is_one_line_and_the_rest_is_recorded_afterwards(
    casemgmt, f12, tmp_path
):
    blocks = 350  # enough for the tables and not for the children
    arguments = ("record", "f12.db", f12 / "journal.jsonl", "--times", "given")

    full = casemgmt(*arguments, largest_file=blocks)

    assert_one_line(full, COULD_NOT)
    assert casemgmt(*arguments).code == 0
    assert casemgmt("verify", "f12.db").code == 0


def test_a_store_on_a_network_drive_is_one_line(store, tmp_path, monkeypatch, capsys):
    table = tmp_path / "mountinfo"
    table.write_text(f"9 1 0:1 / {tmp_path} rw - nfs4 server:/office rw\n")
    monkeypatch.setattr(medium, "MOUNTS", table)

    assert run(["history", str(store), "child:C01"]) == UNUSABLE
    assert "network drive (nfs4)" in capsys.readouterr().err


def test_verify_says_of_an_older_sqlite_what_could_damage_the_store(
    store, monkeypatch, capsys
):
    for version, lines in (((3, 40, 1), 1), ((3, 51, 3), 0)):
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        assert run(["verify", str(store)]) == 0
        assert len(capsys.readouterr().err.splitlines()) == lines


@pytest.mark.slow
def test_what_is_made_is_its_owners_only(casemgmt, tmp_path):
    before = os.umask(0)
    try:
        made = casemgmt("demo", "--children", "3", "--out", "season")
    finally:
        os.umask(before)
    assert made.code == 0, made.err

    out = tmp_path / "season"
    store = [out, *out.glob("season.db*"), *out.glob("*.vault"), *out.glob("*.facts/*")]
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in store}
    assert {n: m for n, m in modes.items() if m & 0o077} == {}
    assert {"season", "season.db", "season.db.facts", "season.vault"} <= modes.keys()
