"""All that a lake shows, as rows."""

from pathlib import Path

import pyarrow.parquet as pq


def shown(address):
    """The facts of every kind; events say beside them how they came about."""
    kinds = sorted((Path(address) / "current" / "facts").glob("*"))
    return {kind.name: rows for kind in kinds if (rows := rows_in(kind))}


def rows_in(folder):
    """All rows of a table, as text, in one order."""
    files = sorted(folder.rglob("*.parquet"))
    found = [
        row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()
    ]
    return sorted(map(str, found))
