"""Vaults in one file, with a lock and without, keep what every vault promises."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from casemgmt.privacy.vault import FileVault
from casemgmt.testing import FakeKMS, VaultContract


class InOneFile(VaultContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path):
        self.path = tmp_path

    def a_file(self) -> Path:
        folder = self.path / f"{len(list(self.path.iterdir()))}"
        folder.mkdir()
        return folder / "a.vault"

    def bytes_of(self, opener):
        return b"".join(p.read_bytes() for p in opener.args[0].parent.iterdir())

    def stored_of(self, opener, subject):
        with closing(sqlite3.connect(opener.args[0])) as db:
            ask = "SELECT key, reference FROM subjects WHERE id = ?"
            return list(db.execute(ask, [subject.bytes]).fetchone())


class TestAFile(InOneFile):
    def opener(self):
        return partial(FileVault, self.a_file(), create=True)


class TestALockedFile(InOneFile):
    def opener(self):
        return partial(FileVault, self.a_file(), create=True, wrapper=FakeKMS())
