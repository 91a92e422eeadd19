"""What the store tells of itself, in its own story."""

from __future__ import annotations

from casemgmt.domain.keeping import HistoryMovedIn
from casemgmt.opening.parts import Parts
from casemgmt.recording.own_story import THE_STORE, tell


def tell_moved_in(parts: Parts, *, by: str, file: str, lines: int) -> None:
    """Record that history was moved in, by whom and from which file.

    Raises:
        ConflictError: others kept writing the store's own story.

    """
    tell(parts.recorder, THE_STORE, HistoryMovedIn(file=file, lines=lines), by=by)
