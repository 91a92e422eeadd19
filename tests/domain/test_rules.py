"""A rule is a code and a sentence, in one language or in several."""

from casemgmt.domain.rules import RuleBook
from casemgmt.domain.vocabulary import Text


class OwnRule(RuleBook):
    """Rules of a plug-in."""

    FEES_ONCE = "insaf.fees-once", "School fees are covered once per term"
    A_PLACE = "insaf.a-place", Text(fr="Une place", en="A place")


def test_a_rule_is_said_in_the_language_asked_for_or_in_one_it_has():
    assert OwnRule.A_PLACE.said("fr") == "Une place"
    assert OwnRule.A_PLACE.said("en") == "A place"
    assert OwnRule.A_PLACE.said("ar") == "Une place"
    assert OwnRule.A_PLACE.said("es") == "Une place"
    assert OwnRule.FEES_ONCE.said("fr") == "School fees are covered once per term"


def test_a_rule_is_its_code_and_its_sentence_is_the_english_one():
    assert OwnRule.A_PLACE == "insaf.a-place"
    assert OwnRule.A_PLACE.sentence == "A place"
