"""The command line as its users meet it: another process, its output and its exit code."""

import shutil
from pathlib import Path

import pytest
from tests.cli.calling import called

F12 = Path(__file__).parents[1] / "data" / "f12"


@pytest.fixture
def casemgmt(tmp_path):
    """Call the command line in an empty folder."""

    def call(*arguments, **how):
        return called(arguments, tmp_path, **how)

    return call


@pytest.fixture(scope="session")
def f12():
    """Where the journal of the twelve invented children is."""
    return F12


@pytest.fixture(scope="session")
def f12_told_once(tmp_path_factory, f12):
    """A folder with the twelve children in ``f12.db``, told once by the command line."""
    folder = tmp_path_factory.mktemp("f12")
    told = ("record", "f12.db", f12 / "journal.jsonl", "--times", "given")
    assert called(told, folder).code == 0
    return folder


@pytest.fixture
def recorded(casemgmt, f12_told_once, tmp_path):
    """Return the command line, with the twelve children in an ``f12.db`` of its own."""
    shutil.copytree(f12_told_once, tmp_path, dirs_exist_ok=True)
    return casemgmt
