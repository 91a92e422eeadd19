"""What an adapter is given of a log: subjects by their random ids, what is personal closed.

One subject has one id in everything an adapter keeps, also where another's story names it:
it can be forgotten when nobody knows its reference any more.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault import Vault
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.codec import Codec
from casemgmt.recording.envelope import kind_of
from casemgmt.recording.port import StoredEvent

REFERENCE = "reference"
"""Among the granted fields: adapters may know how senders call the subjects."""
_SUBJECTS_KEPT = 65_536


class Reading:
    """Reads stored events for one adapter."""

    def __init__(self, codec: Codec, vault: Vault, granted: Collection[str] = ()) -> None:
        self._codec = codec
        self._vault = vault
        self._granted = frozenset(granted)
        self._subjects: dict[UUID, Subject] = {}

    def event(self, stored: StoredEvent) -> RecordedEvent:
        """Return *stored* as an adapter reads it."""
        entry = self._codec.entry(stored, opened=False, by_id=True)
        return RecordedEvent.of(entry, self._subject(stored), self._reference(stored))

    def _subject(self, stored: StoredEvent) -> Subject:
        known = self._subjects.get(stored.stream)
        if known is None:
            if len(self._subjects) >= _SUBJECTS_KEPT:
                self._subjects.clear()
            known = Subject(kind_of(stored), str(stored.stream))
            self._subjects[stored.stream] = known
        return known

    def _reference(self, stored: StoredEvent) -> Subject | None:
        if REFERENCE not in self._granted:
            return None
        return self._vault.reference(stored.stream)
