"""Lives in which every rule is asked often, mostly at its edge."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import Any
from uuid import UUID

from .people import birthday
from .storyteller import days, vaguely
from .telling import Command
from .unruly_words import PEOPLE, PLANS, Words

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
LAST_DAY = date(2026, 6, 10)
STEPS = {
    "open-case": 6, "reopen-case": 6, "give-consent": 3, "withdraw-consent": 1,
    "join-programme": 3, "leave-programme": 3, "propose-plan": 5, "approve-plan": 6,
    "reject-plan": 3, "meet-goal": 5, "waive-goal": 4, "reassign-case": 3,
    "request-transfer": 3, "accept-transfer": 2, "reject-transfer": 1,
    "revoke-transfer": 2, "suspend-case": 4, "resume-case": 4, "request-closure": 5,
    "approve-closure": 4, "refuse-closure": 3, "make-referral": 4,
    "accept-referral": 1, "reject-referral": 1, "revoke-referral": 1,
    "confirm-referral": 1, "add-identifier": 4, "entitle-kit": 4, "deliver-kit": 1,
    "grant-second-kit": 1, "sign-contract": 9, "suspend-contract": 1,
    "resume-contract": 1, "end-contract-early": 1, "complete-contract": 1,
    "award-certificate": 1, "observe-work": 3, "record-follow-up": 5, "plan-visit": 1,
    "assess-risk": 1, "review-case": 1, "identify-child": 1, "link-persons": 2,
    "unlink-persons": 1, "place-hold": 1, "release-hold": 1,
}  # fmt: skip


class Telling:
    """The lines told so far, and when they are recorded."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.lines: list[Command] = []
        self.minute = 0
        self.last = datetime.min.replace(tzinfo=UTC)

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def tell(
        self,
        command: str,
        subject: str,
        on: date,
        data: dict[str, Any],
        **beside: Any,
    ) -> Command:
        vague = self.chance.random() < 0.03
        self.last = self._recorded(on)
        line = {
            "id": self.new_id(),
            "command": command,
            "subject": subject,
            "on": vaguely(on, self.chance) if vague else on.isoformat(),
            "at": self.written(self.last),
            "by": self.chance.choice(PEOPLE),
            "data": data,
            **beside,
        }
        self.lines.append(line)
        return line

    def _recorded(self, on: date) -> datetime:
        """The same day, the minute before or after midnight there, or days late."""
        self.minute += 1
        lot = self.chance.random()
        morning = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
        at = morning + timedelta(minutes=self.minute % 600)
        if lot < 0.06 and self.last.date() >= on:
            return self.last
        if lot < 0.08:
            return morning - timedelta(hours=9, minutes=self.chance.choice((-1, 0, 1)))
        if lot < 0.2:
            at += days(self.chance.choice((1, 2, 7, 40)))
        return min(at, NOW)

    def written(self, at: datetime) -> str:
        """The same instant, now and then with another offset or a Z."""
        lot = self.chance.random()
        if lot < 0.1:
            return at.astimezone(timezone(timedelta(hours=-5))).isoformat()
        return at.isoformat().replace("+00:00", "Z") if lot < 0.5 else at.isoformat()


class Life:
    """One child, known by one record or several, on few days."""

    def __init__(self, telling: Telling, records: list[str], others: list[str]) -> None:
        self.telling, self.records, self.chance = telling, records, telling.chance
        self.anchor = self._anchor()
        self.born = self._born()
        self.days = [self.anchor + days(self.chance.randint(-40, 40)) for _ in range(4)]
        self.days += [self.anchor, *self._edges()]
        self.words = Words(self.chance, self.days, [*records, *others])
        self.on = self.anchor - days(self.chance.randint(5, 45))

    def _anchor(self) -> date:
        leaps = (date(2023, 3, 1), date(2026, 3, 1), date(2026, 3, 31))
        if self.chance.random() < 0.2:
            return self.chance.choice(leaps)
        return date(2024, 10, 1) + days(self.chance.randint(0, 560))

    def _born(self) -> date:
        """Fifteen, or eighteen and thirty days, on the anchor or beside it."""
        if self.anchor in (date(2023, 3, 1), date(2026, 3, 1), date(2026, 3, 31)):
            return date(2008, 2, 29)
        beside = self.chance.choice((-1, 0, 0, 1, 200))
        eighteen = self.anchor - days(30) if self.chance.random() < 0.5 else self.anchor
        years = self.chance.choice((15, 18))
        on = (eighteen if years == 18 else self.anchor) + days(beside)
        return birthday(on, -years)

    def _edges(self) -> list[date]:
        grown = birthday(self.born, 18)
        edges = [birthday(self.born, 15), grown, grown + days(30)]
        return [edge for edge in edges if abs((edge - self.anchor).days) < 50]

    def told(self) -> None:
        for record in self.records:
            self._begin(record)
        for _ in range(self.chance.randint(40, 70)):
            self._step(self.chance.choice(self.records))
            if self.chance.random() < 0.04:
                self._looked_for(self.chance.choice(self.records))
            if self.chance.random() < 0.06:
                self._planned(self.chance.choice(self.records))

    def tell(self, command: str, record: str, on: date | None = None, **data: Any) -> None:
        said = {**self.words.said(command), **data}
        told_on = min(on or self.on, LAST_DAY)
        if on is None and self.chance.random() < 0.25:
            told_on = min(date.fromisoformat(self._an_edge()), LAST_DAY)
        self.telling.tell(command, record, told_on, said)

    def _an_edge(self) -> str:
        on: date = self.chance.choice(self.days) + days(self.chance.choice((-1, 0, 0, 1)))
        return on.isoformat()

    def _begin(self, record: str) -> None:
        if self.chance.random() < 0.9:
            self.tell("register-child", record, self.on, born=self._written_birth())
        if self.chance.random() < 0.1:
            self.tell("correct-birth-date", record, born=self._written_birth())
        for _ in range(self.chance.choice((0, 1, 1, 2, 2))):
            self.tell("give-consent", record, self.on)
        self.tell("open-case", record, self.on)

    def _written_birth(self) -> str:
        born = self.born + days(self.chance.choice((0, 0, 0, -1, 1)))
        whole = born.isoformat()
        return self.chance.choice((whole, whole, whole, whole, whole[:7], whole[:4]))

    def _step(self, record: str) -> None:
        """Some step, mostly later than the one before; now and then twice."""
        on = self.on + days(self.chance.choice((0, 0, 0, 0, 1, 1, 2, 5, -3)))
        self.on = min(max(on, self.anchor - days(45)), LAST_DAY)
        command = self.chance.choices(list(STEPS), list(STEPS.values()))[0]
        self.tell(command, record)
        if self.chance.random() < 0.08:
            again = dict(self.telling.lines[-1])
            self.telling.tell(command, record, self.on, again["data"])

    def _looked_for(self, record: str) -> None:
        """Two to four attempts over about thirty days, and a closure asked for."""
        first, on = self.on, self.on
        for _ in range(self.chance.choice((1, 2, 2, 3))):
            self.tell("record-follow-up", record, on, seen_child=False)
            on = min(on + days(self.chance.randint(0, 15)), first + days(28))
        on = first + days(self.chance.choice((29, 30, 30, 31)))
        self.tell("record-follow-up", record, on, seen_child=False)
        self.tell("request-closure", record, on, reason="lost-to-follow-up")
        self.on = min(on, LAST_DAY)

    def _planned(self, record: str) -> None:
        """A plan proposed, approved, its goals settled or not, a closure asked for."""
        plan = self.chance.choice(PLANS)
        self.tell("propose-plan", record, self.on, plan=plan)
        self.tell("approve-plan", record, self.on, plan=plan)
        for command in ("meet-goal", "waive-goal", "meet-goal")[
            : self.chance.randint(0, 3)
        ]:
            self.tell(command, record, self.on, plan=plan)
        self.tell("request-closure", record, self.on, reason="goals-met")
