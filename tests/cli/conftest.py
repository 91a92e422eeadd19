"""The command line as its users meet it: another process, its output and its exit code."""

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


@pytest.fixture
def recorded(casemgmt, f12):
    """Return the command line, with the twelve children in ``f12.db``."""
    assert casemgmt("record", "f12.db", f12 / "journal.jsonl", "--times", "given").code == 0
    return casemgmt
