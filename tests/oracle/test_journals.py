"""Made-up journals are the same for the same seed, and every question has an answer."""

from __future__ import annotations

import json

import pytest

from .figures import FIGURES
from .journals import journal, questions
from .question import answer
from .rules import surely_recorded


def test_the_same_seed_tells_the_same_story() -> None:
    assert json.dumps(journal(7)) == json.dumps(journal(7))


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_journal_holds_nothing_a_rule_would_refuse(seed: int) -> None:
    lines = {line["id"]: line for line in journal(seed)}

    assert {line["id"] for line in surely_recorded(lines.values())} == set(lines)


@pytest.mark.parametrize("seed", range(3))
def test_every_question_has_every_total_and_parts_that_hold_together(seed: int) -> None:
    lines = journal(seed)

    for question in questions(lines, seed, 4):
        rows = answer(lines, question.pop("first"), question.pop("last"), **question)

        totals = [row["indicator"] for row in rows if not row["by"]]
        assert totals == [figure.id for figure in FIGURES]
        for row in rows:
            if row["unit"] == "fraction" and row["indicator"] != "I27":
                assert 0 <= row["numerator"] <= row["denominator"], row
