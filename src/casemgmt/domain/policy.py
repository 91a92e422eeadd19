"""Policy: dated thresholds, as data; what an organisation may choose is not in code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from casemgmt.locale.reasons import reason

from .threshold import PolicyError, Threshold

__all__ = ["Policy", "PolicyError", "Threshold"]


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
            raise PolicyError.because("policy.no-toml", why=reason(error)) from None
        _refuse_what_is_no_rule(document)
        inherited = base.thresholds if base else {}
        own = _by_parameter(_rules(document))
        for parameter in own.keys() & inherited.keys():
            for one in own[parameter]:
                one.in_place_of(inherited[parameter][0])
        name = str(document.get("name", "unnamed"))
        return cls(name, str(document.get("version", "1")), {**inherited, **own})

    @classmethod
    def of(cls, name: str, version: str, rules: Iterable[Mapping[str, Any]]) -> Policy:
        """Return the policy of *rules*, such as ``rules()`` gives.

        Raises:
            PolicyError: a rule cannot be used.

        """
        return cls(name, version, _by_parameter(map(Threshold.told, rules)))

    def rules(self) -> tuple[Mapping[str, Any], ...]:
        """Return every threshold as a text would tell it."""
        return tuple(t.rule() for told in self.thresholds.values() for t in told)

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
        return found is not None and found.fits(value)


def _rules(document: Mapping[str, Any]) -> Iterable[Threshold]:
    rules = document.get("rule", [])
    return map(Threshold.told, rules if isinstance(rules, list) else [rules])


def _refuse_what_is_no_rule(document: Mapping[str, Any]) -> None:
    """Refuse a table that nobody reads: its values would seem to hold, and never would."""
    strange = [k for k, v in document.items() if k != "rule" and isinstance(v, dict | list)]
    if strange:
        raise PolicyError.because("policy.unknown-table", table=min(strange))


def _by_parameter(rules: Iterable[Threshold]) -> dict[str, tuple[Threshold, ...]]:
    found: dict[str, tuple[Threshold, ...]] = {}
    for one in rules:
        found[one.parameter] = (*found.get(one.parameter, ()), one)
    for parameter, thresholds in found.items():
        _refuse_overlap(parameter, thresholds)
    return found


def _refuse_overlap(parameter: str, thresholds: tuple[Threshold, ...]) -> None:
    in_order = sorted(thresholds, key=lambda t: t.valid_from or date.min)
    for earlier, later in pairwise(in_order):
        if (later.valid_from or date.min) <= (earlier.valid_to or date.max):
            raise PolicyError.because("policy.two-values", parameter=parameter)
