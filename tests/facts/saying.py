"""All that facts say, whatever small numbers they gave."""

from __future__ import annotations

from typing import Any

from casemgmt.facts import Facts
from casemgmt.facts.schema import TABLES, columns


def said(facts: Facts) -> dict[str, list[tuple[Any, ...]]]:
    """Every fact with subjects by their ids and events by name, in one order."""
    with facts.cursor() as cursor:
        ids = dict(cursor.execute("SELECT rec, id FROM subject").fetchall())
        kinds = dict(cursor.execute("SELECT type, name FROM kind").fetchall())
        born = {
            (rec, rank): (first, last)
            for rec, rank, first, last in cursor.execute(
                "SELECT rec, birth, first, last FROM opened.born"
            ).fetchall()
        }
        named = {"rec": ids, "person": ids, "other": ids, "child": ids, "type": kinds}
        told = {}
        for table in TABLES:
            names = [name for name, _ in columns(table)]
            rows = cursor.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            rows_said = []
            for row in rows:
                one = dict(zip(names, row, strict=True))
                if table == "person":
                    one["birth"] = born.get((one["rec"], one["birth"]))
                rows_said.append(tuple(named.get(n, {}).get(v, v) for n, v in one.items()))
            told[table] = sorted(rows_said, key=repr)
        return told
