"""The words of the right of access."""

from __future__ import annotations

from typing import Final

from casemgmt.reports.words import Words

WORDS: Final = Words.read(__package__, "words.toml")
