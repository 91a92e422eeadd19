"""The figures of the twelve invented children, exactly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.facts.journal_source import F12, lines_of
from tests.indicators.asking import DATA, asked, assert_same, facts_of

from casemgmt.facts import Facts
from casemgmt.indicators import figures

PERIOD = ("2025-09-01", "2025-12-31")
TABLES = {
    "by nothing": (),
    "by sex": ("sex",),
    "by district": ("district",),
    "by programme": ("programme",),
    "by sex,district, I01 and I20": ("sex", "district"),
}


@pytest.fixture(scope="module")
def twelve() -> Facts:
    return facts_of(lines_of("journal.jsonl"))


def expected(name: str) -> Any:
    return json.loads((F12 / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_as_expected(twelve: Facts, table: str) -> None:
    rows = expected("expected.json")[table]
    only = list(dict.fromkeys(row["indicator"] for row in rows))

    assert_same(figures(twelve, asked(*PERIOD, by=TABLES[table], only=only)), rows)


@pytest.mark.parametrize("known_at", ["2026-01-10T00:00:00Z", "2026-01-31T00:00:00Z"])
def test_what_was_known_at_a_moment_stays_what_it_was(known_at: str) -> None:
    with facts_of(lines_of("journal.jsonl", "journal-late.jsonl")) as facts:
        rows = figures(facts, asked(*PERIOD, known_at=known_at))

    assert_same(rows, expected("expected-known-at.json")[f"known at {known_at}"])


def one(facts: Facts, indicator: str, **how: Any) -> tuple[Any, Any]:
    (row,) = figures(facts, asked(*PERIOD, only=[indicator], **how))
    return row.numerator, row.denominator


def test_chores_count_by_another_threshold(twelve: Facts) -> None:
    policy = (DATA / "policy-mics6.toml").read_text(encoding="utf-8")

    assert one(twelve, "I20", policy=policy) == (5, 11)


def rule(parameter: str, value: str) -> str:
    return f'[[rule]]\nparameter = "{parameter}"\nvalue = {value}\nsource = "a variant"\n'


def test_the_clock_may_start_at_identification(twelve: Facts) -> None:
    policy = rule("clock_start", '"identification"')

    assert one(twelve, "I07", policy=policy) == (1, 11)


def test_withdrawal_may_be_confirmed_after_sixty_days(twelve: Facts) -> None:
    assert one(twelve, "I23", policy=rule("withdrawal.min_days", "60")) == (2, 6)


def test_before_the_period_everything_is_empty(twelve: Facts) -> None:
    rows = figures(twelve, asked(*PERIOD, as_of="2025-08-31", by=["sex"]))

    assert {(row.numerator, row.unknown, row.excluded) for row in rows} == {(0, 0, 0)}
    assert all(row.value is None for row in rows if row.denominator is not None)
    assert all(row.by == {} for row in rows)
