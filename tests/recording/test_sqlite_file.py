"""The file of a store: set up as it says, for its owner only - or one plain error."""

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.recording.telling import log_of, read, stories, with_a_case, written

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError, NewerStoreError, NoStoreError
from casemgmt.privacy import vault_file
from casemgmt.privacy.vault import FileVault
from casemgmt.recording.engines import datastore as engine
from casemgmt.recording.engines.file import FORMAT
from casemgmt.recording.engines.sqlite import SQLiteLog

VISIT = RecordFollowUp(kind="home-visit", seen_child=True, findings="vu")


def test_every_pragma_is_as_it_should_be_on_every_connection(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        datastore = log_of(store)._datastore
        asked = {
            name: datastore.rows(f"PRAGMA {name}", ())[0][0] for name in engine.PRAGMAS
        }
        with datastore.transaction(commit=True) as c:
            for name, wanted in engine.PRAGMAS.items():
                c.execute(f"PRAGMA {name}")
                assert c.fetchone()[0] == wanted

    assert asked == engine.PRAGMAS | {"cache_size": -engine.READERS_KIB}


def test_every_pragma_of_the_vault_is_as_it_should_be(tmp_path):
    vault = FileVault(tmp_path / "a.vault", create=True)

    for name, wanted in vault_file.PRAGMAS.items():
        assert vault._db.execute(f"PRAGMA {name}").fetchone()[0] == wanted
    vault.close()


def test_a_pragma_that_is_not_taken_stops_the_store(tmp_path, monkeypatch):
    monkeypatch.setitem(engine.PRAGMAS, "synchronous", 7)

    with pytest.raises(BusyError, match="synchronous"):
        Store.open(tmp_path / "a.db", create=True)


def test_every_file_is_its_owners_only(tmp_path):
    before = os.umask(0)
    try:
        with Store.open(tmp_path / "a.db", create=True) as store:
            store.acting_as("amina").record("child:C01", VISIT, on="2025-09-01")
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}
    finally:
        os.umask(before)

    assert {"a.db", "a.db-wal", "a.db.lock", "a.vault"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_the_log_has_an_epoch_of_its_own_that_stays(tmp_path):
    first = SQLiteLog(tmp_path / "a.db", create=True)
    again, other = SQLiteLog(tmp_path / "a.db"), SQLiteLog(tmp_path / "b.db", create=True)

    assert first.epoch == again.epoch != other.epoch
    for log in (first, again, other):
        log.close()


def not_there(folder: Path) -> Path:
    return folder / "a.db"


def a_folder(folder: Path) -> Path:
    return folder


def a_text(folder: Path) -> Path:
    (folder / "a.db").write_text("Il était une fois\n" * 40)
    return folder / "a.db"


def a_short_text(folder: Path) -> Path:
    (folder / "a.db").write_text("x")
    return folder / "a.db"


def another_database(folder: Path) -> Path:
    db = sqlite3.connect(folder / "a.db")
    db.execute("CREATE TABLE events (x)")
    db.close()
    return folder / "a.db"


def another_programs_mark(folder: Path) -> Path:
    db = sqlite3.connect(folder / "a.db")
    db.execute("PRAGMA application_id = 7")
    db.close()
    return folder / "a.db"


def no_folder_for_it(folder: Path) -> Path:
    return folder / "nowhere" / "a.db"


def a_name_no_file_has(folder: Path) -> Path:
    return folder / ("a" * 300)


@pytest.mark.parametrize(
    ("make", "create"),
    [
        (not_there, False),
        (a_folder, False),
        (a_folder, True),
        (a_text, True),
        (a_short_text, True),
        (another_database, True),
        (another_programs_mark, True),
        (no_folder_for_it, True),
    ],
)
def test_what_is_no_store_is_one_plain_error_and_stays_as_it_was(tmp_path, make, create):
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(NoStoreError) as refused:
        Store.open(path, create=create)

    assert str(path) in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("make", [a_name_no_file_has])
def test_what_cannot_be_made_is_one_plain_error(tmp_path, make):
    with pytest.raises(BusyError):
        Store.open(make(tmp_path), create=True)


@pytest.mark.parametrize("checkpointed", [True, False])
def test_a_store_of_a_newer_version_is_left_alone(tmp_path, checkpointed):
    read(tmp_path / "a.db", with_a_case())
    db = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    if checkpointed:
        db.close()

    with pytest.raises(NewerStoreError):
        Store.open(tmp_path / "a.db", create=True)
    db.close()


def test_a_vault_of_a_newer_version_is_left_alone(tmp_path):
    read(tmp_path / "a.db", with_a_case())
    db = sqlite3.connect(tmp_path / "a.vault", isolation_level=None)
    db.execute("PRAGMA user_version = 99")
    db.close()

    with pytest.raises(NewerStoreError):
        Store.open(tmp_path / "a.db")


def test_a_store_whose_vault_is_gone_says_so(tmp_path):
    read(tmp_path / "a.db", with_a_case())
    (tmp_path / "a.vault").unlink()

    for create in (False, True):
        with pytest.raises(NoStoreError, match="vault"):
            Store.open(tmp_path / "a.db", create=create)


@pytest.mark.parametrize("content", [b"x" * 4096, b"SQLite format 3\0" + b"x" * 4096])
def test_a_vault_that_is_something_else_is_left_alone(tmp_path, content):
    read(tmp_path / "a.db", with_a_case())
    (tmp_path / "a.vault").write_bytes(content)

    with pytest.raises(NoStoreError, match="vault"):
        Store.open(tmp_path / "a.db")
    assert (tmp_path / "a.vault").read_bytes() == content


def test_a_crash_at_birth_leaves_a_file_that_becomes_a_store(tmp_path):
    db = sqlite3.connect(tmp_path / "a.db")
    db.execute("PRAGMA journal_mode = wal")
    db.close()

    read(tmp_path / "a.db", with_a_case())

    assert len(stories(tmp_path / "a.db")["child:C01"]) == 3


def test_a_folder_that_may_not_be_written_is_one_plain_error(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refused)

    with pytest.raises(BusyError, match="Permission denied"):
        Store.open(tmp_path / "a.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_may_not_be_read_is_one_plain_error(tmp_path, monkeypatch):
    read(tmp_path / "a.db", with_a_case())

    at_once = Path.open

    def refused(path, *how, **more):
        if path.name == "a.db":
            raise PermissionError(13, "Permission denied")
        return at_once(path, *how, **more)

    monkeypatch.setattr(Path, "open", refused)

    with pytest.raises(BusyError, match="Permission denied"):
        Store.open(tmp_path / "a.db")


IN_A_READ_ONLY_FOLDER = """
import sys
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError
try:
    with Store.open(sys.argv[1]) as store:
        visit = RecordFollowUp(kind="home-visit", seen_child=True)
        store.acting_as("amina").record("child:C09", visit, on="2025-09-01")
except BusyError as error:
    print("busy", len(str(error).splitlines()))
"""
LIKE_ANYBODY = ("-dac_override", "-dac_read_search")  # what lets root write anywhere


def test_a_store_in_a_read_only_folder_is_one_plain_error(tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    read(folder / "a.db", with_a_case())
    rights = ",".join(LIKE_ANYBODY)
    bound = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [
                *(bound if os.getuid() == 0 else ()),
                sys.executable,
                "-c",
                IN_A_READ_ONLY_FOLDER,
                folder / "a.db",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        folder.chmod(0o755)

    assert done.stdout == "busy 1\n", done.stderr


def test_a_full_disk_is_one_plain_error_and_nothing_is_half_written(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", VISIT, on="2025-09-01")
        datastore = log_of(store)._datastore
        with datastore.transaction(commit=True) as c:
            c.execute("PRAGMA page_count")
            c.execute(f"PRAGMA max_page_count = {c.fetchone()[0]}")

        lines = [one for n in range(200) for one in with_a_case(f"child:K{n}")]
        with pytest.raises(BusyError, match="full"):
            desk.record_file(written(lines))
        at_the_end = log_of(store).head()
        with datastore.transaction(commit=True) as c:
            c.execute("PRAGMA max_page_count = 1000000")
        summary = desk.record_file(written(lines))

    assert at_the_end == 1
    assert (summary.recorded, summary.already) == (600, 0)


ON_A_SMALL_DISK = """
import resource, sys
from pathlib import Path
from casemgmt import Store
from casemgmt.errors import BusyError
store = Store.open(sys.argv[1])
size = 400_000
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    store.acting_as("amina").record_file(Path(sys.argv[2]))
except BusyError as error:
    print("busy", len(str(error).splitlines()))
"""


def test_a_disk_that_fills_up_in_the_middle_of_a_file_loses_nothing(tmp_path):
    lines = [one for n in range(1_500) for one in with_a_case(f"child:K{n}")]
    journal = tmp_path / "season.jsonl"
    journal.write_text("\n".join(written(lines)))
    read(tmp_path / "a.db", with_a_case())
    done = subprocess.run(
        [sys.executable, "-c", ON_A_SMALL_DISK, tmp_path / "a.db", journal],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "busy 1\n", done.stderr

    with Store.open(tmp_path / "a.db") as store:
        summary = store.acting_as("amina").record_file(journal)

    assert summary.recorded + summary.already == len(lines)
    assert all(len(told) == 3 for told in stories(tmp_path / "a.db").values())


MAKING = """
import sys
from casemgmt import Store
with Store.open(sys.argv[1], create=True) as store:
    print(store._parts.shelf.log.epoch)
"""


@pytest.mark.slow
def test_eight_processes_that_make_one_store_together_make_one(tmp_path):
    def make(_):
        return subprocess.run(
            [sys.executable, "-c", MAKING, tmp_path / "a.db"],
            capture_output=True,
            text=True,
            check=False,
        )

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(make, range(8)))

    assert [d.stderr for d in done] == [""] * 8
    assert len({d.stdout for d in done}) == 1
