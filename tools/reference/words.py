"""One word for each thing: the words stand in ``words.toml``, the names in the code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import casemgmt
from casemgmt import commands, errors, events, indicators
from casemgmt.domain.areas import AREAS
from casemgmt.recording.door import SUBJECT_KINDS
from casemgmt.vocabularies import default

from .markdown import LANGUAGES, arabic, codes, page, table

GROUPS = {
    "people": "People",
    "enrolment": "Enrolment",
    "school": "School support",
    "training": "Vocational training",
    "family": "Family support",
    "work": "Protection",
    "organisation": "Organisation",
    "telling": "Telling and keeping",
    "figures": "Figures",
}


def words_page() -> str:
    """Return the page of the words."""
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return page(
        "# Vocabulary",
        "One word for each thing, in the code, on these pages and in the three languages. A"
        " newcomer may ask about any of them; nobody should have to ask about a second word"
        " for the same.",
        *(f"## {title}\n\n{_table(told[group])}" for group, title in GROUPS.items()),
    )


def _table(words: list[Mapping[str, Any]]) -> str:
    ar, fr, en = LANGUAGES
    return table((en, fr, ar, "meaning", "in the code"), map(_row, words))


def _row(word: Mapping[str, Any]) -> tuple[str, ...]:
    names = word.get("code", [])
    if missing := [name for name in names if not _is_there(name)]:
        msg = f"{word['en']}: nothing is called {missing[0]}"
        raise LookupError(msg)
    avoided = f" Not: {word['not']}." if "not" in word else ""
    words = f"**{word['en']}**", word["fr"], arabic(word["ar"])
    return *words, word["is"] + avoided, codes(names)


def _is_there(name: str) -> bool:
    doors = (casemgmt, commands, events, indicators, errors)
    areas = {area.name for area in AREAS} | {n for area in AREAS for n in area.commands}
    listed = {code for codes in default().lists.values() for code in codes}
    in_doors = any(name in getattr(door, "__all__", dir(door)) for door in doors)
    return in_doors or name in areas | listed | SUBJECT_KINDS
