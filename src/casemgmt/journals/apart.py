"""The process that parses a journal: ``python -m casemgmt.journals.apart``.

The journal comes in on its standard input; what it says goes out on its standard output, a
frame for each block that was read. It has neither the store nor its keys, and can open
nothing any more when it reads the first byte. It imports little: somebody waits for it.

Told nothing it hands on what every line says; told ``note`` and what may bind, it notes of
each line what divides a journal.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from casemgmt.limited.confining import OUT_OF_MEMORY, allow, confine
from casemgmt.limited.parts import packed
from casemgmt.recording.blocks import BLOCK, Numbered, numbered
from casemgmt.recording.noting import Noting
from casemgmt.recording.parsing import (
    WrongLineError,
    is_shallow,
    parsed,
    without_the_deepest,
)

MEMORY_MB = 256
"""Address space; a line of a mebibyte that opens as many lists takes 60 of them."""
SECONDS = 10
"""Of a processor, for one block: a thousand times what any takes."""
SILENT_BLOCKS = 256
"""Without a line in them, until it is said that it reads on."""
Frame = tuple[bytes, bytes, bytes]
Reads = Callable[[list[Numbered]], Frame]


def main() -> None:
    """Parse standard input to its end."""
    reads = _asked_for(sys.argv[1:])
    gc.disable()  # what is read has no circles
    confine(MEMORY_MB)
    try:
        silent = 0
        for lines in numbered(_blocks()):
            silent = 0 if lines else (silent + 1) % SILENT_BLOCKS
            if not silent:
                _say(reads(lines))
        _say(_end(None))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:  # nobody listens any more
        os._exit(0)
    except OSError as error:
        _say(_end(error.strerror or ""))


def _asked_for(arguments: list[str]) -> Reads:
    match arguments:
        case ["note", asked]:
            return _noted_by(Noting(**orjson.loads(asked)))
        case _:
            return _checked


def _blocks() -> Iterator[bytes]:
    while block := os.read(0, BLOCK):
        allow(SECONDS)
        yield block


def _checked(lines: list[Numbered]) -> Frame:
    """Return the numbers of *lines*, and what is wrong; raw; and as we write them.

    What is written as we write it stands there once.
    """
    wrong, deep, again = dict[str, str](), list[int](), list[bytes]()
    for place, (_, raw) in enumerate(lines):
        try:
            said = parsed(raw)
        except WrongLineError as error:
            wrong[str(place)] = str(error)
            again.append(b"")
            continue
        if not is_shallow(raw):
            deep.append(place)
            said = without_the_deepest(said)
        words = orjson.dumps(said)
        again.append(b"" if words == raw else words)
    head = {"lines": [number for number, _ in lines], "wrong": wrong, "deep": deep}
    return orjson.dumps(head), b"\n".join([raw for _, raw in lines]), b"\n".join(again)


def _noted_by(noting: Noting) -> Reads:
    def reads(lines: list[Numbered]) -> Frame:
        subjects, ids, may_bind = noting.of(map(_said, lines))
        head = orjson.dumps({"may_bind": may_bind})
        return head, subjects.tobytes(), ids.tobytes()

    return reads


def _said(line: Numbered) -> Any:
    raw = line[1]
    try:
        said = parsed(raw)
    except WrongLineError:
        return None
    return said if is_shallow(raw) else without_the_deepest(said)


def _end(fault: str | None) -> Frame:
    return orjson.dumps({"end": fault}), b"", b""


def _say(frame: Frame) -> None:
    left = memoryview(packed(frame))
    while left:
        left = left[os.write(1, left) :]


if __name__ == "__main__":
    main()
