"""A rule of an organisation's own is said in its own languages; its words have a door."""

import json

import pytest
from attrs import frozen

from casemgmt.areas import (
    Area,
    Claim,
    Command,
    Ref,
    RuleBook,
    RuleBrokenError,
    Text,
    require,
    unchanged,
)
from casemgmt.testing import memory_store


class FeesRule(RuleBook):
    THREE = (
        "insaf.three",
        Text(ar="مقعد دراسي", fr="Une place à l'école", en="A school place"),
    )
    TWO = "insaf.two", Text(ar="مقعد دراسي", fr="Une place à l'école")
    ONE = "insaf.one", "A school place"
    ONE_CHILD = "insaf.one-child", Text(fr="Une carte, un enfant", en="One card, one child")


@frozen(kw_only=True)
class CardGiven:
    """The child was given a library card."""

    card: Ref


class GiveCard(CardGiven, Command):
    """Give the child a library card."""

    def claims(self):
        return (Claim("insaf.card", (self.card,), FeesRule.ONE_CHILD),)


CARDS = Area(
    "insaf.cards",
    subject="child",
    initial=None,
    evolve=unchanged,
    events={"insaf.card-given.1": CardGiven},
    commands={"insaf.give-card": GiveCard},
)


def card(number):
    return json.dumps(
        {
            "id": f"5d0c0000-0000-4000-8000-00000000000{number}",
            "command": "insaf.give-card",
            "subject": f"child:C0{number}",
            "on": "2025-09-10",
            "by": "amina",
            "data": {"card": "L-17"},
        }
    )


def broken(rule):
    with pytest.raises(RuleBrokenError) as refusal:
        require(False, rule)
    return refusal.value


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "مقعد دراسي"), ("fr", "Une place à l'école"), ("en", "A school place")],
)
def test_a_refusal_by_ones_own_rule_is_said_in_the_language_asked_for(language, said):
    assert broken(FeesRule.THREE).sentence(language) == said


def test_a_language_that_was_not_given_is_replaced_by_one_that_was():
    assert broken(FeesRule.TWO).sentence("en") == "Une place à l'école"
    assert broken(FeesRule.ONE).sentence("ar") == "A school place"
    assert broken(FeesRule.THREE).sentence("zgh") in (
        "مقعد دراسي",
        "Une place à l'école",
        "A school place",
    )


def test_the_code_is_what_other_tools_see():
    assert FeesRule.THREE == "insaf.three"
    assert str(broken(FeesRule.THREE)) == "insaf.three: A school place"


def test_nothing_is_refused_that_holds():
    require(True, FeesRule.ONE)


def test_a_rejected_line_says_ones_own_rule_in_the_language_asked_for(tmp_path):
    desk = memory_store("2025-10-01", areas=[CARDS]).acting_as("amina")
    rejects = tmp_path / "rejects.jsonl"

    summary = desk.record_file([card(1), card(2)], rejects=rejects, language="fr")

    assert (summary.recorded, summary.refused) == (1, 1)
    error = json.loads(rejects.read_text())["error"]
    assert (error["rule"], error["message"]) == ("insaf.one-child", "Une carte, un enfant")
