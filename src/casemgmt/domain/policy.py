"""Policy: dated thresholds, as data; what an organisation may choose is not in code."""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import field, frozen

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "off": lambda _value, _limit: False,
}


class PolicyError(ValueError):
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

    def holds_on(self, day: date) -> bool:
        """Whether this is the value in force on *day*."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@frozen
class Policy:
    """Which value of which parameter holds on which day.

    Attributes:
        name: Who answers for it, such as ``morocco``.
        version: Of this text.
        thresholds: Of each parameter, in no particular order; never two for one day.

    """

    name: str
    version: str
    thresholds: Mapping[str, tuple[Threshold, ...]] = field(repr=False)

    @classmethod
    def read(cls, text: str, base: Policy | None = None) -> Policy:
        """Return the policy of a TOML *text*; what it does not name is that of *base*.

        Raises:
            PolicyError: the text is not TOML, or a rule in it cannot be used.

        """
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            msg = f"not TOML: {error}"
            raise PolicyError(msg) from None
        own = _by_parameter(document.get("rule", ()))
        inherited = base.thresholds if base else {}
        name = str(document.get("name", "unnamed"))
        return cls(name, str(document.get("version", "1")), {**inherited, **own})

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    def threshold(self, parameter: str, day: date) -> Threshold | None:
        """Return what holds for *parameter* on *day*, None when nothing does."""
        named = self.thresholds.get(parameter, ())
        return next((t for t in named if t.holds_on(day)), None)

    def value(self, parameter: str, day: date, default: Any = None) -> Any:
        """Return the value of *parameter* on *day*."""
        found = self.threshold(parameter, day)
        return default if found is None else found.value

    def fits(self, parameter: str, value: int | Decimal | Fraction, day: date) -> bool:
        """Whether *value* fits *parameter* on *day*; never when it is off."""
        found = self.threshold(parameter, day)
        if found is None:
            return False
        # as fractions: a share is one, a limit such as 7.5 is not, and both are exact
        return _OPERATORS[found.operator or ">="](Fraction(value), Fraction(found.value))


def _by_parameter(rules: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Threshold, ...]]:
    found: dict[str, tuple[Threshold, ...]] = {}
    for rule in rules:
        one = _threshold(rule)
        found[one.parameter] = (*found.get(one.parameter, ()), one)
    for parameter, thresholds in found.items():
        _refuse_overlap(parameter, thresholds)
    return found


def _threshold(rule: Mapping[str, Any]) -> Threshold:
    name = rule.get("parameter")
    if not isinstance(name, str) or "value" not in rule:
        msg = f"a rule needs a parameter and a value: {name or 'unnamed'}"
        raise PolicyError(msg)
    known = {"parameter", "value", "operator", "valid_from", "valid_to", "source", "unit"}
    if strange := set(rule) - known:
        msg = f"{name}: unknown field {min(strange)}"
        raise PolicyError(msg)
    if rule.get("operator", ">=") not in _OPERATORS:
        msg = f"{name}: the operator is one of {' '.join(_OPERATORS)}"
        raise PolicyError(msg)
    value = rule["value"]
    value = Decimal(str(value)) if isinstance(value, float) else value
    return Threshold(**{**rule, "value": value})


def _refuse_overlap(parameter: str, thresholds: tuple[Threshold, ...]) -> None:
    in_order = sorted(thresholds, key=lambda t: t.valid_from or date.min)
    for earlier, later in pairwise(in_order):
        if (later.valid_from or date.min) <= (earlier.valid_to or date.max):
            msg = f"{parameter}: two values hold on one day"
            raise PolicyError(msg)
