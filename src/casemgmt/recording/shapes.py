"""How the domain's types look in JSON, and back: one converter for journals and the log.

Strict on the way in: a sentence where a number belongs, a bool where a count belongs, or an
unknown field is an error with its path, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from unicodedata import normalize
from uuid import UUID

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.vocabulary import (
    LANGUAGES,
    MAX_REFERENCE,
    Listed,
    Marked,
    Quantity,
    Subject,
    Text,
)

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SCHOOL_YEAR = re.compile(r"[0-9]{4}-[0-9]{4}\Z")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
_LARGEST = 10**12
_QUANTITY_KEYS = {"value", "at_least", "about", "unknown", "raw"}
FORGOTTEN = {"forgotten": True}
WITHHELD = {"withheld": True}


class ShapeError(ValueError):
    """A value has not the shape its field asks for; ``code`` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fail(code: str) -> Any:
    """Raise that a value has not its shape."""
    raise ShapeError(code)


Lists = Mapping[str, frozenset[str]]


def converter(lists: Lists | None = None, *, detailed: bool = False) -> Converter:
    """Return the converter of every shape.

    With *lists* - the codes of each list of the vocabulary - codes are checked in them:
    at the door, and never again once something was recorded.
    """
    made = Converter(forbid_extra_keys=True, detailed_validation=detailed)
    made.register_structure_hook_factory(attrs.has, lambda t: _structure(t, made))
    made.register_unstructure_hook_factory(attrs.has, lambda t: _unstructure(t, made))
    _register_values(made)
    _register_collections(made)
    made.register_structure_hook_factory(_is_annotated, lambda t: _annotated(t, lists))
    made.register_unstructure_hook_factory(
        _is_annotated, lambda t: made.get_unstructure_hook(get_args(t)[0])
    )
    made.register_structure_hook_factory(_is_personal, lambda t: _personal(t, made))
    made.register_unstructure_hook_func(_is_personal, lambda v: _open_value(v, made))
    return made


def written(name: str) -> str:
    """Return a field as JSON writes it: ``from_`` is ``from``."""
    return name.rstrip("_")


def _overrides(cls: type, *, omit: bool) -> dict[str, Any]:
    attrs.resolve_types(cls, include_extras=True)  # type: ignore[type-var]
    return {
        a.name: override(
            rename=written(a.name), omit_if_default=True if omit and a.default is None else None
        )
        for a in attrs.fields(cls)
    }


def _structure(cls: type, made: Converter) -> Callable[[Any, Any], Any]:
    inner = make_dict_structure_fn(
        cls,
        made,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=made.detailed_validation,
        **_overrides(cls, omit=False),
    )

    def structure(value: Any, to: Any) -> Any:
        return inner(value, to) if type(value) is dict else fail("wrong-type")

    return structure


def _unstructure(cls: type, made: Converter) -> Callable[[Any], Any]:
    # Only what has no default but None is left out: another default could change one day.
    return make_dict_unstructure_fn(cls, made, **_overrides(cls, omit=True))


def _register_values(made: Converter) -> None:
    made.register_structure_hook(Day, lambda v, _: _day(v))
    made.register_unstructure_hook(Day, str)
    made.register_structure_hook(Text, lambda v, _: _text(v))
    made.register_unstructure_hook(Text, _text_out)
    made.register_structure_hook(Subject, lambda v, _: _subject(v))
    made.register_unstructure_hook(Subject, str)
    made.register_structure_hook(Quantity, lambda v, _: _quantity(v))
    made.register_unstructure_hook(Quantity, _quantity_out)
    made.register_structure_hook(Decimal, lambda v, _: number(v))
    made.register_unstructure_hook(Decimal, number_out)
    made.register_structure_hook(UUID, lambda v, _: uuid(v))
    made.register_unstructure_hook(UUID, str)
    made.register_structure_hook(bool, lambda v, _: v if type(v) is bool else fail("wrong-type"))
    made.register_structure_hook(int, lambda v, _: _count(v))
    made.register_structure_hook(str, lambda v, _: string(v))
    made.register_structure_hook_func(
        lambda t: get_origin(t) is Literal, lambda v, t: _one_of(v, get_args(t))
    )


def _register_collections(made: Converter) -> None:
    def sequence(of: Any) -> Callable[[Any, Any], Any]:
        inner = get_args(of)
        fixed = len(inner) != 2 or inner[1] is not Ellipsis  # noqa: PLR2004 - tuple[T, ...]
        hook = made.get_structure_hook(inner[0])

        def structure(value: Any, _: Any) -> Any:
            if type(value) is not list or (fixed and len(value) != len(inner)):
                fail("wrong-type")
            return tuple(_item(hook, i, v, inner[0]) for i, v in enumerate(value))

        return structure

    def table(of: Any) -> Callable[[Any, Any], Any]:
        _, kind = get_args(of)
        hook = made.get_structure_hook(kind)

        def structure(value: Any, _: Any) -> Any:
            if type(value) is not dict:
                fail("wrong-type")
            return {string(k): _item(hook, k, v, kind) for k, v in value.items()}

        return structure

    def listed(of: Any) -> Callable[[Any], Any]:
        hook = made.get_unstructure_hook(get_args(of)[0])
        return lambda values: [hook(v) for v in values]

    def tabled(of: Any) -> Callable[[Any], Any]:
        hook = made.get_unstructure_hook(get_args(of)[1])
        return lambda values: {k: hook(v) for k, v in values.items()}

    made.register_structure_hook_factory(_is_tuple, sequence)
    made.register_unstructure_hook_factory(_is_tuple, listed)
    made.register_structure_hook_factory(_is_mapping, table)
    made.register_unstructure_hook_factory(_is_mapping, tabled)


class AtError(ShapeError):
    """A shape error inside a list or table, with the way to it."""

    def __init__(self, path: tuple[str, ...], code: str) -> None:
        super().__init__(code)
        self.path = path


def _item(hook: Callable[[Any, Any], Any], at: object, value: Any, kind: Any) -> Any:
    try:
        return hook(value, kind)
    except Exception as error:
        path, code = where(error)
        raise AtError((str(at), *path), code) from None


def where(error: BaseException) -> tuple[tuple[str, ...], str]:
    """Return the path and the code of what is wrong, from any error of a converter."""
    if isinstance(error, BaseExceptionGroup):
        first = error.exceptions[0]
        path, code = where(first)
        names = [getattr(n, "name", None) for n in getattr(first, "__notes__", ())]
        own = tuple(written(str(n)) for n in names if n is not None)[:1]
        return (*own, *path), code
    if isinstance(error, AtError):
        return error.path, error.code
    if isinstance(error, ShapeError):
        return (), error.code
    extra = getattr(error, "extra_fields", None)
    if extra:
        return (min(extra),), "unknown-field"
    if isinstance(error, KeyError):
        return (), "missing-field"
    return (), "wrong-type"


def _is_annotated(kind: Any) -> bool:
    return get_origin(kind) is Annotated


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: Any) -> bool:
    return isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping)


def _is_personal(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and Withheld in get_args(kind)


def is_personal(kind: Any) -> bool:
    """Whether *kind* is ``Personal[T]``, or that or None."""
    return _is_personal(kind)


def _annotated(kind: Any, lists: Lists | None) -> Callable[[Any, Any], Any]:
    _, mark = get_args(kind)
    match mark:
        case Listed(list=name):
            known = None if lists is None else lists.get(name, frozenset())
            return lambda v, _: _listed(v, known)
        case Marked(form=form):
            check = _FORMS[form]
            return lambda v, _: check(v)
        case _:
            msg = f"no such mark: {mark}"
            raise TypeError(msg)


def _personal(kind: Any, made: Converter) -> Callable[[Any, Any], Any]:
    kinds = get_args(kind)
    known = next(k for k in kinds if get_origin(k) is Known)
    inner = get_args(known)[0]
    hook = made.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> Any:
        if value is None and type(None) in kinds:
            return None
        if value == FORGOTTEN:
            return Forgotten()
        if value == WITHHELD:
            return Withheld()
        return Known(hook(value, inner))

    return structure


def _open_value(value: Any, made: Converter) -> Any:
    match value:
        case Known(value=inner):
            return made.unstructure(inner)
        case Forgotten():
            return FORGOTTEN
        case Withheld():
            return WITHHELD
        case _:
            return None


def string(value: Any) -> str:
    """Return *value* if it is a string that can be written as UTF-8, in composed form."""
    if type(value) is not str:
        fail("wrong-type")
    try:
        value.encode()
    except UnicodeEncodeError:
        fail("lone-surrogate")
    return normalize("NFC", value)


def _listed(value: Any, known: frozenset[str] | None) -> str:
    code = string(value)
    if known is not None and code not in known:
        fail("unknown-code")
    return code


def _code(value: Any) -> str:
    code = string(value)
    if len(code) > MAX_REFERENCE:
        fail("too-long")
    return code if _CODE.match(code) else fail("not-a-code")


def ref(value: Any) -> str:
    """Return *value* if it is a reference: 1-64 printable characters."""
    name = string(value)
    if not name:
        fail("empty")
    if len(name) > MAX_REFERENCE:
        fail("too-long")
    return name if name.isprintable() else fail("not-a-ref")


def _school_year(value: Any) -> str:
    text = string(value)
    if not _SCHOOL_YEAR.match(text):
        fail("not-a-school-year")
    _day(text)
    return text


def _season(value: Any) -> str:
    text = string(value)
    day = _day(text)
    return text if len(text) == 4 or day.precision == "school-year" else fail("not-a-season")  # noqa: PLR2004


def _month(value: Any) -> str:
    text = string(value)
    if not _MONTH.match(text):
        fail("not-a-month")
    _day(text)
    return text


def _count(value: Any) -> int:
    if type(value) is not int:
        fail("wrong-type")
    if value < 0:
        fail("negative")
    return value if value < _LARGEST else fail("too-large")


def number(value: Any) -> Decimal:
    """Return *value* exactly: a number that is not negative, with at most two decimals."""
    if type(value) not in (int, float):
        fail("wrong-type")
    exact = Decimal(repr(value))
    if not exact.is_finite():
        fail("wrong-type")
    if exact < 0:
        fail("negative")
    if exact >= _LARGEST:
        fail("too-large")
    if exact != round(exact, 2):
        fail("too-many-decimals")
    return exact


def number_out(value: Decimal) -> int | float:
    """Return a number as JSON writes it; exact, since it has at most two decimals."""
    return int(value) if value == int(value) else float(value)


def _day(value: Any) -> Day:
    if type(value) is not str:
        fail("wrong-type")
    try:
        return Day.of(value)
    except ValueError as error:
        return fail("not-a-day" if str(error) == "not a day" else "no-such-day")


def _text(value: Any) -> Text:
    if type(value) is str:
        return Text(plain=string(value))
    if type(value) is not dict or not value:
        fail("wrong-type")
    for language in value:
        if language not in LANGUAGES:
            raise AtError((str(language),), "unknown-field")
    return Text(**{k: string(v) for k, v in value.items()})


def _text_out(value: Text) -> Any:
    if value.plain is not None:
        return value.plain
    said = {name: getattr(value, name) for name in LANGUAGES}
    return {name: words for name, words in said.items() if words is not None}


def _subject(value: Any) -> Subject:
    try:
        return Subject.of(string(value))
    except ValueError as error:
        return fail(getattr(error, "code", "not-a-subject"))


def _quantity(value: Any) -> Quantity:
    if type(value) is not dict:
        return Quantity(number(value))
    if extra := value.keys() - _QUANTITY_KEYS:
        raise AtError((min(extra),), "unknown-field")
    flags = {k: value[k] for k in ("at_least", "about", "unknown") if k in value}
    if any(type(flag) is not bool for flag in flags.values()):
        fail("wrong-type")
    if flags.pop("unknown", False) == ("value" in value):
        fail("value-or-unknown")
    raw = _text(value["raw"]) if "raw" in value else None
    exact = number(value["value"]) if "value" in value else None
    return Quantity(exact, raw=raw, **flags)


def _quantity_out(value: Quantity) -> Any:
    said: dict[str, Any] = {}
    if value.value is None:
        said["unknown"] = True
    else:
        said["value"] = number_out(value.value)
    said |= {k: True for k in ("at_least", "about") if getattr(value, k)}
    if value.raw is not None:
        said["raw"] = _text_out(value.raw)
    return said["value"] if list(said) == ["value"] else said


def uuid(value: Any) -> UUID:
    """Return the UUID that *value* writes."""
    if type(value) is not str:
        fail("wrong-type")
    try:
        return UUID(value)
    except ValueError:
        return fail("not-an-id")


def _one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    for choice in choices:
        if type(value) is type(choice) and value == choice:
            return choice
    return fail("unknown-code")


_FORMS: Mapping[str, Callable[[Any], Any]] = {
    "code": _code,
    "ref": ref,
    "school-year": _school_year,
    "season": _season,
    "month": _month,
    "number": number,
    "count": _count,
}

