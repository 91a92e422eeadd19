"""Attachments: a folder beside the log, in it one of each subject, in that sealed files.

A file is named by the keyed hash of its content, so that one document stands once with one
child, and two children's same document has two names. It is on the disk before its event
is recorded; who dies in between leaves a file that nothing names, for ``tidy``.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from hashlib import file_digest
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from attrs import frozen

from casemgmt.errors import InvalidError
from casemgmt.privacy.sealed_file import (
    DamagedAttachmentError,
    Sealed,
    open_file,
    seal_file,
)

from .files import synced

AT_WORK = timedelta(days=1)
"""How long a file that nothing names may belong to somebody who is about to name it."""
OURS, TRIES = 0o700, 3
FOLDER, FILE = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")
_MISSING = "an attachment is missing: its file is not where it belongs"


class MissingAttachmentError(DamagedAttachmentError):
    """The sealed file of an attachment is not where it belongs."""


@frozen
class Purged:
    """What was removed of one subject.

    Attributes:
        place: The folder it stood in.
        files: How many files there were; 0 where nothing was.

    """

    place: Path
    files: int


@frozen
class Attachments:
    """The attachments of one store.

    Attributes:
        root: Their folder; made when the first is kept.

    """

    root: Path

    def place(self, subject: UUID) -> Path:
        """Return the folder in which everything attached to *subject* is."""
        return self.root / subject.hex

    def keep(self, file: Path, *, subject: UUID, key: bytes, most: int) -> Sealed:
        """Seal *file* for *subject*, durable on return, and say how it is known.

        Raises:
            InvalidError: it is no file, it is too large, or somebody writes to it.
            OSError: it cannot be read, or the folder cannot be written.

        """
        if not file.is_file():
            raise InvalidError("file", "not-a-file")
        with file.open("rb") as source:
            length = os.fstat(source.fileno()).st_size
            if length > most:
                raise InvalidError("file", "too-large-to-attach")
            return self._kept(source, length, subject, key)

    def keep_read(self, content: bytes, *, subject: UUID, key: bytes, most: int) -> Sealed:
        """Seal what was read elsewhere for *subject*, as ``keep`` does a file.

        Raises:
            InvalidError: it is too large.
            OSError: the folder cannot be written.

        """
        if len(content) > most:
            raise InvalidError("file", "too-large-to-attach")
        return self._kept(BytesIO(content), len(content), subject, key)

    def _kept(self, source: BinaryIO, length: int, subject: UUID, key: bytes) -> Sealed:
        folder = self.made(subject)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w+b") as to:
                sealed = seal_file(source, length, to, person=subject, key=key)
                to.flush()
                os.fsync(to.fileno())
            return self._named(beside, sealed, subject, key)
        finally:
            beside.unlink(missing_ok=True)

    def read(self, content: str, *, subject: UUID, key: bytes) -> Iterator[bytes]:
        """Yield what is attached to *subject* as *content*, piece by piece.

        Raises:
            MissingAttachmentError: its file is not there.
            DamagedAttachmentError: it does not open: what was yielded is not the whole.

        """
        try:
            source = self._file(subject, content).open("rb")
        except FileNotFoundError:
            raise MissingAttachmentError.because("attachment.missing-file") from None
        with source:
            yield from open_file(source, person=subject, key=key, content=content)

    def digest(self, content: str, subject: UUID) -> str:
        """Return the SHA-256 of a sealed file as it stands; no key is needed for it.

        Raises:
            MissingAttachmentError: it is not there.

        """
        try:
            with self._file(subject, content).open("rb") as file:
                return _digest(file)
        except FileNotFoundError:
            raise MissingAttachmentError.because("attachment.missing-file") from None

    def purge(self, subject: UUID) -> Purged:
        """Remove everything attached to *subject*, gone from the disk on return.

        Done again it changes nothing. The sealed bytes are not written over: without the
        key, which is destroyed first, they say nothing, and many disks would only write
        elsewhere.

        Raises:
            OSError: something of it could not be removed.

        """
        folder, removed = self.place(subject), 0
        for left in reversed(range(TRIES)):
            files = self._in(subject)
            for file in files:
                file.unlink(missing_ok=True)
            removed += len(files)
            try:
                folder.rmdir()
            except FileNotFoundError:  # there is none, or somebody emptied it with us
                return Purged(folder, removed)
            except OSError:  # somebody put one there meanwhile
                if not left:
                    raise
            else:
                break
        synced(self.root)
        return Purged(folder, removed)

    def let_go(self, erased: Collection[UUID]) -> int:
        """Remove what is left of the *erased*, and return how many files there were."""
        left = [subject for subject in self.subjects() if subject in erased]
        return sum(self.purge(subject).files for subject in left)

    def subjects(self) -> Iterator[UUID]:
        """Yield every subject that has a folder."""
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else []:
            if FOLDER.fullmatch(folder.name):
                yield UUID(folder.name)

    def files(self) -> set[tuple[UUID, str]]:
        """Return whose every sealed file is, and by what it is known."""
        found = ((of, file.name) for of in self.subjects() for file in self._in(of))
        return {(of, name) for of, name in found if FILE.fullmatch(name)}

    def tidy(self, subject: UUID, named: Collection[str], now: datetime) -> int:
        """Remove the files of *subject* that no event names, and say how many.

        One of the last day is left: somebody may be about to name it.
        """
        removed = 0
        for file in self._in(subject):
            age = now.timestamp() - file.stat().st_mtime
            if file.name not in named and age > AT_WORK.total_seconds():
                file.unlink(missing_ok=True)
                removed += 1
        return removed

    def _file(self, subject: UUID, content: str) -> Path:
        """Return where *content* is; what a damaged row says leads to no other file."""
        if not FILE.fullmatch(content):
            raise MissingAttachmentError.because("attachment.missing-file")
        return self.place(subject) / content

    def made(self, subject: UUID) -> Path:
        """Return the folder of *subject*, made where it is not there yet."""
        folder = self.place(subject)
        if not folder.is_dir():
            self.root.mkdir(OURS, exist_ok=True)
            folder.mkdir(OURS, exist_ok=True)
            synced(self.root)
            synced(self.root.parent)
        return folder

    def _in(self, subject: UUID) -> list[Path]:
        folder = self.place(subject)
        return list(folder.iterdir()) if folder.is_dir() else []

    def _named(self, beside: Path, sealed: Sealed, subject: UUID, key: bytes) -> Sealed:
        """Give *beside* its name, unless the same is there already, and whole."""
        there = self._file(subject, sealed.content)
        if there.exists() and self._opens(sealed.content, subject, key):
            os.utime(there)  # it is about to be named again: nobody tidies it away
            return Sealed(sealed.content, self.digest(sealed.content, subject))
        beside.replace(there)
        synced(there.parent)
        return sealed

    def _opens(self, content: str, subject: UUID, key: bytes) -> bool:
        try:
            for _ in self.read(content, subject=subject, key=key):
                pass
        except DamagedAttachmentError:
            return False
        return True


def _digest(file: BufferedReader) -> str:
    """Return the SHA-256 of *file*, in hexadecimal digits."""
    return file_digest(file, "sha256").hexdigest()
