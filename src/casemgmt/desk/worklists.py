"""Work lists of a store: every child's journey read once, and what is asked of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen

from casemgmt.domain.enrolment.case import Case
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.work_lists.items import Due
from casemgmt.domain.work_lists.listing import due_on
from casemgmt.domain.work_lists.training import at_risk
from casemgmt.errors import InvalidError
from casemgmt.opening.parts import Parts
from casemgmt.recording.persons import Cluster, PersonBeside
from casemgmt.recording.story import Story

if TYPE_CHECKING:
    from casemgmt.facts.children import Stood

A_CENTURY = 36_525
"""Days; nobody plans further ahead."""


@frozen
class CaseLine:
    """One open case, as a work list shows it.

    Attributes:
        subject: The child's record.
        programmes: Those of the day, in order of joining; one left that day included.
        since: The first day of the case, of its last reopening if it was reopened.
        risk: The level assessed last, None when none was.
        suspended: Whether the case rests on that day.
        at_risk: Whether a contract broke off and the time for a new status passed.

    """

    subject: Subject
    centre: str
    caseworker: str
    programmes: tuple[str, ...]
    since: date
    risk: str | None
    suspended: bool = False
    at_risk: bool = False


@frozen
class Whose:
    """Whose work is asked for; None is anybody's."""

    centre: str | None = None
    caseworker: str | None = None

    @property
    def is_anybodys(self) -> bool:
        """Whether nobody is left out."""
        return self.centre is None and self.caseworker is None

    def has(self, line: CaseLine | Case | Stood) -> bool:
        """Whether *line* is in the list of that caseworker and that centre."""
        here = self.centre in (None, line.centre)
        return here and self.caseworker in (None, line.caseworker)


@frozen
class Work:
    """What a day asks of a caseworker or a centre.

    Attributes:
        cases: The open cases, by the reference of the child.
        due: What is due, the oldest first.

    """

    cases: tuple[CaseLine, ...]
    due: tuple[Due, ...]


@frozen
class WorkLists:
    """The work lists of a day, as known at a moment.

    Attributes:
        day: The day of the lists.
        known_at: What is recorded later does not count; None for now.

    """

    parts: Parts
    day: date
    known_at: datetime | None

    def cases(self, whose: Whose, programme: str | None) -> Iterator[CaseLine]:
        """Yield the cases open on the day, by the reference of the child."""
        for story in self._stories(whose):
            journey = self._journey(story, self.day)
            line = _case_line(journey, self.day, self.parts.config.policy)
            if line is None or programme not in (None, *line.programmes):
                continue
            if whose.has(line):
                yield line

    def due(self, whose: Whose, ahead: int) -> tuple[Due, ...]:
        """Return what is due on the day or in the days *ahead*, the oldest first.

        Raises:
            InvalidError: *ahead* is no number of days from 0 on.

        """
        return self.work(whose, ahead).due

    def work(self, whose: Whose, ahead: int) -> Work:
        """Return the open cases and what is due, each story read once; as of ``due``."""
        if type(ahead) is not int or not 0 <= ahead <= A_CENTURY:
            raise InvalidError("ahead", "not-days-ahead")
        cases: list[CaseLine] = []
        found: list[Due] = []
        for story in self._stories(whose):
            journey = self._journey(story, self.day)
            if whose.has(journey.case):
                line = _case_line(journey, self.day, self.parts.config.policy)
                cases += [line] if line is not None else []
                found += self._due(story, journey, ahead)
        return Work(tuple(cases), tuple(sorted(found, key=lambda due: due.place)))

    def _due(self, story: Story, journey: Journey, ahead: int) -> Iterator[Due]:
        later = None
        if ahead:
            last = self.day + timedelta(days=ahead)
            later = story.journey_at(self.known_at, last)
        policy = self.parts.config.policy
        return due_on(self.day, journey, policy, ahead=ahead, later=later)

    def subjects(self, kind: str) -> Iterator[Subject]:
        """Yield every subject of *kind*, by its reference; who was erased has none."""
        yield from (subject for subject, _ in self.parts.shelf.vault.references(kind))

    def _stories(self, whose: Whose) -> Iterator[Story]:
        shelf, held = self.parts.shelf, self._held(whose)
        read = shelf.past if self._is_past() else shelf.fresh
        for subject, id_ in shelf.vault.references("child"):
            if held is None or id_ in held:
                with self.parts.recorder.locked():
                    story = read(subject)
                yield story

    def _held(self, whose: Whose) -> frozenset[UUID] | None:
        """Return whose case may be in the list, where facts are at hand that tell it.

        A report that asked for figures has them, of the moment they were known at: it
        reads the stories of its own centre only.
        """
        if whose.is_anybodys or self.known_at is None or self.parts.facts is None:
            return None
        from .children import held

        return held(self.parts, self.day, self.known_at, whose.has)

    def _is_past(self) -> bool:
        recorder = self.parts.recorder
        return self.known_at is not None or self.day < recorder.desk.door.today(
            recorder.clock()
        )

    def _journey(self, story: Story, day: date) -> Journey:
        """Return the journey; what is beside it only where another record was linked."""
        shelf = self.parts.shelf
        with self.parts.recorder.locked():
            journey = story.journey_at(self.known_at, day)
            if not shelf.neighbours(story.subject):
                return journey
            cluster = Cluster(shelf.fresh, shelf.neighbours)
            return journey.knowing(PersonBeside(cluster, story, self.known_at, day))


def _case_line(journey: Journey, day: date, policy: Policy) -> CaseLine | None:
    episode = journey.case.latest
    if episode is None or not episode.is_open:
        return None
    return CaseLine(
        subject=journey.subject,
        centre=journey.case.centre or "",
        caseworker=journey.case.caseworker or "",
        programmes=episode.programmes_on(day),
        since=episode.start,
        risk=journey.assessment.risk,
        suspended=episode.suspended_on(day),
        at_risk=at_risk(journey, day, policy),
    )
