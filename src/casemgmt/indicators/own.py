"""An organisation's own indicators: one query over documented views gives each unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb

from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason

from .definition import Indicator, Table, Units
from .shared import PEOPLE
from .views import VIEWS

if TYPE_CHECKING:
    from .answering import Answering

_ANSWERS = (
    "CASE answer WHEN 'yes' THEN 1 WHEN 'no' THEN 0"
    " WHEN 'unknown' THEN 2 WHEN 'excluded' THEN 3 END"
)


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
    described = answering.rows(f"SELECT * FROM (DESCRIBE {table.name})")
    names = {row[0] for row in described}
    return Units(
        table,
        _ANSWERS,
        item="unit::VARCHAR" if "unit" in names else "''",
        commands="commands" if "commands" in names else "",
        numerator="numerator" if "numerator" in names else "",
        denominator="denominator" if "denominator" in names else "",
    )


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
    name = "own_" + re.sub(r"[^a-z0-9]", "_", indicator.id.lower())
    return Table(name, sql, (PEOPLE, *views))
