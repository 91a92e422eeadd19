"""One question at a facts database: the shared tables it needs, each made once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from casemgmt.facts import Facts

from .core.parameters import DEFAULTS
from .definition import Table
from .figure import Question
from .sql import Words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Answering:
    """The tables of one question, made when they are first needed."""

    def __init__(self, facts: Facts, question: Question) -> None:
        self.question = question
        self.words = Words(question, DEFAULTS)
        self._connection: DuckDBPyConnection = facts.cursor()
        self._made: dict[str, int] = {}
        self.cells: dict[int, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def make(self, *tables: Table) -> None:
        """Make tables, and those they need, unless they are there."""
        for table in tables:
            if table.name not in self._made:
                self.make(*table.needs)
                made = self.rows(f"CREATE TEMP TABLE {table.name} AS {table.sql}")
                self._made[table.name] = int(made[0][0])

    def execute(
        self,
        sql: str,
        more: Mapping[str, Any] | None = None,
        short: Mapping[str, str] | None = None,
    ) -> DuckDBPyConnection:
        """Run *sql*, with the question's own values and *more* bound to it."""
        written = self.words.written(sql, short)
        return self._connection.execute(written, self.words.values(written, more or {}))

    def rows(
        self, sql: str, more: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """Return the rows that *sql* gives."""
        return self.execute(sql, more).fetchall()

    def count(self, table: Table) -> int:
        """Return how many rows a table that was made has."""
        return self._made[table.name]
