"""Accesses: who was shown what is sensitive, what an emergency opened, what went out.

The store tells them of itself: none of them stands in the story of the person it is about,
who is named by a random id. Nothing a story says is repeated here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, assert_never
from uuid import UUID

from attrs import evolve as changed
from attrs import field, frozen

from .area import Area
from .told import Told
from .vocabulary import Subject

Verdict = Literal["right", "wrong"]
Use = Literal["donor-list", "referral", "transfer", "photo", "sponsor-updates"]
Ground = Literal["consent", "safeguarding", "legal-duty"]


@frozen(kw_only=True)
class SensitiveDisclosed:
    """Somebody was shown what is sensitive of these persons.

    Attributes:
        verb: How it was asked for, such as ``history``.
        fields: What was shown, such as ``record-follow-up.findings``; never what it said.
        opened: The emergencies it was shown by, none where the matrix allows it.

    """

    subjects: tuple[Subject, ...]
    verb: str
    fields: tuple[str, ...]
    role: str | None = None
    opened: tuple[UUID, ...] = ()


@frozen(kw_only=True)
class EmergencyOpened:
    """Somebody opened a story that the matrix keeps from them, for a while and a reason.

    Attributes:
        id: By which it is reviewed.
        reason: Why, sealed with the key of the person it is about.
        until: The instant from which it holds no more, in UTC.

    """

    id: UUID
    subject: Subject
    reason: str = field(repr=False)
    until: str
    role: str | None = None


@frozen(kw_only=True)
class EmergencyReviewed:
    """Somebody else judged whether a story was rightly opened."""

    id: UUID
    verdict: Verdict


@frozen(kw_only=True)
class HandedOut:
    """What is known of these persons went to others.

    Attributes:
        use: What for; the purpose of consent follows from it.
        to: The organisation, authority or person it went to.
        ground: By what right.
        answers: Who answers for it, where it was not by consent.
        form: In which form, such as ``xlsx``; None where it was no file.

    """

    subjects: tuple[Subject, ...]
    use: Use
    to: str
    ground: Ground = "consent"
    answers: str | None = None
    form: str | None = None
    role: str | None = None


@frozen
class Emergency:
    """A story opened in an emergency, and what became of it.

    Attributes:
        by: Who opened it.
        at: When.
        until: From when on it holds no more.
        reason: Why, sealed with the key of the person it is about.
        verdict: What a reviewer said of it; None while nobody has.
        reviewed_by: Who that was.

    """

    id: UUID
    subject: Subject
    by: str
    role: str | None
    at: datetime
    until: datetime
    reason: str = field(repr=False)
    verdict: Verdict | None = None
    reviewed_by: str | None = None


@frozen
class Accesses:
    """Every emergency, by its id; what was shown and handed out is only kept."""

    emergencies: Mapping[UUID, Emergency] = field(factory=dict)


Event = SensitiveDisclosed | EmergencyOpened | EmergencyReviewed | HandedOut


def evolve(state: Accesses, event: Event, told: Told) -> Accesses:
    """Return what is known of accesses after *event*; the first verdict stays."""
    match event:
        case EmergencyOpened(id=id_):
            return _with(state, id_, _opened(event, told))
        case EmergencyReviewed(id=id_, verdict=verdict):
            found = state.emergencies.get(id_)
            if found is None or found.verdict is not None:
                return state
            judged = changed(found, verdict=verdict, reviewed_by=told.by)
            return _with(state, id_, judged)
        case SensitiveDisclosed() | HandedOut():
            return state
        case _:
            assert_never(event)


def _opened(event: EmergencyOpened, told: Told) -> Emergency:
    return Emergency(
        id=event.id,
        subject=event.subject,
        by=told.by,
        role=event.role,
        at=told.at,
        until=datetime.fromisoformat(event.until),
        reason=event.reason,
    )


def _with(state: Accesses, id_: UUID, one: Emergency) -> Accesses:
    return Accesses({**state.emergencies, id_: one})


AREA = Area(
    name="accesses",
    subject="system",
    initial=Accesses(),
    evolve=evolve,
    events={
        "sensitive-disclosed.1": SensitiveDisclosed,
        "emergency-opened.1": EmergencyOpened,
        "emergency-reviewed.1": EmergencyReviewed,
        "handed-out.1": HandedOut,
    },
    commands={},
)
