"""Accesses at the desk: who saw what of whom, and what went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casemgmt import asking
from casemgmt.asking import asks
from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.access import Verb
from casemgmt.story_desk import StoryDesk

if TYPE_CHECKING:
    from casemgmt.accessing import Seen


class AccessDesk(StoryDesk):
    """What one person asks about accesses, beside the stories they read."""

    @asks(Verb.REVIEW, asking.as_it_is)
    def who_saw(self, subject: str | Subject) -> tuple[Seen, ...]:
        """Return every recorded access to what is kept of *subject*, the earliest first.

        Readings of what is sensitive, stories opened in an emergency, and what was handed
        out, as recorded since an access matrix is configured.

        Args:
            subject: Of whom; other records of the same child are asked for one by one.

        """
        from casemgmt.accessing import who_saw

        return who_saw(self._parts, self._door.subject(subject))
