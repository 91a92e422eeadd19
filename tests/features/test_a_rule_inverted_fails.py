"""The examples hold the code: switch a rule off, and what it refuses no longer passes."""

import sys
from collections.abc import Callable

import pytest
from pytest_bdd import scenario

from casemgmt import commands
from casemgmt.domain import area
from casemgmt.domain.consent_in_use import HandingRule
from casemgmt.domain.erasures import ErasureRule
from casemgmt.domain.rules import Rule, RuleBook
from casemgmt.erasure import condemning, erasing
from casemgmt.errors import RuleBrokenError

from .book import Example, examples

RULES = (*Rule, *ErasureRule, *HandingRule)
BY_SENTENCE = {rule.sentence: rule for rule in RULES}
ASKING = (condemning.__name__, erasing.__name__)
RULED = ("casemgmt.domain.", "casemgmt.recording.", *ASKING)
REFUSED = [e for e in examples() if e.refused and e.language == "en"]


class SwitchedOffError(Exception):
    """What is left of a rule without which the code cannot go on."""


@pytest.mark.parametrize("example", REFUSED, ids=str)
def test_fails_without_its_rule(example, request, monkeypatch):
    switch_off(BY_SENTENCE[example.rule], monkeypatch)

    with pytest.raises((AssertionError, SwitchedOffError)):
        run(example, request)


def test_every_rule_is_switched_off_in_turn():
    assert {BY_SENTENCE[example.rule] for example in REFUSED} == set(RULES)


def run(example: Example, request) -> None:
    """Run *example* here and now, as the other module runs it."""
    shown = scenario(example.file, example.name)(lambda: None)
    shown(request, dict(example.row))


def switch_off(rule: RuleBook, monkeypatch) -> None:
    """Let *rule* forbid nothing, whether it is required, claimed or simply raised."""
    requiring, raising = _requiring_less(rule, area.require), _raising_less(rule)
    for module in [m for name, m in sys.modules.items() if name.startswith(RULED)]:
        for name, instead in (("require", requiring), ("RuleBrokenError", raising)):
            if name in vars(module):
                monkeypatch.setattr(module, name, instead)
    for command in (getattr(commands, name) for name in commands.__all__):
        if "claims" in vars(command):
            monkeypatch.setattr(command, "claims", _claiming_less(rule, command.claims))


def _requiring_less(rule: RuleBook, require: Callable):
    return lambda holds, asked: None if asked is rule else require(holds, asked)


def _claiming_less(rule: RuleBook, claims):
    return lambda command: tuple(c for c in claims(command) if c.rule is not rule)


def _raising_less(rule: RuleBook) -> type:
    class BrokenError(RuleBrokenError):
        def __new__(cls, broken):
            return SwitchedOffError() if broken is rule else RuleBrokenError(broken)

    return BrokenError
