"""What is wrong with an address, the servers, or what they keep: said in three languages.

Each is of the kind that casemgmt knows, so that whoever asked learns whether to try again.
No message holds who comes in, by what password, or what stands in a file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from casemgmt.errors import (
    BusyError,
    CaseManagementError,
    ConfigurationError,
    NewerStoreError,
    NoStoreError,
)


class RefusalError(CaseManagementError):
    """Something is wrong, and ``refusals.toml`` has the words for it.

    Attributes:
        what: What is wrong, such as ``too-old``.
        where: The address as messages name it; empty where the address itself is wrong.
        words: What is put in the sentence.

    """

    def __init__(
        self, what: str, where: str = "", words: dict[str, Any] | None = None
    ) -> None:
        super().__init__(what, where, words)  # as another process makes it again
        self.what, self.where, self.words = what, where, words or {}

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, language: str = "en") -> str:
        """Return what is wrong, in ``ar``, ``fr`` or ``en``."""
        said = catalogue()[self.what]
        words = said.get(language, said["en"]).format(**self.words)
        return f"{self.where}: {words}" if self.where else words


class UnfitError(RefusalError, ConfigurationError):
    """The servers, or the settings of what they keep, are not fit for a store."""


class NotHereError(RefusalError, NoStoreError):
    """There is no store of ours at the address."""


class NewerError(RefusalError, NewerStoreError):
    """A newer casemgmt made what is there."""


class UnreachedError(RefusalError, BusyError):
    """The store cannot be reached just now."""


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the sentence of everything that may be wrong, by language."""
    return tomllib.loads(
        files(__package__).joinpath("refusals.toml").read_text(encoding="utf-8")
    )
