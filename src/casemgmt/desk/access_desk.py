"""Accesses at the desk: who saw what of whom, and what is opened in an emergency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from casemgmt.desk import asking
from casemgmt.desk.asking import asks, judges
from casemgmt.desk.list_desk import ListDesk
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import NotPermittedError
from casemgmt.privacy.access import Verb

if TYPE_CHECKING:
    from casemgmt.desk.accessing import Seen
    from casemgmt.desk.emergencies import Opened
    from casemgmt.domain.accesses import Ground, Use, Verdict
    from casemgmt.domain.consent_in_use import Consenting
    from casemgmt.erasure.retaining import Retained
    from casemgmt.reports import Report


class AccessDesk(ListDesk):
    """What one person asks about accesses, beside the stories they read."""

    @asks(Verb.REVIEW, asking.as_it_is)
    def who_saw(self, subject: str | Subject) -> tuple[Seen, ...]:
        """Return every recorded access to what is kept of *subject*, the earliest first.

        Readings of what is sensitive, stories opened in an emergency, and what was handed
        out, as recorded since an access matrix is configured.

        Args:
            subject: Of whom; other records of the same child are asked for one by one.

        Raises:
            NotPermittedError: the role may not review.

        """
        from casemgmt.desk.accessing import who_saw

        return who_saw(self._parts, self._door.subject(subject))

    @asks(Verb.REVIEW, asking.as_it_is)
    def held_on(self, subject: str | Subject) -> Report:
        """Return everything held on a person: the right of access, ready to be rendered.

        What is held, for what, from whom, who saw it and to whom it went; of every record
        of the same person. What its reader may not see stands in it as withheld: whoever
        answers a family asks in a role that sees all of it.

        Args:
            subject: The child or the household.

        Raises:
            InvalidError: nothing was ever told of them, or they are nobody.
            NotPermittedError: the role may not review.

        """
        from casemgmt.desk import holding

        return holding.report(self._parts, self, self._door.subject(subject))

    @judges
    def open_in_emergency(self, subject: str | Subject, reason: str) -> Opened:
        """Open one story beyond what the matrix shows this role, for an hour.

        What it opens is what the role says under ``emergency``, of this one subject, to
        be listed, read and told; never a report or a file, nor what is forbidden, nor a
        case that is kept from this very person. It is recorded before it holds, and stands
        on the list of those who review.

        Args:
            subject: Whose story.
            reason: Why, in at least ``access.emergency_reason`` characters; it is sealed
                and erased with the person.

        Raises:
            InvalidError: nothing was ever told of the subject, the reason is too short, or
                no access matrix is configured.
            NotPermittedError: the role opens nothing, or the case is kept from them.

        """
        from casemgmt.desk import emergencies

        of = self._door.subject(subject)
        return emergencies.opened(self._parts, self._gate, of, reason)

    @asks(Verb.REVIEW, asking.line_by_line)
    def emergencies(self, *, waiting: bool = False) -> Iterator[Opened]:
        """Yield what was opened in an emergency, the latest first.

        Args:
            waiting: Only what nobody has judged yet.

        Raises:
            NotPermittedError: the role may not review.

        """
        from casemgmt.desk import emergencies

        yield from emergencies.listed(self._parts, waiting=waiting)

    @judges
    def review_emergency(self, id: UUID, verdict: Verdict) -> Opened:
        """Say whether a story was rightly opened; wrongly opened, it is closed at once.

        Raises:
            InvalidError: there is no such emergency, somebody judged it before, or whoever
                opened it judges themselves.
            NotPermittedError: the role may not review.

        """
        from casemgmt.desk import emergencies

        return emergencies.reviewed(self._parts, self._gate, id, verdict)

    @asks(Verb.REVIEW, asking.retained)
    def due_to_go(self, on: str | date | None = None) -> tuple[Retained, ...]:
        """Return what has been kept as long as the policy says, the longest due first.

        Args:
            on: The day of the list; today if None.

        Raises:
            NotPermittedError: the role may not review.

        """
        from casemgmt.erasure.retaining import Retaining

        return Retaining(self._parts).due(self._day_or_today(on, "on"))

    @asks(Verb.READ, asking.as_it_is)
    def may_hand_out(
        self, subject: str | Subject, use: Use, *, to: str, on: str | date | None = None
    ) -> bool:
        """Return whether consent lets something of *subject* go out on the day *on*.

        Args:
            subject: The child; linked records are one person.
            use: What for: ``donor-list``, ``referral``, ``transfer``, ``photo`` or
                ``sponsor-updates``.
            to: The organisation or person it goes to; to share is with one by name.
            on: The day it goes out; today if None.

        """
        from casemgmt.desk import handing

        of, day = self._child(subject), self._day_or_today(on, "on")
        known = self._gate is None or self._gate.showing(Verb.READ).knows(of)
        return known and handing.may_go(self._parts, of, *handing.asked(use, to), day)

    @judges
    def require_everything(self) -> None:
        """Refuse whoever may not record of everybody and export all that is told of them.

        It is asked before two stores tell each other what each lacks.

        Raises:
            InvalidError: the matrix does not know who asks.
            NotPermittedError: the role does not permit it, or a case is kept from them.

        """
        if self._gate is not None:
            self._gate.require_everything("jsonl")

    @judges
    def hand_out(
        self,
        subject: str | Subject,
        use: Use,
        *,
        to: str,
        ground: Ground = "consent",
        answers: str | None = None,
        form: str | None = None,
    ) -> None:
        """Record that something of *subject* goes out today, by consent or over it.

        Args:
            subject: The child.
            use: What for, as of ``may_hand_out``.
            to: To whom.
            ground: ``consent``; or ``safeguarding`` or ``legal-duty``, which need none.
            answers: Who answers for it, by their reference, where it is not by consent.
            form: The format, where it is a file.

        Raises:
            RuleBrokenError: there is no consent today, or nobody answers for going without.
            NotPermittedError: the role may not report, or export in this format.

        """
        from casemgmt.desk import handing
        from casemgmt.domain.consent_in_use import Handing

        of, day = self._child(subject), self._day_or_today(None, "on")
        out = Handing(*handing.asked(use, to), ground, answers)
        if self._gate is not None:
            showing = self._gate.for_report(form).showing(Verb.READ)
            if not showing.knows(of):
                raise NotPermittedError(showing.reader.role, showing.verb)
        handing.refuse(self._parts, of, out, day)
        handing.tell_out(self._parts, self.person, self._role, (of,), out, form)

    @asks(Verb.LIST, asking.as_it_is)
    def consenting(self, subjects: Iterable[Subject], use: Use, *, to: str) -> Consenting:
        """Return which of *subjects* may be told of today, and how many may not.

        What is made in a format to leave - a report - is recorded as handed out, each of
        those with consent by name of their random id.

        Args:
            subjects: The children that are asked about.
            use: What for, as of ``may_hand_out``.
            to: To whom.

        """
        from casemgmt.desk import handing
        from casemgmt.domain.consent_in_use import Handing

        named, day = handing.asked(use, to), self._day_or_today(None, "on")
        known = tuple(subjects) if self._gate is None else self._known(subjects)
        found = handing.consenting(self._parts, known, *named, day)
        if self._form is not None:
            self._handed_out = True
            out, who = Handing(*named), (self.person, self._role)
            handing.tell_out(self._parts, *who, found.subjects, out, self._form)
        return found

    def _known(self, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
        assert self._gate is not None  # noqa: S101 - asked where there is one
        showing = self._gate.showing(Verb.LIST)
        return tuple(one for one in subjects if showing.knows(one))

    @property
    def _role(self) -> str | None:
        return self.role if self._gate is None else self._gate.reader.role
