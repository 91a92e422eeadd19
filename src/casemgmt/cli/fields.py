"""The fields of a command told by hand: which are arguments, which are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, get_args, get_origin

import attrs
import orjson

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import LANGUAGES, Marked, Quantity, Subject, Text
from casemgmt.errors import InvalidError
from casemgmt.recording.shapes import held, is_personal, written
from casemgmt.recording.values import nearest

WHOLE = re.compile(r"-?[0-9]{1,15}\Z")
WITH_POINT = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}\Z")
LANGUAGE = re.compile(rf"(?:\A|\|)\s*({'|'.join(LANGUAGES)})\s*:")
PLAIN = (Day, Subject, Quantity, Text)
PERSONS = {"child", "household"}
YES, NO = {"yes", "true", "oui", "نعم"}, {"no", "false", "non", "لا"}


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


def values_in(kind: Any) -> type | None:
    """Return the class whose values stand inside *kind*, such as a goal in a plan."""
    inside = (kind, *get_args(kind))
    found = (k for k in inside if isinstance(k, type) and attrs.has(k) and k not in PLAIN)
    return next(found, None)


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
            raise InvalidError(name, "unknown-field", nearest(name, by_name))
        if by_name[name].asked:
            raise InvalidError(name, "personal-argument")
        if name in said:
            raise InvalidError(name, "given-twice")
        said[name] = as_json(by_name[name].holds, words, name)
    return said


def as_json(kind: Any, words: str, name: str) -> Any:
    """Return *words* as a journal writes a value of *kind*.

    What they cannot be is left as it is: the door says what is wrong with it.
    """
    if kind is bool:
        return _yes_or_no(words)
    if kind is Text:
        return _from_json(words, name) if words.startswith("{") else text_of(words)
    if words.startswith(("{", "[")) or values_in(kind) is not None:
        return _from_json(words, name)
    if get_origin(kind) is tuple:
        item, several = get_args(kind)[0], words.split(",")
        return [as_json(item, one.strip(), name) for one in several if one.strip()]
    return _number(words) if _is_number(kind) else words


def text_of(words: str) -> str | dict[str, str]:
    """Return ``fr: … | ar: …`` by language, anything else as it is."""
    parts = LANGUAGE.split(words)
    if parts[0].strip() or len(parts) == 1:
        return words
    return dict(zip(parts[1::2], (said.strip(" |") for said in parts[2::2]), strict=True))


def _is_asked(kind: Any, subject: str) -> bool:
    """Whether *kind* is personal: every text on a child or a household is."""
    if is_personal(kind) or (kind is Text and subject in PERSONS):
        return True
    if get_origin(kind) is not None and Any in get_args(kind):
        return True  # the data of a correction may be anything
    inner = values_in(kind)
    return inner is not None and any(one.asked for one in fields_of(inner, subject))


def _is_number(kind: Any) -> bool:
    match get_args(kind):
        case (_, Marked(form="number" | "count")) | (int(), *_):
            return True
        case _:
            return kind in (int, Quantity)


def _number(words: str) -> Any:
    if WHOLE.match(words):
        return int(words)
    return float(words) if WITH_POINT.match(words) else words


def _yes_or_no(words: str) -> Any:
    said = words.strip().casefold()
    return said in YES if said in YES | NO else words


def _from_json(words: str, name: str) -> Any:
    try:
        return orjson.loads(words)
    except orjson.JSONDecodeError:
        raise InvalidError(name, "no-json-value") from None
