"""One share of a journal, in a process of its own: ``python -m casemgmt.sharing.share``.

Its task is the first line of standard input; when that input ends, so does the process.
Each answer is a line on standard output: what was counted so far, whether that is all, and
how many rejected lines come behind it.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import orjson

from casemgmt import errors
from casemgmt.errors import OutcomeUnknownError
from casemgmt.locale.saying import SaidError
from casemgmt.opening.whole import opened
from casemgmt.privacy.kept_vault import KeptVault
from casemgmt.recording.dividing import of_share
from casemgmt.recording.journal import Reading
from casemgmt.recording.lines import numbered_of, rejected
from casemgmt.recording.recorder import Recorder, utc_now
from casemgmt.recording.rejects import Rejected, Rejects
from casemgmt.recording.shelf import Shelf

Task = dict[str, Any]


def main() -> None:
    """Read the share that standard input names."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who shared it out ends us
    warnings.simplefilter("ignore")  # who shared it out was warned
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    asked = sys.stdin.buffer.readline()
    if not asked:  # who shared it out has ended, or found nothing to share
        return
    task: Task = orjson.loads(asked)
    Thread(target=_end_with_the_input, daemon=True).start()
    try:
        _read(task, answers)
    except Exception as error:  # noqa: BLE001 - who shared it out raises it
        answers.write(orjson.dumps(_stopped_by(error)) + b"\n")
    answers.flush()


def _end_with_the_input() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


def _read(task: Task, answers: BinaryIO) -> None:
    config = Path(task["config"]) if task["config"] else None
    parts = opened(task["address"], config, utc_now, create=False)
    _keep_less(parts.shelf, task["shares"])
    try:
        _read_share(task, parts.recorder, answers)
    finally:
        parts.close()


def _keep_less(shelf: Shelf, shares: int) -> None:
    """Let so many processes have no more at hand together than one has.

    The lines of a story come together, and are not looked for again and again.
    """
    shelf.events_kept //= 32 * shares
    shelf.ends_kept //= shares
    shelf.codec.sealer.keep //= 2 * shares
    if isinstance(shelf.vault, KeptVault):
        shelf.vault.keep //= 4 * shares


def _read_share(task: Task, recorder: Recorder, answers: BinaryIO) -> None:
    counts: dict[str, int] = {}
    rejects = _Sent(answers, counts, in_file_order=not task["times_given"])
    reading = Reading(
        recorder, task["times_given"], task["language"], rejects.answer, counts
    )
    with rejects, Path(task["index"]).open("rb") as index:
        lines = numbered_of(Path(task["lines"]))
        its = of_share(lines, index, task["share"], task["shares"])
        reading.read_parts(its, rejects)
    rejects.answer(reading.done, done=True)


class _Sent(Rejects):
    """Rejected lines on their way, in the order of the file, behind an answer."""

    def __init__(
        self, answers: BinaryIO, counts: dict[str, int], *, in_file_order: bool
    ) -> None:
        super().__init__(None, in_file_order=in_file_order)
        self._answers = answers
        self._counts = counts
        self._written: list[bytes] = []

    def answer(self, _: int, *, done: bool = False) -> None:
        """Say what was counted so far, and send what was rejected since."""
        said = {"counts": self._counts, "done": done, "rejected": len(self._written)}
        self._answers.write(orjson.dumps(said) + b"\n" + b"".join(self._written))
        self._answers.flush()
        self._written.clear()

    def _write(self, lines: Iterable[Rejected]) -> None:
        self._written += [rejected(line, error) for line, error in lines]


def _stopped_by(error: Exception) -> dict[str, Any]:
    """Return which of our errors it is, and what it says."""
    if isinstance(error, OutcomeUnknownError):
        return {"error": "OutcomeUnknownError", "says": str(error.command_id)}
    ours = (kind for kind in type(error).__mro__ if kind.__module__ == errors.__name__)
    kind = next(ours, None)
    said = error.said.plain() if isinstance(error, SaidError) and error.said else None
    says = str(error) if kind else ""
    return {"error": kind.__name__ if kind else "", "says": says, "said": said}


if __name__ == "__main__":
    main()
