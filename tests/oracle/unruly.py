"""Made-up journals that break every rule, at its edge, and lines invalid in many ways."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from .storyteller import days
from .telling import Command
from .unruly_facts import FACTS
from .unruly_lives import LAST_DAY, NOW, Life, Telling
from .unruly_words import SAID, Words
from .unruly_wrong import made_wrong, whole_lines

__all__ = ["NOW", "unruly"]


def unruly(seed: int, children: int = 4) -> list[Command | str]:
    """Lines in no particular order; some are invalid, some come twice."""
    telling = Telling(seed)
    chance = telling.chance
    records = _records(chance, children)
    everyone = [record for own in records for record in own]
    for own in records:
        Life(telling, own, chance.sample(everyone, 1)).told()
    _households(telling, everyone)
    _amendments(telling, everyone)
    _invalid(telling)
    _facts(telling)
    _without_times(telling)
    lines: list[Command | str] = [*telling.lines, *whole_lines(telling)]
    lines += [line for line in telling.lines if chance.random() < 0.02]
    chance.shuffle(lines)
    return lines


def _records(chance: Random, children: int) -> list[list[str]]:
    """One to three records of each child."""
    return [
        [f"child:U{number:02}{copy}" for copy in "abc"[: chance.choice((1, 1, 2, 3))]]
        for number in range(children)
    ]


def _households(telling: Telling, records: list[str]) -> None:
    chance = telling.chance
    start = date(2025, 9, 1)
    words = Words(chance, [start + days(n * 20) for n in range(5)], records)
    for _ in range(12 * len(records)):
        home = chance.choice(("household:H1", "household:H2"))
        command = chance.choices(
            ("grant-allowance", "pay-allowance", "withhold-allowance"), (3, 6, 2)
        )[0]
        start = min(start + days(chance.choice((0, 0, 1, 3))), LAST_DAY)
        on = start + days(chance.choice((0, 0, 0, -10)))
        telling.tell(command, home, on, words.said(command))


def _facts(telling: Telling) -> None:
    """One of every other command, and again with one thing wrong."""
    for subject, commands in FACTS.items():
        for command, data in commands.items():
            on = date(2025, 11, 1) + days(telling.chance.randint(0, 60))
            line = telling.tell(command, subject, on, deepcopy(data))
            for _ in range(telling.chance.choice((1, 2, 3))):
                again = made_wrong(telling.chance, deepcopy(line))
                if again.get("id") == line["id"]:
                    again["id"] = telling.new_id()
                telling.lines.append(again)


def _without_times(telling: Telling) -> None:
    """Some lines do not say when they were recorded."""
    for line in telling.lines:
        if telling.chance.random() < 0.03:
            line.pop("at", None)


def _amendments(telling: Telling, records: list[str]) -> None:
    """Corrections and retractions, mostly of what is there; corrected again, retracted."""
    chance = telling.chance
    for line in list(telling.lines):
        told = line
        while chance.random() < (0.08 if told is line else 0.4):
            told = _amended(telling, records, line, told)


def _amended(
    telling: Telling, records: list[str], line: Command, after: Command
) -> Command:
    chance = telling.chance
    command = chance.choice(("correct", "correct", "retract"))
    at = datetime.fromisoformat(after["at"])
    at += timedelta(days=chance.choice((-1, 0, 0, 1, 9, 30)), minutes=chance.choice((0, 1)))
    at = min(at, NOW)
    named = chance.choice((line, line, line, after))["id"]
    if chance.random() < 0.03:
        named = chance.choice((telling.new_id(), chance.choice(telling.lines)["id"]))
    data: dict[str, Any] = {"command_id": named, "reason": "entered wrongly"}
    if command == "correct":
        data["data"] = _otherwise(telling, records, line)
        if chance.random() < 0.5:
            moved = at.date() + days(chance.choice((-30, -9, -2, -1, 0, 1)))
            data["on"] = moved.isoformat() if chance.random() < 0.9 else f"{moved:%Y-%m}"
    subject = line["subject"] if chance.random() < 0.97 else chance.choice(records)
    return telling.tell(command, subject, at.date(), data, at=telling.written(at))


def _otherwise(telling: Telling, records: list[str], line: Command) -> dict[str, Any]:
    """The whole data again, mostly told differently."""
    data: dict[str, Any] = deepcopy(line["data"])
    if line["command"] not in SAID or telling.chance.random() < 0.2:
        return data
    words = Words(telling.chance, [date.fromisoformat("2025-10-01")], records)
    new = words.said(line["command"])
    if "born" in data:
        new["born"] = data["born"]
    if "other" in new and new["other"] == line["subject"]:
        new["other"] = data["other"]
    return new


def _invalid(telling: Telling) -> None:
    """Some lines again under a new id, each with one thing wrong or strange."""
    for line in list(telling.lines):
        if telling.chance.random() < 0.25:
            again = made_wrong(telling.chance, deepcopy(line))
            if again.get("id") == line["id"]:
                again["id"] = telling.new_id()
            telling.lines.append(again)
