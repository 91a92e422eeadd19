"""One command on its way in: what the door has checked, and nobody has decided yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Subject

from .drafts import maker


@frozen
class Attempt:
    """One command on its way in, checked and not yet decided.

    Attributes:
        id: The command's own id; None when the store is to make one.
        command: What is told or asked.
        subject: Whose story it belongs to.
        on: The day it happened.
        by: The acting person's reference.
        role: The role they act in.
        at: When the sending tool recorded it, if it said.
        said: The data as they were sent; None where nobody needs them.

    """

    id: UUID | None
    command: Any = field(repr=False)
    subject: Subject = field(repr=False)
    on: Day
    by: str
    role: str | None = None
    at: datetime | None = None
    said: Any = field(default=None, repr=False, eq=False)


attempted = maker(Attempt)
"""Makes an attempt of what was checked already."""
