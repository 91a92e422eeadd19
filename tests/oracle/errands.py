"""Made-up errands, strewn over a journal: visits meant and made, reviews, looks at work.

Each is a fact, so that a store records it whatever the journal says.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from .telling import Command

FIRST_DAY, DAYS = date(2023, 9, 1), 850
KINDS = ("home-visit", "call", "office")


def errands(seed: int, lines: list[Command]) -> list[Command]:
    """Return so many errands for each child of *lines*."""
    chance = Random(f"errands {seed}")  # no id of the journal is made again
    children = sorted({li["subject"] for li in lines if li["command"] == "register-child"})
    return [_errand(chance, child) for child in children for _ in range(14)]


def _errand(chance: Random, child: str) -> Command:
    command, data = _told(chance)
    on = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    later = chance.choice((0, 0, 0, 2, 40))
    at = datetime.combine(on, datetime.min.time(), UTC) + timedelta(days=later, hours=12)
    if command == "plan-visit":
        at -= timedelta(days=chance.randrange(45))
    if command == "review-case" and chance.random() < 0.5:
        data["next_review_on"] = str(on + timedelta(days=chance.choice((5, 20, 60, 200))))
    return {
        "id": str(UUID(int=chance.getrandbits(128), version=4)),
        "command": command,
        "subject": child,
        "on": str(on),
        "at": at.isoformat(),
        "by": "amina",
        "data": data,
    }


def _told(chance: Random) -> tuple[str, dict[str, Any]]:
    kind = chance.choice(KINDS)
    match chance.randrange(6):
        case 0 | 1:
            return "plan-visit", {"kind": kind}
        case 2 | 3:
            seen = chance.random() < 0.6
            return "record-follow-up", {"kind": kind, "seen_child": seen}
        case 4:
            return "review-case", {}
        case _:
            risk = chance.choice(("high", "medium", "low"))
            return "review-case", {"risk": risk}
