"""Opening a store: its log and its vault belong together, and engines are found by name."""

import shutil
from pathlib import Path

import pytest
from attrs import frozen

from casemgmt import Store
from casemgmt.commands import AttendSession
from casemgmt.errors import ConfigurationError, NoStoreError
from casemgmt.privacy.vault import FileVault
from casemgmt.recording.engines.memory import MemoryLog

OPENED = Path("/proc/self/fd")
TUTORING = AttendSession(session="tutoring", hours=1)


def told(path, *subjects):
    with Store.open(path, create=True) as store:
        for subject in subjects:
            store.acting_as("amina").record(subject, TUTORING, on="2025-09-03")
    return path


@pytest.fixture
def store_at(tmp_path):
    return told(tmp_path / "a.db", "child:C01")


def test_the_vault_of_another_store_is_refused(tmp_path, store_at):
    told(tmp_path / "b.db", "child:C01")
    shutil.copyfile(tmp_path / "b.vault", tmp_path / "a.vault")

    for create in (False, True):
        with pytest.raises(NoStoreError, match=r"a\.vault: this is the vault of another"):
            Store.open(store_at, create=create)


def test_a_vault_whose_every_person_was_erased_is_still_the_store_s(tmp_path):
    path = told(tmp_path / "a.db", "child:C01")
    vault = FileVault(tmp_path / "a.vault")
    vault._db.execute("UPDATE subjects SET key = NULL, reference = NULL, hash = NULL")
    vault.close()

    with Store.open(path) as store:
        (event,) = store.events()
        assert str(event.subject).startswith("child:erased-")


def test_an_emptied_vault_is_a_vault_that_is_not_there(tmp_path, store_at):
    (tmp_path / "a.vault").write_bytes(b"")

    with pytest.raises(NoStoreError, match="the vault is not there"):
        Store.open(store_at, create=True)
    assert (tmp_path / "a.vault").read_bytes() == b""


NOTHING_OF_THE_KIND = """
[adapters.list]
adapter = "excel"
to = "list.xlsx"
fields = ["favourite_colour"]
"""


@pytest.mark.skipif(not OPENED.exists(), reason="only Linux says which files are open")
def test_of_a_store_that_is_refused_no_file_stays_open(tmp_path, store_at):
    config = tmp_path / "own.toml"
    config.write_text(NOTHING_OF_THE_KIND)

    with pytest.raises(ConfigurationError, match="favourite_colour") as refused:
        Store.open(store_at, config=config)

    files = [str(one.readlink()) for one in OPENED.iterdir() if one.is_symlink()]
    assert [one for one in files if one.startswith(str(tmp_path))] == []
    del refused  # it held what had been opened until here


@frozen
class Installed:
    """What an installed distribution names in an entry point."""

    name: str
    opens: object

    def load(self):
        return lambda _address: self.opens


@pytest.fixture
def engines(monkeypatch):
    """Install an engine and a vault under the scheme ``own``."""
    found = {
        "casemgmt.stores": [Installed("own", MemoryLog())],
        "casemgmt.vaults": [Installed("own", FileVault(None))],
    }
    named = "importlib.metadata.entry_points"
    monkeypatch.setattr(named, lambda group: found.get(group, []))


@pytest.mark.usefixtures("engines")
def test_a_store_and_a_vault_of_one_s_own_are_found_by_their_scheme(tmp_path):
    config = tmp_path / "casemgmt.toml"
    config.write_text('vault = "own://keys"', encoding="utf-8")

    with Store.open("own://here", config=config, create=True) as store:
        store.acting_as("amina").record("child:C01", TUTORING, on="2025-09-03")
        assert [str(e.subject) for e in store.events()] == ["child:C01"]


@pytest.mark.usefixtures("engines")
def test_a_store_without_a_folder_says_that_it_needs_a_vault():
    with pytest.raises(ConfigurationError, match=r"own://here: .* needs a vault"):
        Store.open("own://here", create=True)


def test_an_engine_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(NoStoreError, match="oracle://: no store of this kind"):
        Store.open("oracle://here")

    config = tmp_path / "casemgmt.toml"
    config.write_text('vault = "kms://keys"', encoding="utf-8")
    with pytest.raises(NoStoreError, match="kms://: no vault of this kind"):
        Store.open(tmp_path / "a.db", config=config, create=True)
