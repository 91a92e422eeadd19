"""Claims: what only one command in the store may hold, settled before it is written.

What an append releases and takes is worked out from what stands there now, one append
after the other, and written with it under the condition that nothing changed meanwhile. A
command that is released while somebody leaves it a claim would keep it: so both write
where what was left to a command stands, and one of the two has to look again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from attrs import Factory, define

from casemgmt.stores import Append, ClaimTakenError, Holder

from .batches import Written
from .kept import Kept, as_holder, as_left, done_of, holder_of, left_of
from .lookups import Lookups
from .said import Message
from .subjects import Subjects


def settled(batch: Sequence[Append], lookups: Lookups) -> list[Written]:
    """Return what has to be written for the claims of *batch*.

    Raises:
        ClaimTakenError: one is held.

    """
    if not any(a.claims or a.releases or a.reclaims for a in batch):
        return []
    book = _Book(lookups.subjects)
    book.read(batch, lookups)
    for append in batch:
        book.turn(append)
    return book.written()


@define
class _Book:
    """Who holds what, as far as a batch is concerned with it."""

    subjects: Subjects
    stood: dict[str, Kept] = Factory(dict)
    held: dict[bytes, Holder | None] = Factory(dict)
    left: dict[UUID, list[bytes]] = Factory(dict)
    touched: dict[UUID, None] = Factory(dict)

    def read(self, batch: Sequence[Append], lookups: Lookups) -> None:
        """Look up all that *batch* may change."""
        released = [a.releases for a in batch if a.releases is not None]
        leaving = [holder.command_id for a in batch for _, holder in a.reclaims]
        asked = [self.subjects.left(one) for one in {*released, *leaving}]
        asked += [self.subjects.command(one) for one in released]
        self.stood = lookups.last_of(asked)
        self.left = {
            one: left_of(self.stood.get(self.subjects.left(one)))
            for one in {*released, *leaving}
        }
        claims = {*_named(batch), *self._of(released)}
        places = {self.subjects.claim(claim): claim for claim in claims}
        found = lookups.last_of(list(places))
        self.stood |= found
        self.held = {claim: holder_of(found.get(at)) for at, claim in places.items()}

    def _of(self, released: Iterable[UUID]) -> Iterable[bytes]:
        for one in released:
            done = done_of(self.stood.get(self.subjects.command(one)))
            yield from done.claims if done is not None else ()
            yield from self.left[one]

    def turn(self, append: Append) -> None:
        """Release, take and leave what *append* says."""
        if append.releases is not None:
            self._release(append.releases)
        for claim in append.claims:
            if self._is_there(claim, append):
                continue
            if self.held[claim] is not None or append.command_id is None:
                raise ClaimTakenError
            self.held[claim] = Holder(append.event.stream, append.command_id)
        for claim, holder in append.reclaims:
            if self.held[claim] is None:
                self.held[claim] = holder
                self.left[holder.command_id] = [*self.left[holder.command_id], claim]
                self.touched[holder.command_id] = None

    def _is_there(self, claim: bytes, append: Append) -> bool:
        """Whether this very command has it: who recorded that is asked at its place."""
        holder = holder_of(self.stood.get(self.subjects.claim(claim)))
        return holder is not None and holder.command_id == append.command_id

    def _release(self, command_id: UUID) -> None:
        for claim, holder in self.held.items():
            if holder is not None and holder.command_id == command_id:
                self.held[claim] = None
        self.left[command_id] = []
        self.touched[command_id] = None

    def written(self) -> list[Written]:
        """Return what has to be written."""
        claims = [(self.subjects.claim(c), as_holder(h)) for c, h in self._changed()]
        left = [(self.subjects.left(one), as_left(self.left[one])) for one in self.touched]
        return [self._at(subject, body) for subject, body in claims + left]

    def _changed(self) -> Iterable[tuple[bytes, Holder | None]]:
        for claim, holder in self.held.items():
            if holder != holder_of(self.stood.get(self.subjects.claim(claim))):
                yield claim, holder

    def _at(self, subject: str, body: bytes) -> Written:
        stood = self.stood.get(subject)
        return Message(subject, body), 0 if stood is None else stood.place


def _named(batch: Sequence[Append]) -> Iterable[bytes]:
    for append in batch:
        yield from append.claims
        yield from (claim for claim, _ in append.reclaims)
