"""Where the definitions of a report come from: said once where it is one place."""

from __future__ import annotations

from attrs import evolve

from casemgmt.reports import Definition, Report, Text

NOWHERE = Text()


def sources_of(report: Report) -> tuple[tuple[Definition, ...], Text]:
    """Return the definitions, and where all of them come from; each says it otherwise."""
    told = report.definitions
    if len({one.source for one in told}) != 1:
        return told, NOWHERE
    return tuple(evolve(one, source=NOWHERE) for one in told), told[0].source
