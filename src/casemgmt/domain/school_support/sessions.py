"""Sessions: tutoring, digital skills and others that a child attended."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

from attrs import frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Number, Session


@frozen(kw_only=True)
class SessionAttended:
    """The child attended a session for some hours."""

    session: Session
    hours: Number


@frozen
class Attended:
    """Hours of a session on a day."""

    day: date
    session: str
    hours: Decimal


@frozen
class Sessions:
    """The sessions the child attended, in order."""

    attended: tuple[Attended, ...] = ()

    def hours(self, first: date, last: date) -> Mapping[str, Decimal]:
        """Return the hours of each session attended from *first* to *last*."""
        found: dict[str, Decimal] = {}
        for one in self.attended:
            if first <= one.day <= last:
                found[one.session] = found.get(one.session, Decimal(0)) + one.hours
        return found

    def hours_of(self, sessions: Collection[str], first: date, last: date) -> Decimal:
        """Return the hours of these *sessions* together, such as the remedial ones."""
        found = self.hours(first, last)
        return sum((found[s] for s in found if s in sessions), Decimal(0))


def evolve(state: Sessions, event: SessionAttended, told: Told) -> Sessions:
    """Return the sessions after *event*."""
    match event:
        case SessionAttended(session=session, hours=hours):
            return Sessions((*state.attended, Attended(told.day, session, hours)))
        case _:
            assert_never(event)


class AttendSession(SessionAttended, Command):
    """Tell that the child attended a session."""


AREA = Area(
    name="sessions",
    subject="child",
    initial=Sessions(),
    evolve=evolve,
    events={"session-attended.1": SessionAttended},
    commands={"attend-session": AttendSession},
)
