"""Days in the Hijri calendar, by Umm al-Qura; 1924 to 2077.

What Morocco announces by sighting the moon may be a day later: a Hijri day stands beside
the Gregorian one and never in its place.
"""

from __future__ import annotations

from datetime import date

from casemgmt.errors import MissingExtraError

from .words import Words


def hijri(on: date, language: str) -> str | None:
    """Return *on* in the Hijri calendar, None where the tables do not reach."""
    try:
        from hijridate import Gregorian
    except ModuleNotFoundError:
        raise MissingExtraError.because("extra.hijri") from None
    try:
        found = Gregorian(on.year, on.month, on.day).to_hijri()
    except OverflowError:
        return None
    words = Words.read(__package__, "hijri.toml")
    month = words(f"month.{found.month}").in_language(language)
    era = words("era").in_language(language)
    return f"{found.day} {month} {found.year} {era}"
