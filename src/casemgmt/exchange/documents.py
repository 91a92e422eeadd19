"""Documents attached to a story, kept in the other store before it is told of them."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from casemgmt.care.attachments import MissingAttachmentError
from casemgmt.desk import attaching
from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.dates import Day
from casemgmt.domain.documents import DocumentAttached
from casemgmt.domain.vocabulary import Subject
from casemgmt.opening.parts import Parts


def brought(one: Parts, other: Parts, of: Subject, on: Day, event: Any) -> Any:
    """Return *event* as the *other* store is told it, with the document kept there.

    What names no document is returned as it is. A document is sealed there with that
    store's own key, so it has another name there; at no moment does it lie open on a disk.

    Raises:
        DamagedAttachmentError: the document is missing, or was changed.
        InvalidError: it is larger than the other lets one be, or whose it is was erased.
        ConfigurationError: the other has no folder for attachments.

    """
    match event:
        case DocumentAttached():
            content = _content(one, of, event.content)
            return attaching.taken_over(other, of, content, on, event)
        case CommandCorrected(corrected=DocumentAttached() as said):
            return evolve(event, corrected=brought(one, other, of, on, said))
        case _:
            return event


def _content(parts: Parts, of: Subject, content: str) -> bytes:
    vault = parts.shelf.vault
    subject = vault.find(of)
    key = None if subject is None else vault.key(subject)
    if parts.attachments is None or subject is None or key is None:
        raise MissingAttachmentError.because("attachment.missing")
    return b"".join(parts.attachments.read(content, subject=subject, key=key))
