"""Writes a report for programs: CSV and JSON, value by value with what each means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import chain
from typing import Any, BinaryIO, ClassVar, Final

import orjson
from attrs import asdict, fields

from casemgmt.errors import InvalidError
from casemgmt.reports import Foot, Report, Text, direction, hidden_in, worded

from .fields import Field, dictionary, fields_of, meanings_of, plain
from .paper import command, utc
from .renderer import LANGUAGES

SHAPE: Final = "casemgmt-report/1"
STARTS_A_FORMULA: Final = tuple(
    "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"
)  # full-width and small forms too
NAMES: Final = tuple(field.name for field in fields(Field))


class CsvRenderer:
    """Writes every value of a report on a line of its own, with its place and its source.

    It begins with a byte order mark: without it Excel takes Arabic for something else.
    """

    api_version: ClassVar[int] = 1
    formats: ClassVar[frozenset[str]] = frozenset({"csv"})

    def render(self, report: Report, language: str, to: BinaryIO) -> None:
        """Write *report* in *language* to a file open for bytes.

        Raises:
            InvalidError: the language is not one of ar, fr and en.

        """
        _check(language)
        lines = io.StringIO(newline="")
        writer = csv.writer(lines)
        writer.writerow(NAMES)
        everything = chain(
            _titles(report, language),
            fields_of(report, language),
            meanings_of(report, language),
        )
        for field in everything:
            writer.writerow(_inert(getattr(field, name)) for name in NAMES)
        to.write(lines.getvalue().encode("utf-8-sig"))


class JsonRenderer:
    """Writes a report as one JSON document, with what each of its fields means."""

    api_version: ClassVar[int] = 1
    formats: ClassVar[frozenset[str]] = frozenset({"json"})

    def render(self, report: Report, language: str, to: BinaryIO) -> None:
        """Write *report* in *language* to a file open for bytes.

        Raises:
            InvalidError: the language is not one of ar, fr and en.

        """
        _check(language)
        to.write(orjson.dumps(_document(report, language), option=orjson.OPT_INDENT_2))
        to.write(b"\n")


def _check(language: str) -> None:
    if language not in LANGUAGES:
        raise InvalidError("lang", "unknown-code")


def _titles(report: Report, language: str) -> Iterable[Field]:
    """Return what the report is called, so that a file tells what it is."""
    manner = report.manner(language)
    for text in (report.title, report.subtitle):
        said = worded(text, manner)
        yield Field(report.name, "", 0, "title", said, state="words", said=said)
    for section in report.sections:
        said = worded(section.title, manner)
        yield Field(report.name, section.name, 0, "title", said, state="words", said=said)


def _inert(value: object) -> object:
    """Return a cell that starts no formula; a number stays one."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def _document(report: Report, language: str) -> dict[str, Any]:
    def t(text: Text) -> str:
        return worded(text, report.manner(language))

    return {
        "shape": SHAPE,
        "report": report.name,
        "language": language,
        "direction": direction(language),
        "title": t(report.title),
        "subtitle": t(report.subtitle),
        "personal": report.personal,
        "sections": [
            {"name": section.name, "title": t(section.title), "lead": t(section.lead)}
            for section in report.sections
        ],
        "values": [asdict(field) for field in fields_of(report, language)],
        "definitions": [
            {
                "name": one.name,
                "title": t(one.title),
                "meaning": t(one.meaning),
                "unit": t(one.unit),
                "source": t(one.source),
            }
            for one in report.definitions
        ],
        "foot": _foot(report.foot) | {"hidden": hidden_in(report) or None},
        "again": command(report),
        "dictionary": {name: t(dictionary()(name)) for name in NAMES},
    }


def _foot(foot: Foot) -> dict[str, Any]:
    return {
        "from": foot.period.first.isoformat(),
        "to": foot.period.last.isoformat(),
        "as_of": foot.as_of.isoformat(),
        "known_at": None if foot.known_at is None else utc(foot.known_at),
        "policy": foot.policy,
        "small_cells_below": plain(foot.small_cells_below.amount),
        "events": foot.events,
        "root": foot.root,
        "publication": foot.publication,
        "unread": foot.unread,
        "parked": foot.parked,
    }
