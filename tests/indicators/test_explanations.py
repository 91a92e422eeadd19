"""A journal of only the commands an explanation names gives the same figure again."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from random import Random
from typing import Any
from uuid import UUID

import pytest
from tests.facts.journal_source import REGISTRY, lines_of
from tests.indicators.asking import asked, facts_of
from tests.many import many
from tests.oracle.journals import journal
from tests.oracle.question import answer
from tests.oracle.questions import questions

from casemgmt.facts import Facts
from casemgmt.indicators import (
    CORE,
    SIDES,
    Figure,
    count_behind,
    each_behind,
    explain,
    figures,
)
from casemgmt.indicators.behind import Group
from casemgmt.indicators.definition import Units
from casemgmt.indicators.naming import Named, Naming
from casemgmt.indicators.places import READS

ALWAYS = {
    "correct",
    "register-child",
    "correct-birth-date",
    "link-persons",
    "unlink-persons",
}
SOME = ("I01", "I03", "I11", "I16", "I19", "I20", "I31", "I44", "I45")
explaining = import_module("casemgmt.indicators.explain")
SUMS = {"I05", "I13", "I27", "I31", "I37-repeat", "I39"}
EVENT_OF = {
    name: REGISTRY.names[command.__bases__[0]].rpartition(".")[0]
    for name, command in REGISTRY.commands.items()
    if command.__bases__[0] in REGISTRY.names
}


def some_of(rows: tuple[Figure, ...], chance: Random) -> list[Figure]:
    """Of each indicator the whole, and one cell."""
    by_indicator: dict[str, list[Figure]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row)
    return [
        row
        for of_one in by_indicator.values()
        for row in (of_one[0], *chance.sample(of_one[1:], min(1, len(of_one) - 1)))
    ]


def again(lines: list[dict[str, Any]], row: Figure, question: dict[str, Any]) -> Any:
    told = answer(lines, **{**question, "by": tuple(row.by)}, only=[row.indicator])
    nothing = {"numerator": 0, "denominator": None if row.denominator is None else 0}
    found = next((r for r in told if r["by"] == dict(row.by)), nothing)
    return found["numerator"], found["denominator"]


@pytest.mark.parametrize("seed", many(range(21, 23), gate=1))
def test_named_commands_alone_give_the_figure_again(seed: int) -> None:
    lines = journal(seed)
    by_id = {UUID(line["id"]): line for line in lines}
    with facts_of(lines) as facts:
        for question in questions(lines, seed, 2):
            rows = figures(facts, asked(**question))
            for row in some_of(rows, Random(seed)):
                explanation = explain(facts, row)
                named = [by_id[command] for command in explanation.commands]

                assert again(named, row, question) == (row.numerator, row.denominator), row
                if row.indicator not in SUMS:
                    assert len(explanation.numerator) == row.numerator
                    assert len(explanation.denominator) == (row.denominator or 0)
                _assert_only_what_is_read(row, named)


def _assert_only_what_is_read(row: Figure, named: list[dict[str, Any]]) -> None:
    units = CORE[row.indicator].units
    assert isinstance(units, Units)
    read = {*units.reads, *(kind for d in row.by for kind in READS.get(d, ()))}
    if row.question.policy.value("reporting.require_consent", row.question.end):
        read |= {"consent-given", "consent-withdrawn"}
    if row.indicator == "I19":
        return  # reads every kind
    if row.indicator == "I45":
        read |= {"allowance-granted", "allowance-paid", "allowance-withheld"}
    kinds = {line["command"] for line in named} - ALWAYS
    assert {EVENT_OF[kind] for kind in kinds} <= read, row.indicator


@pytest.fixture(scope="module")
def twelve() -> Facts:
    return facts_of(lines_of("journal.jsonl"))


def test_how_many_stand_behind_is_as_many_as_are_named(twelve: Facts) -> None:
    for row in figures(twelve, asked("2025-09-01", "2025-12-31", by=["sex"], only=SOME)):
        named = explain(twelve, row)

        assert count_behind(twelve, row) == {s: len(getattr(named, s)) for s in SIDES}


def test_a_caseworker_stands_with_the_cases_behind(twelve: Facts) -> None:
    (row,) = figures(twelve, asked("2025-09-01", "2025-12-31", only=["I11"]))

    explanation = explain(twelve, row)

    assert len(explanation.numerator) == 9
    assert {unit.unit for unit in explanation.denominator} == {
        "amina",
        "khadija",
        "youssef",
    }


def test_a_cell_is_explained_alone(twelve: Facts) -> None:
    rows = figures(twelve, asked("2025-09-01", "2025-12-31", only=["I20"], by=["sex"]))
    girls = next(row for row in rows if row.by == {"sex": "female"})

    explanation = explain(twelve, girls)

    assert len(explanation.denominator) == girls.denominator
    assert explanation.commands < explain(twelve, rows[0]).commands


@pytest.mark.parametrize(
    "at_once",
    [*(pytest.param(few, marks=pytest.mark.slow) for few in (1, 3)), 5_000],
)
def test_one_by_one_they_are_the_same_however_few_are_held(
    twelve: Facts, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    question = asked("2025-09-01", "2025-12-31", by=["sex"], only=SOME)
    rows = figures(twelve, question)
    whole = [explain(twelve, row) for row in rows]

    monkeypatch.setattr(explaining, "UNITS_AT_ONCE", at_once)

    for row, expected in zip(rows, whole, strict=True):
        found = list(each_behind(twelve, row))
        assert [side for side, _ in found] == sorted(
            (side for side, _ in found), key=SIDES.index
        )
        for side in SIDES:
            named = [(u.subject, u.unit, set(u.commands)) for s, u in found if s == side]
            told = getattr(expected, side)
            assert named == [(u.subject, u.unit, set(u.commands)) for u in told]


def test_the_commands_of_a_few_units_are_held_at_a_time(
    twelve: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    asked_about = Naming.of

    def counted(self: Naming, groups: Iterable[Group]) -> Named:
        told = list(groups)
        held.append(len({person for group in told for person in group.persons}))
        return asked_about(self, told)

    monkeypatch.setattr(Naming, "of", counted)
    monkeypatch.setattr(explaining, "UNITS_AT_ONCE", 2)
    (row,) = figures(twelve, asked("2025-09-01", "2025-12-31", only=["I20"]))

    units = list(each_behind(twelve, row))

    assert len(units) > 10
    assert max(held) == 2
