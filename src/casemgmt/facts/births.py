"""The days of birth: sealed in the file, open only in memory.

They lie in sealed pieces of some thousand persons each, so that opening them all is quick
and a change of one person rewrites one piece. Opened, they are a table of a database that
is only in memory: ``opened.born``, by person and rank.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from .fold import Birth
from .packing import Columns
from .source import Sealer

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PERSONS_A_PIECE = 4096
_RANK_BITS = 16
_SPAN_BITS = 12
_FIRST_OF_ALL = 1_000_000
"""Added to a day number, so that days before 1970 are positive too."""

_WIRE = (("who", "BIGINT"), ("span", "BIGINT"))


def write(
    connection: DuckDBPyConnection,
    sealer: Sealer,
    births: Iterable[Birth],
    gone: Collection[int] = (),
) -> None:
    """Seal *births*, in the place of all that was known of the persons *gone*."""
    fresh: defaultdict[int, list[Birth]] = defaultdict(list)
    for birth in births:
        fresh[birth.rec // _PERSONS_A_PIECE].append(birth)
    pieces = fresh.keys() | {rec // _PERSONS_A_PIECE for rec in gone}
    without = frozenset(gone)
    for piece in sorted(pieces):
        kept = [b for b in _piece(connection, sealer, piece) if b.rec not in without]
        connection.execute("DELETE FROM told.birth WHERE bucket = $1", [piece])
        if told := [*kept, *fresh[piece]]:
            sealed = sealer.seal(packed(told))
            connection.execute("INSERT INTO told.birth VALUES ($1, $2)", [piece, sealed])


def merge(connection: DuckDBPyConnection, sealer: Sealer) -> None:
    """Take over those of a tail, ``merged``, in the place of what it shadows."""
    rows = connection.execute("SELECT rec FROM merged.shadowed").fetchall()
    told = connection.execute("SELECT sealed FROM merged.birth").fetchall()
    fresh = [birth for (sealed,) in told for birth in unpacked(sealer.open(sealed))]
    write(connection, sealer, fresh, [rec for (rec,) in rows])


def opened(
    connection: DuckDBPyConnection, sealer: Sealer, database: str = "told"
) -> Columns:
    """Return the births of a database, opened."""
    told = connection.execute(f"SELECT sealed FROM {database}.birth").fetchall()
    numbers = array("q")
    for (sealed,) in told:
        numbers.frombytes(sealer.open(sealed))
    who, span = numbers[0::2].tobytes(), numbers[1::2].tobytes()
    return Columns(_WIRE, len(numbers) // 2, ((who, b""), (span, b"")))


NONE = Columns(_WIRE, 0, ((b"", b""), (b"", b"")))


def open_all(connection: DuckDBPyConnection, told: Columns, below: Columns = NONE) -> None:
    """Put every birth into the memory of this database.

    Args:
        connection: Of the facts.
        told: Those of the database that says up to where they stand.
        below: Those of the whole below it, as far as they are not shadowed.

    """
    from .writing import insert  # who folds a share packs births, and needs no database

    connection.execute("CREATE OR REPLACE TABLE opened.sealed (who BIGINT, span BIGINT)")
    if below.rows:
        insert(connection, "opened.sealed", below)
        connection.execute(_SHADOWED)
    insert(connection, "opened.sealed", told)
    connection.execute(_OPENED)
    connection.execute("DROP TABLE opened.sealed")


def eighteen(born: str) -> str:
    """Return SQL for the day of the 18th birthday of who was born on the day *born*.

    Born on 29 February, it is 1 March of a common year.
    """
    years = f"({born} + INTERVAL 18 YEAR)::DATE"
    leap = f"day({born}) = 29 AND month({born}) = 2 AND day({years}) = 28"
    return f"CASE WHEN {leap} THEN {years} + 1 ELSE {years} END"


_SHADOWED = f"""
DELETE FROM opened.sealed WHERE (who >> {_RANK_BITS}) IN (FROM told.shadowed)
"""
_OPENED = f"""
CREATE OR REPLACE TABLE opened.born AS
SELECT rec, birth, first, last,
    year(first) * 10000 + month(first) * 100 + day(first) AS first_ymd,
    year(last) * 10000 + month(last) * 100 + day(last) AS last_ymd,
    {eighteen("last")} AS eighteen
FROM (
    SELECT (who >> {_RANK_BITS})::INTEGER AS rec,
        (who & {2**_RANK_BITS - 1})::SMALLINT AS birth,
        DATE '1970-01-01' + ((span >> {_SPAN_BITS}) - {_FIRST_OF_ALL})::INTEGER AS first,
        DATE '1970-01-01' + ((span >> {_SPAN_BITS}) - {_FIRST_OF_ALL}
            + (span & {2**_SPAN_BITS - 1}))::INTEGER AS last
    FROM opened.sealed)
"""


def _piece(connection: DuckDBPyConnection, sealer: Sealer, piece: int) -> list[Birth]:
    found = connection.execute("SELECT sealed FROM told.birth WHERE bucket = $1", [piece])
    row = found.fetchone()
    return unpacked(sealer.open(row[0])) if row else []


def packed(births: Sequence[Birth]) -> bytes:
    """Return spans of days as bytes."""
    numbers = array("q")
    for birth in births:
        numbers.append(birth.rec << _RANK_BITS | birth.rank)
        days = birth.last - birth.first
        numbers.append((birth.first + _FIRST_OF_ALL) << _SPAN_BITS | days)
    return numbers.tobytes()


def _numbers(packed: bytes) -> list[int]:
    numbers = array("q")
    numbers.frombytes(packed)
    return numbers.tolist()


def unpacked(told: bytes) -> list[Birth]:
    """Return the spans that ``packed`` packed."""
    numbers = _numbers(told)
    return [
        Birth(
            rec=who >> _RANK_BITS,
            rank=who & (2**_RANK_BITS - 1),
            first=(first := (span >> _SPAN_BITS) - _FIRST_OF_ALL),
            last=first + (span & (2**_SPAN_BITS - 1)),
        )
        for who, span in zip(numbers[0::2], numbers[1::2], strict=True)
    ]
