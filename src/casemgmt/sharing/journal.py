"""A big journal read by several processes: each reads a share, the answers come together.

What must stay in order is in one share (``recording.dividing``), so that the store and
every answer are those of one process.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casemgmt.journals.dividing import notes_apart
from casemgmt.opening.parts import Parts
from casemgmt.recording.blocks import LONGEST
from casemgmt.recording.bonds import Binding
from casemgmt.recording.dividing import MOST, divide
from casemgmt.recording.journal import STOPPED, Reading, Summary
from casemgmt.recording.rejects import Rejects
from casemgmt.sharing.hands import can_begin, cores
from casemgmt.sharing.shares import Shares
from casemgmt.telemetry import Span, span

SMALL = 2 * 1024 * 1024
"""Bytes of a journal: a process is worth beginning for so many."""


def processes_for(parts: Parts, lines: object, wanted: int | None) -> int:
    """Return how many processes are to read *lines*: as many as cores, or as *wanted*.

    One where nobody else can open the store, or the lines are few or can be read only once.
    """
    alone = parts.address is None or not can_begin()
    if alone or wanted == 1 or not (isinstance(lines, Path) and lines.is_file()):
        return 1
    worth = lines.stat().st_size // SMALL if SMALL else MOST
    return max(1, min(wanted or cores(), worth, MOST) if _begins_with_a_line(lines) else 1)


def _begins_with_a_line(file: Path) -> bool:
    """Whether the first line is not longer than any may be: the rest will be like it."""
    try:
        with file.open("rb") as journal:
            return b"\n" in journal.read(LONGEST + 2)
    except OSError:  # who reads it says so
        return False


def read_shared(
    parts: Parts, reading: Reading, lines: Path, rejects_at: Path, processes: int
) -> Summary:
    """Read *lines* with so many *processes* and return what became of them.

    Raises:
        JournalFileError: the file itself cannot be read.
        RetryableError: what stopped one of them stopped all; the file may be read again.

    """
    reading.begin()
    with (
        TemporaryDirectory(prefix="casemgmt-") as made,
        Rejects(rejects_at) as rejects,
        Shares(reading) as shares,
        span(Span.RECORD_FILE) as watched,
    ):
        index = Path(made) / "shares"
        try:
            shares.begin(processes)  # they get ready while the file is divided
            binding, size = Binding(parts.recorder.desk), lines.stat().st_size
            with notes_apart(lines, binding) as notes:
                divide(notes, size, binding, index)
            task = _task(parts, reading, lines, index)
            task |= {"shares": processes}
            shares.give(task | {"share": number} for number in range(processes))
            shares.wait()
        except STOPPED as stopped:
            stopped.add_note(reading.so_far)
            raise
        finally:
            shares.end()
            rejects.keep_as_written(shares.rejected())
            watched.note(lines=reading.done)
    return Summary(**reading.counts, rejects=rejects.path)


def _task(parts: Parts, reading: Reading, lines: Path, index: Path) -> dict[str, Any]:
    return {
        "address": parts.address,
        "config": str(parts.config_at) if parts.config_at is not None else None,
        "lines": str(lines),
        "index": str(index),
        "times_given": reading.times_given,
        "language": reading.language,
    }
