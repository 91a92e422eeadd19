"""A backup is the same log again: taken while others write, refused when it is damaged."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from tests.care.tampering import edit_a_payload, rewritten, rows_of
from tests.recording.telling import VISIT, line, log_of, read, stories, with_a_case

from casemgmt import Store
from casemgmt.care.backup import back_up
from casemgmt.care.backup_file import head_of
from casemgmt.care.lacking import Keys
from casemgmt.care.new_file import new_store
from casemgmt.care.restore import move, restore
from casemgmt.domain.personal import Forgotten
from casemgmt.errors import DamagedStoreError, NoStoreError, ProofError
from casemgmt.projections.adapter import Batch, Position
from casemgmt.recording.engines.memory import MemoryLog
from casemgmt.recording.engines.sqlite import SQLiteLog

AT = datetime(2025, 12, 31, 18, 0, tzinfo=UTC)


@pytest.fixture
def backup_at(store_at, tmp_path):
    with closing(SQLiteLog(store_at)) as log:
        back_up(log, tmp_path / "a.backup", AT)
    return tmp_path / "a.backup"


def rows(path, table):
    with closing(sqlite3.connect(path)) as db:
        return sorted(db.execute(f"SELECT * FROM {table}"))


def restored(backup, path):
    found = restore(backup, new_store(path))
    if path.with_name("a.vault").exists():
        shutil.copy(path.with_name("a.vault"), path.with_suffix(".vault"))
    return found


def test_what_is_restored_is_the_same_log_row_by_row(store_at, backup_at, tmp_path):
    restored(backup_at, tmp_path / "b.db")

    for table in ("events", "commands", "claims", "mentions"):
        assert rows(tmp_path / "b.db", table) == rows(store_at, table)
    assert stories(tmp_path / "b.db") == stories(store_at)


def test_what_is_restored_goes_on_as_the_old_one_would(backup_at, tmp_path):
    restored(backup_at, tmp_path / "b.db")
    taken = {"kind": "massar", "value": "Mchild:K1", "status": "verified"}

    summary = read(
        tmp_path / "b.db",
        [
            *with_a_case("child:N1"),
            line("add-identifier", taken, subject="child:N1"),  # a claim that came along
            line("open-case", {"centre": "x", "caseworker": "amina", "programmes": []}),
        ],
    )

    assert (summary.recorded, summary.refused + summary.invalid) == (3, 2)


def test_an_id_met_before_the_backup_is_met_again_after_it(tmp_path):
    told = with_a_case()
    read(tmp_path / "a.db", told)
    with closing(SQLiteLog(tmp_path / "a.db")) as log:
        back_up(log, tmp_path / "a.backup", AT)
    restored(tmp_path / "a.backup", tmp_path / "b.db")

    summary = read(tmp_path / "b.db", told)

    assert (summary.recorded, summary.already) == (0, 3)


def test_a_damaged_event_is_said_to_be_damaged_and_not_backed_up(store_at, tmp_path):
    with closing(sqlite3.connect(store_at)) as db, db:
        db.execute("UPDATE events SET state = x'00ff' WHERE position = 5")

    with (
        closing(SQLiteLog(store_at)) as log,
        pytest.raises(DamagedStoreError, match="position 5: these bytes are no event"),
    ):
        back_up(log, tmp_path / "a.backup", AT)

    assert not (tmp_path / "a.backup").exists()


def test_a_gap_between_positions_stays_one(store_at, tmp_path):
    with closing(sqlite3.connect(store_at, isolation_level=None)) as db:
        db.execute("UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'events'")
    read(store_at, with_a_case("child:N1"))
    with closing(SQLiteLog(store_at)) as log:
        back_up(log, tmp_path / "a.backup", AT)

    restored(tmp_path / "a.backup", tmp_path / "b.db")

    assert [r[0] for r in rows_of(tmp_path / "b.db")] == [r[0] for r in rows_of(store_at)]
    assert rows_of(tmp_path / "b.db")[-1][0] == 1003


def test_a_backup_is_its_owners_only_and_holds_no_key_and_no_name(backup_at, tmp_path):
    content = backup_at.read_bytes()
    with closing(sqlite3.connect(tmp_path / "a.vault")) as vault:
        keys = [row[0] for row in vault.execute("SELECT value FROM meta")]
        keys += [row[0] for row in vault.execute("SELECT key FROM subjects")]

    assert stat.S_IMODE(backup_at.stat().st_mode) == 0o600
    for secret in (*keys, *(key.hex().encode() for key in keys)):
        assert secret not in content
    assert b"Salma" not in content
    assert b"child:K1" not in content


def test_a_backup_taken_while_others_write_is_of_one_moment(store_at, tmp_path):
    writing = subprocess.Popen(
        [sys.executable, "-c", WRITING, store_at], stdout=subprocess.PIPE
    )
    assert writing.stdout.readline() == b"writing\n"
    heads = []
    with closing(SQLiteLog(store_at)) as log:
        for n in range(4):
            heads.append(back_up(log, tmp_path / f"{n}.backup", AT)[0])
            while writing.poll() is None and log.head() == heads[-1].position:
                time.sleep(0.02)
    writing.kill()
    writing.communicate()

    assert heads[0].events < heads[-1].events
    for n, head in enumerate(heads):
        found = restored(tmp_path / f"{n}.backup", tmp_path / f"r{n}.db")
        assert (found.events, found.root) == (head.events, head.root)


WRITING = """
import sys
from itertools import count
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
with Store.open(sys.argv[1]) as store:
    desk = store.acting_as("amina")
    print("writing", flush=True)
    for n in count():
        visit = RecordFollowUp(kind="call", seen_child=True)
        desk.record(f"child:W{n}", visit, on="2025-09-20")
"""


def test_a_log_that_is_not_whole_is_not_backed_up_over_a_good_backup(store_at, backup_at):
    good, events = backup_at.read_bytes(), rows_of(store_at)
    edit_a_payload(events, 9, None)
    rewritten(store_at, events)

    with closing(SQLiteLog(store_at)) as log, pytest.raises(DamagedStoreError, match="10"):
        back_up(log, backup_at, AT)

    assert backup_at.read_bytes() == good
    assert not list(backup_at.parent.glob(".a.backup*"))


def test_every_byte_of_a_backup_that_changes_is_found(backup_at, tmp_path):
    whole = backup_at.read_bytes()
    for at in [*range(0, 1024, 97), *range(1025, len(whole), len(whole) // 60)]:
        if whole[at : at + 1] in (b" ", b"\n") and at < 1024:
            continue
        hurt = bytearray(whole)
        hurt[at] ^= 1
        backup_at.write_bytes(hurt)
        with pytest.raises(ProofError) as refused:
            restore(backup_at, new_store(tmp_path / "b.db"))
        assert str(backup_at) in str(refused.value)
        assert not (tmp_path / "b.db").exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_backup_that_was_cut_is_refused_by_its_part(backup_at, tmp_path, share):
    os.truncate(backup_at, int(backup_at.stat().st_size * share))

    with pytest.raises(ProofError, match=r"not a backup|missing: 1 of 1"):
        restore(backup_at, new_store(tmp_path / "b.db"))
    assert sorted(p.name for p in tmp_path.glob("*b.db*")) == []


def test_nothing_that_is_there_is_written_over(backup_at, store_at):
    before = store_at.read_bytes()

    with pytest.raises(NoStoreError, match="nothing was written over it"):
        restore(backup_at, new_store(store_at))

    assert store_at.read_bytes() == before


RESTORING = """
import sys
from pathlib import Path
from casemgmt.care import copying
from casemgmt.care.new_file import new_store
from casemgmt.care.restore import restore
copying.PART = 5
print("restoring", flush=True)
restore(Path(sys.argv[1]), new_store(Path(sys.argv[2])))
print("done", flush=True)
"""


@pytest.mark.slow
def test_a_restore_that_is_killed_leaves_no_store_or_a_whole_one(
    backup_at, tmp_path, looked_over
):
    ended = set()
    for n in range(12):
        target = tmp_path / "r" / f"{n}.db"
        target.parent.mkdir(exist_ok=True)
        restoring = subprocess.Popen(
            [sys.executable, "-c", RESTORING, backup_at, target], stdout=subprocess.PIPE
        )
        restoring.stdout.readline()
        time.sleep(n * 0.03)
        restoring.send_signal(signal.SIGKILL)
        restoring.communicate()
        ended.add(target.exists())
        if not target.exists():
            restore(backup_at, new_store(target))
        assert looked_over(target).root == head_of(backup_at).root
        assert {p.name for p in target.parent.glob(f".{n}.db*")} == set()

    assert False in ended


ON_A_SMALL_DISK = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from casemgmt.care.backup import back_up
from casemgmt.care.new_file import new_store
from casemgmt.care.restore import restore
from casemgmt.recording.engines.sqlite import SQLiteLog
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
what, source, target, size = sys.argv[1:]
log = SQLiteLog(Path(source)) if what == "backup" else None
resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
try:
    if log is not None:
        back_up(log, Path(target), datetime(2025, 12, 31, tzinfo=UTC))
    else:
        restore(Path(source), new_store(Path(target)))
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("what", "said"), [("backup", {"OSError"}), ("restore", {"BusyError"})]
)
def test_a_full_disk_leaves_nothing(store_at, backup_at, tmp_path, what, said):
    source = store_at if what == "backup" else backup_at
    (tmp_path / "t").mkdir()
    target = tmp_path / "t" / "b.db"

    done = subprocess.run(
        [sys.executable, "-c", ON_A_SMALL_DISK, what, source, target, "12000"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert set(done.stdout.split()) == said, done.stderr
    assert list(target.parent.iterdir()) == []


def test_without_a_key_a_restored_story_opens_with_what_was_forgotten(
    store_at, backup_at, tmp_path
):
    restored(backup_at, tmp_path / "b.db")
    with closing(sqlite3.connect(tmp_path / "b.vault", isolation_level=None)) as vault:
        vault.execute("UPDATE subjects SET key = NULL")

    with Store.open(tmp_path / "b.db") as store:
        desk = store.acting_as("amina")
        assert desk.journey("child:K1").case.is_open
        assert desk.history("child:K1")[0].event.given_name == Forgotten()


class Names:
    """A read model in memory: whose names it met."""

    api_version = 1

    def __init__(self):
        self.met, self.at = [], None

    def position(self) -> Position | None:
        return self.at

    def project(self, batch: Batch) -> None:
        self.met += [event.position for event in batch.events]
        self.at = batch.until

    def forget(self, subject) -> None:
        self.met = []


def test_who_followed_the_old_log_notices_the_new_one(store_at, backup_at, tmp_path):
    names = Names()
    with Store.open(store_at) as store:
        store.project(names)
        old, seen = log_of(store).epoch, len(names.met)
        again = store.project(names)
    restored(backup_at, tmp_path / "b.db")

    with Store.open(tmp_path / "b.db") as store:
        anew = store.project(names)

    assert (again.events, anew.events) == (0, seen)
    assert names.at.epoch != old


def test_facts_of_the_old_log_are_folded_anew(store_at, backup_at, tmp_path):
    asked = ("2025-09-01", "2025-12-31")
    read(store_at, with_a_case("child:LATER"))
    with Store.open(store_at) as store:
        store.acting_as("amina").figures(*asked, only=["I01"])
    restored(backup_at, tmp_path / "b.db")
    shutil.copytree(tmp_path / "a.db.facts", tmp_path / "b.db.facts")
    read(tmp_path / "b.db", [line("record-follow-up", VISIT, subject="child:K1")] * 3)

    with Store.open(tmp_path / "b.db") as store:
        (counted,) = store.acting_as("amina").figures(*asked, only=["I01"])
    shutil.rmtree(tmp_path / "b.db.facts")
    with Store.open(tmp_path / "b.db") as store:
        (anew,) = store.acting_as("amina").figures(*asked, only=["I01"])

    assert counted.value == anew.value


def test_a_log_moves_between_engines_with_the_same_root(store_at, looked_over, tmp_path):
    middle = MemoryLog()
    with closing(SQLiteLog(store_at)) as log:
        there = move(log, closing(middle))

    back = move(middle, new_store(tmp_path / "b.db"))

    assert there.root == back.root == looked_over(store_at).root
    for table in ("events", "commands", "claims", "mentions"):
        assert rows(tmp_path / "b.db", table) == rows(store_at, table)


def test_a_move_that_was_cut_short_goes_on(store_at, looked_over, monkeypatch):
    monkeypatch.setattr("casemgmt.care.copying.PART", 7)
    middle, whole = MemoryLog(), looked_over(store_at)
    real, done = middle.append, []

    def dying(batch):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(real(batch))

    middle.append = dying
    with closing(SQLiteLog(store_at)) as log:
        with pytest.raises(KeyboardInterrupt):
            move(log, closing(middle))
        begun = middle.head()
        middle.append = real
        found = move(log, closing(middle))

    assert 0 < begun < found.events
    assert found.root == whole.root


def test_nothing_is_added_to_another_log(store_at, tmp_path):
    read(tmp_path / "o.db", with_a_case())
    with (
        closing(SQLiteLog(store_at)) as log,
        pytest.raises(NoStoreError, match="another log"),
    ):
        move(log, closing(SQLiteLog(tmp_path / "o.db")))

    assert len(rows_of(tmp_path / "o.db")) == 3


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "لا يذكر أي ملف إعدادات خزنة النسخة"),
        ("fr", "Aucune configuration ne nomme le coffre"),
        ("en", "No configuration names the vault of the copy"),
    ],
)
def test_a_vault_that_nobody_named_is_not_said_to_be_called_anything(language, said):
    assert Keys("", 3, None).sentence(language).startswith(said)
