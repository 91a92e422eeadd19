"""Processes that do what they are sent: an executor that works wherever casemgmt does.

Each is an interpreter of its own: it needs no guarded main module, so that figures may be
asked from a prompt, a notebook or a script. It ends with whoever began it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, ParamSpec, TypeVar, cast

from casemgmt.sharing.shares import where_modules_are

P = ParamSpec("P")
T = TypeVar("T")
_Task = tuple[Future[Any], bytes] | None


class Processes(Executor):
    """So many processes, begun at once and ended together."""

    def __init__(self, number: int) -> None:
        self._max_workers = number
        self._tasks: SimpleQueue[_Task] = SimpleQueue()
        self._processes = [_begun() for _ in range(number)]
        self._threads = [
            Thread(target=self._work, args=(process,), daemon=True)
            for process in self._processes
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes, by number."""
        return tuple(process.pid for process in self._processes)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have *fn* done by whoever is free."""
        future: Future[T] = Future()
        self._tasks.put((future, pickle.dumps((fn, args, kwargs))))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as executors are ended
        """End every process once what is waiting is done, or cancelled."""
        if cancel_futures:
            while not self._tasks.empty():
                task = self._tasks.get()
                if task is not None:
                    task[0].cancel()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _work(self, process: subprocess.Popen[bytes]) -> None:
        while (task := self._tasks.get()) is not None:
            future, asked = task
            if future.set_running_or_notify_cancel():
                _settle(future, process, asked)
        with suppress(OSError):
            cast("BinaryIO", process.stdin).close()
        process.wait()
        cast("BinaryIO", process.stdout).close()


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this platform
        return os.cpu_count() or 1


def can_begin() -> bool:
    """Whether this interpreter can begin another."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def _begun() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "casemgmt.sharing.hands"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what goes wrong is answered
        env=os.environ | {"PYTHONPATH": os.pathsep.join(where_modules_are())},
    )


def _settle(future: Future[Any], process: subprocess.Popen[bytes], asked: bytes) -> None:
    try:
        pipe = cast("BinaryIO", process.stdin)
        pipe.write(asked)
        pipe.flush()
        done, answer = pickle.load(cast("BinaryIO", process.stdout))  # noqa: S301 - ours
    except Exception:  # noqa: BLE001 - whatever came of it: it answers no more
        future.set_exception(BrokenExecutor("a process ended"))
        return
    if done:
        future.set_result(answer)
    else:
        future.set_exception(answer)


def main() -> None:
    """Do what comes on standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began this process ends it
    asks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed on the way is no answer
    while True:
        try:
            work, args, kwargs = pickle.load(asks)  # noqa: S301 - from who began it
        except EOFError:
            return
        pickle.dump(_answered(work, args, kwargs), answers)
        answers.flush()


def _answered(work: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, Any]:
    try:
        return True, work(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked
        return False, _sendable(error)


def _sendable(error: Exception) -> Exception:
    """Return *error*, or its name alone where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - just written
    except Exception:  # noqa: BLE001 - whatever it is made of
        return RuntimeError(type(error).__name__)
    return error


if __name__ == "__main__":
    main()
