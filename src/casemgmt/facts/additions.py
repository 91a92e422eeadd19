"""What comes at the end of a story is added; for that its beginning is not read again.

So it is where a subject stands alone, nothing of its story was ever put right, the new
words were recorded after all others, and none is of a kind that is walked. Everything else
is folded anew with its whole story: the rows are the same either way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from duckdb import DuckDBPyConnection

from . import writing
from .fold import WALKED
from .packing import packed
from .parts import Addition
from .persons import LINKS
from .source import Source, Word

_SUBJECT = (("id", "UUID"),)
_STANDING = """
WITH one AS (SELECT s.id, s.kind, s.rec FROM subject s JOIN news USING (id))
SELECT one.id, any_value(one.kind), max(c.seq) + 1, max(c.kf)
FROM one JOIN command c USING (rec)
WHERE rec NOT IN (FROM (SELECT rec FROM link UNION ALL SELECT other FROM link))
GROUP BY one.id
HAVING count(c.fix) = 0 AND min(c.kt) = max(c.kt) AND max(c.seq) + 1 = count(*)
"""


def additions(
    connection: DuckDBPyConnection,
    source: Source,
    news: Mapping[UUID, Sequence[Word]],
    again: Collection[UUID],
) -> Iterator[Addition]:
    """Yield those of *news* that only add to what stands; none that is folded *again*."""
    anew = _newly_linked(source, news).union(again)
    likely = [one for one, words in news.items() if _only_adds(words) and one not in anew]
    connection.execute("CREATE OR REPLACE TEMP TABLE news (id UUID)")
    told = packed(_SUBJECT, [(one.bytes,) for one in likely])
    writing.insert(connection, "news", told)
    for subject, kind, first, last in connection.execute(_STANDING).fetchall():
        if _goes_up([last, *(word.at for word in news[subject])]):
            yield Addition(subject, kind, news[subject], first)


def _newly_linked(source: Source, news: Mapping[UUID, Sequence[Word]]) -> set[UUID]:
    """Return whom a link of *news* may reach; what was put right may be a link too."""
    found: set[UUID] = set()
    for subject, words in news.items():
        if not words or any(word.name in LINKS for word in words):
            found.update(source.linked_ever(subject))
    return found


def _only_adds(words: Sequence[Word]) -> bool:
    return bool(words) and not any(word.name in WALKED for word in words)


def _goes_up(moments: Sequence[int]) -> bool:
    return all(before < after for before, after in pairwise(moments))
