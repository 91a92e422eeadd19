"""Days and instants as arguments."""

from __future__ import annotations

from datetime import UTC, datetime

from casemgmt.errors import InvalidError


def known_at_of(text: str | None) -> datetime | None:
    """Return the instant *text* writes, None when nothing was asked.

    Raises:
        InvalidError: it is no instant with an offset.

    """
    if text is None:
        return None
    try:
        read = datetime.fromisoformat(text)
        if read.tzinfo is None:
            raise InvalidError("known_at", "no-offset")
        return read.astimezone(UTC)
    except (ValueError, OverflowError):  # in UTC it may lie before the year 1
        raise InvalidError("known_at", "not-an-instant") from None
