"""An organisation's own indicators: one query over documented views gives each unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

import duckdb

from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason

from .definition import Indicator, Table, Units
from .own_answers import columns_of
from .shared import PEOPLE
from .views import VIEWS

if TYPE_CHECKING:
    from .answering import Answering

_ANSWERS = (
    "CASE answer WHEN 'yes' THEN 1 WHEN 'no' THEN 0"
    " WHEN 'unknown' THEN 2 WHEN 'excluded' THEN 3 END"
)

_EXACT = "DECIMAL(38, 9)"
"""What a share is added up as: exact, whatever kind of number the query gave."""


def units_of(indicator: Indicator, answering: Answering) -> Units:
    """Return the units of an indicator, built-in or an organisation's own."""
    if isinstance(indicator.units, Units):
        return indicator.units
    _refuse_without_its_parameters(indicator, answering)
    table = _table(indicator, indicator.units)
    try:
        answering.make(table)
    except (KeyError, duckdb.Error) as error:
        raise ConfigurationError.because(
            "config.query", id=indicator.id, why=reason(str(error).splitlines()[0])
        ) from error
    names = columns_of(indicator, table, answering)
    return Units(
        table,
        _ANSWERS,
        item="unit::VARCHAR" if "unit" in names else "''",
        commands="commands" if "commands" in names else "",
        numerator=_exact("numerator", names),
        denominator=_exact("denominator", names),
        median=_exact("median", names),
    )


def _exact(column: str, among: Collection[str]) -> str:
    return f"{column}::{_EXACT}" if column in among else ""


def _refuse_without_its_parameters(indicator: Indicator, answering: Answering) -> None:
    for parameter in indicator.parameters:
        if answering.words.value(parameter) is None:
            day = answering.question.end
            raise ConfigurationError.because(
                "config.nothing-on", id=indicator.id, parameter=parameter, day=day
            )


def _table(indicator: Indicator, sql: str) -> Table:
    """Return the table of an own indicator's units, with the views its query names."""
    words = set(re.findall(r"[a-z_]+", sql))
    views = tuple(view for name, view in VIEWS.items() if name in words)
    for parameter in indicator.parameters:
        short = parameter.rpartition(".")[2]
        sql = re.sub(rf"\${re.escape(short)}\b(?!\.)", f"${parameter}", sql)
    alone = f"(\n{sql.strip().removesuffix(';')}\n)"  # one query, not a second after it
    return Table(f"own_{indicator.id.encode().hex()}", alone, (PEOPLE, *views))
