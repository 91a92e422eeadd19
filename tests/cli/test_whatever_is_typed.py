"""Whatever is typed, the command line answers in lines: no traceback, a known code."""

import random
import re
from itertools import product

import pytest
from tests.many import many

from casemgmt.cli.app import VERBS

CALLS = 4
CODES = range(5)
TYPED = (
    *("f12.db", "f12.db-wal", "new.db", "gone/new.html", "", ".", "a" * 5_000),
    *("2025-12-31", "2025-13-01", "2025", "9999-12-31", "2026-01-31T00:00:00Z"),
    *("0", "-1", "9" * 20, "1e9", "nan", "child:C01", "child:", "centre:X", "C01"),
    *("I01", "I99", "sex", "sex,sex", "ar", "xx", "csv", "json", "annual", "owner"),
    *("-", "--", "--lang", "x=y", "[]", '{"a": 1}', "%s", "{name}", "é", "a\nb"),
)
NEVER_ENDS = {"--follow", "--help", "--version"}


@pytest.fixture(scope="module")
def options():
    """The options of each verb, asked once."""
    return {}


def typed(chance, verb, options):
    """A call of *verb*: mostly of the store, with options in any order, as it may come."""
    words = ["f12.db"] if chance.random() < 0.75 else []
    for _ in range(chance.randint(0, 5)):
        option, value = chance.choice(options), chance.choice(TYPED)
        some = ([option, value], [option, value], [option], [f"{option}={value}"], [value])
        words += chance.choice(some)
    if chance.random() < 0.2:
        chance.shuffle(words)
    return [verb, *words]


@pytest.mark.parametrize(
    ("seed", "verb"),
    many(product(range(8), [v for v in VERBS if v != "demo"]), gate=len(VERBS) - 1),
)
def test_a_call_of_anything_ends_in_lines(recorded, options, seed, verb):
    if verb not in options:
        told = recorded(verb, "--help").out
        options[verb] = sorted({*re.findall(r"--[a-z-]+", told)} - NEVER_ENDS)
    chance = random.Random(f"{seed} {verb}")
    for _ in range(CALLS):
        call = typed(chance, verb, options[verb])

        ended = recorded(*call)

        assert ended.code in CODES, call
        assert "Traceback" not in ended.err, call
        assert "please report this" not in ended.err, call
