"""Draws a report as one HTML page: no script, no network, right to left in Arabic."""

from __future__ import annotations

from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import BinaryIO, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from casemgmt.errors import InvalidError
from casemgmt.reports import (
    Report,
    Series,
    Text,
    Words,
    count,
    day,
    direction,
    instant,
    written,
)

from .charts import legend, picture
from .marks import marks, raw

LANGUAGES = ("ar", "fr", "en")


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
        to.write(f"{text.strip()}\n".encode())


def _said(report: Report, language: str) -> dict[str, object]:
    """Return what the page may speak of, in one language."""
    manner = report.manner(language)

    def t(text: Text | str) -> str:
        text = text if isinstance(text, Text) else _words()(text)
        return text.in_language(language)

    def chart(series: Series) -> Markup:
        # the picture is our own; words and numbers were escaped when it was drawn
        return Markup(picture(series, language, hidden=t("hidden")))  # noqa: S704

    return {
        "report": report,
        "language": language,
        "direction": direction(language),
        "style": Markup(_style()),  # noqa: S704 - ours
        "t": t,
        "say": lambda number: written(number, manner),
        "count": lambda amount: count(amount, manner),
        "day": lambda on: day(on, manner),
        "instant": lambda at: instant(at, manner),
        "chart": chart,
        "legend": lambda series: legend(series, language),
    }


@cache
def _words() -> Words:
    return Words.read(__package__, "words.toml")


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
    environment.filters["kind"] = lambda value: type(value).__name__.lower()
    environment.filters["marks"] = marks
    environment.filters["raw"] = raw
    environment.filters["utc"] = lambda at: (
        at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    )
    return environment
