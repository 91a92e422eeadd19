"""``casemgmt record``: a journal goes in, or a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from attrs import asdict
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, end_progress, progress, say, say_json
from casemgmt.cli.app import SOME_REFUSED
from casemgmt.errors import JournalFileError
from casemgmt.locale import sentence
from casemgmt.opening.addresses import path_of
from casemgmt.recording.journal import Summary


def record(
    store: str,
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    *,
    times: Annotated[Literal["given"] | None, Parameter(name="--times")] = None,
    processes: int | None = None,
    common: Common | None = None,
) -> int:
    """Record a journal file: one command a line; or a table, one command a row.

    Args:
        store: The store, such as insaf.db; made if it is not there.
        file: The journal, or a .csv or .xlsx table; - reads a journal from standard input.
        times: "given" keeps the times the lines give: moving in another system's history.
        processes: How many read a big file at the same time; as many as cores.
        common: How it is asked and answered.

    """
    asked = common or Common()
    _must_be_readable(file)
    from_input = str(file) == "-"
    lines: Path | Iterable[str] = sys.stdin.buffer if from_input else file  # type: ignore[assignment]
    rejects = _beside(store) if from_input else None
    shown = progress(lambda n: sentence("cli.reading", asked.lang, path=file, lines=n))
    with Store.open(store, config=asked.config, create=True) as opened:
        desk = opened.acting_as(asked.person, role=asked.role)
        summary = desk.record_file(
            lines,
            times_given=times == "given",
            rejects=rejects,
            language=asked.lang,
            progress=shown,
            processes=processes,
        )
    end_progress()
    _answer(summary, asked)
    return SOME_REFUSED if summary.refused or summary.invalid else 0


def _beside(store: str) -> Path:
    """Return where the rejected lines of standard input go: beside the store."""
    path = path_of(store) or Path("standard-input")
    return path.with_name(path.name + ".rejects.jsonl")


def _must_be_readable(file: Path) -> None:
    """Refuse a file that cannot be read before a store is made for it."""
    if str(file) == "-":
        return
    if file.is_dir():
        raise JournalFileError.because("file.folder-not-journal", path=file)
    if not file.exists():
        raise JournalFileError.because("file.none", path=file)
    if not os.access(file, os.R_OK):
        raise JournalFileError.because("file.unreadable", path=file)


def _answer(summary: Summary, asked: Common) -> None:
    if asked.json:
        say_json(asdict(summary))
        return
    counts = ("recorded", "already", "refused", "invalid")
    say(*(f"{getattr(summary, n):>8} {sentence(f'cli.{n}', asked.lang)}" for n in counts))
    if summary.rejects is not None:
        say(sentence("cli.rejects", asked.lang, path=summary.rejects))
