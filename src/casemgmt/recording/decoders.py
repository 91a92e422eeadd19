"""Decoders: events read by code that is written once for each event class.

They take what looks as it was written, and nothing else. Whatever does not - a damaged row,
a field too many, a value of another type - they leave to the converter of ``shapes``, which
alone says what is wrong: there is one judge, and a short way past it for what needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs

from casemgmt.domain import vocabulary
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import LANGUAGES, Listed, Subject, Text

from .drafts import draft_of
from .plan import Change, Name
from .shapes import closed, converter, held, is_personal, written
from .values import FORMS, count, day, number, string, subject

Read = Callable[[Any], Any]
Decode = Callable[[Any, Change, Name, str], Any]
"""Takes data, what opens a personal value, what names a subject, and the way here."""
_OURS = vocabulary.__name__.rpartition(".")[0] + "."


class UnusualError(Exception):
    """It does not look as it was written: the converter is to judge it."""


def read_by(decode: Decode, data: Any, open_: Change, name: Name) -> Any:
    """Return what *decode* makes of *data*, None where the converter is to judge it."""
    try:
        return decode(data, open_, name, "")
    except Exception:  # noqa: BLE001 - whatever it is, the converter finds it too
        return None


def unusual(*_: object) -> Any:
    """Leave what stands in no class of the domain to the converter."""
    raise UnusualError


def is_ours(kind: type) -> bool:
    """Whether *kind* is of the domain: none of its classes changes what it is given."""
    return kind.__module__.startswith(_OURS)


@cache
def decoder(kind: type) -> Decode:
    """Return what decodes objects of *kind*, an attrs class of the domain."""
    attrs.resolve_types(kind, include_extras=True)
    fields = attrs.fields(kind)
    names = {"kind": kind, "draft": draft_of(kind), "new": object.__new__}
    names["UnusualError"] = UnusualError
    source = [
        "def decode(data, open_, name, path):",
        f"    met, get = {sum(a.default is attrs.NOTHING for a in fields)}, data.get",
        "    made = new(draft)",
        *(line for a in fields for line in _field(a, names)),
        "    if len(data) != met:",
        "        raise UnusualError",
        "    made.__class__ = kind",
        "    return made",
    ]
    exec("\n".join(source), names)  # noqa: S102 - of our own classes, as attrs itself does
    made: Decode = names["decode"]
    return made


def _field(a: Any, names: dict[str, Any]) -> list[str]:
    """Return the lines that read a field; what they call is put into *names*."""
    key, read = written(a.name), _read(a, names)
    if a.default is attrs.NOTHING:
        return [f"    value = data[{key!r}]", f"    made.{a.name} = {read}"]
    names[f"default_{a.name}"] = a.default
    return [
        f"    value = get({key!r})",
        "    if value is None:",
        f"        made.{a.name} = default_{a.name}",
        "    else:",
        "        met += 1",
        f"        made.{a.name} = {read}",
    ]


def _read(a: Any, names: dict[str, Any]) -> str:
    """Return the words that read ``value``, as a field is to hold it."""
    read, key, kind = f"read_{a.name}", written(a.name), held(a.type)
    if is_personal(a.type):
        names[read] = _personal(_reader(kind))
        return f"{read}(open_(value, path + {key!r}))"
    if kind is Subject:
        names[read] = subject
        return f"{read}(name(value))"
    inside = _inside(kind)
    if inside is not None:
        names[read] = inside
        return f"{read}(value, open_, name, path + '{key}.')"
    names[read] = _reader(kind)
    return f"{read}(value)"


def _inside(kind: Any) -> Decode | None:
    """Return what decodes the objects that a field holds, None if it holds none."""
    origin, inner = get_origin(kind), get_args(kind)
    if _has_fields(kind):
        return decoder(kind)
    if origin is tuple and inner[1:] == (Ellipsis,):
        return _objects(decoder(inner[0])) if _has_fields(inner[0]) else _values(inner[0])
    if isinstance(origin, type) and issubclass(origin, Mapping) and _has_fields(inner[1]):
        return _table(_reader(inner[0]), decoder(inner[1]))
    return None


def _has_fields(kind: Any) -> bool:
    return isinstance(kind, type) and attrs.has(kind) and kind not in (*_READERS, *_RARE)


def _objects(one: Decode) -> Decode:
    def objects(value: Any, open_: Change, name: Name, path: str) -> Any:
        _is(value, list)
        return tuple([one(v, open_, name, f"{path}{i}.") for i, v in enumerate(value)])

    return objects


def _values(kind: Any) -> Decode:
    def subjects(value: Any, _: Change, name: Name, __: str) -> Any:
        _is(value, list)
        return tuple([subject(name(v)) for v in value])

    def values(value: Any, _: Change, __: Name, ___: str) -> Any:
        _is(value, list)
        return tuple(map(read, value))

    if kind is Subject:
        return subjects
    read = _reader(kind)
    return values


def _table(key: Read, one: Decode) -> Decode:
    def table(value: Any, open_: Change, name: Name, path: str) -> Any:
        return {key(k): one(v, open_, name, f"{path}{k}.") for k, v in value.items()}

    return table


def _is(value: Any, kind: type) -> None:
    if type(value) is not kind:
        raise UnusualError


def _personal(read: Read) -> Read:
    draft, new = draft_of(Known), object.__new__

    def personal(value: Any) -> Any:
        if type(value) is dict and (shut := closed(value)) is not None:
            return shut
        made = new(draft)
        made.value = read(value)
        made.__class__ = Known
        return made

    return personal


def _reader(kind: Any) -> Read:
    """Return what reads a value of *kind*; one that is rare, as the converter does."""
    found = _READERS.get(kind)
    if found is not None:
        return found
    choices = get_args(kind)
    if get_origin(kind) is Annotated:
        mark = choices[1]
        return string if isinstance(mark, Listed) else _FORMS[mark.form]
    if get_origin(kind) is Literal and all(type(choice) is str for choice in choices):
        return {choice: choice for choice in choices}.__getitem__
    hook = _shapes().get_structure_hook(kind)
    return lambda value: hook(value, kind)


@cache
def _shapes() -> Any:
    return converter()


def _text(value: Any) -> Text:
    made = object.__new__(_WORDS)
    made.ar = made.fr = made.en = made.plain = None
    if type(value) is str:
        made.plain = string(value)
    elif not value or not value.keys() <= _LANGUAGES:
        raise UnusualError
    else:
        for language, words in value.items():
            setattr(made, language, string(words))
    made.__class__ = Text
    return made  # type: ignore[no-any-return]


def _flag(value: Any) -> Any:
    _is(value, bool)
    return value


_WORDS = draft_of(Text)
_LANGUAGES = frozenset(LANGUAGES)
_RARE = (Subject, vocabulary.Quantity)
_READERS: Mapping[Any, Read] = {
    Day: lru_cache(maxsize=8192)(day),
    Text: _text,
    bool: _flag,
    int: count,
    str: string,
}
_FORMS: Mapping[str, Read] = {
    "count": count,
    "number": lru_cache(maxsize=4096, typed=True)(number),
    **{
        form: lru_cache(maxsize=4096)(FORMS[form])
        for form in FORMS.keys() - {"count", "number"}
    },
}
"""The same codes and numbers stand in most events: each is read once, and is one object."""
