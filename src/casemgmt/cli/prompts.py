"""Personal fields are asked for: on a terminal, or line by line from standard input.

Questions go to standard error. An answer stands in no argument, hence in no history of a
shell and in no list of processes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain, count, repeat
from typing import Any, TextIO, get_args, get_origin

from attrs import frozen

from casemgmt.cli.fields import Field, fields_of
from casemgmt.domain.enrolment.assessment import REQUIRED_DOMAINS
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence
from casemgmt.recording.said import as_json, values_in
from casemgmt.recording.wrong_field import path_in_words

Check = Callable[[Any, Any, tuple[str, ...]], None]
"""Refuses a value that a field of a type cannot hold; the path leads to it."""

NAMED_FIRST = {"domains": sorted(REQUIRED_DOMAINS)}


def label_of(name: str, language: str) -> str:
    """Return what the field *name* is called by those who answer."""
    return sentence(f"field.{name}", language, default=name.replace("_", " "))


@frozen
class Questions:
    """Asks for what is personal in a command, required fields first.

    Attributes:
        language: In which language it is asked.
        subject: The kind of subject it is told of.
        check: Says at once what is wrong with an answer.
        answers: Where the answers come from.
        patient: Whether somebody is there to be asked again.

    """

    language: str
    subject: str
    check: Check
    answers: TextIO
    patient: bool

    def about(self, fields: list[Field]) -> dict[str, Any]:
        """Return the answers to all that is asked of *fields*, by name.

        Raises:
            EOFError: there are no more answers.
            InvalidError: an answer cannot be taken; it is not repeated.

        """
        asked = [one for one in fields if one.asked]
        if asked:
            self._say(sentence("ask.how", self.language) + "\n")
        found = {one.name: self._value(one, (one.name,), "") for one in asked}
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, one: Field, path: tuple[str, ...], before: str) -> Any:
        """Return what is told of one field, None when nothing is."""
        inner = values_in(one.holds)
        if inner is None:
            return self._answer(one, path, before)
        if get_origin(one.holds) is tuple:
            return list(self._items(one, inner, path))
        if inner is not one.holds:
            return dict(self._entries(one, inner, path))
        before = f"{label_of(one.name, self.language)} – "
        return self._of(fields_of(inner, self.subject), path, before) or None

    def _items(self, one: Field, inner: type, path: tuple[str, ...]) -> Iterator[Any]:
        """Yield each value of a list; an empty first answer ends it."""
        first, *others = fields_of(inner, self.subject)
        for number in count(1):
            before = f"{label_of(one.name, self.language)} {number} – "
            at = (*path, f"[{number - 1}]")
            said = self._answer(first, (*at, first.name), before, ends=True)
            if said is None:
                return
            yield {first.name: said} | self._of(others, at, before)

    def _entries(
        self, one: Field, inner: type, path: tuple[str, ...]
    ) -> Iterator[tuple[str, Any]]:
        """Yield each entry of a table: those that have to be there, then any other."""
        fields, key = fields_of(inner, self.subject), get_args(one.holds)[0]
        other = Field(one.name, key, required=False, asked=True)
        named = NAMED_FIRST.get(one.name, [])
        for name in chain(named, repeat(None)):
            said = name or self._answer(other, path, "", ends=True)
            if said is None:
                return
            before = f"{label_of(one.name, self.language)} {said} – "
            yield said, self._of(fields, (*path, said), before)

    def _of(
        self, fields: list[Field], path: tuple[str, ...], before: str
    ) -> dict[str, Any]:
        found = {one.name: self._value(one, (*path, one.name), before) for one in fields}
        return {name: value for name, value in found.items() if value is not None}

    def _answer(
        self, one: Field, path: tuple[str, ...], before: str, *, ends: bool = False
    ) -> Any:
        """Return one answer, None for an empty one; on a terminal, ask until it can be."""
        while True:
            words = self._asked(one, before, ends=ends)
            try:
                return self._taken(one, words, path, ends=ends)
            except InvalidError as error:
                if not self.patient:
                    raise
                self._say(f"  {error.sentence(self.language)}\n")

    def _taken(self, one: Field, words: str, path: tuple[str, ...], *, ends: bool) -> Any:
        named = path_in_words(path)
        if not words:
            if one.required and not ends:
                raise InvalidError(named, "missing-field")
            return None
        value = as_json(one.holds, words, named)
        self.check(one.type, value, path)
        return value

    def _asked(self, one: Field, before: str, *, ends: bool) -> str:
        how = "ends" if ends else "required" if one.required else "optional"
        label = f"{before}{label_of(one.name, self.language)}"
        self._say(sentence(f"ask.{how}", self.language, label=label) + " ")
        try:
            line = self.answers.readline()
        except UnicodeDecodeError:
            raise InvalidError(one.name, "not-utf-8") from None
        if not self.patient:
            self._say("\n")
        if not line:
            raise EOFError
        return line.strip()

    def _say(self, words: str) -> None:
        sys.stderr.write(words)
        sys.stderr.flush()
