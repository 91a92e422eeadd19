"""Accesses at the desk: who saw what of whom, and what is opened in an emergency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from casemgmt import asking
from casemgmt.asking import asks, judges
from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.access import Verb
from casemgmt.story_desk import StoryDesk

if TYPE_CHECKING:
    from casemgmt.accessing import Seen
    from casemgmt.domain.accesses import Verdict
    from casemgmt.emergencies import Opened


class AccessDesk(StoryDesk):
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
        from casemgmt.accessing import who_saw

        return who_saw(self._parts, self._door.subject(subject))

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
        from casemgmt import emergencies

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
        from casemgmt import emergencies

        yield from emergencies.listed(self._parts, waiting=waiting)

    @judges
    def review_emergency(self, id: UUID, verdict: Verdict) -> Opened:
        """Say whether a story was rightly opened; wrongly opened, it is closed at once.

        Raises:
            InvalidError: there is no such emergency, somebody judged it before, or whoever
                opened it judges themselves.
            NotPermittedError: the role may not review.

        """
        from casemgmt import emergencies

        return emergencies.reviewed(self._parts, self._gate, id, verdict)
