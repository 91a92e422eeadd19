"""How the domain's types look in JSON, and back: one converter for journals and the log.

Strict on the way in: a sentence where a number belongs, a bool where a count belongs, or an
unknown field is an error with its path, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin
from uuid import UUID

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.vocabulary import Listed, Marked, Quantity, Subject, Text

from .closed import FORGOTTEN, LEFT, WITHHELD, closed
from .kinds import (
    held,
    is_annotated,
    is_literal,
    is_mapping,
    is_personal,
    is_tuple,
    written,
)
from .values import (
    FORMS,
    AtError,
    count,
    day,
    fail,
    listed,
    number,
    number_out,
    one_of,
    quantity,
    quantity_out,
    string,
    subject,
    text,
    text_out,
    uuid,
)
from .wrong_field import where

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
    made.register_structure_hook_factory(is_annotated, lambda t: _annotated(t, lists))
    made.register_unstructure_hook_factory(
        is_annotated, lambda t: made.get_unstructure_hook(get_args(t)[0])
    )
    at_the_door = lists is not None  # nobody sends in that a value is forgotten or withheld
    made.register_structure_hook_factory(
        is_personal, lambda t: _personal(t, made, may_be_closed=not at_the_door)
    )
    made.register_unstructure_hook_factory(is_personal, lambda t: _opened(t, made))
    return made


def _overrides(cls: type, *, omit: bool) -> dict[str, Any]:
    attrs.resolve_types(cls, include_extras=True)
    return {
        a.name: override(
            rename=written(a.name),
            omit_if_default=True if omit and a.default is None else None,
        )
        for a in attrs.fields(cls)
    }


def _structure(cls: type, made: Converter) -> Callable[[Any, Any], Any]:
    inner: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls,
        made,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=made.detailed_validation,
        **_overrides(cls, omit=False),
    )

    optional = {
        written(a.name) for a in attrs.fields(cls) if a.default is not attrs.NOTHING
    }

    def structure(value: Any, to: Any) -> Any:
        if type(value) is not dict:
            fail("wrong-type")
        if None in value.values():  # nothing was said of it: as if it were not there
            value = {k: v for k, v in value.items() if v is not None or k not in optional}
        return inner(value, to)

    return structure


def _unstructure(cls: type, made: Converter) -> Callable[[Any], Any]:
    # Only what has no default but None is left out: another default could change one day.
    return make_dict_unstructure_fn(cls, made, **_overrides(cls, omit=True))


def _register_values(made: Converter) -> None:
    made.register_structure_hook(Day, day)
    made.register_unstructure_hook(Day, str)
    made.register_structure_hook(Text, text)
    made.register_unstructure_hook(Text, text_out)
    made.register_structure_hook(Subject, subject)
    made.register_unstructure_hook(Subject, str)
    made.register_structure_hook(Quantity, quantity)
    made.register_unstructure_hook(Quantity, quantity_out)
    made.register_structure_hook(Decimal, number)
    made.register_unstructure_hook(Decimal, number_out)
    made.register_structure_hook(UUID, uuid)
    made.register_unstructure_hook(UUID, str)
    made.register_structure_hook(
        bool, lambda v, _: v if type(v) is bool else fail("wrong-type")
    )
    made.register_structure_hook(int, count)
    made.register_structure_hook(str, string)
    made.register_structure_hook_factory(is_literal, _choice)


def _register_collections(made: Converter) -> None:
    def sequence(of: Any) -> Callable[[Any, Any], Any]:
        inner = get_args(of)
        fixed = inner[1:] != (Ellipsis,)
        hook = made.get_structure_hook(inner[0])

        def structure(value: Any, _: Any) -> Any:
            if type(value) is not list or (fixed and len(value) != len(inner)):
                fail("wrong-type")
            return tuple(_item(hook, i, v, inner[0]) for i, v in enumerate(value))

        return structure

    def table(of: Any) -> Callable[[Any, Any], Any]:
        named, kind = get_args(of)
        key = made.get_structure_hook(named)
        hook = made.get_structure_hook(kind)

        def structure(value: Any, _: Any) -> Any:
            if type(value) is not dict:
                fail("wrong-type")
            return {
                _item(key, k, k, named): _item(hook, k, v, kind) for k, v in value.items()
            }

        return structure

    def listed(of: Any) -> Callable[[Any], Any]:
        hook = made.get_unstructure_hook(get_args(of)[0])
        return lambda values: [hook(v) for v in values]

    def tabled(of: Any) -> Callable[[Any], Any]:
        hook = made.get_unstructure_hook(get_args(of)[1])
        return lambda values: {k: hook(v) for k, v in values.items()}

    made.register_structure_hook_factory(is_tuple, sequence)
    made.register_unstructure_hook_factory(is_tuple, listed)
    made.register_structure_hook_factory(is_mapping, table)
    made.register_unstructure_hook_factory(is_mapping, tabled)


def _item(hook: Callable[[Any, Any], Any], at: int | str, value: Any, kind: Any) -> Any:
    try:
        return hook(value, kind)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this item's
        wrong = where(error)
        here = f"[{at}]" if isinstance(at, int) else str(at)
        raise AtError((here, *wrong.path), wrong.code, wrong.near) from None


def _choice(kind: Any) -> Callable[[Any, Any], Any]:
    choices = get_args(kind)
    words = {choice: choice for choice in choices if type(choice) is str}

    def structure(value: Any, _: Any) -> Any:
        known = words.get(value) if type(value) is str else None
        return one_of(value, choices) if known is None else known

    return structure


def _annotated(kind: Any, lists: Lists | None) -> Callable[[Any, Any], Any]:
    _, mark = get_args(kind)
    match mark:
        case Listed(list=name, also=also):
            return string if lists is None else _in_list({*lists.get(name, ()), *also})
        case Marked(form=form):
            return FORMS[form]
        case _:
            msg = f"no such mark: {mark}"
            raise TypeError(msg)


def _in_list(codes: Iterable[str]) -> Callable[[Any, Any], Any]:
    known = frozenset(codes)
    plain = {code: code for code in known if code.isascii()}

    def structure(value: Any, _: Any) -> Any:
        code = plain.get(value) if type(value) is str else None
        return listed(value, known) if code is None else code

    return structure


def _personal(
    kind: Any, made: Converter, *, may_be_closed: bool
) -> Callable[[Any, Any], Any]:
    kinds = get_args(kind)
    known = next(k for k in kinds if get_origin(k) is Known)
    inner = get_args(known)[0]
    hook = made.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> Any:
        if value is None and type(None) in kinds:
            return None
        shut = closed(value) if may_be_closed and type(value) is dict else None
        return Known(hook(value, inner)) if shut is None else shut

    return structure


def _opened(kind: Any, made: Converter) -> Callable[[Any], Any]:
    inner = held(kind)
    hook = made.get_unstructure_hook(inner)
    plain = get_args(inner)[0] if is_annotated(inner) else inner

    def opened(value: Any) -> Any:
        if type(value) is Known and type(value.value) is plain:
            return hook(value.value)
        return _open_value(value, made)

    return opened


def _open_value(value: Any, made: Converter) -> Any:
    match value:
        case Known(value=inner):
            return made.unstructure(inner)
        case Forgotten(left=month):
            return FORGOTTEN | ({LEFT: str(month)} if month else {})
        case Withheld(left=month):
            return WITHHELD | ({LEFT: str(month)} if month else {})
        case _:  # None, or something of another type, which is not to vanish
            return made.unstructure(value)
