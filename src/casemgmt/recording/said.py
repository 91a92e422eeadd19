"""Words as a person writes them - an argument, a cell - as a journal would write them."""

from __future__ import annotations

import re
from typing import Any, get_args, get_origin

import attrs
import orjson

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import LANGUAGES, Marked, Quantity, Subject, Text
from casemgmt.errors import InvalidError

WHOLE = re.compile(r"-?[0-9]{1,15}\Z")
WITH_POINT = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}\Z")
LANGUAGE = re.compile(rf"(?:\A|\|)\s*({'|'.join(LANGUAGES)})\s*:")
PLAIN = (Day, Subject, Quantity, Text)
YES, NO = {"yes", "true", "oui", "vrai", "نعم"}, {"no", "false", "non", "faux", "لا"}
COMMA = ","


def values_in(kind: Any) -> type | None:
    """Return the class whose values stand inside *kind*, such as a goal in a plan."""
    inside = (kind, *get_args(kind))
    found = (k for k in inside if isinstance(k, type) and attrs.has(k) and k not in PLAIN)
    return next(found, None)


def as_json(kind: Any, words: str, name: str, between: str = COMMA) -> Any:
    """Return *words* as a journal writes a value of *kind*.

    What they cannot be is left as it is: the door says what is wrong with it. In a list
    what stands *between* two values is a comma, unless another mark is given.
    """
    if kind is bool:
        return _yes_or_no(words)
    if kind is Text:
        return _from_json(words, name) if words.startswith("{") else text_of(words)
    if words.startswith(("{", "[")) or values_in(kind) is not None:
        return _from_json(words, name)
    if get_origin(kind) is tuple:
        item, several = get_args(kind)[0], words.split(between)
        return [as_json(item, one.strip(), name) for one in several if one.strip()]
    return _number(words) if is_number(kind) else words


def text_of(words: str) -> str | dict[str, str]:
    """Return ``fr: … | ar: …`` by language, anything else as it is."""
    parts = LANGUAGE.split(words)
    if parts[0].strip() or len(parts) == 1:
        return words
    return dict(zip(parts[1::2], (said.strip(" |") for said in parts[2::2]), strict=True))


def is_number(kind: Any) -> bool:
    """Whether a value of *kind* is a number, or a figure that may be one."""
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
