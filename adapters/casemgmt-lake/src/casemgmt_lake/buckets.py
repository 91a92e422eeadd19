"""Buckets: which stories lie in the same files, and the files of one bucket."""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .generations import made, write

BUCKETS = 16
EVENTS, FACTS = "events", "facts"
_ID_BITS = 128


def bucket_of(subject: str) -> int:
    """Return the bucket of a subject: stories of near ids lie together."""
    key = subject.partition(":")[2]
    try:
        return UUID(key).int * BUCKETS >> _ID_BITS
    except ValueError:
        return crc32(key.encode()) % BUCKETS


def parquet(table: pa.Table) -> bytes:
    """Return a table as the bytes of a file."""
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def place(table: str, bucket: int) -> str:
    """Return the folder of one bucket of a table: events, or the facts of a kind."""
    of = EVENTS if table == EVENTS else f"{FACTS}/{table}"
    return f"{of}/bucket={bucket:02d}"


def put(folder: Path, named: str, told: bytes) -> None:
    """Write a file of a generation that is being made."""
    path = folder / named
    made(path.parent)
    write(path, told)


def read(folder: Path | None, table: str, bucket: int) -> list[dict[str, Any]]:
    """Return the rows of one bucket of a table."""
    found = _read(folder, table, bucket)
    return [] if found is None else found.to_pylist()


def _read(folder: Path | None, table: str, bucket: int) -> pa.Table | None:
    files = sorted((folder / place(table, bucket)).glob("*.parquet")) if folder else []
    return (
        pa.concat_tables([pq.read_table(f, partitioning=None) for f in files])
        if files
        else None
    )


def kinds(folder: Path) -> list[str]:
    """Return the kinds of facts that a generation has."""
    return sorted(path.name for path in (folder / FACTS).glob("*"))


def replace_stories(
    folder: Path,
    bucket: int,
    subjects: Collection[str],
    tables: Mapping[str, pa.Table],
) -> None:
    """Put *tables* in the place of what a bucket has of *subjects*."""
    for table in {EVENTS, *kinds(folder), *tables}:
        old = _read(folder, table, bucket)
        new = tables.get(table)
        kept = None if old is None else _without(old, subjects)
        parts = [part for part in (kept, new) if part is not None and part.num_rows]
        at = folder / place(table, bucket)
        shutil.rmtree(at, ignore_errors=True)
        if parts:
            put(folder, f"{place(table, bucket)}/part-0.parquet", parquet(_one(parts)))


def _one(parts: Iterable[pa.Table]) -> pa.Table:
    return pa.concat_tables(parts).combine_chunks()


def _without(table: pa.Table, subjects: Collection[str]) -> pa.Table:
    of = pa.array(sorted(subjects), pa.string())
    return table.filter(pc.invert(pc.is_in(table["subject"], value_set=of)))
