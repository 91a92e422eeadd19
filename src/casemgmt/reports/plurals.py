"""Which form of a word goes with a number, from CLDR: 1 سنة, 2 سنتان, 3 سنوات, 11 سنة."""

from __future__ import annotations

from functools import cache

from casemgmt.errors import MissingExtraError


@cache
def plural(number: int, language: str) -> str:
    """Return ``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``.

    Raises:
        MissingExtraError: babel is not installed.

    """
    try:
        from babel.core import Locale
    except ModuleNotFoundError:
        raise MissingExtraError.because("extra.plurals") from None
    return str(Locale.parse(language).plural_form(number))
