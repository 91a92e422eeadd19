"""What the figures of a report mean, in the words of the definitions they are made by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from casemgmt.domain.vocabulary import Text
from casemgmt.indicators import CORE, FURTHER, Indicator, installed

from .model import Definition, Report, values_of


def with_meanings(report: Report) -> Report:
    """Return *report* with the meaning of each figure it shows, in the order of reading."""
    told = {one.name for one in report.definitions}
    known = _known()
    named = dict.fromkeys(
        value.source.name
        for value in values_of(report)
        if value.source is not None and value.source.kind == "figure"
    )
    meanings = (_meaning(known[name]) for name in named if name in known.keys() - told)
    return evolve(report, definitions=(*report.definitions, *meanings))


def _known() -> Mapping[str, Indicator]:
    own: Iterable[Indicator] = installed()
    return {**CORE, **FURTHER, **{one.id: one for one in own}}


def _meaning(indicator: Indicator) -> Definition:
    meaning, source = indicator.meaning or Text(), Text.of(indicator.source)
    return Definition(indicator.id, indicator.title, meaning, source=source)
