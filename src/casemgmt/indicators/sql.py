"""The little language in which figures are written: SQL with the words of a question.

``$first``, ``$last``, ``$end``, ``$as_of`` and ``$known`` are the question's days and
moment; ``$withdrawal.min_days`` is a policy parameter on the last day that counts. All are
bound as values. Three words are written out before the database sees them:

``@told(work)``
    the rows of a fact table known at K and cut at A, each with its ``person``
``@fits(absence.chronic_percent, 100 * missed, possible)``
    whether an amount fits a threshold (by the third, if it is a share of it)
``@fits_on(child_labour.hours_5_11, econ, day)``
    the same by the threshold in force on each row's day, hours in ten-thousandths
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from casemgmt.domain.policy import Policy, Threshold
from casemgmt.errors import ConfigurationError
from casemgmt.facts.schema import OPEN, SCALE
from casemgmt.facts.tellings import microseconds

from .figure import Question

KNOWN = "kf <= $known AND kt > $known"
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*)")
_WORD = re.compile(r"@(told|fits_on|fits|on)\(((?:[^()]|\([^()]*\))*)\)")
_OPERATORS = (">", ">=", "<", "<=")


@frozen
class Words:
    """Writes out SQL for one question, and binds the values it names.

    Attributes:
        question: What is asked.
        defaults: What a parameter is where the policy says nothing for the day.

    """

    question: Question
    defaults: Mapping[str, Any]

    def written(self, sql: str, short: Mapping[str, str] | None = None) -> str:
        """Return *sql* as the database takes it."""
        names = short or {}
        sql = _WORD.sub(self._written_out, sql)
        return _PARAMETER.sub(lambda m: "$" + _flat(names.get(m[1], m[1])), sql)

    def values(self, sql: str, more: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that a written *sql* names, those of *more* among them."""
        known = {**self._parameters(), **self._days(), **more}
        return {name: known[name] for name in set(_PARAMETER.findall(sql))}

    def value(self, parameter: str) -> Any:
        """Return a policy parameter as it is on the last day that counts.

        Raises:
            ConfigurationError: the policy holds something of another kind.

        """
        default = self.defaults.get(parameter)
        value = self.question.policy.value(parameter, self.question.end, default)
        if default is not None and not _alike(value, default):
            raise ConfigurationError.because(
                "config.instead",
                parameter=parameter,
                value=repr(value),
                default=repr(default),
            )
        return value

    def _days(self) -> dict[str, Any]:
        q = self.question
        known = OPEN - 1 if q.known_at is None else microseconds(q.known_at)
        days = {"first": q.first, "last": q.last, "end": q.end, "as_of": q.as_of}
        return {**days, "known": known}

    def _parameters(self) -> dict[str, Any]:
        names = {*self.defaults, *self.question.policy.thresholds}
        return {_flat(name): self.value(name) for name in names}

    def _written_out(self, word: re.Match[str]) -> str:
        parts = [part.strip() for part in word[2].split(",", maxsplit=1)]
        match word[1]:
            case "told":
                return told(*parts)
            case "fits":
                amount, _, per = parts[1].partition(",")
                return self._fits(parts[0], amount.strip(), per.strip())
            case "fits_on":
                amount, _, day = parts[1].partition(",")
                return self._fits_on(parts[0], amount.strip(), day.strip())
            case _:
                return self._on(parts[0], parts[1])

    def _fits(self, parameter: str, amount: str, per: str) -> str:
        threshold = self.question.policy.threshold(parameter, self.question.end)
        if threshold is None or threshold.operator == "off":
            return "FALSE"
        limit = _literal(threshold.value)
        return _compared(threshold, amount, f"{limit} * ({per})" if per else limit)

    def _fits_on(self, parameter: str, amount: str, day: str) -> str:
        def scaled(threshold: Threshold) -> str:
            if threshold.operator == "off":
                return "FALSE"
            limit = _literal(Decimal(threshold.value) * SCALE)
            return _compared(threshold, amount, limit)

        return _by_day(self.question.policy, parameter, day, scaled, "FALSE")

    def _on(self, parameter: str, day: str) -> str:
        def literal(threshold: Threshold) -> str:
            return _literal(threshold.value)

        default = _literal(self.defaults[parameter])
        return _by_day(self.question.policy, parameter, day, literal, default)


def told(table: str, where: str = "t.day <= $as_of") -> str:
    """Return the rows of a fact table known at K, each with the person behind it."""
    return (
        "(SELECT t.*, coalesce(u.person, t.rec) AS person"
        f" FROM {table} t LEFT JOIN united u ON u.rec = t.rec"
        f" WHERE t.kf <= $known AND t.kt > $known AND {where})"
    )


def _flat(name: str) -> str:
    return name.replace(".", "_")


def _literal(value: Any) -> str:
    """Return a number or a truth value of a policy as SQL.

    Raises:
        ConfigurationError: it is neither; a threshold is compared with a number.

    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    raise ConfigurationError.because("config.threshold", value=repr(value))


def _alike(value: Any, default: Any) -> bool:
    """Whether a value is of the kind of its default: a truth, a number, a text, a list."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int):
        return isinstance(value, int | Decimal)
    return isinstance(value, type(default))


def _compared(threshold: Threshold, amount: str, limit: str) -> str:
    operator = threshold.operator or ">="
    assert operator in _OPERATORS  # noqa: S101 - the policy lets no other through
    return f"(({amount}) {operator} ({limit}))"


def _by_day(
    policy: Policy,
    parameter: str,
    day: str,
    said: Callable[[Threshold], str],
    otherwise: str,
) -> str:
    """Return what *said* makes of the threshold in force on each row's day."""
    thresholds = policy.thresholds.get(parameter, ())
    if len(thresholds) == 1 and _always(thresholds[0]):
        return said(thresholds[0])
    cases = " ".join(
        f"WHEN {day} BETWEEN {_date(t.valid_from, date.min)}"
        f" AND {_date(t.valid_to, date.max)} THEN {said(t)}"
        for t in thresholds
    )
    return f"(CASE {cases} ELSE {otherwise} END)" if cases else otherwise


def _always(threshold: Threshold) -> bool:
    return threshold.valid_from is None and threshold.valid_to is None


def _date(day: date | None, otherwise: date) -> str:
    return f"DATE '{(day or otherwise).isoformat()}'"
