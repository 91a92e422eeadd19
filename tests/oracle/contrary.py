"""Made-up journals of few children, centres and days, so that much contradicts much."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from .telling import Command

FIRST = date(2025, 11, 1)
BEGINS = datetime.fromisoformat("2025-12-20T08:00:00+00:00")
RECORDS = ("child:A", "child:B", "child:C")
CENTRES = ("mediouna", "hay-hassani")


class Teller:
    """Tells one thing after another, all by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.lines: list[Command] = []

    def told(self, count: int) -> list[Command]:
        for _ in range(count):
            if self.lines and self.chance.random() < 0.15:
                self._amended()
            else:
                self._something()
        return self.lines

    def day(self) -> str:
        """Mostly a day of five weeks, sometimes a month."""
        on = FIRST + timedelta(days=self.chance.randrange(35))
        return f"{on:%Y-%m}" if self.chance.random() < 0.1 else on.isoformat()

    def tell(self, command: str, subject: str, on: str, data: dict[str, Any]) -> None:
        number = len(self.lines)
        at = BEGINS + timedelta(minutes=number)
        self.lines.append(
            {
                "id": f"{self.chance.getrandbits(32):08x}-0000-4000-8000-{number:012x}",
                "command": command,
                "subject": subject,
                "on": on,
                "at": at.isoformat(),
                "by": "amina",
                "data": data,
            }
        )

    def _something(self) -> None:
        words = self._words()
        for scarce in ("record-death", "return-to-school"):
            if self.chance.random() < 0.8:
                del words[scarce]
        command, data = self.chance.choice(sorted(words.items()))
        subject = self.chance.choice(RECORDS)
        if command == "visit-home":
            data["children"] = self.chance.sample(RECORDS, self.chance.choice((1, 2)))
            subject = "household:H1"
        early = command == "take-school-place" and self.chance.random() < 0.8
        on = self.chance.choice(("2025-11-01", "2025-11-03")) if early else self.day()
        self.tell(command, subject, on, data)

    def _words(self) -> dict[str, dict[str, Any]]:
        chance = self.chance
        kinds = {"kind": chance.choice(("first", "transfer")), "grade": "p5"}
        year = {"school_year": chance.choice(("2025-2026", "2025-2026", "2024-2025"))}
        school = {"school": chance.choice(("al-massira", "ibn-khaldoun"))}
        centre = {"centre": chance.choice(CENTRES)}
        hours = chance.choice((0, 19.5, 20, 40))
        seen = {"kind": "home-visit", "seen_child": chance.random() < 0.6}
        others = [record for record in RECORDS if chance.random() < 0.5] or ["child:Z"]
        link = {"other": chance.choice(others), "evidence": "mother"}
        return {
            "report-attendance": self._attended(),
            "observe-work": {
                "economic_hours": hours,
                "chores_hours": 0,
                "hazardous": "no",
            },
            "record-dropout": {"last_day": chance.choice((self.day(), "2025-11-05"))},
            "take-school-place": {**kinds, **year, **school},
            "return-to-school": {**year, **school},
            "admit-child": centre,
            "discharge-child": centre,
            "record-service": {"service": "health-care"}
            | (centre if chance.random() < 0.8 else {}),
            "record-death": {},
            "record-follow-up": seen,
            "attend-session": {"session": "tutoring", "hours": 1},
            "log-hours": {"contract": "c1", "practice": 4, "centre": 0},
            "unlink-persons": link,
            "link-persons": link,
            "visit-home": {"caregiver_present": True},
        }

    def _attended(self) -> dict[str, Any]:
        chance = self.chance
        ends = chance.choice(("2025-11-16", "2025-11-30", "2025-11"))
        begins = chance.choice(("2025-11-01", "2025-11-08", "2025-11-17", "2025-11"))
        possible, absent = chance.choice((0, 10)), chance.choice((0, 0, 3, 10))
        return {
            "from": begins,
            "to": ends,
            "days_possible": possible,
            "days_absent": min(absent, possible),
            "days_absent_authorised": chance.choice((0, 0, None, 2)),
            "source": chance.choice(("register", "family")),
        }

    def _amended(self) -> None:
        of = self.chance.choice(self.lines)
        data: dict[str, Any] = {"command_id": of["id"], "reason": "misread"}
        if self.chance.random() < 0.4 or of["command"] in ("correct", "retract"):
            self.tell("retract", of["subject"], "2025-12-20", data)
            return
        data["data"] = of["data"]
        if self.chance.random() < 0.7:
            data["on"] = self.day()
        self.tell("correct", of["subject"], "2025-12-20", data)


def contrary(seed: int, count: int = 150) -> list[Command]:
    """Lines in the order in which they were told."""
    return Teller(seed).told(count)
