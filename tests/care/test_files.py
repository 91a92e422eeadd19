"""A file appears whole; what is no file is written into, and stays what it is."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from casemgmt import Store
from casemgmt.care.files import replaced, whole
from casemgmt.errors import NoStoreError


@pytest.fixture
def pipe(tmp_path):
    """A pipe with a name, and what came out of it."""
    path, came = tmp_path / "pipe", []
    os.mkfifo(path)
    reading = Thread(target=lambda: came.append(path.read_bytes()), daemon=True)
    reading.start()

    def what_came():
        reading.join(60)
        return came

    return path, what_came


def test_what_is_no_file_is_written_into_and_not_replaced(pipe):
    path, what_came = pipe

    with whole(path) as file:
        file.write(b"a backup")

    assert what_came() == [b"a backup"]
    assert path.is_fifo()


def test_where_a_link_leads_is_replaced_and_not_the_link(tmp_path):
    link, there = tmp_path / "link", tmp_path / "there"
    there.write_bytes(b"before")
    link.symlink_to(there)

    with whole(link) as file:
        file.write(b"after")

    assert link.is_symlink()
    assert there.read_bytes() == b"after"


def test_what_is_no_file_is_no_store_and_gets_nothing_beside_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NoStoreError):
        Store.open(tmp_path / "pipe", create=True)

    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


BACKED_UP = """
import sys
from pathlib import Path
from casemgmt.care.files import replaced
replaced(Path(sys.argv[1]), b"after")
"""


@pytest.mark.parametrize("out", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_what_a_shell_leads_the_output_to_keeps_what_it_held(tmp_path, out):
    kept = tmp_path / "kept.txt"
    kept.write_bytes(b"before ")

    with kept.open("ab") as file:
        subprocess.run([sys.executable, "-c", BACKED_UP, out], stdout=file, check=True)

    assert kept.read_bytes() == b"before after"


def test_no_number_leads_into_a_store_that_is_open(tmp_path):
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\0")

    with (tmp_path / "a.db").open("rb+") as store, pytest.raises(NoStoreError):
        replaced(Path(f"/dev/fd/{store.fileno()}"), b"after")

    assert (tmp_path / "a.db").read_bytes() == b"SQLite format 3\0"
