"""What is wrong with a table as a file: a code, which the catalogues say in words."""

from __future__ import annotations

from typing import Any


class WrongTableError(Exception):
    """A file cannot be read as a table; nothing of it is.

    Attributes:
        code: What is wrong, such as ``nested-archive``.
        words: Where, and how much; never what stands in a cell.

    """

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = {name: str(value) for name, value in words.items()}
