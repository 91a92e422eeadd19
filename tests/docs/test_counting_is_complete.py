"""How figures are counted stands in words for each, with the parameters it reads."""

import re
from pathlib import Path

import pytest

from casemgmt.config import default_policy
from casemgmt.indicators import CORE, FURTHER

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "counting.md"
WORDS = PAGE.read_text(encoding="utf-8")
FIGURES = {**CORE, **FURTHER}
POLICY = default_policy()
DEFINED = dict(re.findall(r"^\| \*\*(\S+)\*\* [^|]* \| (.+) \|$", WORDS, re.MULTILINE))
SECTION = re.compile(r"^### §(1\.\d+) [^\n]*\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
SECTIONS = dict(SECTION.findall(WORDS))
OTHER = re.compile(r"\bI\d\d\b")
LIMIT = re.compile(r"`([a-z_]+\.[a-z_\d]+)` \((?:([><]=?) )?(\d+)\)")
ONE_EACH = [one.id for one in FIGURES.values() if "How figures are counted" in one.source]


def parameters_in(words):
    return {p for p in POLICY.thresholds if f"`{p}`" in words}


def resting_on(id, met=frozenset()):
    """The words of a definition, with those of the sections and figures it names."""
    words = DEFINED[id]
    named = [SECTIONS[n] for n in re.findall(r"§(1\.\d+)", words)]
    others = [
        resting_on(i, met | {id}) for i in OTHER.findall(words) if i not in met | {id}
    ]
    return "\n".join([words, *named, *others])


def test_every_figure_is_defined_and_nothing_else_is():
    assert set(DEFINED) == set(FIGURES)


@pytest.mark.parametrize("id", FIGURES)
def test_a_definition_names_what_its_figure_reads(id):
    assert parameters_in(DEFINED[id]) <= set(FIGURES[id].parameters)
    assert set(FIGURES[id].parameters) <= parameters_in(resting_on(id))


@pytest.mark.parametrize("id", ONE_EACH)
def test_its_source_is_the_part_of_the_page_it_stands_in(id):
    (section,) = re.findall(r"§\d", FIGURES[id].source)

    part = WORDS.partition(f"\n## {section} ")[2].partition("\n## ")[0]
    assert f"| **{id}** " in part


@pytest.mark.parametrize(("parameter", "operator", "value"), LIMIT.findall(WORDS))
def test_a_limit_is_that_of_the_packaged_policy(parameter, operator, value):
    (limit,) = POLICY.thresholds[parameter]

    assert limit.value == int(value)
    assert not operator or limit.operator == operator
