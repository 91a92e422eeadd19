"""A child seen, or present somewhere, on a day after the day of death."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casemgmt.domain.enrolment.admission import ChildAdmitted
from casemgmt.domain.enrolment.follow_up import FollowUpRecorded
from casemgmt.domain.enrolment.registration import DeathRecorded
from casemgmt.domain.family_support.visits import HomeVisited
from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.work import WorkObserved
from casemgmt.domain.school_support.attendance import AttendanceReported
from casemgmt.domain.school_support.schooling import ReturnedToSchool, SchoolPlaceTaken
from casemgmt.domain.school_support.sessions import SessionAttended
from casemgmt.domain.vocational_training.contract import HoursLogged

from .attending import counted, days_present
from .person import Person, Said

Pair = tuple[Said, Said]


def after_death(person: Person, policy: Policy) -> Iterator[Pair]:
    """Yield each recorded death, with everything in which the child is there later."""
    del policy
    deaths = list(person.said(DeathRecorded))
    if not deaths:
        return
    others = [s for s in person.told if not isinstance(s.event, AttendanceReported)]
    for said in (*counted(person), *others, *person.visits):
        seen = _seen_on(said)
        yield from ((d, said) for d in deaths if seen and seen > d.on.last)


def _seen_on(said: Said) -> date | None:
    """Return the earliest day on which the child was there, None when nobody says so."""
    match said.event:
        case AttendanceReported() as report:
            return report.from_.first if days_present(report) > 0 else None
        case FollowUpRecorded(seen_child=False):
            return None
        case (
            FollowUpRecorded()
            | WorkObserved()
            | SessionAttended()
            | ChildAdmitted()
            | SchoolPlaceTaken()
            | ReturnedToSchool()
            | HoursLogged()
            | HomeVisited()
        ):
            return said.on.first
        case _:
            return None
