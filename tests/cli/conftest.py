"""The command line as its users meet it: another process, its output and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

F12 = Path(__file__).parents[1] / "data" / "f12"


@frozen
class Ended:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@pytest.fixture
def casemgmt(tmp_path):
    """Call the command line in an empty folder."""

    def call(*arguments, given=None, largest_file=None):
        program = [sys.executable, "-c", "from casemgmt.cli import main; main()"]
        if largest_file is not None:  # in blocks of 512 bytes: as good as a full disk
            program = ["sh", "-c", f'ulimit -f {largest_file}; exec "$@"', "sh", *program]
        ended = subprocess.run(
            [*program, *map(str, arguments)],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

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
