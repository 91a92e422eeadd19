"""Reports about one child, asked for of several: one file for each of them.

They are named one by one, or by whose cases are open: a centre's when it is handed over, a
caseworker's, a programme's. Each is asked for and refused by itself; a person of whom two
records are linked is written once. A refusal names the record, never the person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from casemgmt import Desk
from casemgmt.cli.days import Days
from casemgmt.cli.writing import Failed, Wanted, folder_at, in_words
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError, RefusedError
from casemgmt.reports import Declared

COHORTS: Final[tuple[str, ...]] = ("centre", "caseworker", "programme")
"""By what cases are found, where a report does not ask for it itself."""
IN_A_NAME: Final = re.compile(r"[^\w.-]|^\.")
Said = Mapping[str, list[str]]


def one_of_each(about: Said) -> dict[str, str]:
    """Return what is said of each thing, where one is enough.

    Raises:
        InvalidError: one is said more than once.

    """
    for name, said in about.items():
        if len(said) > 1:
            raise InvalidError(f"--{name}", "given-twice")
    return {name: said[0] for name, said in about.items()}


@frozen
class Children:
    """Of whom a report is wanted.

    Attributes:
        option: What of the report is a child, such as ``subject``.
        named: Those named, in that order.
        cohort: Whose cases they are; empty where they are named.

    """

    option: str
    named: tuple[str, ...]
    cohort: Mapping[str, str]

    @classmethod
    def of(cls, one: Declared, said: Said) -> Children | None:
        """Return of whom *one* is asked for; None of a single child, or of no child.

        Raises:
            InvalidError: children are named and a cohort is said too, one thing is said
                twice, or the report takes no such thing.

        """
        child = next((p.name for p in one.parameters if p.of == "child"), None)
        if child is None:
            return None
        known = {parameter.name for parameter in one.parameters}
        asked = {name: said[name] for name in COHORTS if name in {*said} - known}
        cohort = one_of_each(asked)
        named = tuple(dict.fromkeys(said.get(child, ())))
        if named and cohort:
            raise InvalidError(f"--{next(iter(cohort))}", "cohort-or-child")
        if not (cohort or named[1:]):
            return None
        for name in {*said} - known - {*cohort}:
            raise InvalidError(f"--{name}", "report-takes-none")
        return cls(child, named, cohort)

    def beside(self, said: Said) -> Said:
        """Return what is said beside them, of all of them alike."""
        theirs = {self.option, *self.cohort}
        return {name: words for name, words in said.items() if name not in theirs}

    def found(self, desk: Desk, days: Days) -> tuple[str, ...]:
        """Return their references; of a cohort, whose cases are open on the last day.

        Raises:
            InvalidError: no case is.

        """
        if not self.cohort:
            return self.named
        when, (_, last) = days.when, days.period
        open_ = desk.cases(when["as_of"] or last, known_at=when["known_at"], **self.cohort)
        found = tuple(str(case.subject) for case in open_)
        if not found:
            raise InvalidError(f"--{next(iter(self.cohort))}", "no-open-case")
        return found


def for_each(
    desk: Desk,
    wanted: Wanted,
    folder: Path,
    name: str,
    children: Children,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Path], list[Failed]]:
    """Write the report *name* of each child, in each of the formats.

    Raises:
        MissingExtraError: nothing that is installed writes one of the formats.
        InvalidError: there is a file at *folder*, the days are missing, or nobody is found.
        OSError: the folder cannot be written.

    """
    wanted.check()
    found = children.found(desk, wanted.days)
    folder_at(folder)
    written: list[Path] = []
    failed: list[Failed] = []
    for done, (said, child) in enumerate(_each_once(desk, found)):
        if progress is not None:
            progress(done)
        if isinstance(child, RefusedError):
            failed.append(Failed(said, in_words(child, wanted.language), refused=True))
            continue
        its = evolve(wanted, about={**wanted.about, children.option: said})
        try:
            written += its.written(desk, folder, name, IN_A_NAME.sub("_", child.key))
        except RefusedError as error:
            failed.append(Failed(said, in_words(error, wanted.language), refused=True))
    return written, failed


def _each_once(
    desk: Desk, found: tuple[str, ...]
) -> Iterator[tuple[str, Subject | RefusedError]]:
    """Yield each reference with the child, or why it is none; a person only once."""
    met: set[Subject] = set()
    for said in found:
        try:
            journey = desk.journey(said)
        except RefusedError as error:
            yield said, error
            continue
        records = journey.same_child(journey.subject)
        if not met & records:
            met |= records
            yield said, journey.subject
