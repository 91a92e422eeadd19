"""What somebody wrote runs in no spreadsheet and on no page, whatever it begins with."""

import csv
import io
import json

import pypdfium2
import pytest

from casemgmt.domain.vocabulary import Text
from casemgmt_report import HtmlRenderer, PdfRenderer
from casemgmt_report.machines import CsvRenderer, JsonRenderer

from .test_machines import drawn, of_cells

TRIGGERS = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")
CALLS = ("1+1", 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0")
PREFIXED = [trigger + call for trigger in TRIGGERS for call in CALLS]
MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>")


def test_there_are_thirty_at_least():
    assert len(PREFIXED) >= 30


@pytest.mark.parametrize("words", PREFIXED)
def test_no_cell_of_a_csv_file_begins_a_formula(words):
    text = drawn(CsvRenderer, of_cells(Text(plain=words)))
    text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]

    assert f"'{words}" in cells
    assert not [cell for cell in cells if cell.startswith(TRIGGERS)]


@pytest.mark.parametrize("words", PREFIXED)
def test_a_program_reads_the_very_words_in_json(words):
    said = drawn(JsonRenderer, of_cells(Text(plain=words)))

    assert words in texts_in(json.loads(said))


@pytest.mark.parametrize("words", MARKUP)
def test_a_page_shows_markup_and_carries_none_out(words):
    page = drawn(HtmlRenderer, of_cells(Text(plain=words)))
    page = page.decode() if isinstance(page, bytes) else page

    assert words not in page


@pytest.mark.parametrize(
    "words", [*PREFIXED[::3], *MARKUP, '#link("http://x")[y]', "https://x.org"]
)
def test_a_printed_page_leads_nowhere_and_starts_nothing(words):
    page = pypdfium2.PdfDocument(drawn(PdfRenderer, of_cells(Text(plain=words))))

    assert page.get_formtype() == pypdfium2.raw.FORMTYPE_NONE
    for one in page:
        assert not pypdfium2.raw.FPDFPage_GetAnnotCount(one.raw)
    assert not pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(page.raw)


def texts_in(of):
    match of:
        case dict():
            return [text for one in of.values() for text in texts_in(one)]
        case list():
            return [text for one in of for text in texts_in(one)]
        case _:
            return [of]
