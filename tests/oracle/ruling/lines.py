"""Which lines are invalid, and in which field: "" when it is the line as a whole."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.oracle.telling import Told, day, instant

from . import forms
from .tables import FORMS, KINDS_OF

Line = dict[str, Any]
CASABLANCA = ZoneInfo("Africa/Casablanca")
KEYS = {"id", "command", "subject", "on", "at", "by", "role", "data"}
OPTIONAL = {"at", "role"}
MEBIBYTE = 1 << 20


class Invalid(Exception):  # noqa: N818 - what the line is
    """The line is invalid; `field` is the first that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def parsed(line: Line | str) -> Line:
    """What one line of a journal says."""
    raw = line if isinstance(line, str) else json.dumps(line)
    if len(raw.encode("utf-8", "surrogatepass")) > MEBIBYTE:
        raise Invalid("")
    try:
        said = json.loads(raw, parse_constant=_not_a_number)
        json.dumps(said, ensure_ascii=False).encode()  # a lone surrogate
    except (ValueError, RecursionError):
        raise Invalid("") from None
    if not isinstance(said, dict) or _deep(said) > 64:
        raise Invalid("")
    return said


def _not_a_number(name: str) -> None:
    raise ValueError(name)


def _deep(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return 0
    return 1 + max((_deep(one) for one in inside), default=0)


def check(line: Line) -> None:
    """Look at one line by itself.

    Raises:
        Invalid: a field is missing, unknown, or not of its type.

    """
    strange = sorted(line.keys() - KEYS)
    if strange:
        raise Invalid(strange[0])
    for name in sorted(KEYS - OPTIONAL):
        if name not in line:
            raise Invalid(name)
    _must(forms.subject(line["subject"], "subject"))
    kind = line["subject"].partition(":")[0]
    _must(forms.uuid(line["id"], "id"))
    if not isinstance(line["command"], str) or line["command"] not in FORMS:
        raise Invalid("command")
    _must(FORMS[line["command"]](line["data"], "data"))
    if kind not in KINDS_OF[line["command"]]:
        raise Invalid("subject")
    _must(forms.day(line["on"], "on"))
    _must(forms.ref(line["by"], "by"))
    if line.get("role") is not None:
        _must(forms.ref(line["role"], "role"))
    if line.get("at") is not None:
        _must(forms.instant(line["at"], "at"))


def _must(wrong: str | None) -> None:
    if wrong is not None:
        raise Invalid(wrong)


def check_days(line: Line, recorded_at: datetime) -> None:
    """An `on` whose first day is later than the day of recording; `plan-visit` apart.

    Raises:
        Invalid: it is yet to come.

    """
    today = recorded_at.astimezone(CASABLANCA).date()
    if line["command"] != "plan-visit" and day(line["on"]).first > today:
        raise Invalid("on")


def check_correction(line: Line, recorded_at: datetime, target: Told | None) -> None:
    """The corrected data, and its day, are those of the command corrected, where known.

    Raises:
        Invalid: they are not.

    """
    data = line["data"]
    on = data.get("on")
    today = recorded_at.astimezone(CASABLANCA).date()
    if on is not None and day(on).first > today:  # of a planned visit too
        raise Invalid("data.on")
    if target is not None:
        _must(FORMS[target.command](data["data"], "data.data"))


def id_of(line: Line) -> str:
    """The command id as text."""
    return str(UUID(line["id"]))


def at_of(line: Line) -> datetime | None:
    return None if line.get("at") is None else instant(line["at"])
