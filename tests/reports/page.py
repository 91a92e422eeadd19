"""Reads a page as a program does: every number with what it says of itself."""

from html.parser import HTMLParser

MARKS = ("data-indicator", "data-record", "data-policy")


class Page(HTMLParser):
    """The numbers of a page, and those that say nothing of where they come from."""

    def __init__(self, text):
        super().__init__()
        self.numbers = []
        self.inside = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        marks = dict(attributes)
        if any(name in marks for name in MARKS):
            self.numbers.append(marks | {"tag": tag, "text": ""})
            self.inside.append(tag)
        elif self.inside:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside:
            self.inside.pop()

    def handle_data(self, text):
        if self.inside:
            self.numbers[-1]["text"] += text
