"""An Excel workbook looked over before anything reads it: it is an archive of XML files.

What its directory says is not believed: everything is inflated, counted and let go of.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from attrs import define

from . import caps
from .wrong import WrongTableError

CHUNK = 256 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END, _END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_FURTHER_END, _FURTHER_BYTES = b"PK\x06\x07", 20
_MACROS = re.compile(r"vbaproject\.bin\Z|(?:\A|/)(?:macrosheets|dialogsheets|activex)/")
_OUTSIDE = re.compile(r"\Axl/(?:externallinks/|connections\.xml|querytables/)")
_ARCHIVE = re.compile(
    r"\.(?:zip|xls[xmb]?|doc[xm]?|ppt[xm]?|od[stp]|jar|gz|7z|rar|bz2|xz)\Z"
)
_STRANGE = re.compile(r"\A/|\\|(?:\A|/)\.\.(?:/|\Z)|\A[a-z]:|\0")
_XML = re.compile(r"\.(?:xml|rels|vml)\Z")
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,18})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_OVERLAP = 64
_AHEAD = b"\xef\xbb\xbf \r\n\t"
_DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error)


@define
class _Sheet:
    """How far one sheet goes, by what it says of each cell."""

    rows: int = 0
    row: int = 0
    column: int = 0

    def see(self, part: bytes) -> None:
        self.rows += len(_ROW.findall(part))
        for letters, digits in set(_PLACE.findall(part)):
            self.row = max(self.row, int(digits))
            self.column = max(self.column, column_number(letters))
        if max(self.row, self.rows) > caps.ROWS:
            raise WrongTableError("too-many-rows", most=caps.ROWS)
        if self.column > caps.COLUMNS:
            raise WrongTableError("too-many-columns", most=caps.COLUMNS)
        if self.row * self.column > caps.CELLS:
            raise WrongTableError("too-many-cells", most=caps.CELLS)


def refuse_unsafe(path: Path) -> None:
    """Refuse a workbook that is none, is locked, or holds what a table does not need.

    Raises:
        WrongTableError: saying what is wrong.

    """
    size = path.stat().st_size
    if size > caps.FILE_BYTES:
        raise WrongTableError("too-large", most=caps.FILE_BYTES // caps.MEGABYTE)
    with path.open("rb") as file:
        _refuse_another_kind(file)
        _refuse_a_large_directory(file, size)
        try:
            with ZipFile(file) as archive:
                _look_over(archive, size)
        except _DAMAGE:
            raise WrongTableError("damaged") from None


def column_number(letters: bytes) -> int:
    """Return the number of the column that is called ``A``, ``B`` … ``AA``; 0 for none."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _refuse_another_kind(file: BinaryIO) -> None:
    head = file.read(len(_OLE))
    if head == _OLE:
        locked = any(_ENCRYPTED in part for part in _chunks(file, len(_ENCRYPTED)))
        raise WrongTableError("locked" if locked else "old-workbook")
    if not head.startswith(_ZIP):
        raise WrongTableError("no-workbook")


def _refuse_a_large_directory(file: BinaryIO, size: int) -> None:
    """Look at the end of the archive, before its whole directory is read into memory."""
    file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _FURTHER_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise WrongTableError("damaged")
    entries, length = struct.unpack_from("<HL", tail, at + 10)
    further = tail[:at][-_FURTHER_BYTES:].startswith(_FURTHER_END)
    if entries > caps.ENTRIES or length > caps.DIRECTORY_BYTES or further:
        raise WrongTableError("too-many-parts", most=caps.ENTRIES)


def _look_over(archive: ZipFile, size: int) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(names) > caps.ENTRIES:
        raise WrongTableError("too-many-parts", most=caps.ENTRIES)
    for part, name in zip(parts, names, strict=True):
        _refuse_by_name(part, name)
    if len(set(names)) < len(names):
        raise WrongTableError("damaged")
    if "xl/workbook.xml" not in names:
        raise WrongTableError("no-workbook")
    inflated = 0
    for part in parts:
        for length in _seen(archive, part):
            inflated += length
            _refuse_much(inflated, size)


def _refuse_by_name(part: ZipInfo, name: str) -> None:
    if part.flag_bits & 1:
        raise WrongTableError("locked")
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise WrongTableError("damaged")
    for wrong, code in (
        (_STRANGE, "strange-name"),
        (_MACROS, "macros"),
        (_OUTSIDE, "outside"),
        (_ARCHIVE, "nested-archive"),
    ):
        if wrong.search(name):
            raise WrongTableError(code)


def _refuse_much(inflated: int, size: int) -> None:
    dense = inflated > caps.RATIO_FROM and inflated > caps.RATIO * size
    if dense or inflated > caps.INFLATED_BYTES:
        most = caps.INFLATED_BYTES // caps.MEGABYTE
        raise WrongTableError("inflates", most=most, ratio=caps.RATIO)


def _seen(archive: ZipFile, part: ZipInfo) -> Iterator[int]:
    """Look through one part, and yield how much of it was inflated."""
    name, sheet = part.filename.lower(), _Sheet()
    with archive.open(part) as opened:
        for rank, chunk in enumerate(_chunks(opened, _OVERLAP)):
            yield len(chunk)
            if rank == 0 and chunk.startswith(_ZIP):
                raise WrongTableError("nested-archive")
            if not _XML.search(name):
                continue
            if rank == 0 and not chunk.lstrip(_AHEAD).startswith(b"<"):
                raise WrongTableError("damaged")  # or in an encoding that hides it
            if _DECLARES.search(chunk):
                raise WrongTableError("entities")
            if b"<" not in chunk and len(chunk) > CHUNK:
                raise WrongTableError("long-cell", most=caps.CELL)
            if name.startswith("xl/worksheets/"):
                sheet.see(chunk)


def _chunks(file: IO[bytes], overlap: int) -> Iterator[bytes]:
    """Yield what is in *file*, each part with the end of the one before."""
    before = b""
    while part := file.read(CHUNK):
        yield before + part
        before = part[-overlap:]
