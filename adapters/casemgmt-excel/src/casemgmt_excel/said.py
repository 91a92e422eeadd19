"""What stands in a field, as it is kept and as it is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from attrs import asdict

from casemgmt import Day, Text

from .columns import Kind, Value
from .registers.register import Said


def to_keep(said: Sequence[Said]) -> str:
    """Return the fields of a line as they are kept."""
    return orjson.dumps([_plain(one) for one in said]).decode()


def read_again(kept: str) -> list[object]:
    """Return the fields of a line that was kept."""
    fields: list[object] = orjson.loads(kept)
    return fields


def value_of(said: Any, kind: Kind, labels: Mapping[str, Text]) -> Value:
    """Return what a field of a kind says, as a cell takes it."""
    match said:
        case str() if kind == "day":
            return Day.of(said)
        case str() if kind == "number":
            return Decimal(said)
        case dict():
            return Text(**said)
        case list():
            return _one_after_the_other([labels.get(one, Text.of(one)) for one in said])
        case _:
            value: Value = said
            return value


def _plain(said: Said) -> object:
    match said:
        case Text():
            return {k: v for k, v in asdict(said).items() if v is not None}
        case date() | Day() | Decimal():
            return str(said)
        case tuple():
            return list(said)
        case _:
            return said


def _one_after_the_other(texts: Sequence[Text]) -> Text:
    return Text(
        ar="، ".join(text.in_language("ar") for text in texts),
        fr=", ".join(text.in_language("fr") for text in texts),
        en=", ".join(text.in_language("en") for text in texts),
    )
