"""The kinds of columns, the same on every engine.

What is written is plain already - a day is ``2025-09-03``, an instant ends in ``Z`` - so
that the same rows go into any engine, and through its fastest door.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import UserDefinedType

Read = Callable[[Any], Any] | None


def _is_text(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class Day(UserDefinedType[date]):
    """A calendar day where the child lives."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "DATE"

    def result_processor(self, dialect: Dialect, _coltype: object) -> Read:
        return _read(date.fromisoformat) if _is_text(dialect) else None


class Instant(UserDefinedType[datetime]):
    """An instant in UTC."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TIMESTAMP WITH TIME ZONE"

    def result_processor(self, dialect: Dialect, _coltype: object) -> Read:
        return _read(datetime.fromisoformat) if _is_text(dialect) else None


class Number(UserDefinedType[Decimal]):
    """A number with at most two decimals, exactly."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "NUMERIC"

    def result_processor(self, dialect: Dialect, _coltype: object) -> Read:
        return _read(lambda held: Decimal(str(held))) if _is_text(dialect) else None


class Json(UserDefinedType[Any]):
    """JSON as SQLite's functions take it."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSON"

    def result_processor(self, dialect: Dialect, _coltype: object) -> Read:
        return _read(orjson.loads) if _is_text(dialect) else None


class Jsonb(UserDefinedType[Any]):
    """JSON as PostgreSQL searches it."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSONB"


JSON = Json().with_variant(Jsonb(), "postgresql")


def _read(how: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda held: None if held is None else how(held)


def column(
    name: str, kind: Any, says: str, *of: ForeignKey, key: bool = False, **more: Any
) -> Column[Any]:
    """Return a column that says what it is; what nobody knows is NULL, never 0."""
    more.setdefault("nullable", not key)
    return Column(name, kind, *of, primary_key=key, comment=says, **more)


def child(*, key: bool = False) -> Column[Any]:
    """Return the column that names a record of a child."""
    to = ForeignKey("children.child")
    return column("child", Text, "The child's record.", to, key=key, nullable=False)


def household() -> Column[Any]:
    """Return the column that names a household."""
    to = ForeignKey("households.household")
    return column("household", Text, "The household.", to, key=True)


def centre(*, key: bool = False) -> Column[Any]:
    """Return the column that names a centre by its id."""
    to = ForeignKey("centres.centre")
    return column("centre", Text, "The centre.", to, key=key, nullable=False)


def number(says: str = "Its rank, from 1.") -> Column[Any]:
    """Return the column that tells the rows of one subject apart."""
    return column("number", Integer, says, key=True, autoincrement=False)
