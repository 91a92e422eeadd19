"""The days of birth: sealed in the file, open only in memory.

They lie in sealed pieces of some thousand persons each, so that opening them all is quick
and a change of one person rewrites one piece. Opened, they are a table of a database that
is only in memory: ``opened.born``, by person and rank.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, compress
from typing import TYPE_CHECKING, TypeAlias

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
Numbers: TypeAlias = "array[int]"
"""Two for each birth, one after the other: nobody is made an object of only to stay."""
_WIRE = (("who", "BIGINT"), ("span", "BIGINT"))


def write(
    connection: DuckDBPyConnection,
    sealer: Sealer,
    births: Iterable[Birth],
    gone: Collection[int] = (),
) -> None:
    """Seal *births*, in the place of all that was known of the persons *gone*."""
    fresh: defaultdict[int, Numbers] = defaultdict(_nothing)
    for birth in births:
        fresh[birth.rec // _PERSONS_A_PIECE].extend(_numbers(birth))
    _put(connection, sealer, fresh, gone)


def merge(connection: DuckDBPyConnection, sealer: Sealer) -> None:
    """Take over those of a tail, ``merged``, in the place of what it shadows."""
    rows = connection.execute("SELECT rec FROM merged.shadowed").fetchall()
    told = connection.execute("SELECT bucket, sealed FROM merged.birth").fetchall()
    fresh = {piece: _read(sealer.open(sealed)) for piece, sealed in told}
    _put(connection, sealer, fresh, [rec for (rec,) in rows])


def _put(
    connection: DuckDBPyConnection,
    sealer: Sealer,
    fresh: Mapping[int, Numbers],
    gone: Iterable[int],
) -> None:
    """Seal the *fresh* numbers of each piece beside those that stay."""
    without: defaultdict[int, set[int]] = defaultdict(set)
    for rec in gone:
        without[rec // _PERSONS_A_PIECE].add(rec)
    for piece in sorted(fresh.keys() | without.keys()):
        told = _others(_piece(connection, sealer, piece), without[piece])
        told.extend(fresh.get(piece, ()))
        connection.execute("DELETE FROM told.birth WHERE bucket = $1", [piece])
        if told:
            sealed = sealer.seal(told.tobytes())
            connection.execute("INSERT INTO told.birth VALUES ($1, $2)", [piece, sealed])


def opened(
    connection: DuckDBPyConnection, sealer: Sealer, database: str = "told"
) -> Columns:
    """Return the births of a database, opened."""
    told = connection.execute(f"SELECT sealed FROM {database}.birth").fetchall()
    numbers = _nothing()
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


def _piece(connection: DuckDBPyConnection, sealer: Sealer, piece: int) -> Numbers:
    found = connection.execute("SELECT sealed FROM told.birth WHERE bucket = $1", [piece])
    row = found.fetchone()
    return _read(sealer.open(row[0])) if row else _nothing()


def _others(told: Numbers, gone: Collection[int]) -> Numbers:
    """Return the numbers of everybody but those who are *gone*."""
    if not gone:
        return told
    whose = told[0::2]
    stays = [who >> _RANK_BITS not in gone for who in whose]
    kept = _nothing()
    for who, span in compress(zip(whose, told[1::2], strict=True), stays):
        kept.append(who)
        kept.append(span)
    return kept


def packed(births: Iterable[Birth]) -> bytes:
    """Return spans of days as bytes."""
    return array("q", chain.from_iterable(map(_numbers, births))).tobytes()


def unpacked(told: bytes) -> list[Birth]:
    """Return the spans that ``packed`` packed."""
    numbers = _read(told)
    return [
        Birth(
            rec=who >> _RANK_BITS,
            rank=who & (2**_RANK_BITS - 1),
            first=(first := (span >> _SPAN_BITS) - _FIRST_OF_ALL),
            last=first + (span & (2**_SPAN_BITS - 1)),
        )
        for who, span in zip(numbers[0::2], numbers[1::2], strict=True)
    ]


def _numbers(birth: Birth) -> tuple[int, int]:
    """Return whose it is, with its rank, and the first of its days with how many follow."""
    who = birth.rec << _RANK_BITS | birth.rank
    days = birth.last - birth.first
    return who, (birth.first + _FIRST_OF_ALL) << _SPAN_BITS | days


def _read(packed: bytes) -> Numbers:
    numbers = _nothing()
    numbers.frombytes(packed)
    return numbers


def _nothing() -> Numbers:
    return array("q")
