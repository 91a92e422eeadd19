"""The second opinion gives the figures of the twelve invented children, exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .question import answer

DATA = Path(__file__).parents[1] / "data"
F12 = DATA / "f12"
TABLES = {
    "by nothing": (),
    "by sex": ("sex",),
    "by district": ("district",),
    "by programme": ("programme",),
    "by sex,district, I01 and I20": ("sex", "district"),
}
COMPARED = ("numerator", "denominator", "unknown", "excluded", "unit", "version")


def journal(*names: str) -> list[dict[str, Any]]:
    texts = [(F12 / name).read_text(encoding="utf-8") for name in names]
    lines = [line for text in texts for line in text.splitlines()]
    return [json.loads(line) for line in lines]


def keyed(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found = {(r["indicator"], json.dumps(r["by"], sort_keys=True)): r for r in rows}
    assert len(found) == len(rows)
    return found


def assert_same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    ours, theirs = keyed(found), keyed(expected)
    assert ours.keys() == theirs.keys()
    for key, row in theirs.items():
        assert {k: ours[key][k] for k in COMPARED} == {k: row[k] for k in COMPARED}, key
        if row["value"] is None:
            assert ours[key]["value"] is None, key
        else:
            assert float(ours[key]["value"]) == pytest.approx(row["value"], abs=1e-9), key


@pytest.mark.parametrize("table", TABLES)
def test_gives_every_expected_table(table: str) -> None:
    expected = json.loads((F12 / "expected.json").read_text(encoding="utf-8"))[table]

    rows = answer(
        journal("journal.jsonl"),
        "2025-09-01",
        "2025-12-31",
        by=TABLES[table],
        only=sorted({row["indicator"] for row in expected}),
    )

    assert_same(rows, expected)


@pytest.mark.parametrize("known_at", ["2026-01-10T00:00:00Z", "2026-01-31T00:00:00Z"])
def test_gives_what_was_known_at_each_moment(known_at: str) -> None:
    expected = json.loads((F12 / "expected-known-at.json").read_text(encoding="utf-8"))

    rows = answer(
        journal("journal.jsonl", "journal-late.jsonl"),
        "2025-09-01",
        "2025-12-31",
        known_at=known_at,
    )

    assert_same(rows, expected[f"known at {known_at}"])


def one_figure(indicator: str, **question: Any) -> tuple[Any, Any]:
    found = answer(
        journal("journal.jsonl"), "2025-09-01", "2025-12-31", only=[indicator], **question
    )
    return found[0]["numerator"], found[0]["denominator"]


def rule(parameter: str, value: str) -> str:
    return f'[[rule]]\nparameter = "{parameter}"\nvalue = {value}\nsource = "a variant"\n'


def test_reads_chores_by_another_threshold() -> None:
    policy = (DATA / "policy-mics6.toml").read_text(encoding="utf-8")

    assert one_figure("I20", policy=policy) == (5, 11)


def test_starts_the_clock_at_identification() -> None:
    assert one_figure("I07", policy=rule("clock_start", '"identification"')) == (1, 11)


def test_confirms_withdrawal_after_sixty_days() -> None:
    assert one_figure("I23", policy=rule("withdrawal.min_days", "60")) == (2, 6)


def test_leaves_out_who_may_not_be_reported() -> None:
    policy = rule("reporting.require_consent", "true")
    rows = answer(journal("journal.jsonl"), "2025-09-01", "2025-12-31", policy=policy)

    active = keyed(rows)["I01", "{}"]

    assert (active["numerator"], active["excluded"]) == (10, 1)


def test_the_order_of_lines_changes_nothing() -> None:
    lines = journal("journal.jsonl")

    rows = answer(lines, "2025-09-01", "2025-12-31", by=["programme"])

    assert answer(lines[::-1], "2025-09-01", "2025-12-31", by=["programme"]) == rows


def test_everything_is_empty_when_the_cut_lies_before_the_period() -> None:
    rows = answer(journal("journal.jsonl"), "2025-09-01", "2025-12-31", as_of="2025-08-31")

    assert {row["numerator"] for row in rows} == {0}
    assert {row["value"] for row in rows if row["denominator"] is not None} == {None}
