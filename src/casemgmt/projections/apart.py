"""The process an adapter has to itself: ``python -m casemgmt.projections.apart``.

It is told everything through its standard input: which adapter, where it keeps its read
model, what it may use, then one call after the other. It has no store and no key, and it
ends, with everything it started, when that input ends.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from casemgmt.domain.vocabulary import Subject

from .adapter import Adapter, let_go, named
from .giving import TRANSIENT, in_short
from .limiting import OUT_OF_MEMORY, Limits, call_is_over, limit_for_life, limit_this_call
from .wire import LARGEST_FRAME, FrameError, batch_in, position_out, receive, send

FURTHER = ("seen", "settle", "beside", "take_over")
"""What only some adapters can."""
Said = Mapping[str, Any]


def main() -> None:
    """Answer calls until nobody is there to make one."""
    asks, answers = _own_pipes()
    calls: SimpleQueue[Said] = SimpleQueue()
    Thread(target=_listen, args=(asks, calls), daemon=True).start()
    first = calls.get()
    limits = Limits(**first["limits"])
    limited = limit_for_life(limits)
    apart = Apart(first["adapter"], first["address"], limited=limited)
    send(answers, _answer(apart.begin, first, limits))
    while True:
        said = calls.get()
        send(answers, _answer(apart.call, said, limits))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes calls and answers go through.

    What an adapter prints goes elsewhere, and nothing it starts inherits them.
    """
    asks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return asks, answers


def _listen(asks: BinaryIO, calls: SimpleQueue[Said]) -> None:
    try:
        while said := receive(asks, LARGEST_FRAME):
            calls.put(said)
    except (FrameError, OSError):
        pass
    _end_with_everything()


def _end_with_everything() -> None:
    """End this process and whatever it started, at once: nobody is there any more."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _answer(act: Callable[[Said], Any], said: Said, limits: Limits) -> dict[str, Any]:
    limit_this_call(limits)
    try:
        return {"is": act(said)}
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException as error:  # noqa: BLE001 - SystemExit too: it is not ours to end
        down = isinstance(error, TRANSIENT)
        return {"raised": in_short(error), "down": down}
    finally:
        call_is_over()


class Apart:
    """The adapters of this process: the one it was made for, and what is built beside."""

    def __init__(self, adapter: str, address: str, *, limited: bool) -> None:
        self._adapter, self._address = adapter, address
        self._limited = limited
        self._kept: dict[int, Adapter] = {}

    def begin(self, _: Said) -> dict[str, Any]:
        """Make the adapter, and say what it says of itself."""
        adapter = named(self._adapter, self._address)
        self._kept[0] = adapter
        declared = {
            name: sorted(getattr(adapter, name))
            for name in ("events", "fields")
            if hasattr(adapter, name)
        }
        can = [name for name in FURTHER if hasattr(adapter, name)]
        return {"declared": declared, "can": can, "limited": self._limited}

    def call(self, said: Said) -> Any:
        """Do what is asked of one of the adapters, and return what it answers."""
        adapter: Any = self._kept[said["on"]]
        match said["do"]:
            case "position":
                return position_out(adapter.position())
            case "project":
                adapter.project(batch_in(said["batch"]))
            case "forget":
                adapter.forget(Subject.of(said["subject"]))
            case "seen":
                return dict(adapter.seen())
            case "beside":
                self._kept[said["as"]] = adapter.beside()
            case "take_over" | "settle" as do:
                getattr(adapter, do)()
            case _:
                self._let_go(said["on"])
        return None

    def _let_go(self, number: int) -> None:
        let_go(self._kept.pop(number))


if __name__ == "__main__":
    main()
