"""Given what happened, when a command is told, then these events - or this refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.config import default_policy
from casemgmt.domain.area import Area
from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Fold
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Entry, Told, as_told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RuleBrokenError

SOMEBODY = "amina"
NOBODY = UUID(int=0)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@frozen
class Given:
    """What happened to a subject, in the order it is listed, on the day *on*."""

    areas: tuple[Area[Any], ...] = field(repr=False)
    subject: Subject
    events: tuple[object, ...]
    on: Day

    def when(
        self, command: Any, *, on: str | date | Day | None = None, by: str = SOMEBODY
    ) -> Decided:
        """Return what *command* decides on the day *on*, the day of the events if None."""
        day = self.on if on is None else Day.of(on)
        story = as_told(self._entries())
        journey = Fold(self.areas).journey(self.subject, story)
        policy: Policy = default_policy()
        try:
            return Decided(tuple(command.decide(journey, Told(day, by), policy)), None)
        except RuleBrokenError as refusal:
            return Decided((), refusal.rule)

    def _entries(self) -> list[Entry]:
        names = {kind: name for a in self.areas for name, kind in a.events.items()}
        return [
            Entry(
                command_id=UUID(int=rank),
                subject=NOBODY,
                name=names[type(event)],
                event=event,
                on=self.on,
                recorded_at=LONG_AGO + timedelta(seconds=rank),
                by=SOMEBODY,
                version=rank,
            )
            for rank, event in enumerate(self.events, start=1)
        ]


@frozen
class Decided:
    """What a command decided."""

    events: tuple[object, ...]
    rule: StrEnum | None

    def then(self, *events: object) -> None:
        """Check that exactly *events* were decided; none means: it was already so."""
        assert self.rule is None, f"refused: {self.rule}"
        assert self.events == events, f"decided {self.events}"

    def refused(self, rule: StrEnum) -> None:
        """Check that *rule* refused."""
        assert self.rule == rule, f"not refused by {rule}: {self.rule or self.events}"


def given(
    area: Area[Any],
    *events: object,
    on: str | date | Day = "2025-09-01",
    beside: Sequence[Area[Any]] = (),
) -> Given:
    """Return what happened: *events* of *area* or of any built-in one, on the day *on*."""
    areas = tuple({a.name: a for a in (*AREAS, *beside, area)}.values())
    subject = Subject(area.subject if area.subject != "any" else "child", "C01")
    return Given(areas, subject, events, Day.of(on))
