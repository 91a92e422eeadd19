"""What others have on these tables of a server: their views, and the rights given to them.

A file has neither: there a view finds its tables by their names, whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, text

from casemgmt.errors import RepairNeededError
from casemgmt_sql.place import Place

_STANDING = """
SELECT DISTINCT theirs.oid::regclass::text FROM pg_depend d
JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
JOIN pg_class theirs ON theirs.oid = r.ev_class
JOIN pg_class ours ON d.refclassid = 'pg_class'::regclass AND ours.oid = d.refobjid
WHERE ours.relnamespace = CAST(:schema AS regnamespace) AND ours.relname = ANY(:own)
  AND NOT (theirs.relnamespace = ours.relnamespace AND theirs.relname = ANY(:own))
ORDER BY 1
"""
_GIVEN = """
SELECT c.relname AS name, a.privilege_type AS right, a.is_grantable AS further,
       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS whom
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = CAST(:schema AS regnamespace) AND c.relname = ANY(:own)
  AND a.grantee <> c.relowner
"""
Right = tuple[str, str, bool, str]
"""What it is on, the right, whether they may give it further, and who was given it."""


def refuse_to_drop(connection: Connection, place: Place, own: Collection[str]) -> None:
    """Refuse to make *own* anew under the views of others, which would go with them.

    Raises:
        RepairNeededError: there are such views; it names them.

    """
    asked = {"schema": place.schema, "own": [*own]}
    theirs = connection.execute(text(_STANDING), asked).scalars().all()
    if theirs:
        raise RepairNeededError.because(
            "casemgmt_sql:place.older", place=place.shown, views=", ".join(theirs)
        )


def given(connection: Connection, place: Place, own: Collection[str]) -> list[Right]:
    """Return the rights that others were given on *own*."""
    asked = {"schema": place.schema, "own": [*own]}
    found = connection.execute(text(_GIVEN), asked)
    return [(name, right, further, whom) for name, right, further, whom in found]


def give_again(
    connection: Connection, rights: Sequence[Right], own: Collection[str]
) -> None:
    """Give the rights there were on what there still is."""
    for name, right, further, whom in rights:
        if name in own:
            more = " WITH GRANT OPTION" if further else ""
            connection.exec_driver_sql(f"GRANT {right} ON {name} TO {whom}{more}")
