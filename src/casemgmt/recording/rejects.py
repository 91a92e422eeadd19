"""The file of the lines that were not taken: made with the first, for its owner only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from casemgmt.errors import BusyError
from casemgmt.locale.reasons import reason

from .lines import Line, rejected

Rejected = tuple[Line, dict[str, object]]


class Rejects:
    """Keeps rejected lines in the order of their file, and says where they are.

    An older file is replaced by the first rejected line, and goes when there was none.
    """

    def __init__(self, path: Path | None, *, in_file_order: bool = True) -> None:
        self._path = path
        self._in_file_order = in_file_order
        self._waiting: list[Rejected] = []
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._write(sorted(self._waiting, key=lambda one: one[0].number))
            if self._file is None and self._path is not None and kind is None:
                self._path.unlink(missing_ok=True)
        except OSError as failed:
            raise self._unkept(failed) from None
        finally:
            if self._file is not None:
                self._file.close()

    @property
    def path(self) -> Path | None:
        """Where they are, None while there are none."""
        return self._path if self._file is not None else None

    def keep(self, lines: Iterable[Rejected]) -> None:
        """Keep *lines*; at once when they come in the order of their file.

        Raises:
            BusyError: the file cannot be written.

        """
        if not self._in_file_order:
            self._waiting += lines
            return
        try:
            self._write(lines)
        except OSError as failed:
            raise self._unkept(failed) from None

    def keep_as_written(self, lines: Iterable[bytes]) -> None:
        """Keep *lines*, written as a rejects file has them, in the order given.

        Raises:
            BusyError: the file cannot be written.

        """
        try:
            self._put(lines)
        except OSError as failed:
            raise self._unkept(failed) from None

    def _write(self, lines: Iterable[Rejected]) -> None:
        self._put(rejected(line, error) for line, error in lines)

    def _put(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            if self._path is None:
                return
            if self._file is None:
                self._path.unlink(missing_ok=True)
                self._path.touch(mode=0o600, exist_ok=False)
                self._file = self._path.open("wb")
            self._file.write(line)
        if self._file is not None:
            self._file.flush()

    def _unkept(self, failed: OSError) -> BusyError:
        return BusyError.because("file.rejects-unkept", path=self._path, why=reason(failed))
