"""A file appears whole; what is no file is written into, and stays what it is."""

import os
from threading import Thread

import pytest

from casemgmt import Store
from casemgmt.care.files import whole
from casemgmt.errors import NoStoreError


@pytest.fixture
def pipe(tmp_path):
    """A pipe with a name, and what came out of it."""
    path, came = tmp_path / "pipe", []
    os.mkfifo(path)
    reading = Thread(target=lambda: came.append(path.read_bytes()), daemon=True)
    reading.start()

    def what_came():
        reading.join(10)
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
