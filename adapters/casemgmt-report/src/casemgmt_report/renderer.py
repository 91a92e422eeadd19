"""Draws a report as one HTML page: no script, no network, right to left in Arabic."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import BinaryIO, ClassVar, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from casemgmt.errors import InvalidError
from casemgmt.reports import (
    Report,
    Series,
    Text,
    count,
    day,
    direction,
    hidden_in,
    instant,
    worded,
    written,
)

from .charts import legend, picture
from .leading import Leading
from .marks import marks, moment, raw
from .paper import of_words, utc, words
from .sources import sources_of
from .unbroken import unbroken

LANGUAGES = ("ar", "fr", "en")
PNG: Final = b"\x89PNG\r\n\x1a\n"
ARABIC: Final = re.compile("[\u0600-\u06ff]")
BOX: Final = Text(plain="")  # to be written in by hand
FROM_THE_RIGHT: Final = Markup(' dir="rtl"')
FONT_HERE: Final = "/* letters */"


class HtmlRenderer:
    """Writes reports as HTML."""

    api_version: ClassVar[int] = 1
    formats: ClassVar[frozenset[str]] = frozenset({"html"})

    def render(self, report: Report, language: str, to: BinaryIO) -> None:
        """Write *report* in *language* to a file open for bytes.

        Raises:
            InvalidError: the language is not one of ar, fr and en.

        """
        if language not in LANGUAGES:
            raise InvalidError("lang", "unknown-code")
        page = _environment().get_template("report.html.j2")
        text = page.render(**_said(report, language))
        if ARABIC.search(text):
            text = text.replace(FONT_HERE, _font(), 1)
        to.write(f"{text.strip()}\n".encode())


def _said(report: Report, language: str) -> dict[str, object]:
    """Return what the page may speak of, in one language."""
    manner = report.manner(language)

    def t(text: Text | str) -> str:
        text = text if isinstance(text, Text) else words()(text)
        return worded(text, manner)

    def chart(series: Series) -> Markup:
        # the picture is our own; words and numbers were escaped when it was drawn
        drawn = picture(series, manner, report.look.brand, hidden=t("hidden"))
        return Markup(drawn)  # noqa: S704

    def own(text: Text) -> Markup:
        # words in the language of the page begin as it does, even with a foreign name
        said = text.ar is not None and language == "ar"
        return FROM_THE_RIGHT if said else Markup()

    definitions, source = sources_of(report)
    return {
        "report": report,
        "definitions": definitions,
        "source": source,
        **Leading(report, t).words(),
        "language": language,
        "direction": direction(language),
        "style": Markup(_style()),  # noqa: S704 - ours
        "t": t,
        "own": own,
        "say": lambda number: written(number, manner),
        "count": lambda amount: count(amount, manner),
        "day": lambda on: day(on, manner),
        "instant": lambda at: instant(at, manner),
        "chart": chart,
        "legend": lambda series: legend(series, manner, report.look.brand),
        "unseen": hidden_in(report),
        "none_said": Text(),
        "logo": _inline(report.look.brand.logo),
        "font": Markup(FONT_HERE),  # noqa: S704 - ours
    }


def _inline(logo: bytes | None) -> str:
    """Return a picture as an address that needs no network."""
    if logo is None:
        return ""
    kind = "png" if logo.startswith(PNG) else "jpeg"
    return f"data:image/{kind};base64,{b64encode(logo).decode()}"


@cache
def _font() -> str:
    """Return the Arabic letters for whoever has none: Amiri, within the page."""
    letters = files(__package__).joinpath("fonts", "Amiri-Regular.woff2").read_bytes()
    within = f"data:font/woff2;base64,{b64encode(letters).decode()}"
    face = f'font-family: "Amiri within"; src: url("{within}") format("woff2")'
    return f"@font-face {{ {face}; }}"


@cache
def _style() -> str:
    return files(__package__).joinpath("templates", "style.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.tests["empty"] = lambda entry: isinstance(entry, Text) and entry == BOX
    environment.filters["kind"] = lambda value: type(value).__name__.lower()
    environment.filters["marks"] = marks
    environment.filters["raw"] = raw
    environment.filters["utc"] = utc
    environment.filters["of_words"] = of_words
    environment.filters["unbroken"] = unbroken
    environment.filters["moment"] = moment
    return environment
