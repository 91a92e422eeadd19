"""The policy: dated parameters, their operators, and a file that replaces some of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).parents[2] / "src" / "casemgmt" / "data" / "policy-morocco.toml"


@dataclass(frozen=True)
class Rule:
    """One value of one parameter for one stretch of time."""

    parameter: str
    value: Any
    operator: str | None
    valid_from: date
    valid_to: date

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to


@dataclass(frozen=True)
class Policy:
    rules: tuple[Rule, ...]

    def rule(self, parameter: str, on: date) -> Rule | None:
        """The rule of this parameter on a day. Two rules never overlap in time."""
        found = [r for r in self.rules if r.parameter == parameter and r.holds_on(on)]
        if len(found) > 1:
            raise ValueError(f"{parameter} has two rules on {on}")
        return found[0] if found else None

    def value(self, parameter: str, on: date) -> Any:
        rule = self.rule(parameter, on)
        if rule is None:
            raise ValueError(f"{parameter} has no rule on {on}")
        return rule.value

    def fits(self, parameter: str, amount: Fraction | int, on: date) -> bool:
        """Whether an amount is on the far side of a threshold, by the rule's operator."""
        rule = self.rule(parameter, on)
        if rule is None or rule.operator == "off":  # off: never holds
            return False
        limit = Fraction(str(rule.value))
        match rule.operator or ">=":
            case ">":
                return amount > limit
            case ">=":
                return amount >= limit
            case "<":
                return amount < limit
            case "<=":
                return amount <= limit
            case other:
                raise ValueError(f"unknown operator {other}")


def _rules(text: str) -> list[Rule]:
    return [
        Rule(
            parameter=entry["parameter"],
            value=entry["value"],
            operator=entry.get("operator"),
            valid_from=entry.get("valid_from", date.min),
            valid_to=entry.get("valid_to", date.max),
        )
        for entry in tomllib.loads(text).get("rule", [])
    ]


def policy(replacing: str | None = None) -> Policy:
    """The default policy; a parameter named in `replacing` loses all its default rules."""
    default = _rules(DEFAULT.read_text(encoding="utf-8"))
    if replacing is None:
        return Policy(tuple(default))
    own = _rules(replacing)
    named = {rule.parameter for rule in own}
    kept = [rule for rule in default if rule.parameter not in named]
    return Policy(tuple(kept + own))
