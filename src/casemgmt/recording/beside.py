"""What the stories of a session have beside them: links between records, and claims.

Most commands ask for neither: what keeps them is made when somebody does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from casemgmt.domain.vocabulary import Subject

from .claiming import Claims
from .pending import Pending
from .persons import Cluster
from .registry import Registry
from .shelf import Shelf
from .story import Story


class Beside:
    """Links and claims, as they would be after what was decided so far."""

    def __init__(
        self,
        shelf: Shelf,
        registry: Registry,
        story: Callable[[Subject], Story],
        new: Collection[Subject],
    ) -> None:
        self._new = new
        """Of whom nobody can have spoken: their stories begin here."""
        self.cluster = Cluster(story, self.neighbours)
        self._shelf = shelf
        self._registry = registry
        self._claims: Claims | None = None
        self._links: dict[Subject, set[Subject]] | None = None
        self._before: dict[Subject, set[Subject]] | None = None

    @property
    def claims(self) -> Claims:
        """Who holds what."""
        if self._claims is None:
            self._claims = Claims(self._shelf, self._registry, self.cluster)
        return self._claims

    def keep(self, one: Pending) -> None:
        """Remember what *one* takes and releases, and whom it links."""
        if self._may_claim(one):
            self.claims.keep(one)
        other = one.links
        if other is not None:
            links = self._links = self._links or {}
            links.setdefault(one.subject, set()).add(other)
            links.setdefault(other, set()).add(one.subject)

    def mentions(self, one: Pending) -> tuple[tuple[UUID, str], ...]:
        """Return the claims that *one* says its subject has, whoever holds them."""
        return self.claims.mentions(one) if self._may_claim(one) else ()

    def neighbours(self, subject: Subject) -> set[Subject]:
        """Return the records that were ever linked to *subject*, in either direction."""
        before = self._before = self._before or {}
        if subject not in before:
            new = subject in self._new
            before[subject] = set() if new else self._shelf.neighbours(subject)
        links = self._links or {}
        return before[subject] | links.get(subject, set())

    def let_go(self) -> None:
        """End: who looks back at it is let go of, and nothing waits for a collector."""
        del self.cluster, self._claims

    def _may_claim(self, one: Pending) -> bool:
        """Whether *one* says to have, takes or leaves what may be had once."""
        return (
            type(one.told) in self._registry.claimed
            or one.releases is not None
            or bool(one.claims or one.reclaims)
        )
