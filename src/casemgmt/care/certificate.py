"""The certificate of an erasure: which places let go, and what was looked through."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import asdict, frozen

from casemgmt.domain.read_models import Destroyed


@frozen
class CertifiedPlace:
    """What became of one place.

    Attributes:
        place: How it is called.
        searched_bytes: How many bytes were looked through; 0 where nothing could be.
        found: How many values of the person stand in it; None where it did not answer.
        destroyed: Who says that it is gone for good, and how they know; None of any other.

    """

    place: str
    searched_bytes: int
    found: int | None
    destroyed: Destroyed | None = None

    def document(self) -> dict[str, Any]:
        """Return it as a program reads it."""
        said = {
            "place": self.place,
            "searched_bytes": self.searched_bytes,
            "found": self.found,
        }
        return said | ({"destroyed": asdict(self.destroyed)} if self.destroyed else {})


@frozen
class Certificate:
    """What became of an erasure.

    Attributes:
        subject: How who was erased is shown from now on.
        records: How each of their records is; several where records were linked.
        erased_at: When the keys were destroyed; None while it waits for its day.
        due: The day it waits for.
        complete: Whether every place has confirmed that it let go, or is gone for good.
        searched: Whether the places were searched for the person's own values: these are
            kept, sealed, until every place has confirmed, but for so many days only.
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
        return {
            "subject": self.subject,
            "records": self.records,
            "erased_at": self.erased_at,
            "due": self.due,
            "complete": self.complete,
            "searched": self.searched,
            "places": [place.document() for place in self.places],
        }
