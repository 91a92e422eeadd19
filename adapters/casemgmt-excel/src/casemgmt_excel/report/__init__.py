"""A report as a workbook: a sheet for each table and chart, and what they mean.

Numbers are numbers and days are days, so that a colleague can go on reckoning; words are
never a formula.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, ClassVar

from casemgmt.errors import InvalidError
from casemgmt.reports import Report, direction
from casemgmt_excel.book import Book
from casemgmt_excel.names import Names
from casemgmt_excel.texts import held

from .drawing import Drawing
from .pages import pages_of

LANGUAGES = ("ar", "fr", "en")


class XlsxRenderer:
    """Writes reports as workbooks."""

    api_version: ClassVar[int] = 1
    formats: ClassVar[frozenset[str]] = frozenset({"xlsx"})

    def render(self, report: Report, language: str, to: BinaryIO) -> None:
        """Write *report* in *language* to a file open for bytes.

        Raises:
            InvalidError: the language is not one of ar, fr and en.

        """
        if language not in LANGUAGES:
            raise InvalidError("lang", "unknown-code")
        whole = BytesIO()  # a workbook that could not be finished leaves nothing
        with TemporaryDirectory(prefix="casemgmt-report-") as folder:
            _draw(report, language, whole, Path(folder))
        to.write(whole.getvalue())


def _draw(report: Report, language: str, to: BinaryIO, folder: Path) -> None:
    from_right = direction(language) == "rtl"
    pages = list(pages_of(report, language))
    with Book(to, folder, right_to_left=from_right) as book:
        title = held(report.title.in_language(language))
        book.says(title, report.foot.known_at, "")
        names = Names()
        drawing = Drawing(book, report.manner(language), report.look.brand)
        for page in pages:
            drawing.draw(page, names.take(page.name))
