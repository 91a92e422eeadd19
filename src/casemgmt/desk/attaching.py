"""Documents put with a story: kept first, sealed, and then told of: none is ever missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.care.attachments import Attachments
from casemgmt.domain.dates import Day
from casemgmt.domain.documents import AttachDocument, DocumentAttached
from casemgmt.domain.personal import Personal
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.formats import LOOKED_AT, UNKNOWN, format_of
from casemgmt.opening.parts import Parts
from casemgmt.privacy.sealed_file import Sealed
from casemgmt.privacy.vault_port import Vault
from casemgmt.recorded import RecordedEvent, as_history
from casemgmt.recording.port import StoredEvent

MOST = "attachments.most_megabytes"
MEGABYTE = 1_000_000
DOCUMENT = "attach-document.content"
"""The field of which class a document itself is: who may not see it may not open it."""
_NAME = re.compile(rb"[0-9a-f]{64}")


@frozen
class Attachment:
    """A document that is kept with a story.

    Attributes:
        subject: With whose.
        id: The id of the command that attached it.
        on: The day it was attached.
        by: Who attached it.
        kind: What it is, such as ``birth-act``.
        format: What its first bytes looked like, such as ``pdf``; nobody relies on it.
        title: What it is called, if that was said.
        content: By what its file is known.

    """

    subject: Subject
    id: UUID
    on: Day
    by: str
    kind: str
    format: str
    title: Personal[Text] | None
    content: str


def looked_at(kind: str, title: str | Text | None) -> AttachDocument:
    """Return a command as it will be told, to be judged before anything is kept."""
    empty = "0"
    return AttachDocument(
        kind=kind, title=title, content=empty, digest=empty, format=UNKNOWN
    )


def kept(
    parts: Parts, of: Subject, file: Path, day: Day, command: AttachDocument
) -> tuple[UUID, AttachDocument]:
    """Keep *file* with the story of *of*; return whose it is, and what is told of it.

    Raises:
        InvalidError: it is no file, or larger than the policy lets one be; or whose it is
            was erased meanwhile.
        ConfigurationError: this store has no folder for attachments.
        OSError: the file cannot be read, or the folder not be written.

    """
    folder, vault = _folder(parts), parts.shelf.vault
    subject, most = vault.identify([of])[of], _most(parts, day)
    looks = format_of(_beginning(file))

    def keep(key: bytes) -> Sealed:
        return folder.keep(file, subject=subject, key=key, most=most)

    sealed = _sealed(folder, vault, subject, keep)
    told = evolve(command, content=sealed.content, digest=sealed.digest, format=looks)
    return subject, told


def taken_over(
    parts: Parts, of: Subject, content: bytes, day: Day, told: DocumentAttached
) -> DocumentAttached:
    """Keep what another store has of *of*, and return what is told of it here.

    Raises:
        InvalidError: it is larger than the policy lets one be, or whose it is was erased.
        ConfigurationError: this store has no folder for attachments.
        OSError: the folder cannot be written.

    """
    folder, vault = _folder(parts), parts.shelf.vault
    subject, most = vault.identify([of])[of], _most(parts, day)

    def keep(key: bytes) -> Sealed:
        return folder.keep_read(content, subject=subject, key=key, most=most)

    sealed = _sealed(folder, vault, subject, keep)
    return evolve(told, content=sealed.content, digest=sealed.digest)


def _most(parts: Parts, day: Day) -> int:
    return int(parts.config.policy.value(MOST, day.last) * MEGABYTE)


def _sealed(
    folder: Attachments, vault: Vault, subject: UUID, keep: Callable[[bytes], Sealed]
) -> Sealed:
    """Seal a document of *subject*, unless they are erased while it is done.

    An erasure destroys the key first, and then empties the folder: a file that came after
    it looked finds the key gone, and goes too.
    """
    sealed, key = None, vault.key(subject)
    try:
        if key is not None:
            sealed = keep(key)
    except OSError:
        if vault.key(subject) is not None:  # else what it worked on was taken away
            raise
    if sealed is None or vault.key(subject) is None:
        folder.purge(subject)
        raise InvalidError("subject", "unknown-subject")
    return sealed


def tidied(parts: Parts, now: datetime) -> int:
    """Remove what no event names, and what is left of the erased; return how many files.

    A file of the last day is left: somebody may be about to tell of it.
    """
    folder = _folder(parts)
    removed = folder.let_go(parts.shelf.vault.erased())
    for subject in folder.subjects():
        named = _named_by(parts.shelf.log.read(subject))
        removed += folder.tidy(subject, named, now)
    return removed


def _named_by(story: Iterable[StoredEvent]) -> set[str]:
    """Return every word of a story that may name a file, also in what cannot be read."""
    return {word.decode() for one in story for word in _NAME.findall(one.state)}


def attachments(parts: Parts, of: Subject) -> tuple[Attachment, ...]:
    """Return what is kept with the story of *of*, as it is told today, oldest first."""
    told = as_history(parts.shelf.read(of).entries, of)
    by_id = {one.command_id: one.event for one in told}
    return tuple(
        _attachment(one, by_id[one.corrected_by].corrected if one.corrected_by else None)
        for one in told
        if isinstance(one.event, DocumentAttached) and one.retracted_by is None
    )


def _attachment(told: RecordedEvent, corrected: DocumentAttached | None) -> Attachment:
    said: DocumentAttached = corrected or told.event
    who = (told.subject, told.command_id, told.on, told.by)
    return Attachment(*who, said.kind, said.format, said.title, said.content)


def content(parts: Parts, one: Attachment) -> Iterator[bytes]:
    """Yield what is in *one*, piece by piece; it is the whole if nothing is raised.

    Raises:
        DamagedAttachmentError: its file is missing, or was changed.
        InvalidError: whom it was kept with was erased.

    """
    vault = parts.shelf.vault
    subject = vault.find(one.subject)
    key = None if subject is None else vault.key(subject)
    if subject is None or key is None:
        raise InvalidError("subject", "unknown-subject")
    yield from _folder(parts).read(one.content, subject=subject, key=key)


def _folder(parts: Parts) -> Attachments:
    if parts.attachments is None:
        raise ConfigurationError.because("attachment.needs-folder")
    return parts.attachments


def _beginning(file: Path) -> bytes:
    if not file.is_file():
        raise InvalidError("file", "not-a-file")
    with file.open("rb") as opened:
        return opened.read(LOOKED_AT)
