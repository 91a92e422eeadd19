"""What an erasure moves of what was published is what the second opinion says of it.

To the second opinion an erasure is this: of a day of birth the month is left.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime
from random import Random

import pytest
from tests.many import many
from tests.oracle.journals import journal
from tests.oracle.question import answer

from casemgmt.desk.frozen import cell_of
from casemgmt.domain.vocabulary import Subject
from casemgmt.erasure.purging import begun
from casemgmt.indicators import Figure
from casemgmt.recorded import event_id
from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow

CHILDREN, MOST = 8, 4
COUNTED = ("numerator", "denominator", "unknown", "excluded")


@pytest.mark.parametrize(
    ("seed", "late"),
    many([(13, False), (5, True), (9, True), (16, True), (18, True)], gate=2),
)
def test_erasures_are_named_for_what_they_move_and_for_nothing_else(seed, late):
    chance, lines = Random(seed), journal(seed, children=CHILDREN)
    with memory_store(on="2027-06-01") as store:
        told(store, lines)
        known_at = sorted(line["at"] for line in lines)[-len(lines) // 3] if late else None
        moment = {"known_at": datetime.fromisoformat(known_at)} if late else {}
        child, period = around_a_birthday(chance, lines)
        desk = store.acting_as("hind")
        published = desk.publish("partner", *period, ref="then", **moment).report
        asked = {(f.indicator, dimensions(f.cell)) for f in published.figures}
        erased = dict(erasures(store, chance, lines, child))
        moved = {
            (one.any.indicator, cell_of(one.any.by)): one
            for one in desk.restate("then")
            if isinstance(one.any, Figure)  # what is told of goods is held apart
        }

    def figures(records, until):
        return counted(without_days(lines, records), asked, period, until)

    then, now = figures((), known_at), figures((), None)
    as_it_is = figures(set().union(*erased), None)
    assert moved.keys() == {
        key for key in {**then, **as_it_is} if then.get(key) != as_it_is.get(key)
    }
    assert moved, "nothing moved: this journal shows nothing"
    for key, one in moved.items():
        named = {cause.event for cause in one.because if cause.why == "erased"}
        assert named == {
            event
            for records, event in erased.items()
            if figures(records, known_at).get(key) != then.get(key)
            or figures(records, None).get(key) != now.get(key)
        }, key
        others = {cause.why for cause in one.because} - {"erased"}
        assert others if then.get(key) != now.get(key) else late or not others, key


def told(store, lines):
    desk, texts = store.acting_as("amina"), [json.dumps(line) for line in lines]
    while desk.record_file(texts, times_given=True).recorded:
        pass  # what came before the command it puts right is taken the next time


def around_a_birthday(chance, lines):
    """A child, and a period that ends in the month of its birth."""
    born = [
        (line["subject"], line["data"]["born"])
        for line in lines
        if line["command"] == "register-child" and len(line["data"].get("born") or "") == 10
    ]
    child, day = chance.choice(born)
    year = chance.choice((2024, 2025))
    until = f"{day[5:7]}-{chance.choice((10, 15, 20))}"
    return child, (f"{year - 1}-{until}", f"{year}-{until}")


def erasures(store, chance, lines, child):
    """Erase some; yield the records of each person, and the event that tells it."""
    everybody = {s for line in lines if (s := line["subject"]).startswith("child:")}
    ids = {s: store._parts.shelf.vault.find(Subject.of(s)) for s in everybody}
    chosen = [child, *chance.sample(sorted(everybody), chance.randint(0, MOST))]
    gone: set[str] = set()
    for one in chosen:
        if one not in gone:
            store.erase(one, ground="they asked", by="amina", second="nadia")
            entry = begun(store._parts)[-1]
            records = frozenset(s for s, id_ in ids.items() if id_ in entry.event.records)
            gone |= records
            yield records, event_id(entry.command_id)


def without_days(lines, records):
    """The same lines, of *records* with the month of each birth alone."""
    return [_month_of(line) if line["subject"] in records else line for line in lines]


def _month_of(line):
    if "born" not in {**line["data"], **(line["data"].get("data") or {})}:
        return line
    left = deepcopy(line)
    data = left["data"] if "born" in left["data"] else left["data"]["data"]
    data["born"] = data["born"] and data["born"][:7]
    return left


def counted(lines, asked, period, known_at):
    """What the second opinion counts: of every table that was published each cell."""
    return {
        (row["indicator"], cell_of(row["by"])): tuple(row[name] for name in COUNTED)
        for by in {by for _, by in asked}
        for row in answer(
            lines, *period, known_at=known_at, by=by, only=[i for i, b in asked if b == by]
        )
        if len(row["by"]) == len(by)
    }


def dimensions(cell):
    return tuple(pair.partition("=")[0] for pair in cell.split(",") if pair)
