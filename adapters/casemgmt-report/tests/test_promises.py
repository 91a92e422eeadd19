"""The page and the PDF keep what every renderer promises."""

from casemgmt.testing import RendererContract
from casemgmt_report import HtmlRenderer, PdfRenderer

from .reading import words_of_page, words_of_pdf


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
