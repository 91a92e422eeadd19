"""A file that stops taking what it is told."""

from __future__ import annotations

import os
from typing import BinaryIO


class Outlet:
    """A file open for bytes, until it is shut: what is written after that goes nowhere.

    Whoever fails on the way leaves a ZIP file behind that writes its end when it is
    collected. By then the file may be closed, or somebody else's.
    """

    def __init__(self, to: BinaryIO) -> None:
        self._to: BinaryIO | None = to
        self._at = 0

    def shut(self) -> None:
        """Take nothing any more."""
        self._to = None

    def write(self, said: bytes) -> int:
        """Write *said*."""
        if self._to is not None:
            return self._to.write(said)
        self._at += len(said)
        return len(said)

    def tell(self) -> int:
        """Return where the next byte goes."""
        return self._at if self._to is None else self._to.tell()

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        """Go on elsewhere."""
        if self._to is not None:
            return self._to.seek(to, whence)
        self._at = to
        return to

    def flush(self) -> None:
        """Hand on what was written."""
        if self._to is not None:
            self._to.flush()
