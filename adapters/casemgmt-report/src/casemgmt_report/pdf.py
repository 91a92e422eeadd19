"""Draws a report as a PDF that is kept: tagged, PDF/UA-1, its fonts within.

typst sets it. The report reaches the template as data, never as typst's own language: no
name can become a command.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from typing import Any, BinaryIO, ClassVar, Final

import orjson

from casemgmt.errors import InvalidError
from casemgmt.reports import Report

from .brackets import tell_brackets
from .paper import Paper
from .pdf_objects import changed
from .renderer import LANGUAGES
from .row_heads import head_rows

STANDARD: Final = "ua-1"


class PdfRenderer:
    """Writes reports as PDF."""

    api_version: ClassVar[int] = 1
    formats: ClassVar[frozenset[str]] = frozenset({"pdf"})

    def render(self, report: Report, language: str, to: BinaryIO) -> None:
        """Write *report* in *language* to a file open for bytes.

        Raises:
            InvalidError: the language is not one of ar, fr and en.

        """
        if language not in LANGUAGES:
            raise InvalidError("lang", "unknown-code")
        printed = _printed(Paper(report, language).said(), _made_at(report))
        changes = (head_rows, tell_brackets) if language == "ar" else (head_rows,)
        to.write(changed(printed, *changes))


def _printed(said: dict[str, Any], at: datetime) -> bytes:
    import typst

    printed: bytes = typst.compile(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"report": orjson.dumps(said).decode()},
        pdf_standards=STANDARD,
        timestamp=at,
    )
    return printed


def _made_at(report: Report) -> datetime:
    """Return the moment the report speaks of, so that its bytes do not change with time."""
    if report.foot.known_at is not None:
        return report.foot.known_at.replace(microsecond=0)
    return datetime.combine(report.foot.as_of, time(), UTC)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("templates", "report.typ").read_bytes()


@cache
def _fonts() -> Any:
    import typst

    with as_file(files(__package__).joinpath("fonts")) as folder:
        return typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[folder],
        )
