"""Retention: how long each kind of data is kept, and from what day the years are counted.

Nothing is kept longer than it is of use (law 09-08 art. 3); how long that is the
organisation decides with the authority, in its policy. What is due is shown, and goes when
two persons say so. What is not known never shortens a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from .dates import add_months, birthday
from .enrolment.identification import ChildIdentified
from .journey import Journey
from .personal import Known
from .policy import Policy
from .school_support.kits import KitDelivered
from .told import Version
from .vocabulary import Subject

OF_AGE = 18
MONTHS_A_YEAR = 12


class Kind(StrEnum):
    """The kinds of data that are kept for times of their own."""

    RECORD = "record"
    IDENTIFICATION = "identification"
    HOUSEHOLD = "household"
    REPORTER = "reporter"
    RECEIPT = "receipt"


class Since(StrEnum):
    """From what day on a time is counted."""

    OF_AGE = "of-age"
    CLOSED = "closed"
    LAST_TOLD = "last-told"


@frozen
class Kept:
    """A record, as far as it matters how long it is kept.

    Attributes:
        subject: Whose it is.
        journey: Where the person stands now.
        told: What holds of all that was told.
        last: The last day told of.

    """

    subject: Subject
    journey: Journey = field(repr=False)
    told: Sequence[Version] = field(repr=False)
    last: date


@frozen
class Due:
    """That something is to go.

    Attributes:
        subject: From whose record, or the record itself.
        kind: What kind of data it is.
        due: From when on.
        since: From what day the time was counted.
        months: How long it was.
        named: Which adult whom the record names; None for the record itself.

    """

    subject: Subject
    kind: Kind
    due: date
    since: Since
    months: int
    named: str | None = None


def of_person(records: Sequence[Kept], policy: Policy, on: date) -> Iterator[Due]:
    """Yield what of one person's records is due on *on*."""
    whole = _record(records, policy, on)
    if whole is not None and whole.due <= on:
        yield whole
        return
    for one in records:
        yield from (due for due in _named(one, policy, on) if due.due <= on)


def of_household(
    home: Kept, children: Sequence[Sequence[Kept]], policy: Policy, on: date
) -> Iterator[Due]:
    """Yield that a household is due on *on*: no sooner than every child in it."""
    months = _months(policy, "retention.household_years", on, MONTHS_A_YEAR)
    due = add_months(home.last, months)
    theirs = [_record(records, policy, on) for records in children]
    if None in theirs:  # a child is accompanied still
        return
    due = max([due, *(one.due for one in theirs if one is not None)])
    if due <= on:
        yield Due(home.subject, Kind.HOUSEHOLD, due, Since.LAST_TOLD, months)


def _record(records: Sequence[Kept], policy: Policy, on: date) -> Due | None:
    """Return when the records of a person are due; None while a case is open."""
    if any(one.journey.case.is_open for one in records):
        return None
    first, last = records[0].subject, max(one.last for one in records)
    episodes = [e for one in records for e in one.journey.case.episodes]
    if not episodes and not any(one.journey.registration.registered for one in records):
        months = _months(policy, "retention.identification_months", on)
        due = add_months(last, months)
        return Due(first, Kind.IDENTIFICATION, due, Since.LAST_TOLD, months)
    months = _months(policy, "retention.record_years", on, MONTHS_A_YEAR)
    births = [one.journey.registration.birth for one in records]
    born = max((birth.last for birth in births if birth is not None), default=last)
    of_age = birthday(born, OF_AGE)
    closed = max((e.end for e in episodes if e.end is not None), default=last)
    since = (
        Since.OF_AGE if of_age >= closed else Since.CLOSED if episodes else Since.LAST_TOLD
    )
    due = add_months(max(of_age, closed), months)
    return Due(first, Kind.RECORD, due, since, months)


def _named(one: Kept, policy: Policy, on: date) -> Iterator[Due]:
    """Yield when the names of adults in a record are due, before the record is."""
    reported, received = date.min, date.min
    for version in one.told:
        match version.entry.event:
            case ChildIdentified(reporter=Known()):
                reported = max(reported, version.entry.on.last)
            case KitDelivered(received_by=Known()):
                received = max(received, version.entry.on.last)
            case _:
                pass
    if reported > date.min:
        months = _months(policy, "retention.reporter_months", on)
        due = add_months(reported, months)
        yield Due(one.subject, Kind.REPORTER, due, Since.LAST_TOLD, months, "reporter")
    if received > date.min:
        months = _months(policy, "retention.receipt_years", on, MONTHS_A_YEAR)
        due = add_months(received, months)
        yield Due(one.subject, Kind.RECEIPT, due, Since.LAST_TOLD, months, "received-by")


def _months(policy: Policy, parameter: str, on: date, each: int = 1) -> int:
    return int(policy.value(parameter, on)) * each
