"""The certificate of an erasure: which places let go, and what was looked through."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import frozen


@frozen
class CertifiedPlace:
    """What became of one place.

    Attributes:
        place: How it is called.
        searched_bytes: How many bytes were looked through; 0 where nothing could be.
        found: How many values of the person stand in it; None where it did not answer.

    """

    place: str
    searched_bytes: int
    found: int | None


@frozen
class Certificate:
    """What became of an erasure.

    Attributes:
        subject: How who was erased is shown from now on.
        records: How each of their records is; several where records were linked.
        erased_at: When the keys were destroyed; None while it waits for its day.
        due: The day it waits for.
        complete: Whether every place has confirmed that it let go.
        searched: Whether the places were searched for the person's own values. Who goes on
            with an erasure that was interrupted knows none of them any more.
        places: What became of each place.

    """

    subject: str
    records: tuple[str, ...]
    erased_at: datetime | None
    due: date | None
    complete: bool
    searched: bool
    places: tuple[CertifiedPlace, ...]

    @property
    def found(self) -> int:
        """In how many places something of the person was found."""
        return sum(bool(place.found) for place in self.places)

    def document(self) -> dict[str, Any]:
        """Return it as a program reads it."""
        places = [
            {"place": p.place, "searched_bytes": p.searched_bytes, "found": p.found}
            for p in self.places
        ]
        return {
            "subject": self.subject,
            "records": self.records,
            "erased_at": self.erased_at,
            "due": self.due,
            "complete": self.complete,
            "searched": self.searched,
            "places": places,
        }
