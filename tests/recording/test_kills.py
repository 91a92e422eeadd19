"""A reader of a journal that is killed and starts again ends where one in peace ends."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest
from attrs import evolve
from tests.many import many
from tests.recording.telling import line, stories, with_a_case, written

from casemgmt import Store

pytestmark = pytest.mark.slow

AT = "2025-09-03T{:02d}:{:02d}:{:02d}Z"
READING = """
import sys, time
from pathlib import Path
from casemgmt import Store
from casemgmt.recording import journal
journal.BATCH = 12
with Store.open(sys.argv[1], create=True) as store:
    print("open", flush=True)
    store.acting_as("amina").record_file(
        Path(sys.argv[2]),
        times_given=True,
        progress=lambda lines: time.sleep(0.005),  # so that every kill finds it at work
    )
    print("done", flush=True)
"""


def season(children=60):
    """Cases with visits, identifiers two children want, and kits asked for twice."""
    lines = []
    for n in range(children):
        child = f"child:K{n}"
        lines += with_a_case(child)
        number = {"kind": "massar", "value": f"M{n // 2}", "status": "verified"}
        lines.append(line("add-identifier", number, subject=child))
        kit = {"kit": "school-bag-full", "school_year": "2025-2026"}
        lines += [line("entitle-kit", kit, subject=child) for _ in range(2)]
        visit = {"kind": "call", "seen_child": True, "findings": "tout va bien"}
        lines.append(line("record-follow-up", visit, subject=child))
    for second, one in enumerate(lines):
        one["at"] = AT.format(8 + second // 3600, second // 60 % 60, second % 60)
    return lines


def killed_again_and_again(path, journal, chance, kills):
    """Start the reading and kill it, until one came to its end; how many died."""
    died = 0
    while True:
        reading = subprocess.Popen(
            [sys.executable, "-c", READING, path, journal], stdout=subprocess.PIPE
        )
        reading.stdout.readline()
        if died < kills:
            time.sleep(chance.uniform(0.0, 0.12))
            reading.send_signal(signal.SIGKILL)
        said = reading.stdout.read()
        reading.wait()
        reading.stdout.close()
        if said == b"done\n":
            return died
        died += 1


@pytest.mark.parametrize("kills", many([5, 15], gate=1))
def test_kills_in_the_middle_of_a_file_leave_the_same_store(tmp_path, kills):
    journal = tmp_path / "season.jsonl"
    lines = season()
    journal.write_text("\n".join(written(lines)))
    peaceful, killed = tmp_path / "peaceful.db", tmp_path / "killed.db"
    with Store.open(peaceful, create=True) as store:
        summary = store.acting_as("amina").record_file(journal, times_given=True)
    in_peace = sorted(rejected(journal))

    died = killed_again_and_again(killed, journal, random.Random(7), kills)

    assert died == kills
    assert summary.refused > 0
    assert without_reading(stories(killed)) == without_reading(stories(peaceful))
    with Store.open(killed) as store:
        again = store.acting_as("amina").record_file(journal, times_given=True)
    assert (again.recorded, again.already) == (0, summary.recorded)
    assert sorted(rejected(journal)) == in_peace


def rejected(journal):
    path = journal.with_name(journal.name + ".rejects.jsonl")
    return [json.loads(one)["id"] for one in path.read_text().splitlines()]


def without_reading(told):
    return {subject: [evolve(e, position=0) for e in one] for subject, one in told.items()}
