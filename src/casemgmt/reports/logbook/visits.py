"""Who came to see the apprentice where they learn; the remarks are written in by hand.

The enterprise reads the logbook too: visits at home, and what was found, are not its
business.
"""

from __future__ import annotations

from casemgmt.domain.enrolment.follow_up import FollowUpRecorded
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.recorded import RecordedEvent
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.people import People
from casemgmt.reports.reading import WORDS as HOUSE
from casemgmt.reports.reading import Reading

from .contract import Apprenticeship
from .signatures import BOX
from .words import WORDS

WHERE = ("workplace", "school")
COLUMNS = ("day", "by", "seen", "remarks")


def section(
    reading: Reading, people: People, child: Subject, found: Apprenticeship
) -> Section:
    """Return the section on the visits of the period that fall into the contract."""
    first = max(reading.period.first, found.first)
    made = [
        event
        for event in people.story(child)
        if isinstance(event.event, FollowUpRecorded)
        and event.event.kind in WHERE
        and first <= event.on.last <= reading.period.until
    ]
    table = Table(
        WORDS("visits.table"),
        WORDS("visits.kind"),
        tuple(WORDS(f"visits.{name}") for name in COLUMNS),
        tuple(map(_row, made)),
    )
    block: Block = table if made else Note(WORDS("visits.none"))
    return Section("visits", WORDS("visits.title"), (block,), lead=WORDS("visits.lead"))


def _row(told: RecordedEvent) -> Row:
    visit = told.event
    seen = WORDS("contract.yes" if visit.seen_child else "contract.no")
    return Row(HOUSE(f"visit.{visit.kind}"), (told.on, Text(plain=told.by), seen, BOX))
