"""Questions to figures over a journal, as the second opinion is asked too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.facts.journal_source import JournalSource

from casemgmt.domain.policy import Policy
from casemgmt.facts import Facts
from casemgmt.indicators import Figure, Question, figures

DATA = Path(__file__).parents[1] / "data"
DEFAULT = Policy.read(
    (Path(__file__).parents[2] / "src/casemgmt/data/policy-morocco.toml").read_text("utf-8")
)
COMPARED = ("numerator", "denominator", "unknown", "excluded", "unit", "version")


def facts_of(lines: Iterable[dict[str, Any]]) -> Facts:
    facts = Facts()
    facts.refresh(JournalSource(lines))
    return facts


def asked(
    first: str,
    last: str,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    by: Sequence[str] = (),
    policy: str | None = None,
    only: Sequence[str] = (),
) -> Question:
    return Question.of(
        first,
        last,
        policy=Policy.read(policy, DEFAULT) if policy else DEFAULT,
        as_of=as_of,
        known_at=datetime.fromisoformat(known_at) if known_at else None,
        by=by,
        only=only,
    )


def keyed(rows: Iterable[Any]) -> dict[tuple[Any, ...], Any]:
    """Rows of either side by indicator and cell, as what is compared."""
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        told = row if isinstance(row, dict) else _plain(row)
        key = told["indicator"], tuple(sorted(told["by"].items()))
        assert key not in found
        found[key] = tuple(told[name] for name in COMPARED), told["value"]
    return found


def _plain(figure: Figure) -> dict[str, Any]:
    names = (*COMPARED, "indicator", "by", "value")
    return {name: getattr(figure, name) for name in names}


def assert_same(found: Iterable[Any], expected: Iterable[Any]) -> None:
    ours, theirs = keyed(found), keyed(expected)
    assert ours.keys() == theirs.keys()
    for key, (counted, value) in theirs.items():
        assert ours[key][0] == counted, key
        if value is None:
            assert ours[key][1] is None, key
        else:
            assert abs(ours[key][1] - float(value)) < 1e-9, key


def answered(facts: Facts, question: Question) -> tuple[Figure, ...]:
    return figures(facts, question)
