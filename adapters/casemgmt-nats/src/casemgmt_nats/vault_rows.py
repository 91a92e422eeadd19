"""The rows of a vault in a bucket of a cluster.

``own`` holds the vault's own keys and which generation of rows is theirs;
``s.GENERATION.ID`` a row, empty once its subject was erased; ``h.HASH`` the id behind a
reference; ``e.ID`` a line of the ledger. All rows are wrapped anew by writing the next
generation beside the one that holds: it is theirs from the moment in which ``own`` says so.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from casemgmt.stores import Contents, Erasure, Given, Made, Own, Rewrapped, Row

from .address import Address
from .bucket import Bucket, Turn, as_json
from .kept import Kept

WRITTEN_AT_ONCE = 2_000
OWN = "own"
ERASED = b"{}"


class BucketRows:
    """``VaultRows`` on a cluster."""

    def __init__(self, address: Address, *, create: bool = False) -> None:
        self._bucket = Bucket(address, create=create)

    def refuse_when_gone(self) -> None:
        """Do nothing: what is not there is said by the cluster when it is asked."""

    def own(self) -> Own:
        """Return the vault's own keys; nothing where there are none yet."""
        return self._own()[0]

    def begin(self, own: Own) -> None:
        """Keep the vault's *own* keys, unless another process was first."""

        def rows(_: Turn) -> dict[str, bytes] | None:
            return None if self.own() else {OWN: _own_row(own, 0)}

        self._bucket.write(rows, is_change=False)

    def changed_elsewhere(self) -> Hashable:
        """Return what is another when anybody has erased or rotated anything."""
        return self._bucket.turn().changes

    def changed(self) -> Hashable:
        """Return what is another when anybody has erased anything, we too."""
        return self._bucket.turn().changes

    def found(self, hashes: Sequence[bytes]) -> dict[bytes, UUID]:
        """Return the id behind each of *hashes* that is there."""
        keys = {f"h.{one.hex()}": one for one in hashes}
        found = self._bucket.read(list(keys)) if keys else {}
        return {
            keys[key]: UUID(hex=kept.body.decode())
            for key, kept in found.items()
            if kept.body
        }

    def knows(self, subject: UUID) -> bool:
        """Return whether there is a row of *subject*."""
        return self._kept(subject) is not None

    def key(self, subject: UUID) -> bytes | None:
        """Return the wrapped key of *subject*; None when it has none."""
        return _cell(self._kept(subject), "k")

    def reference(self, subject: UUID) -> bytes | None:
        """Return the sealed reference of *subject*; None when it has none."""
        return _cell(self._kept(subject), "r")

    def references(self, kind: str) -> list[tuple[UUID, bytes]]:
        """Return the sealed reference of each subject of *kind* that has one."""
        rows = ((of, orjson.loads(kept.body)) for of, kept in self._rows().items())
        return [(of, b64decode(row["r"])) for of, row in rows if row.get("t") == kind]

    def erased(self) -> frozenset[UUID]:
        """Return who has a row, and no key."""
        rows = self._rows().items()
        return frozenset(of for of, kept in rows if kept.body == ERASED)

    def erasures(self) -> list[Erasure]:
        """Return the ledger, in any order."""
        return [
            Erasure(_id(key), datetime.fromisoformat(kept.body.decode()))
            for key, kept in self._bucket.every("e.*").items()
        ]

    def introduce(self, hashes: Sequence[bytes], made: Made) -> dict[bytes, UUID]:
        """Add the rows that *made* makes, unless others were first; return who is there."""
        there: dict[bytes, UUID] = {}

        def rows(_: Turn) -> dict[str, bytes] | None:
            there.update(self.found([one for one in hashes if one not in there]))
            own, generation = self._own()
            new = [row for row in made(own) if row.hash not in there][:WRITTEN_AT_ONCE]
            return _introduced(new, generation) if new else None

        while len(there) < len(set(hashes)):
            self._bucket.write(rows, is_change=False)
            there.update(self.found([one for one in hashes if one not in there]))
        return there

    def erase(self, subject: UUID, at: datetime) -> None:
        """Empty the row of *subject*, and note it in the ledger if it is not yet there."""
        stood: list[Kept] = []
        emptied: list[str] = []

        def rows(_: Turn) -> dict[str, bytes]:
            generation = self._own()[1]
            own, noted = f"s.{generation}.{subject.hex}", f"e.{subject.hex}"
            found = self._bucket.read([own, noted])
            made = {} if noted in found else {noted: at.isoformat().encode()}
            if own in found:
                hashed = orjson.loads(found[own].body).get("h")
                made |= {own: ERASED} | ({f"h.{hashed}": b""} if hashed else {})
                stood[:] = self._bucket.read(list(made)).values()
                emptied[:] = [key for key in made if key != noted]
            return made

        self._bucket.write(rows, is_change=True)
        self._bucket.erase([one for one in stood if one.body not in {b"", ERASED}])
        for key in emptied:
            self._bucket.purge(key, keep=1)

    def rewrite(self, own: Own, rewrapped: Rewrapped) -> int:
        """Put *own* in the place of the vault's own keys, and each row wrapped anew."""
        count = 0
        generation, before = 0, list[Kept]()

        def rows(_: Turn) -> dict[str, bytes] | None:
            nonlocal count, generation
            stood, now = self._own()
            if stood == own:
                return None  # it was written, and no answer came
            generation = now
            before.extend([self._bucket.read([OWN])[OWN], *self._rows().values()])
            count = self._copied(stood, rewrapped, generation)
            return {OWN: _own_row(own, generation + 1)}

        self._bucket.write(rows, is_change=True)
        self._bucket.erase(before)
        self._bucket.purge(f"s.{generation}.*")
        self._bucket.purge(OWN, keep=1)
        return count

    def contents(self) -> Contents:
        """Return everything that is there."""
        rows = tuple(_whole_row(of, kept) for of, kept in self._rows().items())
        return Contents(self.own(), rows, tuple(self.erasures()))

    def hand_over(self, given: Given) -> None:
        """Give everything to *given*, and keep the own keys it returns in their place."""
        done: list[Own] = []

        def rows(_: Turn) -> dict[str, bytes] | None:
            stood = self.contents()
            if stood.own in done:
                return None  # it was written, and no answer came
            done.append(given(stood))
            return {OWN: _own_row(done[-1], self._own()[1])}

        self._bucket.write(rows, is_change=True)

    def take_over(self, contents: Contents) -> None:
        """Put *contents* in the place of everything that is there."""
        stood, generation = self._own()
        before = list(self._rows().values()) if stood else []
        made = _taken_over(contents, generation + 1)
        hashes = self._bucket.every("h.*")
        made |= {key: b"" for key, kept in hashes.items() if kept.body and key not in made}
        self._bucket.purge(f"s.{generation + 1}.*")
        self._bucket.stage(made)

        def rows(_: Turn) -> dict[str, bytes] | None:
            if self.own() == contents.own:
                return None  # it was written, and no answer came
            return {OWN: _own_row(contents.own, generation + 1)}

        self._bucket.write(rows, is_change=True)
        self._bucket.erase(before)
        self._bucket.purge(f"s.{generation}.*")
        self._bucket.purge(OWN, keep=1)

    def destroy(self) -> None:
        """Overwrite the keys, remove the bucket, and let go of the connection."""
        self._bucket.erase([self._bucket.read([OWN])[OWN], *self._rows().values()])
        self._bucket.remove()
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._bucket.close()

    def _own(self) -> tuple[Own, int]:
        kept = self._bucket.read([OWN]).get(OWN)
        if kept is None:
            return {}, 0
        said = orjson.loads(kept.body)
        return {name: b64decode(key) for name, key in said["keys"].items()}, said["of"]

    def _kept(self, subject: UUID) -> Kept | None:
        key = f"s.{self._own()[1]}.{subject.hex}"
        return self._bucket.read([key]).get(key)

    def _rows(self) -> dict[UUID, Kept]:
        found = self._bucket.every(f"s.{self._own()[1]}.*")
        return {_id(key): kept for key, kept in found.items()}

    def _copied(self, stood: Own, rewrapped: Rewrapped, generation: int) -> int:
        """Write the next generation of rows, which nobody reads yet; return how many."""
        found = self._rows()
        kept = [_row(of, one) for of, one in found.items() if one.body != ERASED]
        new = {row.subject: row for row in rewrapped(stood, kept)}
        told = {of: orjson.loads(one.body) for of, one in found.items()}
        made = {
            f"s.{generation + 1}.{of.hex}": _as_row(new[of], row) if of in new else ERASED
            for of, row in told.items()
        }
        self._bucket.purge(f"s.{generation + 1}.*")
        self._bucket.stage(made)
        return len(kept)


def _introduced(rows: Sequence[Row], generation: int) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for row in rows:
        told = {"t": row.kind, "h": row.hash.hex()}
        made[f"s.{generation}.{row.subject.hex}"] = _as_row(row, told)
        made[f"h.{row.hash.hex()}"] = row.subject.hex.encode()
    return made


def _taken_over(contents: Contents, generation: int) -> dict[str, bytes]:
    living = [row for row in contents.rows if row.key]
    made = _introduced(living, generation)
    made |= {f"s.{generation}.{r.subject.hex}": ERASED for r in contents.rows if not r.key}
    return made | {
        f"e.{one.subject.hex}": one.at.isoformat().encode() for one in contents.erasures
    }


def _whole_row(subject: UUID, kept: Kept) -> Row:
    if kept.body == ERASED:
        return Row(subject)
    said, row = orjson.loads(kept.body), _row(subject, kept)
    return Row(subject, row.key, row.reference, said["t"], bytes.fromhex(said["h"]))


def _as_row(row: Row, told: dict[str, Any]) -> bytes:
    sealed = {"k": _text(row.key), "r": _text(row.reference)}
    return as_json({"t": told["t"], "h": told["h"], **sealed})


def _own_row(own: Own, generation: int) -> bytes:
    return as_json({"keys": {n: _text(key) for n, key in own.items()}, "of": generation})


def _row(subject: UUID, kept: Kept) -> Row:
    said = orjson.loads(kept.body)
    return Row(subject, b64decode(said["k"]), b64decode(said["r"]))


def _cell(kept: Kept | None, name: str) -> bytes | None:
    said = {} if kept is None else orjson.loads(kept.body)
    return b64decode(said[name]) if name in said else None


def _id(key: str) -> UUID:
    return UUID(hex=key.rpartition(".")[2])


def _text(value: bytes) -> str:
    return b64encode(value).decode()
