"""S12: who looks like a new child among 300,000, and the whole register held together.

Beside it, what others do: every name of the register compared with the new one, letter by
letter (rapidfuzz's Jaro-Winkler over all names, in C).
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from datetime import date
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from casemgmt import Day, Subject
from casemgmt.config import default_policy
from casemgmt.demo.names import BOYS, GIRLS
from casemgmt.identity.record import Record
from casemgmt.identity.register import Register
from casemgmt.identity.resemblance import resemblance
from casemgmt.identity.spelling import spellings

from .measuring import print_line

CHILDREN = 300_000
ASKED = 200
TODAY = date(2026, 1, 1)
DISTRICTS = tuple(f"district-{n}" for n in range(75))
SYLLABLES = "ba da fa ha ja ka la ma na ra sa ta wa ya zi li ri mi ni ki".split()
FAMILIES = tuple(
    f"El {''.join(parts).title()}oui" for parts in product(SYLLABLES, repeat=3)
)
"""Eight thousand invented family names; given names are as frequent as a few dozen are."""


def _records(chance: random.Random, children: int) -> Iterator[tuple[Record, str]]:
    for number in range(children):
        sex, names = chance.choice((("female", GIRLS), ("male", BOYS)))
        given, family = chance.choice(names), chance.choice(FAMILIES)
        written = given.fr or str(given)
        born = date(chance.randrange(2008, 2021), chance.randrange(1, 13), 1)
        day = born.replace(day=chance.randrange(1, 29))
        yield (
            Record(
                Subject("child", f"K{number}"),
                spellings(written),
                spellings(family),
                Day.of(day),
                sex=sex,
                district=chance.choice(DISTRICTS),
            ),
            f"{written} {family}",
        )


def _asked(register: Register, records: list[Record]) -> list[float]:
    policy, took = default_policy(), []
    for record in records:
        began = time.perf_counter()
        for other in register.like(record):
            resemblance(record, other, policy, TODAY)
        took.append(time.perf_counter() - began)
    return took


def _compared(names: list[str], asked: list[str]) -> list[float]:
    took = []
    for name in asked:
        began = time.perf_counter()
        process.extract(name, names, scorer=JaroWinkler.normalized_similarity, limit=20)
        took.append(time.perf_counter() - began)
    return took


def main(*, children: int = CHILDREN) -> None:
    """Measure, and print one line for each."""
    chance = random.Random(1)
    told = list(_records(chance, children))
    records, names = [record for record, _ in told], [name for _, name in told]
    register = Register(records)
    some = [chance.randrange(children) for _ in range(ASKED)]
    ours = _asked(register, [records[n] for n in some])
    theirs = _compared(names, [names[n] for n in some[:20]])
    began, policy = time.perf_counter(), default_policy()
    found = [resemblance(a, b, policy, TODAY) for a, b in register.pairs()]
    whole = time.perf_counter() - began
    _say("S12-one", ours, theirs, children)
    print_line(
        {
            "promise": "S12-register",
            "ours": round(whole, 2),
            "peer": None,
            "peer_name": f"{len(found)} candidates, {sum(map(bool, found))} shown",
            "ratio": None,
            "unit": f"s, {children} children in pairs",
            "runs": 1,
        }
    )


def _say(promise: str, ours: list[float], theirs: list[float], children: int) -> None:
    mine, others = (statistics.median(took) * 1000 for took in (ours, theirs))
    print_line(
        {
            "promise": promise,
            "ours": round(mine, 3),
            "worst": round(max(ours) * 1000, 2),
            "peer": round(others, 2),
            "peer_name": "every name compared letter by letter, in C",
            "ratio": round(others / mine, 1),
            "unit": f"ms, one child among {children}",
            "runs": len(ours),
        }
    )


if __name__ == "__main__":
    main()
