"""Whatever fails on the way, a command ends as recorded, refused, busy or unknown."""

import shutil
import sqlite3
from collections import Counter
from uuid import uuid4

import pytest
from eventsourcing.sqlite import SQLiteCursor
from tests.campaigns.disk import IOERR_OF, Watcher, watched
from tests.recording.telling import SALMA, log_of, with_a_case, written

from casemgmt import Store
from casemgmt.commands import AddIdentifier, GiveConsent, OpenCase, RegisterChild
from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.recording.engines.writers import Pen

COMMANDS = (
    RegisterChild(**SALMA),
    GiveConsent(purposes=["services"], given_by="guardian"),
    AddIdentifier(kind="massar", value="M 13 0001", status="verified"),
    OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
)


class Fault:
    """Lets *lasting* statements fail from the Nth on, before or after their work."""

    def __init__(self, monkeypatch, nth, *, after, lasting):
        self.left, self.after, self.lasting, self.hit = nth, after, lasting, False
        for kind in (SQLiteCursor, Pen):
            for name in ("execute", "executemany"):
                monkeypatch.setattr(kind, name, self._failing(getattr(kind, name)))

    def _failing(self, at_first):
        def execute(cursor, *words):
            self.left -= 1
            fails = -self.lasting < self.left <= 0
            if fails:
                self.hit = True
                if self.after:
                    at_first(cursor, *words)
                raise sqlite3.OperationalError("disk I/O error")
            return at_first(cursor, *words)

        return execute


def tried(path, monkeypatch, nth, *, after, lasting):
    """How four commands at once end when storage fails at the Nth call; then the truth."""
    own = uuid4()
    with Store.open(path, create=True) as store:
        desk = store.acting_as("amina")
        with monkeypatch.context() as patch:
            fault = Fault(patch, nth, after=after, lasting=lasting)
            try:
                answer = desk.record("child:C01", *COMMANDS, on="2025-09-03", id=own)
                ending = "recorded"
                assert len(answer.events) == len(COMMANDS)
            except BusyError:
                ending = "busy"
            except OutcomeUnknownError as unknown:
                ending = "unknown" if unknown.command_id == own else "of another"
        settled = store.outcome(own)
        there = log_of(store).head()
        again = desk.record("child:C01", *COMMANDS, on="2025-09-03", id=own)
        assert log_of(store).head() == len(COMMANDS)
        assert len(again.events) == len(COMMANDS)
        assert again.again == (settled is not None)
    assert there in (0, len(COMMANDS))
    assert (settled is not None) == (there > 0)
    if ending == "recorded":
        assert there
    if ending == "busy":
        assert not there
    return ending if fault.hit else "no fault"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("lasting", [1, 100], ids=["once", "from then on"])
def test_a_fault_at_each_storage_call_ends_as_it_says(
    tmp_path, monkeypatch, after, lasting
):
    endings = Counter()
    for nth in range(1, 30):
        path = tmp_path / f"{nth}.db"
        endings[tried(path, monkeypatch, nth, after=after, lasting=lasting)] += 1

    assert endings["no fault"]
    if after and lasting == 1:
        assert endings["recorded"], endings  # the reply to COMMIT was lost, and found
    if after and lasting > 1:
        assert endings["unknown"], endings
    if lasting == 1:
        assert endings["busy"], endings


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_file_that_a_fault_stopped_is_read_again_to_the_same_end(
    tmp_path, monkeypatch, after
):
    lines = written([one for n in range(4) for one in with_a_case(f"child:K{n}")])
    for nth in range(1, 24, 2):
        with Store.open(tmp_path / f"{nth}.db", create=True) as store:
            desk = store.acting_as("amina")
            with monkeypatch.context() as patch:
                Fault(patch, nth, after=after, lasting=3)
                try:
                    first = desk.record_file(lines).recorded
                except (BusyError, OutcomeUnknownError):
                    first = None
            second = desk.record_file(lines)

            assert log_of(store).head() == len(lines)
            assert second.recorded + second.already == len(lines)
            assert first is None or second.recorded == 0


def test_a_rollback_that_fails_too_leaves_a_store_that_goes_on(tmp_path, monkeypatch):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", COMMANDS[0], on="2025-09-03")
        datastore = log_of(store)._datastore
        with monkeypatch.context() as patch:
            Fault(patch, 4, after=False, lasting=1)

            def broken():
                raise sqlite3.OperationalError("cannot rollback")

            patch.setattr(datastore.writers._connection, "rollback", broken)
            with pytest.raises(BusyError):
                desk.record("child:C01", COMMANDS[1], on="2025-09-03")

        desk.record("child:C01", COMMANDS[1], on="2025-09-03")

        assert log_of(store).head() == 2


def test_a_vault_that_cannot_be_written_means_that_nothing_was_recorded(
    tmp_path, monkeypatch
):
    with Store.open(tmp_path / "a.db", create=True) as store:
        vault = store._parts.shelf.vault
        vault._db.execute("PRAGMA query_only = ON")

        with pytest.raises(BusyError, match="vault"):
            store.acting_as("amina").record("child:C01", COMMANDS[0], on="2025-09-03")
        assert log_of(store).head() == 0

        vault._db.execute("PRAGMA query_only = OFF")
        store.acting_as("amina").record("child:C01", COMMANDS[0], on="2025-09-03")
        assert log_of(store).head() == 1


def test_a_closed_store_says_so(tmp_path):
    store = Store.open(tmp_path / "a.db", create=True)
    desk = store.acting_as("amina")
    store.close()

    with pytest.raises(BusyError):
        desk.record("child:C01", COMMANDS[0], on="2025-09-03")
    with pytest.raises(BusyError):
        store.outcome(uuid4())


class SyncFails(Watcher):
    """Lets the write-ahead log be written and not synced, so often."""

    times = 0

    def before(self, call):
        if call.kind != "sync" or not call.path.endswith("-wal") or not self.times:
            return 0
        self.times -= 1
        return IOERR_OF["sync"]


@pytest.fixture
def disk():
    with watched(SyncFails()) as disk:
        yield disk


def after_a_crash(path, own):
    """What who opens the files as they are now hears of a command."""
    beside = path.parent / "beside"
    beside.mkdir()
    for name in ("a.db", "a.db-wal", "a.vault"):
        shutil.copy(path.with_name(name), beside / name)
    with Store.open(beside / "a.db") as store:
        return store.outcome(own)


def test_what_is_said_not_to_be_recorded_does_not_come_back_after_a_crash(tmp_path, disk):
    own = uuid4()
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", COMMANDS[0], on="2025-09-03")
        disk.times = 1
        with pytest.raises(BusyError):
            desk.record("child:C01", COMMANDS[1], on="2025-09-03", id=own)

        assert after_a_crash(tmp_path / "a.db", own) is None


def test_what_may_come_back_is_unknown_until_it_no_longer_can(tmp_path, disk):
    own = uuid4()
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", COMMANDS[0], on="2025-09-03")
        disk.times = 3
        with pytest.raises(OutcomeUnknownError):
            desk.record("child:C01", COMMANDS[1], on="2025-09-03", id=own)
        with pytest.raises(BusyError):
            store.outcome(own)

        assert store.outcome(own) is None
        assert after_a_crash(tmp_path / "a.db", own) is None
