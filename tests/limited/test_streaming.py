"""Whatever becomes of a process that streams, whoever listens has a frame or a reason."""

import os
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from casemgmt.limited.process import StoppedError
from casemgmt.limited.streaming import Poured, Streaming

STREAMERS = "tests.limited.streamers"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX keeps the limits")


@contextmanager
def streaming(*how, source=None, **said):
    with Path(os.devnull).open("rb") as nothing:
        process = Streaming(STREAMERS, how, source or nothing, **said)
        try:
            yield process
        finally:
            process.end()


def stopped(process):
    """How it stopped, having said all it had to say."""
    try:
        list(process.frames())
    except StoppedError as error:
        return str(error)
    return str(process.stopped())


def test_what_is_poured_in_comes_out_again(tmp_path):
    (tmp_path / "rest").write_bytes(b"y" * 300_000)

    with (tmp_path / "rest").open("rb") as rest:
        poured = Poured(b"x" * 200_000, rest.fileno())
        with streaming("echo", source=poured) as process:
            came = b"".join(frame[0] for frame in process.frames())

    assert came == b"x" * 200_000 + b"y" * 300_000


@posix
def test_it_opens_no_file_makes_none_and_calls_nobody(tmp_path):
    (tmp_path / "a").write_bytes(b"secret")

    with streaming("forbidden", str(tmp_path / "a")) as process:
        (tried,) = process.frames()

    assert tried == (b"OSError",) * 3
    assert not (tmp_path / "a.new").exists()


@posix
def test_without_memory_it_ends_and_says_so():
    with streaming("greedy") as process:
        assert stopped(process) == "had no memory left"


@posix
def test_it_does_not_work_for_ever():
    with streaming("ever") as process:
        assert stopped(process) == "was ended by SIGXCPU"


def test_nobody_waits_for_ever_for_one_that_is_silent():
    with streaming("silent", patience=0.1) as process:
        assert stopped(process) == "said nothing for 0.1 s"


def test_who_pours_nothing_in_is_waited_for():
    rest, end = os.pipe()
    poured = Poured(b"x", rest)
    with streaming("echo", source=poured, patience=0.0) as process:
        frames = process.frames()
        assert next(frames)[0] == b"x"
        threading.Timer(1.2, os.close, [end]).start()
        assert list(frames) == [], "longer than a silent one would be waited for"
    os.close(rest)


@pytest.mark.parametrize("how", ["lie", "short"])
def test_what_is_no_frame_is_no_answer(how):
    with streaming(how) as process:
        assert stopped(process) == "answered what is no answer"


@posix
def test_who_ended_it_is_said():
    with streaming("silent") as process:
        os.killpg(process._process.pid, signal.SIGKILL)
        assert stopped(process) == "was ended by SIGKILL"
