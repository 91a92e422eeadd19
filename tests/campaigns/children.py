"""Another process, forked: what it says is heard by this one until it ends or is killed."""

from __future__ import annotations

import os
import signal
import traceback
from contextlib import contextmanager, suppress
from unittest.mock import patch

from attrs import define

FAILED = 3


@define
class Child:
    """A process of ours, and the pipe in which it speaks."""

    pid: int
    pipe: int
    ended: int | None = None

    def said(self) -> list[str]:
        """Every whole line it said until its end, which must be a good one."""
        lines = self.heard()
        assert self.ended == 0, f"the process ended with {self.ended}"
        return lines

    def heard(self) -> list[str]:
        """Every whole line it said until it ended, however it did."""
        with open(self.pipe, "rb", closefd=False) as pipe:
            said = pipe.read()
        self._wait()
        return [line.decode() for line in said.split(b"\n")[:-1]]

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def _wait(self):
        if self.ended is None:
            self.ended = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@contextmanager
def child_doing(work):
    """Fork a process that does *work*, given what tells us a line; it ends with this."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _do(work, writing)
    os.close(writing)
    child = Child(pid, reading)
    try:
        yield child
    finally:
        if child.ended is None:
            with suppress(ProcessLookupError):
                child.kill()
            child._wait()
        os.close(reading)


@contextmanager
def failing_silently():
    """Processes that are expected to fail print no traceback: nobody takes it for one."""
    with patch.object(traceback, "print_exc"):
        yield


def _do(work, pipe):
    """Be the other process: do the work, and leave nothing behind."""
    code = FAILED
    try:
        work(lambda line: os.write(pipe, f"{line}\n".encode()))
        code = 0
    except BaseException:  # noqa: BLE001 - it must not come back into the tests
        traceback.print_exc()
    finally:
        os._exit(code)
