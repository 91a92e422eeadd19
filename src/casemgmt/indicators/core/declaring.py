"""How the core figures are declared: an id, its units, and the words in the catalogue."""

from __future__ import annotations

from casemgmt.facts.tellings import SEQUENCE_BITS
from casemgmt.indicators.definition import PLACES, Indicator, Level, Measure, Units

from .words import meaning, title

SOURCE = "casemgmt, How figures are counted, §3"
LIFE = ("case-opened", "case-reopened", "closure-approved")
"""The case life: what says whether a case is open on a day."""

SEQUENCE = 2**SEQUENCE_BITS - 1
"""The part of an order that is the rank of the command."""


def core(
    id: str,
    level: Level,
    units: Units,
    *,
    unit: str = "fraction",
    measure: Measure = "rate",
    parameters: tuple[str, ...] = (),
    dimensions: tuple[str, ...] = PLACES,
    source: str = SOURCE,
) -> Indicator:
    """Return a core figure."""
    return Indicator(
        id=id,
        version=1,
        unit=unit,
        level=level,
        title=title(id),
        meaning=meaning(id),
        source=source,
        units=units,
        measure=measure,
        parameters=parameters,
        dimensions=dimensions,
    )
