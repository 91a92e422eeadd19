"""A chart as it stands in the page: named for who hears it, each number with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from attrs import frozen

from casemgmt.reports import Value

from .marks import marks

SVG: Final = "http://www.w3.org/2000/svg"

ET.register_namespace("", SVG)


@frozen
class Label:
    """A number in the picture, and where it comes from."""

    said: str
    value: Value


def marked(svg: str, labels: Sequence[Label], spoken: str) -> str:
    """Return the picture with its numbers marked, sized by the page, and named."""
    root = ET.fromstring(svg)  # noqa: S314 - drawn here, a moment ago
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    for element in root.iter():  # the picture is one thing, told by its label
        for name in ("role", "aria-roledescription", "aria-hidden"):
            element.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-label": spoken}
    numbers = root.find(f".//{{{SVG}}}g[@class='mark-text role-mark numbers_marks']")
    for text, label in zip(numbers if numbers is not None else (), labels, strict=True):
        source = label.value.source
        text.attrib |= marks(source)
        text.set("class", type(label.value).__name__.lower())
    return ET.tostring(root, encoding="unicode")
