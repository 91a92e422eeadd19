"""Lines with one thing wrong, or only strange: the second opinion says which."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from .telling import Command
from .unruly_lives import NOW, Telling

STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2.5, 1.005, 40.0, "", "x", "X y", "a" * 64, "a" * 65,
    "é-b", "a--b", "a-", "2025-10", "2025", "2025-2026", "2025-2027", "2025-13",
    "2025-02-29", "2024-02-29", "2025-1-1", "0000", "mediouna", "education", "unknown",
    "child:U00a", "child:", "nobody", "neither", [], {}, ["x"], [None], {"fr": "oui"},
    {"fr": 3}, {"de": "ja"}, [{}], {"unknown": True}, {"value": 3, "about": True},
    {"value": 3, "unknown": True},
)  # fmt: skip


def made_wrong(chance: Random, line: Command) -> Command:
    """The line with one thing changed."""
    change = chance.choice((_data_field, _data_field, _data_field, _field, _gone, _future))
    change(chance, line)
    return line


def _inside(chance: Random, value: Any) -> Any:
    """Some object of the data: itself, or one inside it."""
    if isinstance(value, dict):
        inner = [one for one in value.values() if isinstance(one, dict | list) and one]
        if inner and chance.random() < 0.5:
            return _inside(chance, chance.choice(inner))
        return value
    objects = [one for one in value if isinstance(one, dict)]
    return _inside(chance, chance.choice(objects)) if objects else value


def _data_field(chance: Random, line: Command) -> None:
    place = _inside(chance, line["data"])
    if isinstance(place, list):
        place.append(chance.choice(STRANGE))
        return
    names = [*place, "colour"]
    place[chance.choice(names)] = chance.choice(STRANGE)


def _gone(chance: Random, line: Command) -> None:
    place = line["data"] if chance.random() < 0.7 and line["data"] else line
    del place[chance.choice(list(place))]


def _field(chance: Random, line: Command) -> None:
    name = chance.choice((*line, "role", "colour"))
    values = {
        "id": ("5d0c", 7, line["id"].upper()),
        "command": ("close-case", "Open-Case", 3, None),
        "subject": ("child", "child:" + "k" * 65, "child:" + "k" * 64, "pupil:A",
                    "centre:mediouna", "household:H1", "agreement:A1", ":x", 4),
        "at": ("2025-10-01", "2025-10-01T08:00:00", "2025-10-01T25:00:00Z", "soon", 5,
               "2026-06-15T09:30:01Z", "2026-06-15T09:59:59+02:00", None),
        "on": STRANGE,
        "by": ("", "a" * 64, "a" * 65, 5, None, "amina"),
        "role": ("", "supervisor", "a" * 65, 5, None),
        "data": (None, [], "x", {}),
        "colour": ("blue",),
    }  # fmt: skip
    line[name] = chance.choice(values[name])


def _future(chance: Random, line: Command) -> None:
    """On the day after `at`, in the month of it, or not a day later."""
    day = line["at"][:10]
    line["on"] = chance.choice((f"{day[:4]}-12-31", day[:7], day[:4], "2026-06-16", day))


def whole_lines(telling: Telling) -> list[Command | str]:
    """Lines that are no command at all."""
    some = telling.lines[0]
    said = json.dumps(some)
    deep: Any = []
    for _ in range(70):
        deep = [deep]
    return [
        "not json",
        "[1, 2]",
        "3",
        said[:-1],
        said.replace('"data"', '"data": {"score": NaN}, "data"', 1),
        json.dumps({**some, "id": telling.new_id(), "by": "\ud800"}),
        json.dumps({**some, "id": telling.new_id(), "data": {"deep": deep}}),
        json.dumps({**some, "id": telling.new_id(), "data": {"long": "x" * (1 << 20)}}),
        json.dumps({**some, "id": telling.new_id(), "at": NOW.isoformat()}),
    ]
