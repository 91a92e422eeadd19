"""The words of a list for a donor."""

from __future__ import annotations

from typing import Final

from casemgmt.reports.words import Words

WORDS: Final = Words.read(__package__, "words.toml")
