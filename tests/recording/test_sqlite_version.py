"""A SQLite that may damage a file is said, where writers are not kept apart."""

import subprocess
import sys

import pytest

from casemgmt.recording.engines import sqlite_version
from casemgmt.recording.engines.sqlite_version import (
    SQLiteVersionWarning,
    may_damage,
    warn_where_nothing_prevents_it,
)


@pytest.mark.parametrize(
    ("version", "may"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_a_version_has_the_fault_until_it_was_put_right(version, may):
    assert may_damage(version) is may


@pytest.mark.parametrize(
    ("turns", "version", "warned"),
    [(False, (3, 51, 2), 1), (False, (3, 51, 3), 0), (True, (3, 51, 2), 0)],
)
def test_it_is_a_warning_only_where_writers_have_no_turns(
    recwarn, monkeypatch, turns, version, warned
):
    monkeypatch.setattr(sqlite_version, "has_turns", lambda: turns)
    monkeypatch.setattr(sqlite_version.sqlite3, "sqlite_version_info", version)

    warn_where_nothing_prevents_it()

    assert [w.category for w in recwarn] == [SQLiteVersionWarning] * warned


ELSEWHERE = """
import sqlite3, sys
sys.modules["fcntl"] = None  # as on another platform
sqlite3.sqlite_version_info, sqlite3.sqlite_version = (3, 40, 1), "3.40.1"
from casemgmt.cli.app import run
open("none.jsonl", "w").close()
for _ in range(2):
    run(["record", "a.db", "none.jsonl"])
"""


def test_the_command_line_says_it_once_in_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    (line,) = done.stderr.splitlines()
    assert line.startswith("casemgmt: SQLite 3.40.1 can damage a store")
