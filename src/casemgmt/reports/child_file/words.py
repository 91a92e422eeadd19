"""The words of a child's file, and the sentences that tell what happened."""

from __future__ import annotations

from typing import Final

from casemgmt.reports.words import Words

WORDS: Final = Words.read(__package__, "words.toml")
TOLD: Final = Words.read(__package__, "told.toml")
