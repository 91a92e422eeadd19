"""The fields of a command told by hand: which are arguments, which are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args, get_origin

import attrs

from casemgmt.domain.vocabulary import Text
from casemgmt.errors import InvalidError
from casemgmt.recording.kinds import held, is_personal, written
from casemgmt.recording.said import as_json, values_in
from casemgmt.recording.values import nearest
from casemgmt.recording.wrong_field import as_field

PERSONS = {"child", "household"}


@attrs.frozen
class Field:
    """One field of a command, or of a value inside it.

    Attributes:
        name: As a journal writes it.
        type: As the class declares it.
        required: Whether it has to be said.
        asked: Whether it is personal, or holds what is: never an argument.

    """

    name: str
    type: Any
    required: bool
    asked: bool

    @property
    def holds(self) -> Any:
        """What it holds when something is said."""
        return held(self.type)


def fields_of(kind: type, subject: str) -> list[Field]:
    """Return the fields of *kind* when told of a *subject* of that kind, required first."""
    attrs.resolve_types(kind, include_extras=True)
    told = [
        Field(
            name=written(a.name),
            type=a.type,
            required=a.default is attrs.NOTHING,
            asked=_is_asked(a.type, subject),
        )
        for a in attrs.fields(kind)
    ]
    return sorted(told, key=lambda one: not one.required)


def arguments(given: Iterable[str], known: list[Field]) -> dict[str, Any]:
    """Return what *given* says, ``field=value`` each, as a journal would write it.

    Raises:
        InvalidError: naming the field; what was given for it is never said.

    """
    by_name = {one.name: one for one in known}
    said: dict[str, Any] = {}
    for argument in given:
        name, equals, words = argument.partition("=")
        if not equals:
            raise InvalidError("", "not-an-argument")
        if name not in by_name:
            raise InvalidError(as_field(name), "unknown-field", nearest(name, by_name))
        if by_name[name].asked:
            raise InvalidError(name, "personal-argument")
        if name in said:
            raise InvalidError(name, "given-twice")
        said[name] = as_json(by_name[name].holds, words, name)
    return said


def _is_asked(kind: Any, subject: str) -> bool:
    """Whether *kind* is personal: every text on a child or a household is."""
    if is_personal(kind) or (kind is Text and subject in PERSONS):
        return True
    if get_origin(kind) is not None and Any in get_args(kind):
        return True  # the data of a correction may be anything
    inner = values_in(kind)
    return inner is not None and any(one.asked for one in fields_of(inner, subject))
