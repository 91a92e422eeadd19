"""Purging: keys destroyed, every place made to let go and searched, and what was found.

It may be done again at any time: what was destroyed stays destroyed, and a place that let
go does so again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from attrs import field, frozen

from casemgmt.care.attachments import Attachments
from casemgmt.care.certificate import Certificate, CertifiedPlace
from casemgmt.care.erase import said_by_others
from casemgmt.care.kept_needles import Sought
from casemgmt.care.needles import Needles
from casemgmt.care.places import address_places, log_place, store_places
from casemgmt.care.searching import Place, Searched, search
from casemgmt.domain.erasures import AREA, Begun, ErasureBegun, ErasureEnded, Erasures
from casemgmt.domain.read_models import ReadModel
from casemgmt.domain.told import Entry
from casemgmt.errors import CaseManagementError
from casemgmt.opening.parts import Parts
from casemgmt.projections.ledger import Destination
from casemgmt.read_models import letting_go
from casemgmt.read_models.projecting import Projections
from casemgmt.recording.own_story import ERASURES, ITSELF, tell_all

LOG, FACTS, SUMS, ATTACHMENTS = "log", "facts", "sums", "attachments"


@frozen
class Condemned:
    """Who is to be erased, and what is known of them while it is.

    Attributes:
        subject: How they are shown afterwards.
        records: The random ids of their records.
        keys: The random ids of all whose keys are destroyed.
        texts: What is looked for afterwards.
        words: What is looked for where it stands alone.

    """

    subject: str
    records: tuple[UUID, ...]
    keys: tuple[UUID, ...]
    texts: frozenset[str] = field(repr=False, default=frozenset())
    words: frozenset[str] = field(repr=False, default=frozenset())

    @property
    def whole(self) -> tuple[UUID, ...]:
        """The records of which nothing is left; not those an adult is erased from."""
        return tuple(record for record in self.records if record in self.keys)

    @property
    def known(self) -> frozenset[str]:
        """All that is looked for."""
        return self.texts | self.words

    @property
    def sought(self) -> Sought:
        """What is looked for, to be kept until it was looked for everywhere."""
        return Sought(self.texts, self.words)


def erasures(parts: Parts) -> Erasures:
    """Return what a store tells of its erasures."""
    with parts.recorder.locked():
        found: Erasures = parts.shelf.fresh(ERASURES).journey[AREA]
    return found


def begun(parts: Parts) -> list[Entry]:
    """Return what a store tells of the erasures that were begun, in their order."""
    with parts.recorder.locked():
        told = parts.shelf.fresh(ERASURES).entries
    return [entry for entry in told if isinstance(entry.event, ErasureBegun)]


def shown(parts: Parts, record: UUID) -> str:
    """Return how the subject of *record* is shown once it is erased."""
    return f"{parts.subject_of(record).kind}:erased-{record.hex[:8]}"


def purged(parts: Parts, condemned: Sequence[Condemned]) -> tuple[Certificate, ...]:
    """Destroy the keys of *condemned*, purge and search every place, and certify it."""
    if not condemned:
        return ()
    purge = _Purge(parts, tuple(condemned))
    purge.destroy_keys()
    purge.let_go()
    lacking = purge.confirmed()
    return purge.certified(lacking, purge.searched(lacking))


@frozen
class _Purge:
    """The purge of some persons at once."""

    parts: Parts
    condemned: tuple[Condemned, ...]

    def destroy_keys(self) -> None:
        """Destroy keys and references: from here on nobody reads anything of them."""
        at = self.parts.recorder.clock()
        for one in self.condemned:
            for key in one.keys:
                self.parts.shelf.vault.erase(key, at)

    def let_go(self) -> None:
        """Let go of what is kept in the memory of this process."""
        with self.parts.recorder.locked():
            self.parts.shelf.codec.forget(self._keys)
            self.parts.shelf.clear()
            self.parts.recorder.desk.door.forget()

    def confirmed(self) -> frozenset[str]:
        """Let every place let go, and return those that did not say they had."""
        lacking = set[str]()
        for name, forget in self._asked():
            try:
                forget()
            except (CaseManagementError, OSError):
                lacking.add(name)
        return frozenset(lacking)

    def searched(self, lacking: Collection[str]) -> list[Searched | CertifiedPlace]:
        """Search every place that answered for what is known of the persons."""
        needles = Needles(
            (text for one in self.condemned for text in one.texts),
            (word for one in self.condemned for word in one.words),
        )
        found: list[Searched | CertifiedPlace] = []
        for name, places in self._places():
            if name in lacking:
                found.append(CertifiedPlace(name, 0, None))
            elif places is None:
                found.append(CertifiedPlace(name, 0, 0))
            else:
                found += [search(place, needles) for place in places]
        return found + self._gone()

    def _gone(self) -> list[Searched | CertifiedPlace]:
        """Return the read models of which two persons say that nothing is left."""
        every = Projections(self.parts).destroyed()
        return [CertifiedPlace(_called(of), 0, 0, of.destroyed) for of in every]

    def certified(
        self, lacking: frozenset[str], places: Sequence[Searched | CertifiedPlace]
    ) -> tuple[Certificate, ...]:
        """Tell how it ended, and return the certificate of each."""
        found = frozenset[str]().union(
            *(p.found for p in places if isinstance(p, Searched))
        )
        theirs = self._of_others(found)
        at = {noted.subject: noted.at for noted in self.parts.shelf.vault.erasures()}
        made = tuple(
            self._certificate(one, lacking, _certified(one, places, theirs), at)
            for one in self.condemned
        )
        self._tell(made, lacking)
        return made

    def _certificate(
        self,
        one: Condemned,
        lacking: frozenset[str],
        places: tuple[CertifiedPlace, ...],
        at: dict[UUID, datetime],
    ) -> Certificate:
        return Certificate(
            subject=one.subject,
            records=tuple(shown(self.parts, record) for record in one.whole),
            erased_at=at[one.keys[0]],
            due=None,
            complete=not lacking,
            searched=bool(one.known),
            places=places,
        )

    def _tell(self, made: Sequence[Certificate], lacking: frozenset[str]) -> None:
        """Tell how each ended, where it is not what was told before."""
        names, known = tuple(sorted(lacking)), erasures(self.parts).begun
        ended = [
            ErasureEnded(
                subject=one.subject,
                lacking=names,
                found=one.found if one.searched else _found_before(known, one.subject),
            )
            for one in made
        ]
        before = (known.get(one.subject) for one in ended)
        told = [
            one
            for one, was in zip(ended, before, strict=True)
            if was is None or was.ended != one
        ]
        tell_all(self.parts.recorder, ERASURES, told, by=ITSELF)

    @property
    def _keys(self) -> frozenset[UUID]:
        return frozenset(key for one in self.condemned for key in one.keys)

    @property
    def _records(self) -> frozenset[UUID]:
        return frozenset(record for one in self.condemned for record in one.records)

    @property
    def _whole(self) -> frozenset[UUID]:
        return frozenset(record for one in self.condemned for record in one.whole)

    @property
    def _destinations(self) -> tuple[Destination, ...]:
        return Projections(self.parts).destinations()

    def _asked(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield every place that is asked to let go, with how it is asked."""
        parts = self.parts
        yield LOG, partial(parts.shelf.log.forget, self._whole)
        yield FACTS, partial(letting_go.forget, parts, self._records)
        if parts.shelf.sums is not None:
            yield SUMS, partial(parts.shelf.sums.forget, self._records)
        if parts.attachments is not None:
            yield ATTACHMENTS, partial(self._without_attachments, parts.attachments)
        for of in self._destinations:
            yield _called(of), partial(Projections(parts).forget, of, self._records)

    def _without_attachments(self, attached: Attachments) -> None:
        for record in self._whole:
            attached.purge(record)

    def _places(self) -> list[tuple[str, list[Place] | None]]:
        parts = self.parts
        own = store_places(parts.path, parts.vault_at, parts.facts_at)
        if parts.path is None:
            own.append(log_place(parts.shelf.log))
        kept = [
            (_called(of), address_places(of.projection, of.address))
            for of in self._destinations
        ]
        files = [(ATTACHMENTS, None)] if parts.attachments is not None else []
        return [("store", own), *files, *kept]

    def _of_others(self, found: frozenset[str]) -> set[str]:
        if not found:
            return set()
        shelf = self.parts.shelf
        return said_by_others(shelf.codec, shelf.log, found, self._whole)


def _found_before(begun: Mapping[str, Begun], subject: str) -> int:
    return begun[subject].found if subject in begun else 0


def _called(of: Destination | ReadModel) -> str:
    return f"{of.projection}: {of.address}"


def _certified(
    one: Condemned, places: Sequence[Searched | CertifiedPlace], theirs: set[str]
) -> tuple[CertifiedPlace, ...]:
    return tuple(
        place
        if isinstance(place, CertifiedPlace)
        else CertifiedPlace(
            place.place, place.searched_bytes, len((place.found & one.known) - theirs)
        )
        for place in places
    )
