"""An apprentice's logbook: the contract, the hours and their shares, visits, signatures.

The shares are held against law 12-00 as the policy tells it, as in I40: of the hours logged
since the contract began. It is the apprentice's own, and names them.
"""

from __future__ import annotations

from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.declaring import Audience, Declared, Parameter
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Note, Report, Section
from casemgmt.reports.people import People
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import filled

from . import contract as contracts
from . import hours, signatures, visits
from .words import WORDS


def logbook(desk: CaseDesk, period: Period, *, subject: str, contract: str = "") -> Report:
    """Return the logbook of an apprentice's contract; of the one signed last if not said.

    Raises:
        InvalidError: the child has no *contract* of this name.

    """
    reading, people = Reading.of(desk, period, ()), People(desk, period)
    child = Subject.of(subject)
    found = contracts.Apprenticeship.of(people, child, contract)
    return Report(
        name="logbook",
        title=WORDS("report.title"),
        subtitle=_subtitle(reading, found),
        period=period,
        headlines=() if found is None else hours.headlines(reading, found),
        sections=_sections(reading, people, child, found),
        foot=reading.foot(hides=False),
    )


def _subtitle(reading: Reading, found: contracts.Apprenticeship | None) -> Text:
    if found is None:
        return WORDS("report.none")
    trade = reading.desk.vocabulary.label("trades", found.signed.trade)
    enterprise = Text(plain=found.signed.enterprise)
    return filled(WORDS("report.trade"), trade=trade, enterprise=enterprise)


def _sections(
    reading: Reading,
    people: People,
    child: Subject,
    found: contracts.Apprenticeship | None,
) -> tuple[Section, ...]:
    if found is None:
        nothing = (Note(WORDS("report.none")),)
        return (Section("contract", WORDS("contract.title"), nothing),)
    return (
        contracts.section(reading, people, child, found),
        hours.section(reading, found),
        visits.section(reading, people, child, found),
        signatures.section(people, child),
    )


LOGBOOK = Declared(
    title=WORDS("report.title"),
    audience=Audience.FAMILY,
    make=logbook,
    parameters=(
        Parameter("subject", WORDS("parameter.subject"), of="child"),
        Parameter("contract", WORDS("parameter.contract"), optional=True),
    ),
)
