"""Whether what a log tells of as attached is there, and as it was sealed; with no key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

import orjson
from attrs import define, field

from casemgmt.recording.port import StoredEvent

from .attachments import Attachments, MissingAttachmentError

ATTACHED = "document-attached.1"
_NO_EVENT = (AttributeError, KeyError, TypeError, ValueError)
Named = tuple[UUID, str]
"""With whose story it is, and by what its file is known."""


@define
class Attached:
    """What a log tells of as attached, noted while it is walked over.

    A document attached twice stands once; its file is whole as either of them has it.
    """

    _told: dict[Named, tuple[int, set[str]]] = field(factory=dict)

    def note(self, stored: StoredEvent) -> None:
        """Note what *stored* attaches; what is wrong with an event is noted elsewhere."""
        if stored.name != ATTACHED:
            return
        try:
            data = orjson.loads(stored.state)["d"]
            content, digest = str(data["content"]), str(data["digest"])
        except _NO_EVENT:
            return
        first = (stored.position, set[str]())
        self._told.setdefault((stored.stream, content), first)[1].add(digest)

    def unlike(
        self, folder: Attachments, erased: Callable[[], Collection[UUID]]
    ) -> Iterator[str]:
        """Yield in words which are missing or were changed; of the *erased*, none is."""
        for (subject, content), (position, digests) in self._told.items():
            try:
                if folder.digest(content, subject) in digests:
                    continue
                wrong = "was changed"
            except MissingAttachmentError:
                if subject in erased():
                    continue
                wrong = "is missing"
            yield f"position {position}: what is attached {wrong}"
