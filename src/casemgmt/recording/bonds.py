"""Bonds: which subjects of a journal must be read one after the other, line by line.

A fact rests on nothing but its own subject. A request may rest on linked records, on a
child it names, on who has a number already; and of two lines with one id the first counts.
Whatever may do so binds; what is bound for nothing only costs time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from casemgmt.domain.amendments import Correct
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.errors import InvalidError

from .desk import Desk
from .door import SUBJECT_KINDS
from .noting import Noting, number_of
from .requests import is_decided
from .shelf import ClaimKey


class Bonds:
    """Who belongs together. A subject stands here as a number made of its reference.

    Two references that make the same number count as one: bound for nothing.
    """

    def __init__(self) -> None:
        self._led_by: dict[int, int] = {}

    def bind(self, ones: Iterable[int]) -> None:
        """Let all of *ones* belong together."""
        for one, other in pairwise(ones):
            first, second = self.leader(one), self.leader(other)
            if first != second:
                self._led_by[second] = first

    def leader(self, one: int) -> int:
        """Return the number by which all that belong to *one* are known."""
        led_by = self._led_by
        while (above := led_by.get(one, one)) != one:
            led_by[one] = led_by.get(above, above)
            one = above
        return one


class Binding:
    """Finds what a line binds its subject to, in the file and in the store."""

    def __init__(self, desk: Desk) -> None:
        self._door = desk.door
        self._shelf = desk.shelf
        is_new = desk.shelf.log.head() == 0
        self._looked_up: set[str] | None = None if is_new else set()
        commands = desk.door.registry.commands
        self._binding = {name: kind for name, kind in commands.items() if _binds(kind)}
        self._claiming = desk.door.registry.claiming

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands that may bind whom they name."""
        return tuple(self._binding)

    @property
    def is_new(self) -> bool:
        """Whether nothing is stored that binds anybody."""
        return self._looked_up is None

    def noting(self) -> Noting:
        """Return what notes of lines what may bind."""
        return Noting(self.commands, is_new=self.is_new)

    def of(self, reference: str, command: str, data: Any) -> Iterator[int]:
        """Yield what *command*, told of *reference* with *data*, binds it to."""
        yield from self._linked(reference)
        kind = self._binding.get(command)
        if kind is not None:
            for named in _references(data):
                yield number_of(named)
                yield from self._linked(named)
        if kind is Correct:  # it may say whatever it corrects may say
            for claiming in self._claiming:
                yield from self._claimed(claiming, data["data"])
        elif kind in self._claiming:
            yield from self._claimed(kind, data)

    def _claimed(self, kind: type, data: Any) -> Iterator[int]:
        try:
            claims = self._door.shaped(kind, data).claims()
        except InvalidError:
            return
        for claim in claims:
            if claim.about is None:
                yield number_of("\x1f".join(("claim", claim.kind, *claim.words)))
                yield from self._claimants(ClaimKey.of(claim))

    def _claimants(self, key: ClaimKey) -> Iterator[int]:
        if self._looked_up is not None:
            for subject in self._shelf.claimants(key):
                yield number_of(str(subject))
                yield from self._linked(str(subject))

    def _linked(self, reference: str) -> Iterator[int]:
        """Yield who was ever linked to *reference* in the store; only the first time."""
        if self._looked_up is None or reference in self._looked_up:
            return
        self._looked_up.add(reference)
        try:
            subject = self._door.subject(reference)
        except InvalidError:
            return  # words that only look like a subject
        yield from (number_of(str(linked)) for linked in self._shelf.ever_linked(subject))


def _binds(kind: type) -> bool:
    return is_decided(kind) or issubclass(kind, PersonsLinked | PersonsUnlinked)


def _references(data: Any) -> Iterator[str]:
    """Yield every word in *data* that may name a subject, however deep."""
    inside = [data]
    while inside:
        match inside.pop():
            case dict() as table:
                inside += table.values()
            case list() as items:
                inside += items
            case str() as word if word.partition(":")[0] in SUBJECT_KINDS:
                yield word
