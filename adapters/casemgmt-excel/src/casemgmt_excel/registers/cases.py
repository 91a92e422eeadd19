"""The open cases: who accompanies whom, where, in which programmes, at which risk."""

from __future__ import annotations

from collections.abc import Iterator

from .register import WHO, Field, Record, Register, Row


def _rows(record: Record) -> Iterator[Row]:
    case = record.journey.case
    if case.latest is None or not case.is_open:
        return
    pauses = [pause for pause in case.latest.pauses if pause.ended_on is None]
    yield record.row(
        case.latest.start,
        case.centre,
        case.caseworker,
        case.programmes,
        case.latest.start,
        record.journey.assessment.risk,
        pauses[-1].first if pauses else None,
        pauses[-1].last if pauses else None,
        case.transfer_to,
        case.closure_asked_on if case.closure_waits else None,
    )


CASES = Register(
    "cases",
    "child",
    (
        *WHO,
        Field("centre"),
        Field("caseworker"),
        Field("programmes", codes="programmes"),
        Field("since", "day"),
        Field("risk", codes="risk_levels"),
        Field("resting_since", "day"),
        Field("resting_until", "day"),
        Field("transfer_to"),
        Field("closure_asked_on", "day"),
    ),
    _rows,
)
