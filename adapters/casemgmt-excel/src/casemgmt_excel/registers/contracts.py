"""The contracts of apprentices: signed with whom, for how long, worked through or ended."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

from casemgmt import Journey, RecordedEvent
from casemgmt.events import (
    CertificateAwarded,
    ContractEndedEarly,
    ContractSigned,
    HoursLogged,
)

from .register import WHO, Field, Record, Register, Row, Said

Event = TypeVar("Event", HoursLogged, ContractEndedEarly, CertificateAwarded)


def _rows(record: Record) -> Iterator[Row]:
    signings = {
        told.event.contract: told
        for told in record.told
        if isinstance(told.event, ContractSigned)
    }
    for told in signings.values():
        yield _row(record, told)


def _row(record: Record, told: RecordedEvent) -> Row:
    signed: ContractSigned = told.event
    hours = _about(record, signed.contract, HoursLogged)
    awarded = _about(record, signed.contract, CertificateAwarded)
    return record.row(
        told.on.last,
        signed.contract,
        signed.enterprise,
        signed.trade,
        signed.level,
        told.on,
        signed.starts,
        signed.ends,
        signed.hours_total,
        signed.hours_practice,
        signed.hours_complement,
        "yes" if signed.guardian_signed else "no",
        sum((h.practice for h in hours), Decimal(0)),
        sum((h.centre for h in hours), Decimal(0)),
        *_end(record, signed.contract),
        awarded[-1].level if awarded else None,
        then=signed.contract,
    )


def _end(record: Record, contract: str) -> tuple[Said, ...]:
    """Return where a contract stands; its last day, who ended it early, and why."""
    state = record.journey.contract
    if contract in state.completed:
        return "completed", state.completed[contract], None, None
    if contract not in state.broken_off:
        return _running(record.journey, contract), None, None, None
    early = _about(record, contract, ContractEndedEarly)[-1]
    return "ended-early", state.broken_off[contract], early.by, early.reason


def _running(journey: Journey, contract: str) -> str:
    return "suspended" if contract in journey.contract.suspended else "running"


def _about(record: Record, contract: str, kind: type[Event]) -> list[Event]:
    told = (t.event for t in record.told if isinstance(t.event, kind))
    return [event for event in told if event.contract == contract]


CONTRACTS = Register(
    "contracts",
    "child",
    (
        *WHO,
        Field("contract"),
        Field("enterprise"),
        Field("trade", codes="trades"),
        Field("level", codes="training_levels"),
        Field("signed_on", "day"),
        Field("starts", "day"),
        Field("ends", "day"),
        Field("hours_total", "number"),
        Field("hours_practice", "number"),
        Field("hours_complement", "number"),
        Field("guardian_signed", codes="answers"),
        Field("hours_done_practice", "number"),
        Field("hours_done_centre", "number"),
        Field("contract_standing", codes="contract_standings"),
        Field("ended_on", "day"),
        Field("ended_by", codes="contract_parties"),
        Field("ended_reason"),
        Field("certificate", codes="training_levels"),
    ),
    _rows,
)
