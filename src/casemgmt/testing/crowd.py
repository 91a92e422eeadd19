"""Many who write at once, and one who reads along: in threads, and in other processes."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier, Event, Timer
from typing import Any
from uuid import UUID

from casemgmt.errors import BusyError
from casemgmt.recording.port import EventLog, Held, StoredEvent
from casemgmt.recording.recorder import new_id

from .appends import PAGE, everything, story

Opener = Callable[[], EventLog]
Work = tuple[Any, ...]
"""A function and its arguments, to be pickled for another process."""
_ELSEWHERE = """
import pickle, sys
function, *arguments = pickle.loads(bytes.fromhex(sys.argv[1]))
function(*arguments)
"""
_WAITED = 60


def at_once(many: int, work: Callable[[int], object]) -> list[str]:
    """Return how *many* ended that did *work* together: "appended", or the error's name."""
    together = Barrier(many, timeout=_WAITED)

    def one(who: int) -> str:
        together.wait()
        try:
            work(who)
        except Exception as error:  # noqa: BLE001 - what it was is what is asked
            return type(error).__name__
        return "appended"

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def crowded(
    log: EventLog, *, writers: int, appends: int
) -> tuple[list[StoredEvent], list[int]]:
    """Return what a reader saw who read along, and every position that was acknowledged.

    Each writer appends batches of one to three events to a story of its own.
    """

    def write(_: int) -> list[int]:
        return list(written(log, new_id(), appends))

    with reading_along(log) as seen, ThreadPoolExecutor(writers) as pool:
        acknowledged = [p for part in pool.map(write, range(writers)) for p in part]
    return seen, sorted(acknowledged)


def written(log: EventLog, stream: UUID, appends: int) -> Iterator[int]:
    """Append to *stream* in batches of one to three, and yield each position."""
    version = 0
    for turn in range(appends):
        batch = story(stream, 1 + turn % 3, after=version)
        yield from log.append(batch)
        version += len(batch)


@contextmanager
def reading_along(log: EventLog) -> Iterator[list[StoredEvent]]:
    """Give the list of what a reader sees who never looks back; whole at the end."""
    seen: list[StoredEvent] = []
    done = Event()

    def read() -> None:
        while not done.is_set():
            seen.extend(log.scan(seen[-1].position if seen else 0, PAGE))

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        try:
            yield seen
        finally:
            done.set()
        reading.result(_WAITED)
    seen.extend(everything(log, seen[-1].position if seen else 0))


@contextmanager
def elsewhere(*works: Work) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Give processes that each do one of *works*; at the end none of them is left."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        for work in works:
            told = pickle.dumps(work).hex()
            started.append(
                subprocess.Popen(  # noqa: S603 - this very Python
                    [sys.executable, "-c", _ELSEWHERE, told], stdout=subprocess.PIPE
                )
            )
        yield started
    finally:
        for one in started:
            one.kill()
            one.communicate(timeout=_WAITED)


def write_elsewhere(opener: Opener, stream: UUID, appends: int) -> None:
    """Append as ``written``, and print each position when it is acknowledged."""
    log = opener()
    for position in written(log, stream, appends):
        sys.stdout.write(f"{position}\n")
        sys.stdout.flush()
    log.close()


def contend_elsewhere(opener: Opener, command_ids: list[UUID], stream: UUID) -> None:
    """Try each command on one story until it is recorded; print those that we recorded."""
    from casemgmt.recording.port import CommandTakenError, VersionTakenError

    from .appends import told

    log = opener()
    for own in command_ids:
        while True:
            try:
                log.append([told(stream, len(log.read(stream)) + 1, command_id=own)])
            except VersionTakenError:
                if log.outcome([own]):
                    break
                continue
            except CommandTakenError:
                break
            sys.stdout.write(f"{own}\n")
            break
    log.close()


def hold_elsewhere(opener: Opener, name: str) -> None:
    """Hold the lease *name*, say so, and keep it until the process is ended."""
    with opener().lease(name):
        sys.stdout.write("held\n")
        sys.stdout.flush()
        time.sleep(_WAITED)


@contextmanager
def had_soon(log: EventLog, name: str) -> Iterator[Held]:
    """Hold the lease *name*, once a server has noticed who is gone."""
    until = time.monotonic() + _WAITED
    with ExitStack() as leases:
        while True:
            try:
                still_held = leases.enter_context(log.lease(name))
            except BusyError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                break
        yield still_held


def next_line(process: subprocess.Popen[bytes]) -> bytes:
    """Return the next line that *process* prints; it is ended where none comes in time."""
    assert process.stdout is not None
    giving_up = Timer(_WAITED, process.kill)
    giving_up.start()
    try:
        return process.stdout.readline()
    finally:
        giving_up.cancel()


def killed(process: subprocess.Popen[bytes]) -> list[bytes]:
    """End *process* amid what it does and return the whole lines it had printed."""
    assert process.stdout is not None
    process.kill()
    process.wait(_WAITED)
    return process.stdout.read().splitlines(keepends=True)[:-1]


def printed(process: subprocess.Popen[bytes]) -> list[str]:
    """Return what *process* prints until its end, which must be a good one."""
    said, _ = process.communicate(timeout=_WAITED)
    assert process.returncode == 0, f"it ended with {process.returncode}"
    return said.decode().split()
