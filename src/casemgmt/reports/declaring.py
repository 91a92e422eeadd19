"""What a report says of itself: its title, who reads it, and what it has to be told.

Who reads it decides what may stand in it. What goes to partners holds counts whose small
cells are hidden; every other report holds persons, and says so under its title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Literal

from attrs import evolve, field, frozen

from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import InvalidError

from .desk import ReportDesk
from .model import Report
from .period import Period
from .reading import WORDS, Question, Reading
from .words import filled


class Audience(StrEnum):
    """Who holds the report in their hands."""

    PARTNER = "partner"  # outside: counts alone
    DONOR = "donor"  # outside: persons without names, each of whom agreed to it
    AUTHORITY = "authority"  # outside: persons, because a law asks for them
    FAMILY = "family"  # the persons themselves, or who takes the case over
    TEAM = "team"  # stays in the house


@frozen
class Parameter:
    """Something that has to be said to ask for a report, as ``--name`` on a command line.

    Attributes:
        name: Its name, such as ``centre``.
        meaning: What it is, in a few words.
        of: What is named: a ``child`` or a ``centre`` of which something was told, or any
            other ``word``.
        optional: Whether it may be left out.

    """

    name: str
    meaning: Text
    of: Literal["child", "centre", "word"] = "word"
    optional: bool = False


@frozen
class Declared:
    """A report, as it is found under its name.

    Attributes:
        title: What it is, in a few words.
        audience: Who reads it; None where nobody said.
        make: Returns the report; takes a desk, a period, and what *parameters* name.
        parameters: What has to be said to ask for it.

    """

    title: Text
    audience: Audience | None
    make: Callable[..., Report] = field(repr=False)
    parameters: tuple[Parameter, ...] = ()

    @property
    def holds_persons(self) -> bool:
        """Whether persons stand in it, so that nothing in it is hidden for being small."""
        return self.audience not in (None, Audience.PARTNER)

    @property
    def may_be_published(self) -> bool:
        """Whether it is made of figures alone, which may be frozen and go out."""
        return not self.holds_persons and not self.parameters

    def of(
        self, desk: ReportDesk, period: Period, about: Mapping[str, str] | None = None
    ) -> Report:
        """Return the report of *period* about what is named.

        Raises:
            InvalidError: something it has to be told is missing, or not what it should be.

        """
        made = self.make(desk, period, **self.checked(desk, period, about or {}))
        if not self.holds_persons:
            return made
        said = filled(WORDS(f"audience.{self.audience}.mark"), subtitle=made.subtitle)
        return evolve(made, subtitle=said, personal=True)

    def lacks(self, about: Iterable[str]) -> tuple[str, ...]:
        """Return the names of what it has to be told beyond *about*."""
        said = set(about)
        return tuple(
            p.name for p in self.parameters if not p.optional and p.name not in said
        )

    def checked(
        self, desk: ReportDesk, period: Period, about: Mapping[str, str]
    ) -> dict[str, str]:
        """Return what is said, once it is known to be enough and of the right kind.

        Raises:
            InvalidError: it is not.

        """
        for name in self.lacks(about):
            raise InvalidError(name, "report-needs")
        known = {p.name: p for p in self.parameters}
        for name, said in about.items():
            if name not in known:
                raise InvalidError(name, "report-takes-none")
            _check(desk, period, known[name], said)
        return dict(about)


def _check(desk: ReportDesk, period: Period, parameter: Parameter, said: str) -> None:
    if not said.strip():
        raise InvalidError(parameter.name, "empty")
    match parameter.of:
        case "child":
            told = _child(parameter.name, said) in set(desk.subjects("child"))
        case "centre":
            told = Subject("centre", said) in set(desk.subjects("centre"))
            told = told or said in _centres_of_children(desk, period)
        case "word":
            told = True
    if not told:
        raise InvalidError(parameter.name, "unknown-subject")


def _child(name: str, said: str) -> Subject:
    try:
        child = Subject.of(said)
    except ValueError:
        raise InvalidError(name, "not-a-subject") from None
    if child.kind != "child":
        raise InvalidError(name, "not-a-child")
    return child


def _centres_of_children(desk: ReportDesk, period: Period) -> frozenset[str]:
    """Return the centres children stand in, of which nothing else need be told."""
    found = Reading.of(desk, period, [Question(("I01",), ("centre",))])
    return frozenset(found.codes("I01", "centre"))


def declared(name: str, found: Any) -> Declared:
    """Return what an entry point named: a report that says all this, or a mere function."""
    if isinstance(found, Declared):
        return found
    return Declared(Text(plain=name), None, found)
