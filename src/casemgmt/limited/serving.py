"""Inside a limited process: calls come in, answers go out, and it ends with who asks.

It is told everything through its standard input: first what it may use, then one call
after the other. It ends, with everything it started, when that input ends.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from .frames import LARGEST_FRAME, FrameError, receive, send
from .limiting import OUT_OF_MEMORY, Limits, call_is_over, limit_for_life, limit_this_call

_NOBODY_ELSE = 0o077
Said = Mapping[str, Any]
Act = Callable[[Said], Any]


def serve(
    begin: Callable[[Said, bool], tuple[Act, Act]],
    failed: Callable[[BaseException], dict[str, Any]],
) -> None:
    """Answer calls until nobody is there to make one.

    Args:
        begin: Told the first call, and whether the system limits memory, returns what
            answers that call and what answers all others.
        failed: Returns what is answered instead when something was raised.

    """
    os.umask(_NOBODY_ELSE)  # whatever it writes is its owner's alone
    asks, answers = _own_pipes()
    calls: SimpleQueue[Said] = SimpleQueue()
    Thread(target=_listen, args=(asks, calls), daemon=True).start()
    said = calls.get()
    limits = Limits(**said["limits"])
    act, others = begin(said, limit_for_life(limits))
    while True:
        send(answers, _answer(act, said, limits, failed))
        act, said = others, calls.get()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes calls and answers go through.

    What is printed goes elsewhere, and nothing that is started inherits them.
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


def _answer(
    act: Act,
    said: Said,
    limits: Limits,
    failed: Callable[[BaseException], dict[str, Any]],
) -> dict[str, Any]:
    limit_this_call(limits)
    try:
        return {"is": act(said)}
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException as error:  # noqa: BLE001 - SystemExit too: it is not ours to end
        return failed(error)
    finally:
        call_is_over()
