"""What is said to only grow with the days does, by the second opinion on random years."""

from datetime import date, timedelta
from random import Random

import pytest
from tests.oracle.journals import journal
from tests.oracle.question import answer

from casemgmt.domain.dates import Day
from casemgmt.reports import Source
from casemgmt.reports.beside import GROWING, _grows

TABLES = ((), ("sex",), ("district",), ("programme",))
ASKED = sorted(set(GROWING) - {"S02"})
"""The second opinion has no table of structures."""


@pytest.mark.parametrize("seed", range(12))
def test_a_longer_time_only_adds_to_what_is_said_to_grow(seed):
    lines, chance = journal(seed), Random(seed)
    days = [Day.of(line["on"]).last for line in lines]
    first = min(days) + (max(days) - min(days)) * chance.random() * 0.5
    last = first + timedelta(days=chance.randint(20, 300))
    longer = (
        first - timedelta(days=chance.choice([0, 0, 200])),
        last + timedelta(days=chance.randint(1, 300)),
    )

    seen = 0
    for by in TABLES:
        short, long = counts(lines, (first, last), by), counts(lines, longer, by)
        seen += sum(short.values())
        for source, count in short.items():
            assert long.get(source, 0) >= count, source
    assert seen, "nobody stands in these days: this journal shows nothing"


def counts(lines, period: tuple[date, date], by):
    rows = answer(lines, *map(str, period), by=by, only=ASKED)
    return {
        source: row[part]
        for row in rows
        for part in ("numerator", "denominator")
        if _grows(source := Source(row["indicator"], part, tuple(row["by"].items())))
    }
