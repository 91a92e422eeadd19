"""An adapter in a process of its own: what it does wrong is an error of ours, no more."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import attrs
import pytest
from tests.recording.telling import with_a_case, written

from casemgmt import Store
from casemgmt.adapters import Batch, Beside, Counting, Divisible, Position, Settling
from casemgmt.commands import RecordFollowUp
from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import MissingExtraError
from casemgmt.limited.limiting import POLITENESS, Limits
from casemgmt.limited.process import NOISE_BYTES
from casemgmt.projections.isolation import Isolated
from casemgmt.projections.retelling import as_kept, from_kept
from casemgmt.projections.room import AdapterFailedError, AdapterStoppedError
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.envelope import Unreadable

pytestmark = pytest.mark.slow

SHORT = Limits(seconds=1.0, memory_mb=256)
AMPLE = Limits(seconds=60.0, memory_mb=256)
"""An adapter is not urgent, so on a busy machine what it does takes its time."""
CALL = RecordFollowUp(kind="call", seen_child=True)
MISBEHAVING = {
    "Raises": (AdapterFailedError, "the adapter Raises failed: ZeroDivisionError"),
    "Leaves": (AdapterFailedError, "the adapter Leaves failed: SystemExit"),
    "IsDown": (AdapterStoppedError, "cannot reach what it needs: ConnectionRefusedError"),
    "Exits": (AdapterStoppedError, "ended by itself with code 3"),
    "Hangs": (AdapterStoppedError, "did not answer within 1 s"),
    "Spins": (AdapterStoppedError, "did not answer within 1 s|was ended by SIGXCPU"),
    "Drips": (AdapterStoppedError, "did not answer within 1 s|answered what is no answer"),
    "EatsMemory": (AdapterStoppedError, "had no memory left"),
    "Floods": (AdapterStoppedError, "printed without end"),
    "ForksAndExits": (AdapterStoppedError, "did not answer within 1 s"),
    "Crashes": (AdapterStoppedError, "was ended by SIGSEGV"),
    "ClosesItsPipes": (AdapterStoppedError, "ended by itself|was ended by SIGKILL"),
    "SendsGarbage": (AdapterStoppedError, "answered what is no answer"),
    "SendsTooMuch": (AdapterStoppedError, "answered what is no answer"),
}


@pytest.fixture
def isolated(installed, tmp_path):
    made = []

    def make(name, limits=AMPLE):
        adapter = Isolated(name, str(tmp_path / f"{name}.db"), limits)
        made.append(adapter)
        return adapter

    yield make
    for adapter in made:
        adapter.close()


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as made:
        lines = [one for n in range(3) for one in with_a_case(f"child:K{n}")]
        made.acting_as("amina").record_file(written(lines))
        yield made


def rows(tmp_path, name):
    with sqlite3.connect(tmp_path / f"{name}.db") as db:
        found = db.execute("SELECT at, name, data FROM seen ORDER BY at").fetchall()
    db.close()
    return found


def everything(store):
    """All that was told, as one batch."""
    told = tuple(store.events())
    return Batch(told, Position("epoch", told[-1].position))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] != "Z"


def eventually(claim, seconds=60.0):
    ends = time.monotonic() + seconds
    while not claim() and time.monotonic() < ends:
        time.sleep(0.02)
    return claim()


@pytest.mark.parametrize("name", MISBEHAVING)
def test_whatever_it_does_is_a_plain_error_of_ours_and_the_others_flow(
    name, isolated, store, tmp_path
):
    kind, words = MISBEHAVING[name]
    limits = SHORT if "did not answer" in words else AMPLE
    bad, good = isolated(name, limits), isolated("Good")

    with pytest.raises(kind, match=words) as error:
        bad.project(everything(store))
    recorded = store.acting_as("amina").record("child:K0", CALL, on="2025-09-09")

    assert recorded.position == 10
    progress = store.project(good)
    assert progress.position == progress.head > 10
    assert bad.position() is None  # it is there again, and stands where it stood
    assert "amina" not in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_what_it_writes_is_its_owners_alone_whatever_it_thought_of(
    isolated, store, tmp_path
):
    isolated("Good").project(everything(store))

    assert (tmp_path / "Good.db").stat().st_mode & 0o077 == 0


def test_it_is_given_what_an_adapter_in_this_process_is_given(
    isolated, store, tmp_path, installed
):
    import strangers

    inside = strangers.Good(str(tmp_path / "inside.db"))
    outside = isolated("Good")

    store.project(inside)
    progress = store.project(outside)

    assert progress.position == progress.head
    assert rows(tmp_path, "Good") == rows(tmp_path, "inside") != []
    assert outside.position().epoch == inside.position().epoch
    inside.db.close()


def test_it_forgets_whom_it_is_told_to(isolated, store, tmp_path):
    adapter = isolated("Good")
    store.project(adapter)
    with sqlite3.connect(tmp_path / "Good.db") as db:
        whom = db.execute("SELECT who FROM seen").fetchone()[0]
    db.close()

    adapter.forget(Subject.of(whom))

    assert len(rows(tmp_path, "Good")) == 2


def test_it_is_what_the_adapter_says_of_itself(isolated):
    good, counts, builds = isolated("Good"), isolated("Counts"), isolated("Builds")

    assert good.events == {"child-registered.1"}
    assert good.fields == {"given_name"}
    assert not any(isinstance(good, one) for one in (Beside, Counting, Divisible, Settling))
    assert isinstance(counts, Counting)
    assert isinstance(builds, Beside)


def test_it_counts_what_it_was_given(isolated, store):
    counts = isolated("Counts")
    store.project(counts)

    assert counts.seen()["child-registered.1"] == 3


def test_what_is_built_beside_takes_over(isolated, store, tmp_path):
    builds = isolated("Builds")
    store.project(builds)

    beside = builds.beside()
    assert beside.position() is None
    beside.project(Batch((), Position("another", 7)))
    beside.take_over()
    builds.close()

    assert rows(tmp_path, "Builds") == []


def test_what_was_built_beside_in_a_process_that_is_gone_is_not_mistaken_for_another(
    isolated, store
):
    builds = isolated("Builds")
    beside = builds.beside()
    os.kill(process_of(builds), signal.SIGKILL)
    with pytest.raises(AdapterStoppedError, match="was ended by SIGKILL"):
        builds.position()
    assert builds.position() is None

    with pytest.raises(AdapterStoppedError, match="what was built beside is gone"):
        beside.position()
    assert builds.beside().position() is None


def test_what_it_cannot_begin_with_is_said_at_once(isolated):
    with pytest.raises(AdapterFailedError, match=r"NeverBegins failed: ValueError$"):
        isolated("NeverBegins")
    with pytest.raises(AdapterFailedError, match="SpeaksOtherwise failed: AdapterApiError"):
        isolated("SpeaksOtherwise")
    with pytest.raises(
        MissingExtraError, match="no adapter is installed under the name No"
    ):
        isolated("No")


def test_an_answer_that_is_no_position_is_no_answer(isolated):
    with pytest.raises(AdapterStoppedError, match="answered what is no answer"):
        isolated("SaysNonsense").position()


def test_what_it_prints_is_taken_in_and_spoils_no_answer(isolated, store):
    prints = isolated("Prints")

    assert store.project(prints).events == 3
    said = prints._room._process
    assert eventually(lambda: b"a word" in said.said and b"and another" in said.said)
    assert len(said.said) < NOISE_BYTES


@pytest.mark.parametrize("name", ["LeavesAChild", "ForksAndExits"])
def test_what_it_started_ends_with_it(name, isolated, store, tmp_path):
    adapter = isolated(name, SHORT if name == "ForksAndExits" else AMPLE)
    if name == "ForksAndExits":
        with pytest.raises(AdapterStoppedError):
            adapter.project(everything(store))
    else:
        store.project(adapter)
        assert is_running(int((tmp_path / f"{name}.db.left").read_text()))
    adapter.close()

    left = int((tmp_path / f"{name}.db.left").read_text())
    assert eventually(lambda: not is_running(left))


def test_it_is_let_go_of_as_it_wishes(isolated, tmp_path):
    adapter = isolated("Good")
    pid = process_of(adapter)

    adapter.close()

    assert (tmp_path / "Good.db.closed").exists()
    assert not is_running(pid)
    adapter.close()


ORPHAN = """
import sys, time
from casemgmt.adapters import Batch, Position
from casemgmt.projections.isolation import Isolated
adapter = Isolated(sys.argv[1], sys.argv[2])
print(adapter._room._process._process.pid, flush=True)
if sys.argv[1] != "Good":
    adapter.project(Batch((), Position("a", 1)))
time.sleep(60)
"""


@pytest.mark.parametrize("name", ["Good", "Hangs", "Spins"])
def test_nobody_stays_behind_when_the_process_that_asks_is_killed(
    name, installed, tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONPATH", str(installed))
    command = [sys.executable, "-c", ORPHAN, name, str(tmp_path / "a.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asks:
        pid = int(asks.stdout.readline())
        time.sleep(0.3)
        assert is_running(pid)
        asks.kill()

    assert eventually(lambda: not is_running(pid))


SECRET = "a-password-of-ours"


def test_its_process_has_neither_our_variables_nor_our_files_nor_the_store(
    isolated, store, tmp_path, monkeypatch
):
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with (tmp_path / "kept-open").open("w") as kept_open:
        os.set_inheritable(kept_open.fileno(), True)
        adapter = isolated("LooksAround")
        store.project(adapter)

    found = (tmp_path / "LooksAround.db.found").read_text()
    assert "LooksAround.db" in found  # what it opened itself
    for hidden in (SECRET, "kept-open", "a.db\n", "a.vault"):
        assert hidden not in found


TEE = """#!/bin/sh
exec tee -a "{record}" | "{python}" "$@"
"""


def test_what_was_not_granted_never_crosses_the_pipe(
    isolated, store, tmp_path, monkeypatch
):
    record, wrapper = tmp_path / "crossed", tmp_path / "python"
    wrapper.write_text(TEE.format(record=record, python=sys.executable))
    wrapper.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(wrapper))
    store.acting_as("amina").record(
        "child:K0",
        RecordFollowUp(kind="call", seen_child=True, findings="constat-secret"),
        on="2025-09-09",
    )

    store.project(isolated("Good"))

    crossed = record.read_bytes()
    assert crossed.count(b"child-registered.1") == 3
    for needle in ("Salma", "سلمى", "Idrissi", "2013-03-14", "constat-secret", "K0"):
        assert needle.encode() not in crossed
        assert needle.encode("unicode_escape") not in crossed


def test_every_field_of_an_event_crosses():
    told = RecordedEvent(
        position=7,
        subject=Subject("child", str(UUID(int=1))),
        version=2,
        id=UUID(int=2),
        command_id=UUID(int=3),
        name="follow-up-recorded.1",
        event=Unreadable("follow-up-recorded.1", "its bytes were damaged"),
        on=written_day(),
        at=datetime(2025, 9, 1, 8, 30, 0, 123456, tzinfo=UTC),
        by="amina",
        role="caseworker",
        corrects=UUID(int=4),
        retracts=UUID(int=5),
        reference=Subject("child", "K0"),
    )
    only_in_histories = {"corrected_by", "retracted_by"}

    crossed = from_kept(as_kept(told))

    assert crossed == told
    said = {a.name for a in attrs.fields(RecordedEvent) if getattr(crossed, a.name) is None}
    assert said == only_in_histories


def test_an_old_event_crosses_in_the_shape_it_was_read_in(store, monkeypatch):
    told = next(one for one in store.events() if one.name == "case-opened.1")
    old = attrs.evolve(told, name="case-opened.0")

    kept = as_kept(old)

    assert kept["shape"] == "case-opened.1"
    assert from_kept(kept) == old


def test_an_event_nobody_here_declares_crosses_as_one_that_cannot_be_read(store):
    @attrs.frozen
    class Fees:
        term: int

    told = next(iter(store.events()))
    plain = attrs.evolve(told, name="ours.fees-covered.1", event=Fees(1))
    correction = CommandCorrected(corrected=Fees(1), on=None, reason=None)
    corrected = attrs.evolve(told, name="command-corrected.1", event=correction)

    assert isinstance(from_kept(as_kept(plain)).event, Unreadable)
    assert from_kept(as_kept(plain)).event.foreign
    assert isinstance(from_kept(as_kept(corrected)).event, Unreadable)


def process_of(adapter):
    return adapter._room._process._process.pid


def written_day():
    from casemgmt import Day

    return Day.of("2025-09")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no process is less urgent here")
def test_it_is_less_urgent_than_who_records_and_no_more_than_that(isolated):
    urgent = os.nice(0)

    process = process_of(isolated("Good"))

    assert os.getpriority(os.PRIO_PROCESS, process) == max(urgent, POLITENESS)


@pytest.mark.skipif(
    not Path("/proc/self/autogroup").exists(), reason="sessions do not share a processor"
)
def test_its_session_is_less_urgent_than_that_of_who_records(isolated):
    process = process_of(isolated("Good"))

    said = Path(f"/proc/{process}/autogroup").read_text()

    assert said.split()[-2:] == ["nice", str(POLITENESS)]
