"""Decoders: events and commands read by code that is written once for each class.

They take what looks as it was written, and nothing else. Whatever does not - a damaged row,
a field too many, a value of another type - they leave to the converter of ``shapes``, which
alone says what is wrong: there is one judge, and a short way past it for what needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs

from casemgmt.domain import vocabulary
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Listed, Subject

from .closed import closed
from .drafts import draft_of
from .kinds import held, is_personal, written
from .plan import Change, Name
from .shapes import Lists, converter
from .value_readers import (
    AT_SIGHT,
    DAYS,
    FORMS,
    READERS,
    Read,
    UnusualError,
    is_a,
    one_of,
)
from .values import string, subject

Decode = Callable[[Any, Change, Name, str], Any]
"""Takes data, what opens a personal value, what names a subject, and the way here."""
_OURS = vocabulary.__name__.rpartition(".")[0] + "."


def read_by(decode: Decode, data: Any, open_: Change, name: Name) -> Any:
    """Return what *decode* makes of *data*, None where the converter is to judge it."""
    try:
        return decode(data, open_, name, "")
    except Exception:  # noqa: BLE001 - whatever it is, the converter finds it too
        return None


def as_it_is(value: Any, _: str) -> Any:
    """Open a personal value that was never closed."""
    return value


def as_said(name: str) -> str:
    """Name a subject as it was named."""
    return name


def unusual(*_: object) -> Any:
    """Leave what stands in no class of the domain to the converter."""
    raise UnusualError


def is_ours(kind: type) -> bool:
    """Whether *kind* is of the domain: none of its classes changes what it is given."""
    return kind.__module__.startswith(_OURS)


class Decoders:
    """What decodes objects of the domain's classes, made when it is first asked for.

    With *lists* they read what comes in at the door: codes are of their lists, and nothing
    is closed. Without, they read what was stored, as it was stored.
    """

    def __init__(self, lists: Lists | None = None) -> None:
        self._lists = lists
        self._made: dict[type, Decode] = {}

    def of(self, kind: type) -> Decode:
        """Return what decodes objects of *kind*, an attrs class of the domain."""
        found = self._made.get(kind)
        if found is None:
            found = self._made[kind] = self._written(kind)
        return found

    def _written(self, kind: type) -> Decode:
        attrs.resolve_types(kind, include_extras=True)
        fields = attrs.fields(kind)
        names = {"kind": kind, "draft": draft_of(kind), "new": object.__new__}
        names |= {"UnusualError": UnusualError, "DAYS": DAYS}
        source = [
            "def decode(data, open_, name, path):",
            "    if type(data) is not dict:",
            "        raise UnusualError",
            f"    met, get = {sum(a.default is attrs.NOTHING for a in fields)}, data.get",
            "    made = new(draft)",
            *(line for a in fields for line in self._field(a, names)),
            "    if len(data) != met:",
            "        raise UnusualError",
            "    made.__class__ = kind",
            "    return made",
        ]
        exec("\n".join(source), names)  # noqa: S102 - of our own classes, as attrs does
        made: Decode = names["decode"]
        return made

    def _field(self, a: Any, names: dict[str, Any]) -> list[str]:
        """Return the lines that read a field; what they call is put into *names*."""
        key, read = written(a.name), self._read(a, names)
        if a.default is attrs.NOTHING:
            lines = [f"    value = data[{key!r}]", f"    made.{a.name} = {read}"]
            if is_personal(a.type):  # nothing was sealed, so nothing is to be opened
                lines[1:1] = ["    if value is None:", "        raise UnusualError"]
            return lines
        names[f"default_{a.name}"] = a.default
        return [
            f"    value = get({key!r})",
            "    if value is None:",
            f"        made.{a.name} = default_{a.name}",
            "    else:",
            "        met += 1",
            f"        made.{a.name} = {read}",
        ]

    def _read(self, a: Any, names: dict[str, Any]) -> str:
        """Return the words that read ``value``, as a field is to hold it."""
        read, key, kind = f"read_{a.name}", written(a.name), held(a.type)
        if is_personal(a.type):
            inner = self._reader(kind)
            names[read] = _personal(inner) if self._lists is None else _known(inner)
            return f"{read}(open_(value, path + {key!r}))"
        if kind is Subject:
            names[read] = subject
            return f"{read}(name(value))"
        inside = self._inside(kind)
        if inside is not None:
            names[read] = inside
            return f"{read}(value, open_, name, path + '{key}.')"
        names[read] = self._reader(kind)
        return AT_SIGHT.get(names[read], "{}(value)").format(read)

    def _inside(self, kind: Any) -> Decode | None:
        """Return what decodes the objects that a field holds, None if it holds none."""
        origin, inner = get_origin(kind), get_args(kind)
        if _has_fields(kind):
            return self.of(kind)
        if origin is tuple and inner[1:] == (Ellipsis,):
            one = inner[0]
            if _has_fields(one):
                return _objects(self.of(one))
            return _subjects if one is Subject else _values(self._reader(one))
        if _is_table(origin) and _has_fields(inner[1]):
            return _table(self._reader(inner[0]), self.of(inner[1]))
        return None

    def _reader(self, kind: Any) -> Read:
        """Return what reads a value of *kind*; one that is rare, as the converter does."""
        found = READERS.get(kind)
        if found is not None:
            return found
        choices = get_args(kind)
        if get_origin(kind) is Annotated:
            mark = choices[1]
            return self._code(mark) if isinstance(mark, Listed) else FORMS[mark.form]
        if get_origin(kind) is Literal and all(type(choice) is str for choice in choices):
            return one_of(choices)
        hook = _shapes().get_structure_hook(kind)
        return lambda value: hook(value, kind)

    def _code(self, mark: Listed) -> Read:
        if self._lists is None:
            return string
        return one_of((*self._lists.get(mark.list, ()), *mark.also))


decoder = Decoders().of
"""What decodes objects of a class as they were stored."""


def _has_fields(kind: Any) -> bool:
    return isinstance(kind, type) and attrs.has(kind) and kind not in (*READERS, *_RARE)


def _is_table(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _objects(one: Decode) -> Decode:
    def objects(value: Any, open_: Change, name: Name, path: str) -> Any:
        is_a(value, list)
        return tuple([one(v, open_, name, f"{path}{i}.") for i, v in enumerate(value)])

    return objects


def _subjects(value: Any, _: Change, name: Name, __: str) -> Any:
    is_a(value, list)
    return tuple([subject(name(v)) for v in value])


def _values(read: Read) -> Decode:
    def values(value: Any, _: Change, __: Name, ___: str) -> Any:
        is_a(value, list)
        return tuple(map(read, value))

    return values


def _table(key: Read, one: Decode) -> Decode:
    def table(value: Any, open_: Change, name: Name, path: str) -> Any:
        is_a(value, dict)
        return {key(k): one(v, open_, name, f"{path}{k}.") for k, v in value.items()}

    return table


def _personal(read: Read) -> Read:
    known = _known(read)

    def personal(value: Any) -> Any:
        shut = closed(value) if type(value) is dict else None
        return known(value) if shut is None else shut

    return personal


def _known(read: Read) -> Read:
    draft, new = draft_of(Known), object.__new__

    def known(value: Any) -> Any:
        made = new(draft)
        made.value = read(value)
        made.__class__ = Known
        return made

    return known


@cache
def _shapes() -> Any:
    return converter()


_RARE = (Subject, vocabulary.Quantity)
