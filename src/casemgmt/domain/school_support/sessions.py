"""Sessions: tutoring, digital skills and others that a child attended."""

from __future__ import annotations

from attrs import frozen

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.vocabulary import Number, Session


@frozen(kw_only=True)
class SessionAttended:
    """The child attended a session for some hours."""

    session: Session
    hours: Number


class AttendSession(SessionAttended, Command):
    """Tell that the child attended a session."""


AREA = Area(
    name="sessions",
    subject="child",
    initial=None,
    evolve=unchanged,
    events={"session-attended.1": SessionAttended},
    commands={"attend-session": AttendSession},
)
