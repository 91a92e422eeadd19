"""The page keeps what every renderer promises."""

from html.parser import HTMLParser

from casemgmt.testing import RendererContract
from casemgmt_report import HtmlRenderer


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.styled = [], False

    def handle_starttag(self, tag, attributes):
        self.styled = tag == "style"

    def handle_data(self, data):
        if not self.styled and data.strip():
            self.said.append(data)


class TestHtml(RendererContract):
    renderer = HtmlRenderer

    def cells(self, drawn):
        page = Words()
        page.feed(drawn.decode())
        return page.said
