"""What datasette shows beside the tables, from what the tables say of themselves."""

from __future__ import annotations

from typing import Any

from casemgmt_sql.tables import METADATA
from casemgmt_sql.views import DESCRIPTIONS

SORTED = {"cases": "opened_on", "children": "registered_on", "timeline": "position"}
FACETS = {
    "cases": ["centre", "caseworker"],
    "children": ["district", "sex"],
    "distributions": ["school_year", "kit"],
    "work": ["what", "centre"],
}


def metadata(database: str) -> dict[str, Any]:
    """Return the metadata of a database of this name: what each table and column says."""
    tables = {table.name: _table(table) for table in METADATA.sorted_tables}
    views = {name: {"description": said} for name, said in DESCRIPTIONS.items()}
    return {"databases": {database: {"tables": tables | views}}}


def _table(table: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": table.comment,
        "columns": {column.name: column.comment for column in table.c},
    }
    if table.name in SORTED:
        said["sort_desc"] = SORTED[table.name]
    if table.name in FACETS:
        said["facets"] = FACETS[table.name]
    return said
