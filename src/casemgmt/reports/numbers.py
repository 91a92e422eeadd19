"""Numbers, days and instants as people write them, from CLDR: ar-MA, fr-MA, en.

Morocco writes Western digits in Arabic too, and its own names of the months: شتنبر.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from casemgmt.errors import MissingExtraError

from .model import Amount, Bound, Form, Number

LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en"}
RIGHT_TO_LEFT = frozenset({"ar"})

_BOUNDS = {
    Bound.EXACT: {"ar": "{}", "fr": "{}", "en": "{}"},
    Bound.AT_LEAST: {"ar": "على الأقل {}", "fr": "au moins {}", "en": "at least {}"},
    Bound.ABOUT: {"ar": "حوالي {}", "fr": "environ {}", "en": "about {}"},
    Bound.ABOUT_AT_LEAST: {
        "ar": "حوالي {} على الأقل",
        "fr": "environ {} au moins",
        "en": "about {} at least",
    },
}


def locale_of(language: str) -> str:
    """Return the CLDR locale in which *language* is written here; English if unknown."""
    return LOCALES.get(language, "en")


def direction(language: str) -> str:
    """Return ``rtl`` for a language written from right to left, otherwise ``ltr``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def written(number: Number, language: str) -> str:
    """Return *number* as it stands on the page, with "at least" or "about" where told."""
    match number.form:
        case Form.COUNT:
            said = count(number.amount, language)
        case Form.SHARE:
            said = share(number.amount, language)
    return _BOUNDS[number.bound].get(language, "{}").format(said)


def count(amount: Amount, language: str) -> str:
    """Return an amount with grouped thousands; decimals only where there are some."""
    exact = amount if isinstance(amount, int) else float(amount)
    return str(_babel("numbers", "format_decimal")(exact, locale=locale_of(language)))


def share(amount: Amount, language: str) -> str:
    """Return a fraction of 1 in percent, with at most one decimal."""
    place = locale_of(language)
    said = _babel("numbers", "format_percent")(
        float(amount), format=_percent_pattern(place), locale=place
    )
    return str(said)


def day(on: date, language: str) -> str:
    """Return a day with the name of its month: 31 دجنبر 2025, 31 décembre 2025."""
    said = str(_babel("dates", "format_date")(on, "long", locale=locale_of(language)))
    first = language == "fr" and on.day == 1  # French has an ordinal for this day alone
    return said.replace("1 ", "1er ", 1) if first else said


def instant(at: datetime, language: str) -> str:
    """Return an instant in UTC, to the minute."""
    text = _babel("dates", "format_datetime")(
        at.astimezone(UTC), "d MMMM y – HH:mm", locale=locale_of(language)
    )
    return f"{text} UTC"


@cache
def _percent_pattern(place: str) -> str:
    locale: Any = _babel("core", "Locale")
    pattern: str = locale.parse(place).percent_formats[None].pattern
    before, _, after = pattern.rpartition("0")
    return f"{before}0.#{after}"


@cache
def _babel(module: str, name: str) -> Callable[..., Any]:
    # babel is met at the first number, so that reports can be declared without it
    from importlib import import_module

    try:
        found: Callable[..., Any] = getattr(import_module(f"babel.{module}"), name)
    except ModuleNotFoundError:
        raise MissingExtraError(
            "numbers and days are written with babel: pip install 'casemgmt[reports]'"
        ) from None
    return found
