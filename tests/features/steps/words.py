"""The words of the features: sentences with blanks, days, names that stand for codes."""

import re
from datetime import date

from pytest_bdd import parsers

from casemgmt import Day

ENGLISH = """
    January February March April May June
    July August September October November December
"""
FRENCH = """
    janvier février mars avril mai juin
    juillet août septembre octobre novembre décembre
"""
ARABIC = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
MONTH = {
    name: number
    for names in (ENGLISH, FRENCH, ARABIC)
    for number, name in enumerate(names.split(), start=1)
}
FIRST_DAY = date(2025, 9, 1)
DAY = r"\d{1,2}(?:er)? \w+ \d{4}"
FORMS = {
    "day": DAY,
    "birth": r"[\d\w ]*\d{4}",
    "month": r"\w+ \d{4}",
    "period": r"(?:(?:\d{1,2} )?\w+ )?\d{4}(?:-\d{4})?",
    "number": r"[\d.]+",
    "year": r"\d{4}-\d{4}",
    "text": r".+?",
    "quantity": r"(?:(?:at least |about )?\d+|a number of)",
    "home": r"(?:aux parents|à la tante|والدي|عمة)",
    "of": r"(?:de |d')",
    "alone": r"(?: alone)?",
    "word": r"\w+",
}
CODES = {
    "a school bag": "school-bag-full",
    "un cartable": "school-bag-full",
    "حقيبة": "school-bag-full",
    "a hygiene kit": "hygiene",
    "un kit d'hygiène": "hygiene",
    "عدة نظافة": "hygiene",
    "school bags": "school-bag-full",
    "power strips": "power-strip",
    "school support": "education",
    "vocational training": "vocational",
    "des soins": "health-care",
    "العلاج": "health-care",
    "المسيرة": "al-massira",
    "ابن خلدون": "ibn-khaldoun",
    "Médiouna": "mediouna",
    "مديونة": "mediouna",
    "الحي الحسني": "hay-hassani",
    "أمينة": "amina",
    "كريم": "karim",
    "رشيد": "rachid",
    "يوسف": "youssef",
}


def says(sentence: str) -> parsers.re:
    """Return the parser of *sentence*, whose blanks are a ``{word}`` or ``{x:day}``.

    Any sentence may end with its day: "on 3 October 2025".
    """
    parts = re.split(r"\{(\w+)(?::(\w+))?\}", sentence)
    pattern = re.escape(parts[0])
    for name, form, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        pattern += f"(?P<{name}>{FORMS[form or 'word']}){re.escape(text)}"
    return parsers.re(rf"{pattern}(?: (?:on|le|يوم) (?P<on>{DAY}))?$")


def code(words: str) -> str:
    """Return the code that *words* stand for."""
    return CODES.get(words, words.lower().replace(" ", "-"))


def day(words: str) -> date:
    """Return a day such as ``3 October 2025``, ``3 octobre 2025``, ``3 أكتوبر 2025``."""
    number, month, year = words.split()
    return date(int(year), MONTH[month], int(number.removesuffix("er")))


def month(words: str) -> str:
    """Return the month written as ``October 2025`` as a journal writes it."""
    name, year = words.split()
    return f"{year}-{MONTH[name]:02d}"


def span(words: str) -> Day:
    """Return a day, a month, a year, or a school year such as ``2025-2026``."""
    match len(words.split()):
        case 3:
            return Day.of(day(words))
        case 2:
            return Day.of(month(words))
        case _:
            return Day.of(words)


def days_of(words: str) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    named = span(words)
    return named.first, named.last
