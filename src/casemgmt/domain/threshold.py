"""One value of a policy, as a text tells it, checked before anything is decided by it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Self

from attrs import frozen

from casemgmt.locale.saying import SaidError, Saying

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "off": lambda _value, _limit: False,
}
_FIELDS = {"parameter", "value", "operator", "valid_from", "valid_to", "source", "unit"}
_UNSAID = (None, "")
A_CENTURY: Final = 36_525
"""Days, and more than enough months; no limit is longer."""

MOST: Final = 2**31 - 1
"""Of anything else that is counted; no figure holds more."""


class PolicyError(SaidError, ValueError):
    """A policy text cannot be used; the message names the parameter."""


@frozen
class Threshold:
    """One value of one parameter for one stretch of time, both days included."""

    parameter: str
    value: Any
    operator: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    unit: str = ""

    @classmethod
    def told(cls, rule: object) -> Self:
        """Return the threshold that one rule of a text tells.

        Raises:
            PolicyError: the rule cannot be used.

        """
        if not isinstance(rule, Mapping):
            raise PolicyError.because("policy.rule-is-a-table")
        name = rule.get("parameter")
        if not isinstance(name, str) or "value" not in rule:
            unnamed = Saying("policy.unnamed", {})
            raise PolicyError.because("policy.rule-needs", name=name or unnamed)
        if wrong := _wrong_in(rule):
            raise PolicyError.because("reason.at", place=name, why=wrong)
        value = rule["value"]
        value = Decimal(str(value)) if isinstance(value, float) else value
        return cls(**{**rule, "value": value})

    def rule(self) -> Mapping[str, Any]:
        """Return it as a text tells it; what is not said is left out."""
        told = {name: getattr(self, name) for name in _FIELDS}
        return {name: value for name, value in sorted(told.items()) if value not in _UNSAID}

    def holds_on(self, day: date) -> bool:
        """Whether this is the value in force on *day*."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def fits(self, value: int | Decimal | Fraction) -> bool:
        """Whether *value* fits; never when the threshold is off."""
        # as fractions: a share is one, a limit such as 7.5 is not, and both are exact
        return _OPERATORS[self.operator or ">="](Fraction(value), Fraction(self.value))

    def in_place_of(self, other: Threshold) -> None:
        """Refuse to take the place of *other* with a value of another kind.

        Raises:
            PolicyError: its value is of no kind that the other's could be.

        """
        if wrong := _wrong_instead(self.value, other):
            raise PolicyError.because("reason.at", place=self.parameter, why=wrong)


def _wrong_in(rule: Mapping[str, Any]) -> Saying | None:
    """Return what is wrong in a rule by itself, None when nothing is."""
    if strange := set(rule) - _FIELDS:
        return Saying("policy.unknown-field", {"name": min(strange)})
    for name in ("valid_from", "valid_to"):
        if not isinstance(day := rule.get(name, date.min), date) or _has_hours(day):
            return Saying("policy.day", {"name": name})
    if rule.get("operator", ">=") not in _OPERATORS:
        return Saying("policy.operator", {"known": " ".join(_OPERATORS)})
    if "operator" in rule and not _is_number(rule["value"]):
        return Saying("policy.compared", {})
    if isinstance(rule["value"], float) and not _is_number(rule["value"]):
        return Saying("policy.finite", {})
    return None


def _wrong_instead(value: object, other: Threshold) -> Saying | None:
    """Return why *value* cannot stand where *other* does, None when it can."""
    match other.value:
        case bool():
            return None if isinstance(value, bool) else Saying("policy.flag", {})
        case str():
            return None if isinstance(value, str) else Saying("policy.text", {})
        case list():
            listed = isinstance(value, list) and all(isinstance(v, str) for v in value)
            return None if listed else Saying("policy.texts", {})
        case int() | Decimal() if not _is_number(value):
            return Saying("policy.number", {})
        case int() if other.operator is None:
            most = A_CENTURY if other.unit.startswith(("days", "months")) else MOST
            counts = isinstance(value, int) and 0 <= value <= most
            return None if counts else Saying("policy.whole", {"most": most})
    return None


def _is_number(value: object) -> bool:
    """Whether *value* is a finite number; a truth is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return Decimal(value).is_finite()


def _has_hours(day: date) -> bool:
    return isinstance(day, datetime)
