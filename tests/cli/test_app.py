"""What every verb has in common: what may stand anywhere, and how a call ends."""

import signal
import subprocess
import sys
import time

import pytest
from tests import by_hand

from casemgmt.cli import app
from casemgmt.errors import InvalidError


def test_the_language_may_stand_before_the_verb(recorded):
    after = recorded("history", "f12.db", "C01", "--lang", "fr")
    before = recorded("--lang", "fr", "history", "f12.db", "C01")
    joined = recorded("--lang=fr", "--json", "history", "f12.db", "C01")

    assert "un sujet s'écrit" in after.err
    assert (before.code, before.err) == (joined.code, joined.err) == (2, after.err)


def test_one_document_is_asked_for_before_the_verb_too(recorded):
    ended = recorded("--json", "--as", "amina", "cases", "f12.db", "--on", "2025-12-31")

    assert ended.code == 0
    assert len(ended.document) == 9


def test_options_alone_are_no_verb(casemgmt):
    assert casemgmt("--lang").code == 2
    assert casemgmt("--lang", "ar", "dance").code == 2


def test_whoever_stops_it_is_told_so_and_what_was_recorded_stays(tmp_path, f12):
    call = [sys.executable, "-c", by_hand.PROGRAM, "record", "f12.db", "-", "--json"]
    running = subprocess.Popen(
        call, cwd=tmp_path, stdin=-1, stdout=-1, stderr=-1, bufsize=0
    )
    running.stdin.write((f12 / "journal.jsonl").read_bytes())
    while by_hand.unread(running.stdin):
        time.sleep(0.02)

    running.send_signal(signal.SIGINT)
    out, err = running.communicate()

    assert (running.returncode, out) == (1, b"")
    so_far = "lines read before: 0; the file may be read again"
    assert err.decode() == f"casemgmt: stopped; {so_far}\n"


def test_a_terminal_that_lacks_the_letters_is_told_their_codes(casemgmt, f12):
    poor = {"PYTHONIOENCODING": "ascii"}

    ended = casemgmt(
        "record", "f12.db", f12 / "journal.jsonl", "--lang", "ar", variables=poor
    )

    assert "\\u0633" in ended.out
    assert ended.code == 3


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "توقّف"), ("fr", "interrompu"), ("en", "stopped")]
)
def test_stopped_is_said_even_while_something_else_was_going_wrong(
    monkeypatch, capsys, language, said
):
    def stopped_while_refusing(*_, **__):
        stopped = KeyboardInterrupt()
        stopped.__context__ = InvalidError("on", "in-the-future")
        raise stopped

    monkeypatch.setattr(app, "verbs", lambda: stopped_while_refusing)

    assert app.run(["cases", "f12.db", "--lang", language]) == 1
    assert said in capsys.readouterr().err
