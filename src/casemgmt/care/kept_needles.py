"""What an erasure looks for, kept sealed as long as something is still to be searched.

Each file has a key of its own in the vault, which is destroyed before the file is: nothing
of it opens any more, wherever its bytes remain. Its name says until when it may be there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import orjson
from attrs import field, frozen
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_keys import opened, sealed
from casemgmt.privacy.vault_port import DamagedVaultError, Vault

from .files import replaced, synced

OURS = 0o700
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.([0-9a-f]{32})")


@frozen
class Sought:
    """What is looked for of one person.

    Attributes:
        texts: Wherever it stands.
        words: Where it stands alone.

    """

    texts: frozenset[str] = field(repr=False, default=frozenset())
    words: frozenset[str] = field(repr=False, default=frozenset())


@frozen
class _Kept:
    """One file."""

    path: Path
    until: date
    key: UUID


@frozen
class KeptNeedles:
    """What is kept of the erasures of one store.

    Attributes:
        folder: Where; nothing is kept where there is none.
        vault: What has the keys.

    """

    folder: Path | None
    vault: Vault

    def keep(self, sought: Mapping[str, Sought], until: date) -> None:
        """Keep what is looked for, by how who is erased is shown; durable on return.

        Raises:
            OSError: it cannot be written.

        """
        if self.folder is None or not sought:
            return
        named = Subject("system", f"erasing-{min(sought).partition('erased-')[2]}")
        own = self.vault.identify([named])[named]
        key = self.vault.key(own)
        if key is None:
            return
        said = {who: [sorted(s.texts), sorted(s.words)] for who, s in sought.items()}
        self.folder.mkdir(OURS, exist_ok=True)
        synced(self.folder.parent)
        file = self.folder / f"{until.isoformat()}.{own.hex}"
        replaced(file, sealed(AESGCM(key), orjson.dumps(said), own.bytes))
        for one in self._files():
            if one.key == own and one.path != file:  # it was begun on another day
                one.path.unlink()

    def kept(self) -> dict[str, Sought]:
        """Return what is kept, by how who is erased is shown."""
        found: dict[str, Sought] = {}
        for one in self._files():
            for who, (texts, words) in self._said(one).items():
                found[who] = Sought(frozenset(texts), frozenset(words))
        return found

    def let_go(self, unfinished: Collection[str], at: datetime) -> None:
        """Destroy what none of the *unfinished* erasures needs, at an instant.

        Raises:
            OSError: a file cannot be destroyed; its key is.

        """
        for one in self._files():
            if not self._said(one).keys() & set(unfinished):
                self._destroy(one, at)
        if self.folder is not None and self.folder.is_dir():
            for beside in self.folder.glob(".*"):  # somebody was killed writing it
                beside.unlink()
            if not any(self.folder.iterdir()):
                self.folder.rmdir()

    def expire(self, today: date, at: datetime) -> None:
        """Destroy what was kept long enough, whatever still needs it.

        Raises:
            OSError: a file cannot be destroyed; its key is.

        """
        for one in self._files():
            if one.until < today:
                self._destroy(one, at)

    def _destroy(self, one: _Kept, at: datetime) -> None:
        self.vault.erase(one.key, at)
        with one.path.open("r+b") as file:
            file.write(bytes(one.path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        one.path.unlink()

    def _said(self, one: _Kept) -> dict[str, list[list[str]]]:
        key = self.vault.key(one.key)
        if key is None:
            return {}
        try:
            plain = opened(AESGCM(key), one.path.read_bytes(), one.key.bytes)
        except DamagedVaultError:
            return {}
        found: dict[str, list[list[str]]] = orjson.loads(plain)
        return found

    def _files(self) -> Iterator[_Kept]:
        if self.folder is None or not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            if found := _NAME.fullmatch(path.name):
                yield _Kept(path, date.fromisoformat(found[1]), UUID(hex=found[2]))
