"""Searching places for what is to be nowhere: as it stands, and in what was compressed.

A file is read piece by piece, with enough of the one before that nothing is cut in two.
What begins like a gzip, zlib or ZIP stream is unfolded as far as it goes, a ZIP member
(each part of an XLSX file) among them, and what is in it once more. The rows of a SQLite
file that are longer than a page are put together again, and what is in a Parquet file is
read as its columns, whatever it is compressed with.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from attrs import field, frozen

from .needles import Needles

PIECE = 32 * 1024 * 1024
DEPTH = 3
"""How often what was unfolded is unfolded again."""
MOST_UNFOLDED = 256 * 1024 * 1024
"""Of one stream; a bomb is not unfolded to its end."""
_BEGINS = re.compile(rb"\x1f\x8b\x08|PK\x03\x04|\x78[\x01\x5e\x9c\xda]")
_GZIP, _ZLIB, _RAW = 31, 15, -15
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_DEFLATED = 8
_LITTLE = 3
_SQLITE, _PARQUET = b"SQLite format 3\0", b"PAR1"
_ROW = 900
"""Bytes from which a row may be kept in several pages."""
_MATTERS = frozenset({str, bytes})


@frozen
class Place:
    """Something that is searched.

    Attributes:
        name: How it is called, without a password.
        pieces: Gives its bytes, anew each time.

    """

    name: str
    pieces: Callable[[], Iterable[bytes]] = field(repr=False)


@frozen
class Searched:
    """How the search of one place ended.

    Attributes:
        place: How it is called.
        searched_bytes: How many bytes were read.
        found: Which values stand in it; never shown.

    """

    place: str
    searched_bytes: int
    found: frozenset[str] = field(repr=False)


def search(place: Place, needles: Needles) -> Searched:
    """Return which values stand in *place*.

    Raises:
        OSError: it cannot be read.

    """
    found: set[str] = set()
    size, kept = 0, b""
    for piece in place.pieces():
        size += len(piece)
        data = kept + piece
        found |= within(data, needles)
        kept = data[-needles.longest :] if needles.longest else b""
    return Searched(place.name, size, frozenset(found))


def within(data: bytes, needles: Needles, depth: int = DEPTH) -> set[str]:
    """Return which values stand in *data*, and in what is compressed in it."""
    found = needles.within(data)
    if depth:
        for unfolded in _unfolded(data):
            found |= within(unfolded, needles, depth - 1)
    return found


def file_place(path: Path, name: str = "") -> Place:
    """Return the place of one file."""
    return Place(name or str(path), lambda: _pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            first = file.read(PIECE)
            yield first
            while piece := file.read(PIECE):
                yield piece
    except FileNotFoundError:  # gone while the others were searched
        return
    if first.startswith(_SQLITE):
        yield from _long_rows(path)
    if first.startswith(_PARQUET):
        yield from _columns(path)


def _long_rows(path: Path) -> Iterator[bytes]:
    """Yield the long rows of a SQLite file, each whole; of a damaged one what is there."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db,
    ):
        db.text_factory = bytes
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        for (name,) in tables:
            quoted = name.decode(errors="replace").replace('"', '""')
            for row in db.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - its own name
                said = [value for value in row if type(value) in _MATTERS]
                if sum(map(len, said)) > _ROW:
                    yield from said


def _columns(path: Path) -> Iterator[bytes]:
    """Yield what is in a Parquet file, as it is without compression.

    Nothing where pyarrow is not there: who keeps such files has it.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return
    with suppress(pa.ArrowException), pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, batch.schema) as plain:
                plain.write_batch(batch)
            yield sink.getvalue().to_pybytes()


def _unfolded(data: bytes) -> Iterator[bytes]:
    for begins in _BEGINS.finditer(data):
        at = begins.start()
        if data[at] == _GZIP:
            found = _inflated(data, at, _GZIP)
        elif begins.group().startswith(b"PK"):
            found = _member(data, at)
        else:
            found = _inflated(data, at, _ZLIB)
        if len(found) > _LITTLE:
            yield found


def _member(data: bytes, at: int) -> bytes:
    """Return what a member of a ZIP file holds, where it is compressed."""
    if at + _LOCAL.size > len(data):
        return b""
    head = _LOCAL.unpack_from(data, at)
    if head[3] != _DEFLATED:
        return b""
    return _inflated(data, at + _LOCAL.size + head[9] + head[10], _RAW)


def _inflated(data: bytes, at: int, kind: int) -> bytes:
    """Return what was compressed from *at* on, as far as it goes."""
    unfolding, parts, size = zlib.decompressobj(kind), list[bytes](), 0
    rest = data[at : at + _LOOK]
    with suppress(zlib.error):
        while rest and not unfolding.eof and size < MOST_UNFOLDED:
            parts.append(unfolding.decompress(rest, _LOOK * 16))
            size += len(parts[-1])
            at += len(rest) - len(unfolding.unconsumed_tail)
            rest = data[at : at + _LOOK]
    return b"".join(parts)


_LOOK = 64 * 1024
