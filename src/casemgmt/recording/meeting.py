"""Which lines of a journal were recorded before: looked for no more than is needed.

The log itself refuses an id that it has. So what asks nobody, of somebody who is known, is
taken without a look, as long as nothing was met; whatever is refused is looked at then.
Whoever was erased is known no more: what was told of them is looked for, lest their
reference be given to somebody new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define

from .attempt import Attempt
from .desk import Desk
from .session import Session


@define
class Meeting:
    """Looks for the ids of lines in the log.

    Attributes:
        desk: Whose log it is.
        expected: Whether lines of the last batch were met, and more are likely to be.

    """

    desk: Desk
    expected: bool = True

    def met(self, attempts: Sequence[Attempt], session: Session) -> set[int]:
        """Return the ids of those that were recorded before, as far as that matters now."""
        asked = attempts
        if not self.expected:
            is_fact = self.desk.plain_facts.of
            asked = [
                one
                for one in attempts
                if is_fact(one.command) is None or session.begins_here(one.subject)
            ]
        return self._recorded(asked)

    def was_met(self, refused: Iterable[Attempt]) -> bool:
        """Whether any of these was recorded before, which would be no refusal."""
        return not self.expected and bool(self._recorded(refused))

    def _recorded(self, attempts: Iterable[Attempt]) -> set[int]:
        ids = [one.id for one in attempts if one.id is not None]
        return {found.int for found in self.desk.shelf.log.outcome(ids)} if ids else set()
