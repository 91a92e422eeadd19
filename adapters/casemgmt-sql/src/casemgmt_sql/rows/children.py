"""The row of a child's record, and where the child stays."""

from __future__ import annotations

from casemgmt import Journey, Subject
from casemgmt.adapters import Stories
from casemgmt.events import ChildRegistered
from casemgmt_sql.tables import ADMISSIONS, CHILDREN

from .plain import Row, Rows, day, in_arabic, known, precision, said

NAMES = ("given_name", "family_name")
PERSONAL = ("mother", "father", "phone", "address")


def children(
    stories: Stories,
    child: Subject,
    journey: Journey,
    reference: str | None,
    forgotten: bool,  # noqa: FBT001 - what it is stands in the row
) -> Rows:
    """Return the row of a record, and those of its stays."""
    row: Row = {
        "child": str(child),
        "person": str(first_record(stories, child)),
        "reference": reference,
        "forgotten": forgotten,
        "readable": journey.readable,
    }
    row |= _described(journey) | _schooling(journey) | _named(stories, child)
    return [(CHILDREN, row), *_stays(child, journey)]


def first_record(stories: Stories, child: Subject) -> Subject:
    """Return the record a person is counted by: registered first, or else named first."""
    records = stories.records(child)
    if len(records) == 1:
        return child
    registered = {r: stories.journey(r).registration.first for r in records}
    return min(records, key=lambda r: (registered[r] is None, registered[r], str(r)))


def _described(journey: Journey) -> Row:
    who, seen = journey.registration, journey.assessment
    born = who.birth
    return {
        "registered_on": day(who.first[0]) if who.first else None,
        "sex": known(who.sex),
        "district": known(who.district),
        "disability": known(who.disability),
        "born_from": day(born.first) if born else None,
        "born_to": day(born.last) if born else None,
        "born_precision": precision(born) if born else None,
        "risk": seen.risk,
        "assessed_on": day(seen.completed_on),
        "seen_on": day(journey.follow_up.seen_on),
        "reviewed_on": day(seen.reviewed_on),
        "died_on": day(who.died_on),
    }


def _schooling(journey: Journey) -> Row:
    steps = journey.schooling.steps
    grades = [step.grade for step in steps if step.grade]
    return {
        "entry_situation": journey.schooling.entry,
        "school_year": steps[-1].school_year if steps else None,
        "grade": grades[-1] if grades else None,
    }


def _named(stories: Stories, child: Subject) -> Row:
    """Return what identifies the child, as told last, where it may be read."""
    told = (version.entry.event for version in stories.as_told(child))
    registered = [event for event in told if isinstance(event, ChildRegistered)]
    if not registered:
        return {}
    last = registered[-1]
    row: Row = {name: said(getattr(last, name)) for name in (*NAMES, *PERSONAL)}
    return row | {f"{name}_ar": in_arabic(getattr(last, name)) for name in NAMES}


def _stays(child: Subject, journey: Journey) -> Rows:
    return [
        (
            ADMISSIONS,
            {
                "child": str(child),
                "number": number,
                "centre": stay.value,
                "admitted_on": day(stay.first),
                "left_on": day(stay.last),
            },
        )
        for number, stay in enumerate(journey.admission.stays, 1)
    ]
