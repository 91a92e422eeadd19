"""The child's file: the whole journey in plain words, for the family or a transfer.

It is handed over with consent alone: to the family while consent to services is in force,
to another organisation with consent to share with that very one. Who told the association
of the child stands in neither; what was reported to an authority only in a transfer.
"""

from __future__ import annotations

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import InvalidError
from casemgmt.reports.declaring import Audience, Declared, Parameter
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Report
from casemgmt.reports.people import People
from casemgmt.reports.period import Period
from casemgmt.reports.reading import WORDS as HOUSE
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import filled

from . import consent, identity, stages
from .words import WORDS


def child_file(
    desk: CaseDesk, period: Period, *, subject: str, recipient: str = ""
) -> Report:
    """Return the file of a child, up to the last day looked at.

    Raises:
        InvalidError: no consent in force covers handing it to the *recipient*.

    """
    reading = Reading.of(desk, period, ())
    child = Subject.of(subject)
    journey, people = reading.journey(child), People(desk, period)
    records = _records(journey)
    if not consent.covers(desk, period, records, recipient):
        named = "recipient" if recipient else "subject"
        raise InvalidError(named, "no-consent-to-hand-over")
    return Report(
        name="child-file",
        title=filled(HOUSE("titled"), title=WORDS("report.title"), said=people.name(child)),
        subtitle=_audience(recipient),
        period=period,
        headlines=(),
        sections=(
            identity.section(reading, people, child),
            consent.section(reading, journey.person),
            *stages.sections(reading, people, records, outside=bool(recipient)),
        ),
        foot=reading.foot(hides=False),
    )


def _records(journey: Journey) -> tuple[Subject, ...]:
    """Return the records of the person, the one asked for first."""
    others = journey.same_child(journey.subject) - {journey.subject}
    return (journey.subject, *sorted(others, key=str))


def _audience(recipient: str) -> Text:
    if not recipient:
        return WORDS("report.family")
    return filled(WORDS("report.recipient"), recipient=Text(plain=recipient))


CHILD_FILE = Declared(
    title=WORDS("report.title"),
    audience=Audience.FAMILY,
    make=child_file,
    parameters=(
        Parameter("subject", WORDS("parameter.subject"), of="child"),
        Parameter("recipient", WORDS("parameter.recipient"), optional=True),
    ),
)
