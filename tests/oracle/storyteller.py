"""Tells made-up commands: the day, its precision, the delay until it is recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import Any
from uuid import UUID

from .telling import Command

LAST_RECORDING = date(2026, 1, 10)
DISTRICTS = ("mediouna", "hay-hassani", "derb-ghallef")
CENTRES = ("mediouna", "hay-hassani", "derb-ghallef")
CASEWORKERS = ("amina", "youssef", "khadija")
SUPERVISOR = "nadia"
PROGRAMMES = ("lcte", "education", "vocational", "family", "digital")
KITS = ("school-bag-full", "books-only", "hygiene")


def days(number: int) -> timedelta:
    return timedelta(days=number)


def school_year(on: date) -> str:
    first = on.year if on.month >= 9 else on.year - 1
    return f"{first}-{first + 1}"


def vaguely(on: date, chance: Random) -> str:
    """The same day as a month, a year or a school year."""
    month = f"{on.year}-{on.month:02}"
    return chance.choice([month, month, month, str(on.year), school_year(on)])


class Storyteller:
    """Keeps the lines told so far; the same seed tells the same story."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.lines: list[Command] = []
        self.minute = 0

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def one(self, *choices: Any) -> Any:
        return self.chance.choice(choices)

    def some(self, choices: tuple[str, ...], most: int) -> list[str]:
        return self.chance.sample(choices, self.chance.randint(1, most))

    def after(self, on: date, least: int, most: int) -> date:
        return on + days(self.chance.randint(least, most))

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def _delay(self, prompt: bool) -> int:
        lot = self.chance.random()
        if lot < (0.92 if prompt else 0.7):
            return 0
        if lot < (0.98 if prompt else 0.85):
            return self.chance.randint(1, 4)
        return self.chance.randint(4, 90)

    def tell(
        self,
        command: str,
        subject: str,
        on: date,
        data: dict[str, Any] | None = None,
        *,
        by: str = "amina",
        prompt: bool = False,
        vague: float = 0.06,
    ) -> None:
        """Adds one line; nothing once its recording would come too late.

        `prompt` is for what later requests rest on: mostly recorded the same day.
        """
        if not self.maybe(0.05):  # now and then two lines share their minute
            self.minute += 1
        hour = 22 if self.maybe(0.05) else 8
        recorded = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
        recorded += timedelta(days=self._delay(prompt), minutes=self.minute % 600)
        if recorded.date() > LAST_RECORDING:
            return
        told_on = vaguely(on, self.chance) if self.maybe(vague) else on.isoformat()
        self.lines.append(
            {
                "id": self.new_id(),
                "command": command,
                "subject": subject,
                "on": told_on,
                "at": self.written(recorded),
                "by": by,
                "data": data or {},
            }
        )

    def written(self, recorded: datetime) -> str:
        """The same instant, now and then with another offset."""
        if self.maybe(0.1):
            return recorded.astimezone(timezone(timedelta(hours=1))).isoformat()
        return recorded.isoformat().replace("+00:00", "Z")
