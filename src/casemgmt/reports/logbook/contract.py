"""The contract of an apprentice: what was signed, and the hours logged under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.domain.vocational_training.contract import ContractSigned, HoursLogged
from casemgmt.errors import InvalidError
from casemgmt.recorded import RecordedEvent
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.model import Entry, Row, Section, Table
from casemgmt.reports.people import People, personal_day
from casemgmt.reports.reading import Reading

from .words import WORDS

HOURS = ("hours_total", "hours_practice", "hours_complement")


@frozen
class Apprenticeship:
    """A contract as it was signed last, and the hours logged under it, in order."""

    signed_on: Day
    signed: ContractSigned
    logged: tuple[RecordedEvent, ...]

    @classmethod
    def of(cls, people: People, child: Subject, wanted: str) -> Apprenticeship | None:
        """Return the contract *wanted*, or the one signed last; None where there is none.

        Raises:
            InvalidError: there is no contract of this name.

        """
        story = people.story(child)
        signed = [e for e in story if isinstance(e.event, ContractSigned)]
        named = [e for e in signed if wanted in ("", e.event.contract)]
        if not named:
            if wanted:
                raise InvalidError("contract", "no-such-contract")
            return None
        last = named[-1]
        logged = tuple(
            event
            for event in story
            if isinstance(event.event, HoursLogged)
            and event.event.contract == last.event.contract
        )
        return cls(last.on, last.event, logged)

    @property
    def first(self) -> date:
        """The day the contract begins."""
        return min(self.signed.starts.first, self.signed_on.last)


def section(
    reading: Reading, people: People, child: Subject, found: Apprenticeship
) -> Section:
    """Return the section on the contract."""
    rows = tuple(
        Row(WORDS(f"contract.{name}"), (value,))
        for name, value in _fields(reading, people, child, found)
    )
    table = Table(
        WORDS("contract.table"), WORDS("contract.field"), (WORDS("contract.value"),), rows
    )
    return Section(
        "contract", WORDS("contract.title"), (table,), lead=WORDS("contract.lead")
    )


def _fields(
    reading: Reading, people: People, child: Subject, found: Apprenticeship
) -> Iterator[tuple[str, Entry]]:
    signed, vocabulary = found.signed, reading.desk.vocabulary
    yield "apprentice", people.name(child)
    if people.registered(child) is not None:
        yield "born", personal_day(people.born(child))
    yield "enterprise", Text(plain=signed.enterprise)
    yield "trade", vocabulary.label("trades", signed.trade)
    if signed.level is not None:
        yield "level", vocabulary.label("training_levels", signed.level)
    yield "signed", found.signed_on
    yield "starts", signed.starts
    yield "ends", signed.ends
    for name in HOURS:
        source = Source(name, by=(("contract", signed.contract),), kind="record")
        yield name, Number(getattr(signed, name), source)
    yield "guardian", WORDS("contract.yes" if signed.guardian_signed else "contract.no")
    yield "standing", WORDS(f"contract.{_standing(reading, child, signed.contract)}")


def _standing(reading: Reading, child: Subject, contract: str) -> str:
    state = reading.journey(child).contract
    if contract in state.completed:
        return "completed"
    if contract in state.broken_off:
        return "broken-off"
    return "suspended" if contract in state.suspended else "running"
