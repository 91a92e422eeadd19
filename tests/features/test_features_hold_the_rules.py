"""The features and the code say the same rules, and each rule is shown from both sides."""

import re

import pytest

from casemgmt.domain.consent_in_use import HandingRule
from casemgmt.domain.contradictions.kinds import Kind
from casemgmt.domain.erasures import ErasureRule
from casemgmt.domain.expectations import Expectation
from casemgmt.domain.rules import Rule
from casemgmt.domain.safekeeping import Safekeeping
from casemgmt.errors import RuleBrokenError
from casemgmt.locale import sentence

from .book import FEATURES, examples, features, rules_of, titles

RULES = (*Rule, *ErasureRule)
BOOKS = (Rule, ErasureRule, HandingRule, Expectation, Safekeeping, Kind)
EXPECTED = (*Expectation, *Safekeeping)
NO_WORDS = re.compile(r"[{}\[\]=_$]|\w:\w|[0-9a-f]{8}-|\b[A-Z]\d\d\b")
"""Braces, underscores, ids, references, numbers of figures: none of it is for reading."""

LONGEST = 6
"""Steps of an example, its background apart."""


def sentences(*books) -> list[str]:
    return sorted(one.sentence for book in books for one in book)


def rules_in(language: str) -> set[str]:
    return {RuleBrokenError(rule).sentence(language) for rule in RULES}


def test_every_rule_is_a_title_and_every_title_a_rule():
    assert sorted(titles("en")) == sentences(*BOOKS)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_translated_title_is_the_rule_in_that_language(language):
    expected = {sentence(f"expectation.{one}", language) for one in EXPECTED}
    kinds = {sentence(f"contradiction.{kind}", language) for kind in Kind}

    assert titles(language)
    assert set(titles(language)) <= {*rules_in(language), *expected, *kinds}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_translated_rule_is_shown_from_both_sides(language):
    spoken = [e for e in examples() if e.language == language]
    ruled = rules_in(language) & set(titles(language))

    assert {e.rule for e in spoken if e.refused} == ruled
    assert {e.rule for e in spoken if not e.refused} == set(titles(language))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_an_example_that_it_refuses(rule):
    assert any(e.refused for e in examples() if e.rule == rule.sentence)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_an_example_that_it_allows(rule):
    assert not all(e.refused for e in examples() if e.rule == rule.sentence)


@pytest.mark.parametrize("expectation", EXPECTED)
def test_an_expectation_has_an_example_and_refuses_none(expectation):
    shown = [e for e in examples() if e.rule == expectation.sentence]

    assert shown
    assert not any(e.refused for e in shown)


@pytest.mark.parametrize("kind", Kind)
def test_a_contradiction_is_shown_at_its_edge_from_both_sides(kind):
    steps = [e.steps for e in examples() if e.rule == kind.sentence]

    assert any(any(s.startswith("it is shown") for s in told) for told in steps)
    assert any("no contradiction is shown" in told for told in steps)


@pytest.mark.parametrize("file", features())
def test_a_feature_says_why_in_two_lines(file):
    assert len(features()[file]["description"].splitlines()) == 2


@pytest.mark.parametrize("file", features())
def test_an_example_has_a_title_of_its_own(file):
    named = [
        child["scenario"]["name"]
        for rule in rules_of(features()[file])
        for child in rule["children"]
        if "scenario" in child
    ]

    assert all(named)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("file", features())
def test_a_feature_has_no_codes_and_no_ids(file):
    told = (FEATURES / file).read_text("utf-8")

    assert NO_WORDS.findall(told) == []


def test_an_example_is_short():
    assert [str(e) for e in examples() if len(e.steps) > LONGEST] == []
