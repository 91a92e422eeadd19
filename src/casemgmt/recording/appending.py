"""What was decided, as it is appended: in its envelope, sealed, subjects by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen

from casemgmt.domain.vocabulary import Subject

from .drafts import maker
from .envelope import Envelope
from .pending import Pending
from .port import Append, Holder
from .shelf import Shelf
from .told_plainly import ToldPlainly


@frozen
class Appending:
    """Turns what is pending into what the log appends.

    Attributes:
        shelf: What seals it, and hashes what it claims.
        ids: The random id of every subject it speaks of.
        stored_at: The store's own time, where the commands bring another with them; None:
            what is stored was recorded now.

    """

    shelf: Shelf
    ids: Mapping[Subject, UUID]
    stored_at: datetime | None

    def plainly(self, one: ToldPlainly) -> Append:
        """Return a plain fact as it is appended: it speaks of nobody else."""
        stream = self.ids[one.attempt.subject]
        return one.append(self.shelf.codec.sealer, stream, self.stored_at)

    def whole(self, one: Pending, claimed: Iterable[tuple[UUID, str]]) -> Append:
        """Return *one* as it is appended, and beside it whom its claims speak of."""
        shelf, ids = self.shelf, self.ids
        adults = {said: ids[adult] for said, adult in one.adults.items()}
        made: Append = _append(
            shelf.codec.stored(self._envelope(one), one.plain, ids, adults),
            one.command_id,
            tuple([shelf.hashed(key) for key in one.claims]),
            one.releases,
            tuple(
                [
                    (shelf.hashed(key), Holder(ids[held.subject], held.command_id))
                    for key, held in one.reclaims
                ]
            ),
            (*one.mentions(ids), *claimed),
        )
        return made

    def _envelope(self, one: Pending) -> Envelope:
        entry = one.entry
        made: Envelope = _envelope(
            entry,
            self.ids[one.subject],
            one.subject.kind,
            self.stored_at or entry.recorded_at,
            one.captured_at,
            one.correlation,
        )
        return made


_envelope = maker(Envelope)
_append = maker(Append)
