"""A report goes out: its figures are frozen as they were computed, under a reference."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from attrs import evolve

from casemgmt.desk.frozen import FrozenDesk, NotingDesk, frozen_rules
from casemgmt.desk.laying_beside import asked_of, held_back, sources_of
from casemgmt.domain.dates import Day
from casemgmt.domain.publications import AREA, EventsPassedOver, Published, ReportPublished
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.opening.parts import Parts
from casemgmt.read_models import figuring, reporting
from casemgmt.recording.own_story import tell_all
from casemgmt.reports import Period, report_named
from casemgmt.reports.protecting import veiled

if TYPE_CHECKING:
    from casemgmt.reports import Foot, Report, ReportDesk

PUBLICATIONS = Subject("system", "publications")
LONGEST = 64
"""Characters of a reference."""


def publish(
    parts: Parts,
    desk: ReportDesk,
    name: str,
    asked: Period,
    *,
    ref: str,
    by: str,
    knowingly: bool = False,
) -> Published:
    """Freeze the figures of a report under *ref*, and return what was published.

    What would tell of few people together with earlier publications is held back in it,
    unless it is shown *knowingly*.

    Raises:
        InvalidError: the reference cannot be used, something was published under it, or
            the report holds persons and is never published.
        ConfigurationError: there is no such report, or its policy cannot be used.

    """
    if not ref.strip() or len(ref) > LONGEST or not ref.isprintable():
        raise InvalidError("ref", "not-a-reference")
    earlier = publications(parts)
    if ref in earlier:
        raise InvalidError("ref", "published-before")
    event = _event(parts, desk, name, asked, ref)
    held = held_back(desk, event, earlier, knowingly=knowingly)
    told_of_it = (event, held, _passed_over(parts, ref))
    tell_all(parts.recorder, PUBLICATIONS, [one for one in told_of_it if one], by=by)
    told = publications(parts)[ref]
    if told.report != event:  # somebody was first while this one was reckoned
        raise InvalidError("ref", "published-before")
    return told


def publications(parts: Parts) -> dict[str, Published]:
    """Return everything that was published, by its reference."""
    with parts.recorder.locked():
        return dict(parts.shelf.fresh(PUBLICATIONS).journey[AREA].published)


def published(parts: Parts, ref: str) -> ReportPublished:
    """Return what was published under *ref*.

    Raises:
        InvalidError: nothing was.

    """
    return _found(parts, ref).report


def place_of(parts: Parts, ref: str) -> int:
    """Return where in the log it stands that something was published under *ref*.

    Raises:
        InvalidError: nothing was.

    """
    _found(parts, ref)
    with parts.recorder.locked():
        told = parts.shelf.fresh(PUBLICATIONS).entries
    return next(
        entry.position
        for entry in told
        if isinstance(entry.event, ReportPublished) and entry.event.ref == ref
    )


def report(parts: Parts, desk: ReportDesk, ref: str, *, internal: bool = False) -> Report:
    """Return the report that was published under *ref*, of the figures frozen then.

    Where it stays in the house nothing is hidden.

    Raises:
        InvalidError: nothing was published under it.
        ConfigurationError: the report is not installed any more.

    """
    told = _found(parts, ref)
    frozen = told.report
    asked = asked_of(frozen, inside=internal)
    made = reporting.report(parts, FrozenDesk.of(desk, frozen), frozen.report, asked)
    shown = veiled(made, sources_of(told.held))
    return evolve(shown, foot=_foot(made.foot, told))


def _foot(foot: Foot, told: Published) -> Foot:
    """Return the foot, with what was passed over when it was published, not since."""
    passed = told.passed
    events, parked = (passed.events, passed.parked) if passed else (0, 0)
    return evolve(foot, publication=told.report.ref, unread=events, parked=parked)


def _passed_over(parts: Parts, ref: str) -> EventsPassedOver | None:
    passed = figuring.passed_over(parts)
    if not passed:
        return None
    return EventsPassedOver(
        ref=ref, events=passed.events, stories=passed.stories, parked=passed.parked
    )


def _found(parts: Parts, ref: str) -> Published:
    found = publications(parts).get(ref)
    if found is None:
        raise InvalidError("ref", "never-published")
    return found


def _event(
    parts: Parts, desk: ReportDesk, name: str, asked: Period, ref: str
) -> ReportPublished:
    named, noting = report_named(name), NotingDesk(desk)
    if not named.may_be_published:
        raise InvalidError("report", "not-published")
    named.of(noting, asked)
    policy = figuring.policy_of(parts, asked.policy)
    return ReportPublished(
        ref=ref,
        report=name,
        first=Day.of(asked.first),
        last=Day.of(asked.last),
        as_of=Day.of(asked.asked_until),
        known_at=figuring.moment(parts, asked.known_at).astimezone(UTC).isoformat(),
        policy=str(policy),
        rules=frozen_rules(policy),
        figures=noting.frozen(),
    )
