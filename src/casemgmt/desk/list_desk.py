"""Lists at the desk: what one person reads of many stories at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from casemgmt.desk import asking, watching
from casemgmt.desk.asking import asks, shows_nobody
from casemgmt.desk.story_desk import StoryDesk
from casemgmt.desk.watching import Caseload, CentreLine
from casemgmt.desk.worklists import CaseLine, Whose, Work, WorkLists
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.work_lists.items import Due
from casemgmt.errors import InvalidError
from casemgmt.privacy.access import Verb

if TYPE_CHECKING:
    from casemgmt.desk.children import ChildLine
    from casemgmt.desk.resembling import Called
    from casemgmt.domain.contradictions.kinds import Contradiction
    from casemgmt.identity.resemblance import Resemblance


class ListDesk(StoryDesk):
    """What one person reads of many stories at once, beside those they read one by one."""

    @asks(Verb.LIST, asking.line_by_line)
    def contradictions(
        self,
        *,
        known_at: datetime | None = None,
        subject: str | Subject | None = None,
    ) -> Iterator[Contradiction]:
        """Yield what cannot both be true, and decisions taken on earlier knowledge.

        Worked out from the stories as told, the gravest first; nothing refuses by it.

        Args:
            known_at: What is recorded later is not looked at; now if None.
            subject: Only what is found of this person, or of this household.

        """
        from casemgmt.desk.contradicting import contradictions

        of = None if subject is None else self._door.subject(subject)
        moment = self._door.moment(known_at)
        yield from contradictions(self._parts.recorder, moment, of)

    @asks(Verb.LIST, asking.lines)
    def impact(self, command_id: UUID) -> tuple[Contradiction, ...]:
        """Return the decisions that would be refused since *command_id* was recorded.

        It is a correction, a retraction, a late entry, a link or an unlinking.
        """
        from casemgmt.desk.contradicting import impact

        return impact(self._parts.recorder, command_id)

    @asks(Verb.LIST, asking.pairs)
    def duplicates(self, subject: str | Subject | None = None) -> tuple[Resemblance, ...]:
        """Return the records that may be of one child, the likeliest pair first.

        Names are compared as they sound, in Arabic and in Latin letters. What somebody
        linked, or said to be two children, is not asked again; nothing is decided here.

        Args:
            subject: Only records that may be of the same child as this one.

        Raises:
            InvalidError: *subject* is no child.
            MissingExtraError: ``casemgmt[names]`` is not installed.

        """
        from casemgmt.desk.resembling import Resembling

        of = None if subject is None else self._child(subject)
        today, parts = self._day_or_today(None, "on"), self._parts
        with parts.recorder.locked():
            parts.resembling = parts.resembling or Resembling(parts.shelf)
            return parts.resembling.found(of, self.policy, today)

    @asks(Verb.SEARCH, asking.called)
    def search(self, name: str) -> tuple[Called, ...]:
        """Return the children whose name sounds like *name*, the likest first.

        In Arabic or in Latin letters, whichever it was registered in; some of its words are
        enough, in any order. Where an access matrix is configured, of those whom the role
        may search for and whose names it may see.

        Raises:
            InvalidError: nothing in *name* is a word.
            MissingExtraError: ``casemgmt[names]`` is not installed.

        """
        from casemgmt.desk.resembling import Resembling

        if not any(map(str.isalpha, name)):
            raise InvalidError("name", "missing-field")
        parts = self._parts
        with parts.recorder.locked():
            parts.resembling = parts.resembling or Resembling(parts.shelf)
            return parts.resembling.named(name)

    @asks(Verb.LIST, asking.subjects)
    def subjects(self, kind: str) -> Iterator[Subject]:
        """Yield every subject of *kind*, such as ``child``, by its reference.

        Who was erased has none any more, and is in this and in no work list.
        """
        yield from (subject for subject, _ in self._parts.shelf.vault.references(kind))

    @asks(Verb.LIST, asking.cases)
    def cases(
        self,
        on: str | date | None = None,
        *,
        centre: str | None = None,
        caseworker: str | None = None,
        programme: str | None = None,
        known_at: datetime | None = None,
    ) -> Iterator[CaseLine]:
        """Yield the cases open on the day *on* - today if None -, by reference."""
        lists = self._work_lists(on, known_at)
        yield from lists.cases(Whose(centre, caseworker), programme)

    @asks(Verb.LIST, asking.children)
    def children(
        self, on: str | date | None = None, *, known_at: datetime | None = None
    ) -> Iterator[ChildLine]:
        """Yield where every child stood on the day *on* - today if None -, by reference.

        Case, centre, programmes and school place of all whom something was told of by that
        day, of the tables every figure is computed from: ten thousand in a fraction of a
        second, where ``journey`` reads one story with everything in it.

        Raises:
            InvalidError: there is no such day.
            MissingExtraError: ``casemgmt[figures]`` is not installed.

        """
        from casemgmt.desk.children import children

        day = self._day_or_today(on, "on")
        yield from children(self._parts, day, self._door.moment(known_at))

    @asks(Verb.LIST, asking.lines)
    def due(
        self,
        on: str | date,
        *,
        caseworker: str | None = None,
        centre: str | None = None,
        ahead: int = 0,
        known_at: datetime | None = None,
    ) -> tuple[Due, ...]:
        """Return what is due and overdue on the day *on*, the oldest first.

        Args:
            on: The day of the list.
            caseworker: Only the work of this caseworker.
            centre: Only the work of this centre.
            ahead: Also what comes due in so many days.
            known_at: What is recorded later does not count; now if None.

        Raises:
            InvalidError: there is no such day, or *ahead* is no number of days from 0 on.

        """
        lists = self._work_lists(self._door.day(on).last, known_at)
        return lists.due(Whose(centre, caseworker), ahead)

    @asks(Verb.LIST, asking.work)
    def work(
        self,
        on: str | date,
        *,
        caseworker: str | None = None,
        centre: str | None = None,
        ahead: int = 0,
        known_at: datetime | None = None,
    ) -> Work:
        """Return the open cases and what is due on the day *on*, each story read once.

        What ``cases`` and ``due`` return, asked for together; as of ``due``.
        """
        lists = self._work_lists(self._door.day(on).last, known_at)
        return lists.work(Whose(centre, caseworker), ahead)

    @shows_nobody
    def centres(
        self, on: str | date | None = None, *, known_at: datetime | None = None
    ) -> Iterator[CentreLine]:
        """Yield each centre on the day *on* - today if None -, by reference.

        More children than places and a stock below zero are shown, never refused.
        """
        yield from watching.centres(self._work_lists(on, known_at))

    @asks(Verb.LIST, asking.as_it_is)
    def caseloads(
        self, on: str | date | None = None, *, known_at: datetime | None = None
    ) -> Iterator[Caseload]:
        """Yield how many open cases each caseworker has on the day *on* - today if None -.

        Cases that rest are left out (counting.md I11); too many are shown, never refused.
        Where an access matrix is configured, of the cases that may be listed.
        """
        lists = self._work_lists(on, known_at)
        yield from watching.caseloads(lists, self.cases(on, known_at=known_at))

    def _work_lists(self, on: str | date | None, known_at: datetime | None) -> WorkLists:
        day = self._day_or_today(on, "on")
        return WorkLists(self._parts, day, self._door.moment(known_at))
