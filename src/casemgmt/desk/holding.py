"""What is held on a person beside their story: gathered for the right of access."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from attrs import evolve

from casemgmt.care.standing import standing
from casemgmt.desk import publishing, stories
from casemgmt.desk.accessing import Seen, who_saw
from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.opening.parts import Parts
from casemgmt.read_models import reporting
from casemgmt.read_models.destinations import Destinations

if TYPE_CHECKING:
    from casemgmt.desk.story_desk import StoryDesk
    from casemgmt.reports import Report
    from casemgmt.reports.desk import CaseDesk
    from casemgmt.reports.held import Held, Paper
    from casemgmt.reports.held.beyond import Copy, Looked, Went

HANDED_OUT = "handed-out"
PERSONS = frozenset({"child", "household"})


def report(parts: Parts, desk: StoryDesk, of: Subject) -> Report:
    """Return everything held on *of*, for the person and the family.

    Raises:
        InvalidError: nothing was ever told of them, or they are nobody.

    """
    from casemgmt.reports.held import held_report

    if of.kind not in PERSONS or not desk.history(of):
        raise InvalidError("subject", "unknown-subject")
    held = _held(parts, desk, of)
    first = min(e.on.first for one in held.records for e in desk.history(one))
    today = parts.recorder.desk.door.today(parts.recorder.clock())
    last = max(first, today)
    asked = reporting.period(parts, first, last, as_of=None, known_at=None, policy=None)
    made = held_report(cast("CaseDesk", desk), asked, held)
    tree = standing(parts.shelf.log, parts.facts_at)
    return evolve(made, foot=evolve(made.foot, events=tree.size, root=tree.root().hex()))


def _held(parts: Parts, desk: StoryDesk, of: Subject) -> Held:
    from casemgmt.reports.held import Held

    records = _records(parts, desk, of)
    seen = [one for record in records for one in who_saw(parts, record)]
    return Held(
        records=records,
        papers=tuple(paper for record in records for paper in _papers(desk, record)),
        seen=None if parts.guards is None else tuple(_looked(parts, seen)),
        went=tuple(_went(parts, seen)),
        copies=tuple(_copies(parts)),
        published=len(publishing.publications(parts)),
    )


def _records(parts: Parts, desk: StoryDesk, of: Subject) -> tuple[Subject, ...]:
    """Return every record of the person that may be known, the one asked for first."""
    same = stories.journey(parts, of, None, None).same_child(of)
    others = sorted(same - {of}, key=str)
    return (of, *(one for one in others if desk.history(one)))


def _papers(desk: StoryDesk, record: Subject) -> Iterable[Paper]:
    from casemgmt.reports.held import Paper

    for one in desk.attachments(record):
        yield Paper(one.kind, one.format, one.on, one.by, one.title)


def _looked(parts: Parts, seen: Iterable[Seen]) -> Iterable[Looked]:
    from casemgmt.reports.held.beyond import Looked

    for one in seen:
        if one.what != HANDED_OUT:
            who = one.by if one.role is None else f"{one.by} ({one.role})"
            yield Looked(_day(parts, one.at), who, one.what, one.fields)


def _went(parts: Parts, seen: Iterable[Seen]) -> Iterable[Went]:
    from casemgmt.reports.held.beyond import Went

    for one in seen:
        if one.what == HANDED_OUT and one.to is not None and one.use is not None:
            yield Went(_day(parts, one.at), one.to, one.use, one.ground)


def _copies(parts: Parts) -> Iterable[Copy]:
    from casemgmt.reports.held.beyond import Copy

    for one in Destinations(parts).every():
        granted = tuple(sorted(parts.config.granted(one.projection)))
        yield Copy(one.projection, one.address, granted)


def _day(parts: Parts, at: datetime) -> Day:
    local: date = parts.recorder.desk.door.today(at)
    return Day.of(local)
