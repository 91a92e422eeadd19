"""Emergencies: a story opened beyond what the matrix shows, for a reason and an hour.

Opening is recorded before it holds, and waits on a list until somebody else has judged it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from attrs import field, frozen

from casemgmt.desk.accessing import accesses, opened_reason, sealed_reason, tell_emergency
from casemgmt.desk.gate import Gate
from casemgmt.domain.accesses import (
    Emergency,
    EmergencyOpened,
    EmergencyReviewed,
    Verdict,
)
from casemgmt.domain.personal import Forgotten, Personal
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import InvalidError, NotPermittedError
from casemgmt.opening.parts import Parts
from casemgmt.privacy.access import Verb
from casemgmt.recording.recorder import new_id

MINUTES, LEAST = "access.emergency_minutes", "access.emergency_reason"
AN_EMERGENCY = "emergency"
"""What is refused, in the place of a verb."""


@frozen
class Opened:
    """A story that somebody opened in an emergency.

    Attributes:
        id: By which it is reviewed.
        by: Who opened it, in which role.
        at: When.
        until: From when on it holds no more.
        reason: Why; forgotten once the person is erased.
        verdict: What a reviewer said of it; None while nobody has.

    """

    id: UUID
    subject: Subject
    by: str
    role: str | None
    at: datetime
    until: datetime
    reason: Personal[Text] = field(repr=False)
    verdict: Verdict | None = None
    reviewed_by: str | None = None


def opened(parts: Parts, gate: Gate | None, subject: Subject, reason: str) -> Opened:
    """Open the story of *subject* to the reader of *gate*, from now on for a while.

    Raises:
        InvalidError: there is no gate, no such subject, or not enough of a reason.
        NotPermittedError: the role opens nothing, or the case is kept from this reader.

    """
    gate = _needed(gate)
    reader = gate.reader
    if not reader.may.emergency or gate.bars(subject):
        raise NotPermittedError(reader.role, AN_EMERGENCY)
    now = parts.recorder.clock()
    day, policy = parts.recorder.desk.door.today(now), parts.config.policy
    if len(" ".join(reason.split())) < int(policy.value(LEAST, day)):
        raise InvalidError("reason", "too-short-a-reason")
    if parts.shelf.vault.find(subject) is None:
        raise InvalidError("subject", "unknown-subject")
    until = now + timedelta(minutes=int(policy.value(MINUTES, day)))
    event = EmergencyOpened(
        id=(id_ := new_id()),
        subject=subject,
        reason=sealed_reason(parts, subject, id_, reason),
        until=until.astimezone(UTC).isoformat(),
        role=reader.role,
    )
    tell_emergency(parts, reader.person, event)
    return _shown(parts, accesses(parts).emergencies[id_])


def listed(parts: Parts, *, waiting: bool) -> Iterator[Opened]:
    """Yield every emergency, the latest first; only those not yet judged if *waiting*."""
    every = accesses(parts).emergencies.values()
    for one in sorted(every, key=lambda e: e.at, reverse=True):
        if not (waiting and one.verdict):
            yield _shown(parts, one)


def reviewed(parts: Parts, gate: Gate | None, id_: UUID, verdict: Verdict) -> Opened:
    """Record what the reader of *gate* says of an emergency.

    Raises:
        InvalidError: there is none such, it was judged before, or it is their own.
        NotPermittedError: the role may not review.

    """
    showing = _needed(gate).showing(Verb.REVIEW)
    found = accesses(parts).emergencies.get(id_)
    if found is None or not showing.knows(found.subject):
        raise InvalidError("id", "no-such-emergency")
    if found.by == showing.reader.person:
        raise InvalidError("id", "judges-themselves")
    if found.verdict is not None:
        raise InvalidError("id", "judged-before")
    event = EmergencyReviewed(id=id_, verdict=verdict)
    tell_emergency(parts, showing.reader.person, event)
    return _shown(parts, accesses(parts).emergencies[id_])


def _needed(gate: Gate | None) -> Gate:
    if gate is None:
        raise InvalidError("access", "no-matrix")
    return gate


def _shown(parts: Parts, one: Emergency) -> Opened:
    stream = parts.shelf.vault.find(one.subject)
    reason = Forgotten() if stream is None else opened_reason(parts, stream, one)
    return Opened(
        id=one.id,
        subject=one.subject,
        by=one.by,
        role=one.role,
        at=one.at,
        until=one.until,
        reason=reason,
        verdict=one.verdict,
        reviewed_by=one.reviewed_by,
    )
