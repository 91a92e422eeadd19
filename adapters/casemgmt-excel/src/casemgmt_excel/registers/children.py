"""The register of children: who came, from where, since when, and who left and why.

It has what inspections of institutions ask of the register of admissions: identity, the day
of entry, who sent the child, the day of leaving and where to.
"""

from __future__ import annotations

from collections.abc import Iterator

from casemgmt import Day
from casemgmt.events import ChildIdentified

from .register import WHO, Field, Record, Register, Row


def _rows(record: Record) -> Iterator[Row]:
    who, case = record.journey.registration, record.journey.case
    if who.first is None:
        return
    first, latest = (case.episodes[0], case.latest) if case.episodes else (None, None)
    stays = record.journey.admission.stays
    yield record.row(
        who.first[0],
        who.sex,
        who.birth,
        who.district,
        _source(record),
        _day_registered(record),
        _standing(record),
        case.centre,
        first.start if first else None,
        latest.end if latest else None,
        latest.reason if latest else None,
        stays[-1].first if stays else None,
        stays[-1].ended_on if stays else None,
    )


def _source(record: Record) -> str | None:
    """Return who drew attention to the child first."""
    hints = (t.event for t in record.told if isinstance(t.event, ChildIdentified))
    return next((hint.source for hint in hints), None)


def _day_registered(record: Record) -> Day | None:
    first = record.journey.registration.first
    days = {str(told.command_id): told.on for told in record.told}
    return days[str(first[2])] if first else None


def _standing(record: Record) -> str:
    case = record.journey.case
    if case.latest is None:
        return "no-case"
    return "open" if case.is_open else "closed"


CHILDREN = Register(
    "children",
    "child",
    (
        *WHO,
        Field("sex", codes="sexes"),
        Field("born", "day", grant="born"),
        Field("district", codes="districts"),
        Field("source", codes="identification_sources"),
        Field("registered_on", "day"),
        Field("case_standing", codes="case_standings"),
        Field("centre"),
        Field("opened_on", "day"),
        Field("closed_on", "day"),
        Field("closure_reason", codes="closure_reasons"),
        Field("admitted_on", "day"),
        Field("discharged_on", "day"),
    ),
    _rows,
)
