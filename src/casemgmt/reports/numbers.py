"""Numbers, days and instants as people write them, from CLDR: ar-MA, fr-MA, en.

Morocco writes Western digits in Arabic too, and its own names of the months: شتنبر. Who
wants other digits, or Hijri days too, asks with a ``Manner`` in the place of a language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from casemgmt.domain.dates import Day, Precision
from casemgmt.domain.vocabulary import Text
from casemgmt.errors import MissingExtraError

from .amounts import Amount, Bound, Form, Number
from .hijri import hijri
from .look import Manner
from .words import Spoken, in_manner

LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en"}
RIGHT_TO_LEFT = frozenset({"ar"})
MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f"))  # a page isolates what it writes
ARABIC_INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

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


def written(number: Number, manner: str | Manner) -> str:
    """Return *number* as it stands on the page, with "at least" or "about" where told."""
    manner = Manner.of(manner)
    match number.form:
        case Form.COUNT:
            said = count(number.amount, manner)
        case Form.SHARE:
            said = share(number.amount, manner)
        case Form.MONEY:
            said = money(number.amount, number.unit, manner)
    return _BOUNDS[number.bound].get(manner.language, "{}").format(said)


def count(amount: Amount, manner: str | Manner) -> str:
    """Return an amount with grouped thousands; decimals only where there are some."""
    exact = amount if isinstance(amount, int) else float(amount)
    return _in_cldr("format_decimal", manner, exact)


def share(amount: Amount, manner: str | Manner) -> str:
    """Return a fraction of 1 in percent, with at most one decimal."""
    pattern = _percent_pattern(locale_of(Manner.of(manner).language))
    return _in_cldr("format_percent", manner, float(amount), format=pattern)


def money(minor_units: Amount, currency: str, manner: str | Manner) -> str:
    """Return minor units of an ISO 4217 currency, with its sign: 1 234,50 MAD."""
    digits: int = _babel("numbers", "get_currency_precision")(currency)
    exact = minor_units if isinstance(minor_units, int) else float(minor_units)
    units = Decimal(str(exact)).scaleb(-digits)
    return _in_cldr("format_currency", manner, units, currency)


def day(on: date | Day, manner: str | Manner) -> str:
    """Return a day with the name of its month: 31 دجنبر 2025, 31 décembre 2025.

    Of a day that is not known exactly, as much as is known.
    """
    manner = Manner.of(manner)
    span = Day.of(on)
    match span.precision:
        case Precision.DAY:
            said = _long(span.first, manner)
        case Precision.MONTH:
            said = _in_pattern(span.first, "MMMM y", manner)
        case Precision.YEAR:
            said = f"{span.first.year}"
        case Precision.SCHOOL_YEAR:
            said = f"{span.first.year}–{span.last.year}"
    if manner.hijri and span.exact and (beside := hijri(span.first, manner.language)):
        said = f"{said} ({beside})"
    return _in_digits(said, manner)


def instant(at: datetime, manner: str | Manner) -> str:
    """Return an instant in UTC, to the minute."""
    manner = Manner.of(manner)
    there = at.astimezone(UTC)
    said = f"{_long(there.date(), manner)} – {there:%H:%M} UTC"
    return _in_digits(said, manner)


def worded(text: Text, manner: str | Manner) -> str:
    """Return *text* in its language; what is said in Arabic has the digits asked for.

    A name or a code, which is in no language, stays as it is.
    """
    manner = Manner.of(manner)
    words = in_manner(text, manner)
    if isinstance(text, Spoken):
        return _in_digits(words, manner)
    return _in_digits(words, manner) if words == text.ar else words


def _long(on: date, manner: Manner) -> str:
    said = _in_pattern(on, "long", manner)
    first = manner.language == "fr" and on.day == 1  # French has an ordinal for it alone
    return said.replace("1 ", "1er ", 1) if first else said


def _in_pattern(on: date, pattern: str, manner: Manner) -> str:
    place = locale_of(manner.language)
    return str(_babel("dates", "format_date")(on, pattern, locale=place))


def _in_cldr(function: str, said: str | Manner, *what: Any, **how: Any) -> str:
    manner = Manner.of(said)
    system = "arab" if _arabic_indic(manner) else "default"
    place = {"locale": locale_of(manner.language), "numbering_system": system}
    number = str(_babel("numbers", function)(*what, **how, **place))
    return _in_digits(number, manner).translate(MARKS).strip()


def _in_digits(said: str, manner: Manner) -> str:
    return said.translate(ARABIC_INDIC) if _arabic_indic(manner) else said


def _arabic_indic(manner: Manner) -> bool:
    return manner.language == "ar" and manner.digits == "arab"


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
        raise MissingExtraError.because("extra.numbers") from None
    return found
