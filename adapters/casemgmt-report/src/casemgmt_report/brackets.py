"""Brackets in an Arabic line are copied as they were written, also by Chrome.

A PDF says of each drawn letter which character it is. Readers that copy a line from right
to left do not agree on brackets: poppler takes them as they are told, pdfium - Chrome's and
Edge's - turns them round unless something from left to right stands before them. So each
is told with a mark of that direction on one side and of the other on the other, which
nobody sees: both then copy what was written.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from .pdf_objects import Objects

FONT: Final = re.compile(rb"/ToUnicode (\d+) 0 R")
STREAM: Final = re.compile(
    rb"<</Length \d+(?P<first>[^>]*?)/Filter/FlateDecode(?P<last>[^>]*)>>\s+"
    rb"stream\r?\n(?P<packed>.*?)\r?\nendstream",
    re.DOTALL,
)
BRACKETS: Final = b"|".join(b"%04X" % ord(one) for one in "()[]{}«»‹›")
BRACKET: Final = re.compile(rb"^(<[0-9A-F]+>) <(%s)>$" % BRACKETS, re.MULTILINE)
BETWEEN_MARKS: Final = rb"\g<1> <200F\g<2>200E>"  # right-to-left, left-to-right


def tell_brackets(objects: Objects) -> None:
    """Let brackets be copied as they were written, in a PDF of typst in Arabic."""
    fonts = {int(number) for one in objects.values() for number in FONT.findall(one)}
    for number in fonts & objects.keys():
        objects[number] = STREAM.sub(_told, objects[number], count=1)


def _told(stream: re.Match[bytes]) -> bytes:
    """Return which characters a font has, brackets between marks, not packed again."""
    said = BRACKET.sub(BETWEEN_MARKS, zlib.decompress(stream["packed"]))
    named = b"/Length %d%s%s" % (len(said), stream["first"], stream["last"])
    return b"<<%s>>\nstream\n%s\nendstream" % (named, said)
