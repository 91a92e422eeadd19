"""Processes that stream, well or badly: ``python -m tests.limited.streamers HOW``."""

import os
import socket
import sys
import time
from pathlib import Path

from casemgmt.limited.confining import OUT_OF_MEMORY, allow, confine
from casemgmt.limited.parts import LARGEST, packed


def say(*parts):
    os.write(1, packed(parts))


def echo():
    while part := os.read(0, 4096):
        say(part, b"", b"")


def tried(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__.encode()
    return b"done"


def try_what_is_forbidden():
    confine(256)
    say(
        tried(lambda: Path(sys.argv[2]).read_bytes()),
        tried(lambda: Path(sys.argv[2] + ".new").touch()),
        tried(socket.socket),
    )


def be_greedy():
    confine(256)
    try:
        kept = [bytes(1024 * 1024) for _ in range(1024)]
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    say(b"%d" % len(kept), b"", b"")


def work_for_ever():
    allow(0.1)
    while True:
        pass


def be_silent():
    time.sleep(600)


def lie():
    os.write(1, (LARGEST + 1).to_bytes(4, "big") + b"x")


def stop_short():
    os.write(1, packed((b"one", b"two", b"three"))[:-2])


HOW = {
    "echo": echo,
    "forbidden": try_what_is_forbidden,
    "greedy": be_greedy,
    "ever": work_for_ever,
    "silent": be_silent,
    "lie": lie,
    "short": stop_short,
}

if __name__ == "__main__":
    HOW[sys.argv[1]]()
