"""Markdown as these pages use it: tables, code, links, and Arabic that sits right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casemgmt import Text

_ARABIC = re.compile(r"[\u0600-\u06ff]+(?:[ ،]+[\u0600-\u06ff]+)*")
LANGUAGES = ('<span dir="rtl" lang="ar">العربية</span>', "français", "English")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; nothing when there are no rows."""
    body = [_row(row) for row in rows]
    rule = _row(["---"] * len(headings))
    return "\n".join([_row(headings), rule, *body]) if body else ""


def code(word: object) -> str:
    """Return *word* as code."""
    return f"`{word}`"


def codes(words: Iterable[object]) -> str:
    """Return *words* as code, one beside the other."""
    return " · ".join(map(code, words))


def link(words: str, to: str) -> str:
    """Return a link."""
    return f"[{words}]({to})"


def arabic(words: str | None) -> str:
    """Return Arabic words so that they run from right to left on any page."""
    return f'<span dir="rtl" lang="ar">{words}</span>' if words else ""


def languages(text: Text) -> tuple[str, str, str]:
    """Return *text* in Arabic, French and English, as three cells."""
    return arabic(text.ar), text.fr or "", text.en or ""


def anchor(heading: str) -> str:
    """Return what a link to *heading* ends with."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return kept.strip().replace(" ", "-")


def first_line(told: str | None) -> str:
    """Return the first paragraph of a docstring, its Arabic from right to left."""
    first = " ".join((told or "").strip().split("\n\n")[0].split())
    return _ARABIC.sub(lambda run: arabic(run[0]), first)


def page(*parts: str) -> str:
    """Return a page of *parts*, an empty line between, without empty ones."""
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _row(cells: Sequence[str]) -> str:
    inside = " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {inside} |"
