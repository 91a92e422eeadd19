"""Accesses as the store tells them of itself: told, and asked for again.

They stand in stories of the store's own, one a month for what was shown and handed out, and
one for emergencies; never in the story of whom they are about. A family has a right to know
them: ``who_saw`` is what the right of access is answered from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.accesses import (
    AREA,
    Accesses,
    Emergency,
    EmergencyOpened,
    EmergencyReviewed,
    Ground,
    HandedOut,
    SensitiveDisclosed,
    Use,
)
from casemgmt.domain.personal import Forgotten, Known, Personal
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.opening.parts import Parts
from casemgmt.privacy.sealing import FORGOTTEN, MARK, Place, Sealer
from casemgmt.recording.own_story import tell

EMERGENCIES = Subject("system", "emergencies")
MONTHLY = "accesses-"
"""Before the month, in the key of a story of what was shown and handed out."""
REASON = "emergency-reason"


@frozen
class Seen:
    """One access to what is kept of a person: who, when, to what, by what right.

    Attributes:
        what: ``shown`` to somebody at a desk, ``emergency`` where a story was opened that
            the matrix keeps from them, ``handed-out`` where it went to others.
        by: The reference of who did it; never a name.
        role: The role they acted in, if it was said.
        at: When, in UTC.
        verb: How it was asked for, such as ``history``; None of what is no reading.
        fields: What sensitive fields were shown, such as ``record-follow-up.findings``.
        reason: Why a story was opened in an emergency; forgotten with the person.
        until: From when on an emergency held no more.
        use: What it was handed out for.
        to: To whom it went.
        ground: By what right it went there.
        answers: Who answers for that, where it was not by consent.
        form: The format of the file, if it was one.

    """

    what: Literal["shown", "emergency", "handed-out"]
    by: str
    role: str | None
    at: datetime
    verb: str | None = None
    fields: tuple[str, ...] = ()
    reason: Personal[Text] | None = field(default=None, repr=False)
    until: datetime | None = None
    use: Use | None = None
    to: str | None = None
    ground: Ground | None = None
    answers: str | None = None
    form: str | None = None


def who_saw(parts: Parts, subject: Subject) -> tuple[Seen, ...]:
    """Return every recorded access to what is kept of *subject*, the earliest first.

    Readings of what is sensitive, emergencies, and whatever went to others, as they were
    recorded since an access matrix is configured; before that nobody's reading is. Records
    of the same child under other references are asked for one by one.

    Args:
        parts: What the store is made of; at a desk, ``Desk.who_saw`` asks the same.
        subject: The child, household, centre or agreement, by its reference.

    """
    stream = parts.shelf.vault.find(subject)
    if stream is None:
        return ()
    told = (_seen(parts, stream, entry) for entry in _naming(parts, subject, stream))
    return tuple(sorted(filter(None, told), key=lambda seen: seen.at))


def _naming(parts: Parts, subject: Subject, stream: UUID) -> Iterator[Entry]:
    """Yield what the store's own stories tell of *subject*; the rest is not decoded."""
    needle, shelf = f"{subject.kind}:{stream.hex}".encode(), parts.shelf
    for story, own in shelf.vault.references("system"):
        if story == EMERGENCIES or story.key.startswith(MONTHLY):
            named = (one for one in shelf.log.read(own) if needle in one.state)
            yield from map(shelf.codec.entry, named)


def _seen(parts: Parts, stream: UUID, entry: Entry) -> Seen | None:
    common: dict[str, Any] = {"by": entry.by, "at": entry.recorded_at}
    match entry.event:
        case SensitiveDisclosed(verb=verb, fields=fields, role=role):
            return Seen("shown", role=role, verb=verb, fields=fields, **common)
        case EmergencyOpened(role=role, until=until):
            why = opened_reason(parts, stream, entry.event)
            end = datetime.fromisoformat(until)
            return Seen("emergency", role=role, reason=why, until=end, **common)
        case HandedOut(role=role) as out:
            return Seen(
                "handed-out",
                role=role,
                use=out.use,
                to=out.to,
                ground=out.ground,
                answers=out.answers,
                form=out.form,
                **common,
            )
        case _:
            return None


def tell_shown(parts: Parts, by: str, event: SensitiveDisclosed | HandedOut) -> None:
    """Record that something was shown or handed out, in the story of this month.

    Raises:
        ConflictError: others kept writing it.

    """
    today = parts.recorder.desk.door.today(parts.recorder.clock())
    tell(parts.recorder, Subject("system", f"{MONTHLY}{today:%Y-%m}"), event, by=by)


def tell_emergency(
    parts: Parts, by: str, event: EmergencyOpened | EmergencyReviewed
) -> None:
    """Record that a story was opened in an emergency, or that this was reviewed.

    Raises:
        ConflictError: others kept writing it.

    """
    tell(parts.recorder, EMERGENCIES, event, by=by)


def accesses(parts: Parts) -> Accesses:
    """Return every emergency there was, and what became of it."""
    if parts.shelf.vault.find(EMERGENCIES) is None:
        return AREA.initial
    with parts.recorder.locked():
        return parts.shelf.fresh(EMERGENCIES).journey[AREA]


def sealed_reason(parts: Parts, subject: Subject, id_: UUID, reason: str) -> str:
    """Return *reason*, sealed with the key of whom it is about: it is erased with them."""
    stream = parts.shelf.vault.identify([subject])[subject]
    value = {"plain": reason}
    sealed = Sealer(parts.shelf.vault).seal(value, _place(stream, id_), REASON)
    return sealed[MARK]


def opened_reason(
    parts: Parts, stream: UUID, told: EmergencyOpened | Emergency
) -> Personal[Text]:
    """Return why a story was opened; forgotten when the person was erased."""
    place = _place(stream, told.id)
    value = Sealer(parts.shelf.vault).open({MARK: told.reason}, place, REASON)
    return Forgotten() if value == FORGOTTEN else Known(Text(**value))


def _place(stream: UUID, id_: UUID) -> Place:
    """Return where a reason stands: it opens with no other emergency."""
    return Place(person=stream, stream=id_, version=1)
