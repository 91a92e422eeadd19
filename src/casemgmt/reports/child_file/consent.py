"""Consent to hand the file over, and what else is consented to on that day."""

from __future__ import annotations

from collections.abc import Sequence

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Row, Section, Table
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading

from .words import WORDS

GRACE, GRACE_DAYS = "consent.grace_days_at_18", 30
SERVICES = "services"


def covers(
    desk: CaseDesk, period: Period, records: Sequence[Subject], recipient: str
) -> bool:
    """Whether consent in force when the file is handed over covers it.

    To an organisation, what every transfer of a child's data asks; to the family, consent
    to services, on the day of the moment whose knowledge counts.
    """
    if recipient:
        return not desk.consenting(records, "transfer", to=recipient).without
    known = period.known_at
    day = period.asked_until if known is None else known.date()
    person = desk.journey(records[0], as_of=day, known_at=known).person
    grace = int(desk.policy.value(GRACE, day, GRACE_DAYS))
    return person.consent.covers(SERVICES, day, person.registration.birth, grace)


def section(reading: Reading, person: Journey) -> Section:
    """Return the section on consent, purpose by purpose."""
    vocabulary = reading.desk.vocabulary
    rows = tuple(
        Row(
            vocabulary.label("consent_purposes", purpose),
            (_standing(person, purpose, reading),),
        )
        for purpose in vocabulary.codes("consent_purposes")
    )
    table = Table(
        WORDS("consent.table"),
        WORDS("consent.purpose"),
        (WORDS("consent.standing"),),
        rows,
    )
    return Section("consent", WORDS("consent.title"), (table,), lead=WORDS("consent.lead"))


def _standing(person: Journey, purpose: str, reading: Reading) -> Text:
    day, birth = reading.period.asked_until, person.registration.birth
    holds = person.consent.covers(purpose, day, birth, _grace(reading))
    return WORDS("consent.yes" if holds else "consent.no")


def _grace(reading: Reading) -> int:
    day = reading.period.asked_until
    return int(reading.policy.value(GRACE, day, GRACE_DAYS))
