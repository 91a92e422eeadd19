"""A batch that is interrupted: at any place where it is read, or by a killed process."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import attrs

from casemgmt.projections.adapter import Batch

CAN_KILL = hasattr(signal, "setitimer") and hasattr(os, "fork")
_CHILD = "import pickle, sys; f, *a = pickle.load(sys.stdin.buffer); f(*a)"
_WAITED = 120


class InterruptedBatchError(Exception):
    """What was read of a batch ends here: the disk, the network, the memory."""


class Watch:
    """Counts what is read of a batch, and does *then* at one place of it."""

    def __init__(self, place: int = 0, then: Callable[[], object] | None = None) -> None:
        self.place, self.then, self.read = place, then, 0

    def __call__(self) -> None:
        """Note that something was read."""
        self.read += 1
        if self.read == self.place and self.then is not None:
            self.then()


def interrupt() -> None:
    """End what is being done, as a failure at this place would."""
    raise InterruptedBatchError


def watched(batch: Batch, watch: Watch) -> Batch:
    """Return *batch* so that whatever is read of it, or of its events, is noted."""
    events = tuple(_watched(event, watch) for event in batch.events)
    until = _watched(batch.until, watch)
    told: Batch = _watched(attrs.evolve(batch, events=events, until=until), watch)
    return told


def _watched(value: Any, watch: Watch) -> Any:
    kind: type = type(value)
    fields = {a.name: getattr(value, a.name) for a in attrs.fields(kind)}
    made = _watching(kind)(**fields)
    object.__setattr__(made, "_watch", watch)
    return made


@cache
def _watching(kind: Any) -> type:
    """Return a kind of *kind* that tells when one of its fields is read."""
    names = {a.name for a in attrs.fields(kind)}
    read = object.__getattribute__

    def note(self: Any, name: str) -> Any:
        if name in names:
            read(self, "__dict__").get("_watch", Watch())()
        return read(self, name)

    def same(self: Any, other: object) -> bool:
        return isinstance(other, kind) and all(
            read(self, name) == read(other, name) for name in names
        )

    said = {"__getattribute__": note, "__eq__": same, "__hash__": kind.__hash__}
    return type(kind.__name__, (kind,), said)


def killed(
    adapter: Callable[[str], Any],
    batches: tuple[Batch, Batch],
    cuts: Sequence[tuple[str, float]],
) -> list[bool]:
    """Return at which of *cuts* the process died that projected the second batch.

    Each cut is an address of its own and the seconds after which the process is killed
    that began to project there.
    """
    work = pickle.dumps((_kill_each, adapter, batches, cuts))
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", _CHILD],
        input=work,
        stdout=subprocess.PIPE,
        env={**os.environ, **path},
        timeout=_WAITED,
        check=True,
    )
    return [word == b"killed" for word in done.stdout.split()]


def _kill_each(
    adapter: Callable[[str], Any],
    batches: tuple[Batch, Batch],
    cuts: Sequence[tuple[str, float]],
) -> None:
    for address, after in cuts:
        child = os.fork()
        if child == 0:
            _project_until_killed(adapter(address), batches, after)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or status == 0, "the adapter failed by itself"
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else "done\n")


def _project_until_killed(kept: Any, batches: tuple[Batch, Batch], after: float) -> None:
    """Project; the system ends this process after a while, whatever it is doing."""
    try:
        kept.project(batches[0])
        signal.setitimer(signal.ITIMER_REAL, after)
        kept.project(batches[1])
        os._exit(0)
    except BaseException:
        os._exit(1)
        raise
