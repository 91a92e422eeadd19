"""The file of a backup: one for every engine, of lines that can be read and checked.

Each line is the SHA-256 of what follows it and one JSON object. The first says what the
backup is of; each other one is a part of the log. An event stands in it as a list: its
position, stream, version, name, envelope with the sealed payload, whether it is the first
of its command, the claims that command holds, and what its story mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Self
from uuid import UUID

import orjson
from attrs import asdict, fields_dict, frozen

from casemgmt.errors import ProofError
from casemgmt.recording.compact import compact
from casemgmt.recording.port import Append, StoredEvent

FORMAT = 1
_KIND = "casemgmt-backup"
_HEAD_BYTES = 1024
"""The first line is written last, into room that was left for it."""


@frozen
class Head:
    """What a backup is of.

    Attributes:
        events: How many events are in it.
        position: The place of the last.
        root: Their root, in hexadecimal digits.
        epoch: Which log it was.
        taken_at: When it was taken.
        parts: How many parts it has.
        parts_sha256: The hash over the hashes of the parts, in their order.

    """

    events: int
    position: int
    root: str
    epoch: str
    taken_at: str
    parts: int
    parts_sha256: str

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """Return the head that a file says."""
        return cls(**{name: said[name] for name in fields_dict(cls)})


class Writer:
    """Writes the parts of a backup one after another, and its head at the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._all = sha256()
        self.parts = 0
        file.write(b" " * (_HEAD_BYTES - 1) + b"\n")

    def part(self, appends: Sequence[Append]) -> None:
        """Write one part."""
        self.parts += 1
        said = {"part": self.parts, "events": [_row(append) for append in appends]}
        line = _line(orjson.dumps(said))
        self._all.update(line[:64])
        self._file.write(line + b"\n")

    def digest(self) -> str:
        """Return the hash over the hashes of the parts."""
        return self._all.hexdigest()

    def head(self, head: Head) -> None:
        """Write what the backup is of."""
        line = _line(orjson.dumps({_KIND: FORMAT} | asdict(head)))
        self._file.seek(0)
        self._file.write(line.ljust(_HEAD_BYTES - 1))


def head_of(path: Path) -> Head:
    """Return what the backup at *path* is of.

    Raises:
        ProofError: it is none, of a newer kind, or damaged in its first line.

    """
    with path.open("rb") as file:
        line = file.read(_HEAD_BYTES).rstrip()
    if _KIND.encode() not in line:
        raise ProofError.because("backup.no-backup", path=path)
    said = _said(line)
    if said is None:
        raise ProofError.because("backup.first-line-damaged", path=path)
    if said[_KIND] != FORMAT:
        raise ProofError.because("backup.newer", path=path)
    return Head.of(said)


def parts_in(path: Path, head: Head) -> Iterator[list[Append]]:
    """Yield the parts of the backup at *path*, each once its bytes were checked.

    Raises:
        ProofError: one is damaged or missing; the message says which.

    """
    whole, number = sha256(), 0
    with path.open("rb") as file:
        file.seek(_HEAD_BYTES)
        for number, line in enumerate(file, start=1):
            said = _said(line.rstrip(b"\n"))
            if said is None or said["part"] != number:
                raise _damaged(path, number, head)
            whole.update(line[:64])
            yield [_append(row) for row in said["events"]]
    if number != head.parts or whole.hexdigest() != head.parts_sha256:
        raise _damaged(path, min(number, head.parts) + 1, head)


def _damaged(path: Path, part: int, head: Head) -> ProofError:
    return ProofError.because("backup.part-damaged", path=path, part=part, parts=head.parts)


def _line(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode() + b" " + content


def _said(line: bytes) -> Any:
    """Return what a line says; None when it is not as it was written."""
    content = line[65:]
    if line[:65] != sha256(content).hexdigest().encode() + b" ":
        return None
    return orjson.loads(content)


def _row(append: Append) -> list[Any]:
    event = append.event
    return [
        event.position,
        event.stream.hex,
        event.version,
        event.name,
        orjson.Fragment(event.state),
        append.command_id is not None,
        [claim.hex() for claim in append.claims],
        [[subject.hex, kind] for subject, kind in append.mentions],
    ]


def _append(row: Iterable[Any]) -> Append:
    position, stream, version, name, said, is_command, claims, mentions = row
    state = compact(said, orjson.OPT_SORT_KEYS)
    return Append(
        event=StoredEvent(UUID(stream), version, name, state, position),
        command_id=UUID(said["c"]) if is_command else None,
        claims=tuple(bytes.fromhex(claim) for claim in claims),
        mentions=tuple((UUID(subject), kind) for subject, kind in mentions),
    )
