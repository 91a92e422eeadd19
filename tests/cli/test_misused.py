"""A call that cannot be used is answered in one line, in the language asked for."""

import subprocess
import sys

import pytest

UNUSABLE = 2
PROGRAM = [sys.executable, "-c", "from casemgmt.cli import main; main()"]
CALLS = {
    "verb": ("dance",),
    "option": ("cases", "f12.db", "--onn", "2025-12-31"),
    "too-many": ("cases", "f12.db", "amina"),
    "place": ("history", "f12.db"),
    "missing": ("due", "f12.db"),
    "twice": ("cases", "f12.db", "--on", "2025", "--on", "2026"),
    "order": ("record", "journal.jsonl", "--store", "f12.db"),
    "one-of": ("schema", "gossip"),
    "number": ("due", "f12.db", "--on", "2025-12-31", "--ahead", "soon"),
    "call": ("cases", "f12.db", "--json=maybe"),
}
SAID = {
    "verb": "there is no such verb; casemgmt --help lists them",
    "option": "there is no option --onn here; did you mean --on?",
    "too-many": "there are more arguments than this verb takes",
    "place": "SUBJECT is missing; casemgmt history --help says what belongs there",
    "missing": "--on is missing; casemgmt due --help says what belongs there",
    "twice": "--on is given twice",
    "order": "what comes before --file is given by its name;"
    " give --file by its own name too",
    "one-of": "WHAT is one of commands, events",
    "number": "--ahead is a number",
    "call": "--json cannot be what was given",
}


@pytest.mark.parametrize("wrong", CALLS)
def test_it_says_what_is_wrong_and_never_what_was_given(casemgmt, wrong):
    ended = casemgmt(*CALLS[wrong])

    assert (ended.code, ended.out) == (UNUSABLE, "")
    assert ended.err == f"casemgmt: {SAID[wrong]}\n"


@pytest.mark.parametrize(
    ("language", "word"), [("ar", "ينقص --on؛"), ("fr", "il manque --on ;")]
)
def test_it_says_so_in_the_language_of_the_person(casemgmt, language, word):
    assert casemgmt("due", "f12.db", "--lang", language).err.startswith(f"casemgmt: {word}")


@pytest.mark.parametrize(
    "call",
    [
        ("restore", "gone.backup", "--to", "new.db"),
        ("verify", "f12.db", "--against", "gone.checkpoint"),
        ("backup", "f12.db", "--out", "gone/f12.backup"),
        ("vault", ".", "rotate"),
    ],
)
def test_a_file_that_is_not_there_is_the_fault_of_the_call(recorded, call):
    ended = recorded(*call)

    assert ended.code == UNUSABLE, ended.err
    assert len(ended.err.splitlines()) == 1


def test_an_instant_before_all_years_is_no_instant(recorded):
    ended = recorded("cases", "f12.db", "--on", "2025-12-31")
    known_at = "0001-01-01T00:00:00+14:00"
    too_early = recorded("history", "f12.db", "child:C01", "--known-at", known_at)

    assert ended.code == 0
    assert too_early.code == UNUSABLE
    assert too_early.err.splitlines()[-1].startswith("casemgmt: --known-at: ")


@pytest.mark.parametrize("name", ["insaf.vault", "", b"caf\xe9.db"])
def test_what_no_store_can_be_called_is_refused_before_anything_is_made(
    tmp_path, f12, name
):
    call = [*PROGRAM, "record", name, f12 / "journal.jsonl"]

    ended = subprocess.run(call, cwd=tmp_path, capture_output=True, check=False)

    assert ended.returncode == UNUSABLE
    assert len(ended.stderr.splitlines()) == 1
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_stops_nothing(recorded, tmp_path, closed):
    shell = f'exec "$@" {closed}'
    call = ["/bin/sh", "-c", shell, "sh", *PROGRAM, "cases", "f12.db", "--on", "2025-12-31"]

    ended = subprocess.run(call, cwd=tmp_path, capture_output=True, check=False)

    assert ended.returncode == 0, ended.stderr
