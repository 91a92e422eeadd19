"""A table read from outside: every row comes from a process that has nothing to lose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from casemgmt.errors import MissingExtraError, TableFileError
from casemgmt.limited.process import STARTING_SECONDS, LimitedProcess, StoppedError

from . import caps
from .row import Row

PROCESS = "casemgmt.sheets.apart"
MORE = {"do": "more"}
TABLES = frozenset({".csv", ".xlsx"})
OTHERS = frozenset(
    {".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".fods", ".numbers"}
)
"""What holds tables too, and is not read."""


@frozen
class Table:
    """A table that was read to its end once, and is about to be read again.

    Attributes:
        file: Which.
        headings: The first row of each sheet.
        count: How many rows there are, these included.

    """

    file: Path
    headings: tuple[Row, ...]
    count: int
    _process: LimitedProcess

    def rows(self) -> Iterator[Row]:
        """Yield every row that is not empty.

        Raises:
            TableFileError: the file is another than it was.

        """
        while rows := _asked(self._process, self.file, MORE)["rows"]:
            yield from (Row(*row) for row in rows)


def is_table(file: Path) -> bool:
    """Whether *file* is called as a table is; what it is called decides, not what it is."""
    return file.suffix.lower() in TABLES | OTHERS


@contextmanager
def opened(file: Path) -> Iterator[Table]:
    """Give the table in *file*.

    Raises:
        TableFileError: it cannot be read as one, or is larger than one.
        MissingExtraError: what reads workbooks is not installed.

    """
    if file.suffix.lower() in OTHERS:
        raise TableFileError(str(file), "other-kind", {})
    if file.suffix.lower() == ".xlsx":
        _refuse_without_reader()
    process = LimitedProcess.started(PROCESS, caps.LIMITS, caps.ANSWER_BYTES)
    try:
        first = {"file": str(file.absolute()), "limits": asdict(caps.LIMITS)}
        said = _asked(process, file, first, STARTING_SECONDS)
        headings = tuple(Row(*row) for row in said["headings"])
        if not headings:
            raise TableFileError(str(file), "no-heading", {})
        yield Table(file, headings, said["rows"], process)
    finally:
        process.end()


def _asked(
    process: LimitedProcess, file: Path, said: dict[str, Any], patience: float = 0.0
) -> Any:
    try:
        answer = process.ask(said, patience)
    except StoppedError:
        raise TableFileError(str(file), "took-too-much", {}) from None
    if "wrong" in answer:
        raise TableFileError(str(file), answer["wrong"], answer["words"])
    return answer["is"]


def _refuse_without_reader() -> None:
    from importlib.util import find_spec

    if find_spec("python_calamine") is None:
        raise MissingExtraError.because("extra.tables")
