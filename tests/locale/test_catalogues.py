"""What is said to people is said in Arabic, French and English alike."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import casemgmt
from casemgmt.commands import OpenCase
from casemgmt.domain.consent_in_use import HandingRule
from casemgmt.domain.contradictions.kinds import Kind
from casemgmt.domain.erasures import ErasureRule
from casemgmt.domain.expectations import Expectation
from casemgmt.domain.rules import Rule
from casemgmt.domain.safekeeping import Safekeeping
from casemgmt.errors import InvalidError, RuleBrokenError
from casemgmt.locale import LANGUAGES, catalogue
from casemgmt.testing import memory_store

SOURCE = Path(casemgmt.__file__).parent
FAILING = {"InvalidError", "ShapeError", "fail"}
IN_THE_CODE = ("rule.", "expectation.", "contradiction.")
ARABIC = re.compile(r"[\u0621-\u064a]")
WITHOUT_WORDS = "reason.at"
"""A place and what is wrong there, one behind the other in every language."""


def said_beside_the_rules(language: str) -> dict[str, str]:
    """Return the catalogue without rules and expectations: their English is in the code."""
    return {k: v for k, v in catalogue(language).items() if not k.startswith(IN_THE_CODE)}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def codes_in(file: Path) -> set[str]:
    """Return the codes with which *file* says that something is invalid."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    calls = [n for n in nodes if isinstance(n, ast.Call) and n.args]
    last = [c.args[-1] for c in calls if getattr(c.func, "id", "") in FAILING]
    chosen = [a for a in nodes if isinstance(a, ast.Assign) and _is_code(a)]
    parts = [p for n in (*last, *(a.value for a in chosen)) for p in _constants(n)]
    return {p for p in parts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p)}


def _is_code(assignment: ast.Assign) -> bool:
    return any(getattr(target, "id", "") == "code" for target in assignment.targets)


def _constants(node: ast.expr) -> list[str]:
    """Return the strings *node* may be: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        return [*_constants(node.body), *_constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and node.value else []


CODES = sorted({c for f in SOURCE.rglob("*.py") for c in codes_in(f)})


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_language_says_the_same_things(language):
    assert said_beside_the_rules(language).keys() == said_beside_the_rules("en").keys()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_sentence_has_the_blanks_it_has_in_english(language):
    english = said_beside_the_rules("en")
    differing = [
        key
        for key, sentence in said_beside_the_rules(language).items()
        if placeholders(sentence) != placeholders(english.get(key, ""))
    ]

    assert differing == []


def test_the_codes_in_the_source_are_found():
    assert {"in-the-future", "not-a-day", "too-long", "value-or-unknown"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_sentence(code):
    assert f"invalid.{code}" in catalogue("en")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_rule_and_no_other_is_said(language):
    said = {key for key in catalogue(language) if key.startswith("rule.")}

    assert said == {f"rule.{rule.value}" for rule in (*Rule, *ErasureRule, *HandingRule)}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_expectation_is_said_that_the_code_does_not_have(language):
    said = {key for key in catalogue(language) if key.startswith("expectation.")}

    assert said <= {f"expectation.{one.value}" for one in (*Expectation, *Safekeeping)}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_kind_of_contradiction_is_said(language):
    said = {key for key in catalogue(language) if key.startswith("contradiction.")}

    assert said == {f"contradiction.{kind.value}" for kind in Kind}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rules_are_said_alike(language):
    said = [RuleBrokenError(rule).sentence(language) for rule in Rule]

    assert len(set(said)) == len(said)


def test_an_arabic_sentence_is_in_arabic():
    other = {key for key, said in catalogue("ar").items() if not ARABIC.search(said)}

    assert other == {WITHOUT_WORDS, "cli.both"}


WORDS_OF_BOTH = (
    {f"dimension.{word}" for word in ("centre", "programme")}
    | {f"duplicates.{word}" for word in ("certain", "possible")}
    | {"heading.centre"}
)


def test_a_french_sentence_is_not_the_english_one():
    english = catalogue("en")
    same = [key for key, said in catalogue("fr").items() if said == english.get(key)]

    assert set(same) == {*WORDS_OF_BOTH, WITHOUT_WORDS}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "يُفتح الملف لطفل مسجَّل"),
        ("fr", "Un dossier s'ouvre pour un enfant inscrit"),
        ("en", "A case is opened for a child who is registered"),
        ("zgh", "A case is opened for a child who is registered"),
    ],
)
def test_a_refusal_is_said_in_the_language_asked_for(language, sentence):
    desk = memory_store("2025-09-01").acting_as("amina")
    opening = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])

    with pytest.raises(RuleBrokenError) as refusal:
        desk.record("child:C01", opening, on="2025-09-01")

    assert refusal.value.sentence(language) == sentence


def test_a_rejected_line_says_why_in_the_language_asked_for(tmp_path):
    desk = memory_store("2025-09-01").acting_as("amina")
    rejects = tmp_path / "rejects.jsonl"

    desk.record_file(["no line at all"], rejects=rejects, language="ar")

    assert "هذا السطر ليس JSON" in rejects.read_text(encoding="utf-8")


def test_what_is_invalid_is_said_in_the_language_asked_for():
    said = InvalidError("on", "in-the-future").sentence("fr")

    assert said == "ce jour n'est pas encore venu"
