"""The types of interchange.md §1: each looks at a value and names what is wrong.

A form takes a value and the path of its field; it answers the path of the first thing that
is wrong, or None. `null` for an optional field is as if the field were not there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.oracle.telling import day as as_day

Form = Callable[[Any, str], str | None]

LISTS_AT = Path(__file__).parents[3] / "src" / "casemgmt" / "data" / "vocabularies.toml"
LISTS = {
    name: {entry["code"] for entry in entries}
    for name, entries in tomllib.loads(LISTS_AT.read_text(encoding="utf-8")).items()
    if isinstance(entries, list)
}


def text(value: Any, path: str) -> str | None:
    """A string or `{"ar":…, "fr":…, "en":…}`."""
    if isinstance(value, str):
        return None
    if not isinstance(value, dict) or not value:
        return path
    for language, words in value.items():
        if language not in ("ar", "fr", "en"):
            return f"{path}.{language}"
        if not isinstance(words, str):
            return path
    return None


def ref(value: Any, path: str) -> str | None:
    """1–64 characters, one language."""
    return None if isinstance(value, str) and 1 <= len(value) <= 64 else path


def code(value: Any, path: str) -> str | None:
    """A kebab-case code."""
    if not isinstance(value, str) or len(value) > 64:
        return path
    return None if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) else path


def listed(name: str, *also: str) -> Form:
    """A code that must be in a list of the vocabularies."""

    def form(value: Any, path: str) -> str | None:
        known = LISTS[name] | set(also)
        return None if isinstance(value, str) and value in known else path

    return form


def one_of(*choices: str | int) -> Form:
    def form(value: Any, path: str) -> str | None:
        same = [one for one in choices if one == value and type(one) is type(value)]
        return None if same else path

    return form


def yes_or_no(value: Any, path: str) -> str | None:
    return None if isinstance(value, bool) else path


def whole(value: Any, path: str) -> str | None:
    """An int: how many there are of something, so never below 0; never a bool."""
    return None if type(value) is int and value >= 0 else path


def number(value: Any, path: str) -> str | None:
    """A JSON number with at most two decimals; an amount, so never below 0."""
    if type(value) not in (int, float):
        return path
    exact = Decimal(repr(value))
    if not exact.is_finite() or exact < 0:
        return path
    return None if exact * 100 == int(exact * 100) else path


def day(value: Any, path: str) -> str | None:
    """`2025-09-03`, `2025-09`, `2025`, or `2025-2026`, and it exists."""
    if not isinstance(value, str):
        return path
    form = re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?|-\d{4})?", value, re.ASCII)
    if form is None:
        return path
    if len(value) == 9 and int(value[5:]) != int(value[:4]) + 1:
        return path  # no such school year
    try:
        as_day(value)
    except ValueError:
        return path
    return None


def _written_as(pattern: str) -> Form:
    def form(value: Any, path: str) -> str | None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
            return path
        return day(value, path)

    return form


school_year = _written_as(r"\d{4}-\d{4}")
month = _written_as(r"\d{4}-\d{2}")
season = _written_as(r"\d{4}(-\d{4})?")


def subject(value: Any, path: str) -> str | None:
    """`kind:key`, the key 1–64 characters."""
    if not isinstance(value, str):
        return path
    kind, colon, key = value.partition(":")
    return None if kind and colon and 1 <= len(key) <= 64 else path


def uuid(value: Any, path: str) -> str | None:
    if not isinstance(value, str):
        return path
    try:
        UUID(value)
    except ValueError:
        return path
    return None


def uuid_or_neither(value: Any, path: str) -> str | None:
    return None if value == "neither" else uuid(value, path)


def instant(value: Any, path: str) -> str | None:
    """A moment with its offset."""
    if not isinstance(value, str):
        return path
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return path
    return None if moment.tzinfo is not None else path


def many(form: Form, exactly: int | None = None) -> Form:
    def each(value: Any, path: str) -> str | None:
        if not isinstance(value, list) or exactly not in (None, len(value)):
            return path
        wrong = [form(one, f"{path}[{place}]") for place, one in enumerate(value)]
        return next((one for one in wrong if one is not None), None)

    return each


def fields(**forms: Form) -> Form:
    """An object with these fields; one whose name ends in `__` is optional."""
    optional = {name[:-2] for name in forms if name.endswith("__")}
    by_name = {name.removesuffix("__"): form for name, form in forms.items()}
    by_name = {name.rstrip("_"): form for name, form in by_name.items()}

    def form(value: Any, path: str) -> str | None:
        if not isinstance(value, dict):
            return path
        for name, one in by_name.items():
            if value.get(name) is None and name in optional:
                continue
            if name not in value:
                return f"{path}.{name}"
            wrong = one(value[name], f"{path}.{name}")
            if wrong is not None:
                return wrong
        strange = sorted(value.keys() - by_name.keys())
        return f"{path}.{strange[0]}" if strange else None

    return form


def table(form: Form, *required: str) -> Form:
    """An object whose keys are codes, some of them required."""

    def each(value: Any, path: str) -> str | None:
        if not isinstance(value, dict):
            return path
        for name, one in value.items():
            wrong = code(name, f"{path}.{name}") or form(one, f"{path}.{name}")
            if wrong is not None:
                return wrong
        return path if set(required) - value.keys() else None

    return each


def figure(value: Any, path: str) -> str | None:
    """`325`, or with what its source said of it: a value, or that it is unknown."""
    if not isinstance(value, dict):
        return number(value, path)
    strange = sorted(value.keys() - {"value", "at_least", "about", "unknown", "raw"})
    if strange:
        return f"{path}.{strange[0]}"
    said = [value[name] for name in ("at_least", "about", "unknown") if name in value]
    if not all(isinstance(one, bool) for one in said):
        return path
    if value.get("unknown", False) == ("value" in value):
        return path  # one of the two
    if "value" in value and number(value["value"], path) is not None:
        return path
    return text(value["raw"], f"{path}.raw") if "raw" in value else None
