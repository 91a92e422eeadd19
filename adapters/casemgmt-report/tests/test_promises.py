"""Every format keeps what every renderer promises."""

import csv
import io
import json
import re

import pytest

from casemgmt.testing import RendererContract
from casemgmt_report import CsvRenderer, HtmlRenderer, JsonRenderer, PdfRenderer

from .reading import values_of_json, words_of_page, words_of_pdf


class TestHtml(RendererContract):
    renderer = HtmlRenderer

    def cells(self, drawn):
        return words_of_page(drawn)


class TestPdf(RendererContract):
    renderer = PdfRenderer

    def cells(self, drawn):
        return [words_of_pdf(drawn)]

    def begins_at_the_right(self, drawn):
        return b"/Direction/R2L" in drawn

    def _says(self, drawn, words):
        # who copies a line of two directions gets its words, in the order of the page
        (said,) = self.cells(drawn)
        return all(word in said for word in re.split(r"[\s-]+", words))


class TestJson(RendererContract):
    renderer = JsonRenderer

    def cells(self, drawn):
        return list(values_of_json(json.loads(drawn)))

    def begins_at_the_right(self, drawn):
        return json.loads(drawn)["direction"] == "rtl"


class TestCsv(RendererContract):
    renderer = CsvRenderer
    read_as_a_sheet = True

    def cells(self, drawn):
        lines = csv.reader(io.StringIO(drawn.decode("utf-8-sig"), newline=""))
        return [cell for line in lines for cell in line]

    @pytest.mark.xfail(strict=True, reason="lines of values have no direction")
    def test_arabic_begins_at_the_right_and_nothing_else_does(self):
        super().test_arabic_begins_at_the_right_and_nothing_else_does()
