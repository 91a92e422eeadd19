"""What becomes of every line is what the second opinion says, on unruly journals."""

import json
from collections import Counter
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from tests.many import many
from tests.oracle.decisions import Decisions
from tests.oracle.unruly import NOW, unruly

from casemgmt.domain.rules import Rule
from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow

TAKEN = ("recorded", "already")


class Stores:
    """The store and the second opinion, told the same files one after the other."""

    def __init__(self, path, *, times_given=True):
        self.rejects = path / "rejects.jsonl"
        self.times_given = times_given
        self.opinion = Decisions(times_given=times_given)
        self.store = memory_store()
        self.store.clock.now = NOW

    def read(self, lines):
        """Read one file into both; what the second opinion says of its lines."""
        self.store.clock.now += timedelta(milliseconds=300)
        said = self.opinion.outcomes(lines, self.store.clock.now)
        summary = self.store.acting_as("amina").record_file(
            [one if isinstance(one, str) else json.dumps(one) for one in lines],
            times_given=self.times_given,
            rejects=self.rejects,
        )
        self._assert_same(lines, said, summary)
        return said

    def _assert_same(self, lines, said, summary):
        found = self._rejected()
        for number, (line, one) in enumerate(zip(lines, said, strict=True), start=1):
            expected = None if one in TAKEN else one
            assert found.get(number) == expected, (number, line)
        stored = {e.command_id for e in self.store.events() if e.subject.kind != "system"}
        assert stored == {UUID(told) for told in self.opinion.recorded.by}
        counts = Counter(one.partition(":")[0] for one in said)
        assert summary.recorded == counts["recorded"]
        assert summary.already == counts["already"]
        assert summary.refused == counts["refused"]
        assert summary.invalid == counts["invalid"]

    def _rejected(self):
        """By line number, what the rejects file says of it."""
        if not self.rejects.exists():
            return {}
        kept = self.rejects.read_text(encoding="utf-8").splitlines()
        errors = [json.loads(one)["error"] for one in kept]
        return {error["line"]: _answer(**error) for error in errors}


def _answer(*, rule, field, **_):
    return f"refused:{rule}" if rule else f"invalid:{field or ''}"


@pytest.mark.parametrize("seed", many(range(20, 27), gate=3))
def test_every_line_of_moved_in_history_is_decided_as_the_second_opinion_says(
    tmp_path, seed
):
    lines = unruly(seed)
    stores = Stores(tmp_path)

    stores.read(lines)
    stores.read(lines)  # again: nothing is counted twice
    stores.read(Random(seed).sample(lines, len(lines)))


@pytest.mark.parametrize("seed", many(range(30, 33), gate=1))
def test_the_order_of_lines_in_a_file_does_not_matter(tmp_path, seed):
    lines = [one for one in unruly(seed) if isinstance(one, dict) and one.get("at")]
    lines = list({str(one.get("id")).lower(): one for one in lines}.values())
    mixed = Random(seed).sample(lines, len(lines))

    first, second = (Stores(tmp_path).read(each) for each in (lines, mixed))

    assert dict(zip(map(json.dumps, lines), first, strict=True)) == dict(
        zip(map(json.dumps, mixed), second, strict=True)
    )


@pytest.mark.parametrize("seed", many(range(40, 43), gate=1))
def test_every_line_told_now_is_decided_as_the_second_opinion_says(tmp_path, seed):
    lines = unruly(seed)
    lines.sort(key=lambda one: str(one.get("at")) if isinstance(one, dict) else "")
    stores = Stores(tmp_path, times_given=False)

    stores.read(lines)
    stores.read(lines)


def test_unruly_journals_meet_every_rule():
    met = Counter(
        one
        for seed in range(20, 26)
        for one in Decisions().outcomes(unruly(seed, children=6), NOW)
    )

    assert {f"refused:{rule.value}" for rule in Rule} <= met.keys()
