"""What was told of one person, by whichever record, and what of it cannot both be true."""

from uuid import UUID

from tests.domain.given import POLICY

from casemgmt import commands as c
from casemgmt.domain.contradictions.finding import found_in
from casemgmt.domain.contradictions.person import Person, Said
from casemgmt.domain.told import as_told
from casemgmt.domain.vocabulary import Subject

SALMA, SELMA = Subject.of("child:C01"), Subject.of("child:C02")
HOME = Subject.of("household:F01")


def said(*tellings, of=SALMA):
    """What several days' tellings say, of one subject."""
    entries = [one.entry for several in tellings for one in several]
    return [Said(of, version) for version in as_told(entries)]


def person(*tellings, selma=(), visits=()):
    """Salma, who may have a second record as Selma, and visits of her home."""
    told = [*said(*tellings), *said(selma, of=SELMA)]
    return Person.of([SALMA, SELMA], told, said(visits, of=HOME))


def contradictory(*tellings, policy=POLICY, **beside):
    """The kinds of what cannot both be true, with the ids of both commands."""
    found = found_in(person(*tellings, **beside), policy)
    return [(str(one.kind), one.between) for one in found]


def ids(*tellings):
    """The ids of what was told, one command each."""
    return tuple(UUID(int=one.rank) for (one,) in tellings)


def attending(first, last, *, possible=20, absent=0, with_leave=None):
    return c.ReportAttendance(
        from_=first,
        to=last,
        days_possible=possible,
        days_absent=absent,
        days_absent_authorised=with_leave,
        source="register",
    )


def working(hours):
    return c.ObserveWork(economic_hours=hours, chores_hours=0, hazardous="no")


def place(school="al-massira", year="2025-2026"):
    return c.TakeSchoolPlace(school=school, school_year=year, grade="p3", kind="first")
