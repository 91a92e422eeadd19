"""What an erasure looks for, kept sealed as long as something is still to be searched.

It stands in a story of its own in the log, so that whoever shares the store can go on with
the search. It is sealed with the key of that story, which is destroyed as a person's is:
nothing of it opens any more, wherever its bytes remain.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

import orjson
from attrs import field, frozen
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt.domain.dates import Day
from casemgmt.domain.erasures import ErasureWordsSealed
from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_keys import opened, sealed
from casemgmt.privacy.vault_port import DamagedVaultError
from casemgmt.recording.own_story import ITSELF, tell_all
from casemgmt.recording.recorder import Recorder

OWN = "erasing-"
AT_ONCE = 64 * 1024
"""Characters that one event keeps."""
LONGEST = 16 * 1024
"""Characters of one text: who finds its beginning has found it."""
_Said = dict[str, list[list[str]]]


@frozen
class Sought:
    """What is looked for of one person.

    Attributes:
        texts: Wherever it stands.
        words: Where it stands alone.

    """

    texts: frozenset[str] = field(repr=False, default=frozenset())
    words: frozenset[str] = field(repr=False, default=frozenset())

    def __or__(self, other: Sought) -> Sought:
        """Return what is looked for in either."""
        return Sought(self.texts | other.texts, self.words | other.words)


@frozen
class KeptNeedles:
    """What is kept of the erasures of one store.

    Attributes:
        recorder: What tells it, and has the keys.

    """

    recorder: Recorder

    def keep(self, sought: Mapping[str, Sought], until: date) -> None:
        """Keep what is looked for, by how who is erased is shown; durable on return.

        Raises:
            ConflictError: others kept writing it.

        """
        if not sought:
            return
        named = Subject("system", f"{OWN}{min(sought).partition('erased-')[2]}")
        vault = self.recorder.desk.shelf.vault
        own = vault.identify([named])[named]
        key = vault.key(own)
        if key is None:
            return
        told = [
            ErasureWordsSealed(until=Day.of(until), sealed=_sealed(key, own, part))
            for part in _parts(sought)
        ]
        tell_all(self.recorder, named, told, by=ITSELF)

    def kept(self) -> dict[str, Sought]:
        """Return what is kept, by how who is erased is shown."""
        found: dict[str, Sought] = {}
        for own, events in self._kept():
            for who, one in self._said(own, events):
                found[who] = found.get(who, Sought()) | one
        return found

    def let_go(self, unfinished: Collection[str], at: datetime) -> None:
        """Destroy what none of the *unfinished* erasures needs, at an instant."""
        for own, events in self._kept():
            if not {who for who, _ in self._said(own, events)} & set(unfinished):
                self._destroy(own, at)

    def expire(self, today: date, at: datetime) -> None:
        """Destroy what was kept long enough, whatever still needs it."""
        for own, events in self._kept():
            if all(event.until.last < today for event in events):
                self._destroy(own, at)

    def _destroy(self, own: UUID, at: datetime) -> None:
        shelf = self.recorder.desk.shelf
        shelf.vault.erase(own, at)
        with self.recorder.locked():
            shelf.codec.forget({own})
            shelf.clear()

    def _kept(self) -> list[tuple[UUID, list[ErasureWordsSealed]]]:
        shelf = self.recorder.desk.shelf
        named = [one for one in shelf.vault.references("system") if _is_ours(one[0])]
        with self.recorder.locked():
            stories = [(own, shelf.fresh(subject).entries) for subject, own in named]
        return [
            (own, [e.event for e in entries if isinstance(e.event, ErasureWordsSealed)])
            for own, entries in stories
        ]

    def _said(
        self, own: UUID, events: Iterable[ErasureWordsSealed]
    ) -> Iterator[tuple[str, Sought]]:
        key = self.recorder.desk.shelf.vault.key(own)
        if key is None:
            return
        for event in events:
            try:
                plain = opened(AESGCM(key), b64decode(event.sealed), own.bytes)
            except (DamagedVaultError, ValueError):
                continue
            said: _Said = orjson.loads(plain)
            for who, (texts, words) in said.items():
                yield who, Sought(frozenset(texts), frozenset(words))


def _is_ours(subject: Subject) -> bool:
    return subject.key.startswith(OWN)


def _sealed(key: bytes, own: UUID, said: _Said) -> str:
    return b64encode(sealed(AESGCM(key), orjson.dumps(said), own.bytes)).decode()


def _parts(sought: Mapping[str, Sought]) -> Iterator[_Said]:
    """Yield what is looked for, in pieces that each fit into one event."""
    part, size = dict[str, list[list[str]]](), 0
    for who, one in sought.items():
        part.setdefault(who, [[], []])
        for kind, several in enumerate((sorted(one.texts), sorted(one.words))):
            for text in several:
                part.setdefault(who, [[], []])[kind].append(text[:LONGEST])
                size += len(text[:LONGEST])
                if size >= AT_ONCE:
                    yield part
                    part, size = {}, 0
    if part:
        yield part
