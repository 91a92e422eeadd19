"""How what was drawn is read again: by other programs than those that drew it."""

import re
from html.parser import HTMLParser

import pypdfium2

DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.styled = [], False

    def handle_starttag(self, tag, attributes):
        self.styled = tag == "style"

    def handle_data(self, data):
        if not self.styled and data.strip():
            self.said.append(data)


def words_of_page(drawn):
    page = Words()
    page.feed(drawn.decode())
    return page.said


def words_of_pdf(drawn):
    """Return the text as a reader copies it, the lines of a paragraph put together."""
    pages = pypdfium2.PdfDocument(drawn)
    said = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(DIRECTIONS.sub("", said).split())


def without_spaces(words):
    """Return words as they are compared where a reader guesses the spaces."""
    return re.sub(r"\s", "", DIRECTIONS.sub("", words))


def values_of_json(document):
    """Return every word, number and name that stands in a JSON document."""
    match document:
        case dict():
            for inner in document.values():
                yield from values_of_json(inner)
        case list():
            for inner in document:
                yield from values_of_json(inner)
        case None | bool():
            pass
        case _:
            yield str(document)
