"""A journal read by several processes ends as one read by one, whatever ends them."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from attrs import asdict, evolve
from tests import by_hand
from tests.many import many
from tests.oracle.unruly import unruly
from tests.recording.telling import BAG, line, stories, with_a_case, written

from casemgmt import Store
from casemgmt.demo.season import season as told_season
from casemgmt.errors import InvalidError, ReadingEndedError
from casemgmt.recording.recorder import utc_now
from casemgmt.sharing import journal
from casemgmt.sharing.shares import Shares
from casemgmt.testing import memory_store

BEGAN = utc_now()
READING = """
import sys
from pathlib import Path
from casemgmt import Store
from casemgmt.sharing import journal
journal.SMALL = 0
with Store.open(sys.argv[1], create=True) as store:
    store.acting_as("amina").record_file(
        Path(sys.argv[2]), processes=2, progress=lambda done: print(done, flush=True)
    )
    print("done", flush=True)
"""


@pytest.fixture(autouse=True)
def _every_file_is_big(monkeypatch):
    monkeypatch.setattr(journal, "SMALL", 0)


def in_file(path, lines):
    text = "\n".join(written(lines))
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return path


def season(children=400):
    """Cases with kits that are asked for twice and a number two children want."""
    lines = []
    for n in range(children):
        child = f"child:K{n}"
        number = {"kind": "massar", "value": f"M{n // 2}", "status": "verified"}
        lines += [
            *with_a_case(child),
            line("add-identifier", number, subject=child),
            line("entitle-kit", BAG, subject=child),
            line("entitle-kit", BAG, subject=child),
        ]
    return lines


def as_recorded(path):
    """Stories in the order in which they were recorded, without the store's own clock."""
    return {
        subject: [
            evolve(e, at=None) if e.at >= BEGAN else e
            for e in sorted(events, key=lambda e: e.version)
        ]
        for subject, events in stories(path).items()
    }


def read_by(processes, folder, *files, times_given):
    """What a store and each answer are after so many processes read *files* in turn."""
    folder.mkdir()
    answers = []
    for lines in files:
        file = in_file(folder / "journal.jsonl", lines)
        with Store.open(folder / "a.db", create=True) as store:
            summary = store.acting_as("amina").record_file(
                file, times_given=times_given, processes=processes
            )
        kept = summary.rejects.read_bytes() if summary.rejects else b""
        answers.append((asdict(summary) | {"rejects": None}, kept))
    return as_recorded(folder / "a.db"), answers


def agree(folder, seed, *, times_given, processes):
    """Whether an unruly journal ends alike, read by one and read by so many."""
    lines = unruly(seed, children=8)
    parts = [lines[::2], lines]  # what the store has binds what comes later
    alone = read_by(1, folder / "1", *parts, times_given=times_given)
    assert min(alone[1][0][0][name] for name in ("recorded", "refused", "invalid")) > 0
    return alone == read_by(processes, folder / "2", *parts, times_given=times_given)


@pytest.mark.slow
@pytest.mark.parametrize(("times_given", "processes"), [(False, 2), (True, 3)])
def test_several_processes_read_an_unruly_journal_as_one_does(
    tmp_path, times_given, processes
):
    assert agree(tmp_path, 1, times_given=times_given, processes=processes)


@pytest.mark.long
@pytest.mark.parametrize("times_given", [False, True])
@pytest.mark.parametrize("seed", range(2, 6))
def test_however_unruly_the_journal(tmp_path, seed, times_given):
    assert agree(tmp_path, seed, times_given=times_given, processes=2 + seed % 2)


F12 = Path(__file__).parents[1] / "data" / "f12"


@pytest.mark.slow
@pytest.mark.parametrize("of", ["twelve children", "a season"])
def test_journals_of_the_house_end_alike_read_by_one_and_by_several(tmp_path, of):
    files = [
        (F12 / f"journal{late}.jsonl").read_text().splitlines() for late in ("", "-late")
    ]
    told = files if of == "twelve children" else [told_season(children=60)]

    alone = read_by(1, tmp_path / "1", *told, times_given=True)

    assert alone[1][0][0]["recorded"] > 0
    assert read_by(2, tmp_path / "2", *told, times_given=True) == alone


def test_recorded_times_grow_within_every_story(tmp_path):
    file = in_file(tmp_path / "a.jsonl", season(50))
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(file, processes=2)

    for events in stories(tmp_path / "a.db").values():
        times = [e.at for e in sorted(events, key=lambda e: e.version)]
        assert times == sorted(set(times))


@pytest.mark.slow
def test_a_share_that_is_killed_is_told_of_and_the_file_may_be_read_again(
    tmp_path, monkeypatch
):
    begun, begin = [], Shares.begin
    monkeypatch.setattr(
        Shares, "begin", lambda s, number: begun.append(s) or begin(s, number)
    )
    file = in_file(tmp_path / "a.jsonl", season())

    def kill_one(_):
        begun[0]._shares[0].process.kill()

    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        with pytest.raises(ReadingEndedError) as stopped:
            desk.record_file(file, processes=2, progress=kill_one)
        again = desk.record_file(file, processes=2)
        alone = desk.record_file(file, processes=1)

    assert "the file may be read again" in stopped.value.__notes__[0]
    assert (again.refused, alone.recorded) == (600, 0)
    assert all(share.process.returncode is not None for share in begun[0]._shares)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
@pytest.mark.parametrize("kills", many([2, 5], gate=1))
def test_whoever_is_killed_the_store_ends_as_in_peace(tmp_path, kills):
    file, chance = in_file(tmp_path / "a.jsonl", season(1500)), random.Random(5)
    with Store.open(tmp_path / "peaceful.db", create=True) as store:
        summary = store.acting_as("amina").record_file(file, processes=1)
    in_peace = summary.rejects.read_bytes()

    for _ in range(kills):
        killed_on_its_way(tmp_path / "killed.db", file, chance)
    assert read_to_its_end(tmp_path / "killed.db", file) == "done"

    assert summary.rejects.read_bytes() == in_peace
    assert as_recorded(tmp_path / "killed.db") == as_recorded(tmp_path / "peaceful.db")


def a_reading(path, file):
    return subprocess.Popen(
        [sys.executable, "-c", READING, path, file],
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


def killed_on_its_way(path, file, chance):
    """Start the reading and kill it a moment after it said how far it came."""
    with a_reading(path, file) as reading:
        for _ in range(chance.randint(1, 4)):
            assert reading.stdout.readline().strip().isdecimal()
        time.sleep(chance.uniform(0, 0.05))
        reading.kill()
    wait_until_nobody_is_left(reading.pid)
    assert reading.returncode == -signal.SIGKILL


def read_to_its_end(path, file):
    with a_reading(path, file) as reading:
        return reading.stdout.read().split()[-1]


def wait_until_nobody_is_left(session, seconds=60):
    """Wait for the shares of a dead reading: they end with it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_reading_stopped_by_hand_says_how_far_it_came_and_leaves_nobody(tmp_path):
    file = in_file(tmp_path / "a.jsonl", season(12_000))
    reading = subprocess.Popen(
        [sys.executable, "-c", by_hand.PROGRAM, "record", "a.db", file, "--processes", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while reading.poll() is None and not several_were_recorded(tmp_path / "a.db"):
        time.sleep(0.05)
    os.killpg(reading.pid, signal.SIGINT)
    said = reading.communicate(timeout=60)[1]

    assert reading.returncode == 1
    assert said.count("\n") == 1
    assert "lines read before: " in said
    assert "; the file may be read again" in said
    wait_until_nobody_is_left(reading.pid)


def several_were_recorded(path):
    """Look at the file alone: a store that is opened meanwhile may wait to its end."""
    if not path.with_suffix(".vault").exists():
        return False
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as log:
        return (log.execute("SELECT max(rowid) FROM events").fetchone()[0] or 0) > 3000


@pytest.mark.parametrize("wanted", [None, 2])
def test_one_process_reads_what_nobody_else_can_open_or_read_twice(tmp_path, wanted):
    lines = season(2)
    file = in_file(tmp_path / "a.jsonl", lines)
    with Store.open(tmp_path / "a.db", create=True) as store:
        parts = store._parts

        assert journal.processes_for(parts, written(lines), wanted) == 1
        assert journal.processes_for(memory_store()._parts, file, wanted) == 1
        assert journal.processes_for(parts, file, 2) == 2


def test_one_process_reads_a_small_file(tmp_path, monkeypatch):
    monkeypatch.undo()
    file = in_file(tmp_path / "a.jsonl", season(2))
    with Store.open(tmp_path / "a.db", create=True) as store:
        assert journal.processes_for(store._parts, file, 4) == 1


@pytest.mark.parametrize("processes", [0, -1, 1.5, True])
def test_a_number_of_processes_is_a_whole_one(tmp_path, processes):
    with pytest.raises(InvalidError) as refused:
        memory_store().acting_as("amina").record_file(tmp_path, processes=processes)

    assert refused.value.field == "processes"
