"""Finds who draws a report in a format, and which report has a name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import BinaryIO, ClassVar, Final, Protocol

from casemgmt.errors import ConfigurationError, MissingExtraError, RepairNeededError
from casemgmt.locale.saying import Saying
from casemgmt.plug_ins import loaded, usable

from .declaring import Declared, declared
from .model import Report

API_VERSION: Final = 1
RENDERERS: Final = "casemgmt.renderers"
REPORTS: Final = "casemgmt.reports"
DISTRIBUTIONS: Final = {
    "csv": "casemgmt-report",
    "html": "casemgmt-report",
    "json": "casemgmt-report",
    "pdf": "casemgmt-report",
    "xlsx": "casemgmt-excel",
}


class Renderer(Protocol):
    """Draws reports; an entry point of the group ``casemgmt.renderers`` names its class."""

    api_version: ClassVar[int]
    formats: ClassVar[frozenset[str]]

    def render(self, report: Report, language: str, to: BinaryIO) -> None:
        """Write *report* in *language* to a file open for bytes."""


def render(report: Report, language: str, to: BinaryIO, *, form: str = "html") -> None:
    """Write *report* in a format to a file open for bytes.

    Raises:
        MissingExtraError: nothing that is installed writes this format.

    """
    renderer_for(form).render(report, language, to)


def renderer_for(form: str) -> Renderer:
    """Return a renderer of this format.

    Raises:
        MissingExtraError: nothing that is installed writes this format.

    """
    broken: list[RepairNeededError] = []
    for point in _points(RENDERERS, first=form):
        try:
            kind = loaded(point)
        except RepairNeededError as error:
            broken.append(error)
            continue
        if kind.api_version == API_VERSION and form in kind.formats:
            renderer: Renderer = kind()
            return renderer
    if broken:
        raise broken[0]
    by = DISTRIBUTIONS.get(form)
    if by is None:
        raise MissingExtraError.because("extra.no-renderer", form=form)
    raise MissingExtraError.because("extra.no-renderer-but", form=form, part=by)


def form_of(name: str) -> str:
    """Return the format of a file of this *name*: html, where it says none."""
    ending = name.rpartition(".")[2].lower()
    return ending if ending in DISTRIBUTIONS else "html"


def report_named(name: str) -> Declared:
    """Return the report of this name.

    Raises:
        ConfigurationError: no installed distribution has a report of this name.

    """
    points = sorted(entry_points(group=REPORTS), key=lambda point: point.name)
    for point in points:
        if point.name == name:
            return declared(name, loaded(point))
    known = ", ".join(dict.fromkeys(point.name for point in points)) or Saying(
        "extra.none", {}
    )
    raise ConfigurationError.because("extra.no-report", name=name, known=known)


def reports() -> Iterator[tuple[str, Declared]]:
    """Yield every installed report with its name, in order; warn of what is broken."""
    for point in sorted(entry_points(group=REPORTS), key=lambda point: point.name):
        for found in usable([point]):
            yield point.name, declared(point.name, found)


def _points(group: str, *, first: str) -> list[EntryPoint]:
    """Return the entry points in a fixed order, the one named like the format first."""
    return sorted(
        entry_points(group=group), key=lambda p: (p.name != first, p.name, p.value)
    )
