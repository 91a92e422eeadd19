"""One limited process, seen from outside: started, asked, ended.

Whatever becomes of it, whoever asks has an answer or a plain error when its time is over.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO
from weakref import finalize

from attrs import define, field

from casemgmt.locale.saying import SaidError, Saying

from .frames import LARGEST_ANSWER, FrameError, receive, send
from .limiting import GRACE_SECONDS, OUT_OF_MEMORY, Limits, let_others_first

NOISE_BYTES = 1024 * 1024
"""How much it may print during one call."""
KEPT_BYTES = 4 * 1024
STARTING_SECONDS = 30.0
"""What a process is given beyond its limit to import what it needs, on an old machine."""
CHUNK = 64 * 1024
NEEDED_VARIABLES = frozenset(
    "COMSPEC LANG LC_ALL LC_CTYPE PATH SYSTEMDRIVE SYSTEMROOT TEMP TMP TMPDIR TZ"
    " WINDIR".split()
)
"""What a process needs of its environment to run at all; no secret stands in them."""


class StoppedError(SaidError):
    """The process is no more; why, in plain words."""


@define(eq=False)
class LimitedProcess:
    """A process that runs one of our modules, on what is not trusted.

    Attributes:
        limits: What it may use.
        largest: How many bytes it may answer at once.

    """

    limits: Limits
    largest: int
    _process: subprocess.Popen[bytes] = field(repr=False)
    _noise: _Noise = field(repr=False)

    @classmethod
    def started(
        cls, module: str, limits: Limits, largest: int = LARGEST_ANSWER
    ) -> LimitedProcess:
        """Return a new process of *module*, which waits for what it is told first."""
        process = _popen(module)
        with suppress(OSError):  # it has ended
            let_others_first(process.pid)  # at once: it imports for a while
        made = cls(limits, largest, process, _Noise(process))
        finalize(made, end_process, process)
        return made

    @property
    def said(self) -> bytes:
        """The end of what it printed, for who looks for a fault by hand.

        It may hold what it was given, and goes into no error and no log.
        """
        return self._noise.end

    def ask(self, said: Mapping[str, Any], patience: float = 0.0) -> dict[str, Any]:
        """Return what the process answers to *said*, given *patience* seconds more.

        Raises:
            StoppedError: it has ended, or was ended because it broke its limits.

        """
        self._noise.heard = 0
        exchange = _Exchange(self._process, said, self.largest)
        if not exchange.done.wait(self.limits.seconds + patience):
            raise self._stopped(_no_answer_within(self.limits.seconds))
        if exchange.answer is None:
            raise self._stopped(exchange.fault)
        return exchange.answer

    def end(self) -> None:
        """End the process, and whatever it started."""
        end_process(self._process)

    def _stopped(self, fault: Saying | None) -> StoppedError:
        code = end_process(self._process)
        if self._noise.heard > NOISE_BYTES:
            return StoppedError.because("process.without-end")
        return StoppedError.saying(fault or how(code))


class _Noise:
    """Takes in what is printed, so that nobody waits to print; too much ends it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.heard = 0
        self.end = b""
        self._process = process
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        pipe = self._process.stderr
        assert pipe is not None  # noqa: S101 - it was asked for
        with suppress(OSError, ValueError):  # closed at the end
            while part := os.read(pipe.fileno(), CHUNK):
                self.heard += len(part)
                self.end = (self.end + part)[-KEPT_BYTES:]
                if self.heard > NOISE_BYTES:
                    _kill(self._process)
                    return


class _Exchange:
    """One call and its answer, in a thread: a pipe that somebody holds open never ends."""

    def __init__(
        self, process: subprocess.Popen[bytes], said: Mapping[str, Any], largest: int
    ) -> None:
        assert process.stdin is not None  # noqa: S101 - both were asked for
        assert process.stdout is not None  # noqa: S101
        self.done = Event()
        self.answer: dict[str, Any] | None = None
        self.fault: Saying | None = None
        self._largest = largest
        pipes = process.stdin, process.stdout
        Thread(target=self._carried_out, args=(*pipes, said), daemon=True).start()

    def _carried_out(
        self, to: BinaryIO, answers: BinaryIO, said: Mapping[str, Any]
    ) -> None:
        try:
            send(to, said)
            self.answer = receive(answers, self._largest)
        except FrameError:
            self.fault = Saying("process.no-answer", {})
        except (OSError, ValueError):  # it does not listen, or was ended meanwhile
            self.fault = None
        finally:
            self.done.set()


def _popen(module: str) -> subprocess.Popen[bytes]:
    """Start the process: without our variables, files or group, and nothing in its name."""
    return subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )


def environment() -> dict[str, str]:
    """Return what a limited process has of our variables: no secret stands in them."""
    kept = {name: value for name, value in os.environ.items() if name in NEEDED_VARIABLES}
    places = [place or str(Path.cwd()) for place in sys.path]
    # one arena: room that is only set aside would count as memory that is used
    own = {"PYTHONSAFEPATH": "1", "MALLOC_ARENA_MAX": "1"}
    return kept | own | {"PYTHONPATH": os.pathsep.join(places)}


def end_process(process: subprocess.Popen[bytes]) -> int | None:
    """End *process* and all it started, and return its exit code; None if it lingers."""
    _kill(process)
    code = None
    with suppress(subprocess.TimeoutExpired):  # caught in a disk that does not answer
        code = process.wait(GRACE_SECONDS)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            Thread(target=_closed, args=(pipe.close,), daemon=True).start()
    return code


def _closed(close: Callable[[], None]) -> None:
    with suppress(OSError, ValueError):  # what was still to be written goes nowhere
        close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is not None:  # its number may be another's by now
        return
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
            return
    process.kill()


def _no_answer_within(seconds: float) -> Saying:
    return Saying("process.too-slow", {"seconds": f"{seconds:g}"})


def how(code: int | None) -> Saying:
    """Return how a process ended that ended with *code*; None if it did not."""
    if code is None:
        return Saying("process.not-ended", {})
    if code == OUT_OF_MEMORY:
        return Saying("process.no-memory", {})
    if code >= 0:
        return Saying("process.by-itself", {"code": code})
    try:
        return Saying("process.ended-by", {"signal": signal.Signals(-code).name})
    except ValueError:
        return Saying("process.ended-by", {"signal": f"signal {-code}"})
