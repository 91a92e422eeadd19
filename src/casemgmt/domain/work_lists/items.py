"""What is to be done: an item as a kind finds it, and as a work list shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


@frozen
class Item:
    """Something that is open, and the day by which it is to be done.

    Attributes:
        what: Its kind, such as ``follow-up``.
        due: The last day on which it is not late.
        open_from: The day from which it is listed, when that is before it is due.
        about: What it is about, if its kind does not say it all: the plan, the kind of
            visit, the centre that was asked.
        rests: Whether days on which the case is suspended are not counted late.

    """

    what: str
    due: date
    open_from: date | None = None
    about: str | None = None
    rests: bool = True

    @property
    def listed_from(self) -> date:
        """The first day on which a work list has it."""
        return self.due if self.open_from is None else min(self.open_from, self.due)


@frozen
class Due:
    """Something to be done for a child, in the list of whoever has the case.

    Attributes:
        subject: The child's record.
        what: The kind of work, such as ``follow-up``.
        due: The last day on which it is not late.
        overdue_days: Days it is late; days on which the case was suspended do not count.
        caseworker: Who has the case, or had it last; None without any case.
        centre: The centre that has it, or had it last.
        about: What it is about, if its kind does not say it all.

    """

    subject: Subject
    what: str
    due: date
    overdue_days: int
    caseworker: str | None
    centre: str | None
    about: str | None = None

    @property
    def place(self) -> tuple[date, str, str, str]:
        """Where it stands in a work list: by the day, then by the child."""
        return self.due, str(self.subject), self.what, self.about or ""


Kind = Callable[["Journey", date, Policy], Iterable[Item]]
"""Finds what is open on a day in a journey as of that day."""
