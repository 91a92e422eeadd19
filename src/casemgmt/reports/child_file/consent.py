"""Consent to hand the file over, and what else is consented to on that day."""

from __future__ import annotations

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Text
from casemgmt.reports.model import Row, Section, Table
from casemgmt.reports.reading import Reading

from .words import WORDS

GRACE_DAYS = 30
SERVICES = "services"


def covers(person: Journey, reading: Reading) -> bool:
    """Whether consent in force covers handing the file to the family."""
    day, birth = reading.period.asked_until, person.registration.birth
    return person.consent.covers(SERVICES, day, birth, _grace(reading))


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
    return int(reading.policy.value("consent.grace_days_at_18", day, GRACE_DAYS))
