"""The world an example acts in: a store of its own, a calendar, and the last answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from attrs import define, field

from casemgmt import Desk, Journey, RuleBrokenError
from casemgmt.care.certificate import Certificate
from casemgmt.commands import Correct, Retract
from casemgmt.desk.emergencies import Opened
from casemgmt.errors import InvalidError
from casemgmt.events import CountsHeldBack, ReportPublished
from casemgmt.testing import MemoryStore, memory_store

from .steps.registers import Register
from .steps.words import FIRST_DAY, code, day

A_MOMENT = timedelta(seconds=1)


@define
class Page:
    """What was told last: whose story, what, when and by whom, under which id."""

    subject: str
    commands: tuple
    on: date
    by: str
    id: UUID = field(factory=uuid4)


@define
class World:
    """What the association records in one example, and what it was answered.

    Attributes:
        store: A store of its own, whose clock never stands before the day of a telling.
        today: The day of what is told without one: the last day mentioned.
        calendar_stands: Whether the example said which day it is.
        attempting: In a ``When`` a refusal is kept; in a ``Given`` it is a mistake.
        rule: The title of the ``Rule:`` this example stands under.
        language: The language of the feature.
        policy: A policy of another's, when what was told is looked at by it.
        page: What was told last.
        kept: A page that was refused and is kept to be sent again.
        fixes: The ids of what put it right or took it back.
        refusal: The refusal nobody has asked about yet.
        before: How many events were recorded before the last telling.
        sent: Every page that was sent, and when.
        children: Of many children at once, their records.
        published: The reports that went out, by their reference.
        held: What is held back in each because of others, by their reference.
        register: A register that follows what is told.
        before_erasing: The stories of others, as they were.
        shown: What somebody was shown last.
        asked: Of whom.
        opened: What was opened in an emergency.
        certificate: What became of the last erasure.

    """

    store: MemoryStore = field(factory=lambda: memory_store(FIRST_DAY))
    today: date = FIRST_DAY
    calendar_stands: bool = False
    attempting: bool = False
    rule: str = ""
    language: str = "en"
    policy: Path | None = None
    page: Page | None = None
    kept: Page | None = None
    fixes: list[UUID] = field(factory=list)
    refusal: RuleBrokenError | InvalidError | None = None
    before: int = 0
    sent: list[tuple[datetime, Page]] = field(factory=list)
    children: list[str] = field(factory=list)
    published: dict[str, ReportPublished] = field(factory=dict)
    held: dict[str, CountsHeldBack | None] = field(factory=dict)
    register: Register = field(factory=Register)
    before_erasing: dict[str, tuple] = field(factory=dict)
    shown: Any = None
    asked: str = ""
    opened: Opened | None = None
    certificate: Certificate | None = None
    _position: int = 0
    _recorded: int = 0

    @property
    def desk(self) -> Desk:
        return self.store.acting_as("amina")

    def tell(
        self, subject: str, *commands, on: str | date | None = None, by: str = "Amina"
    ) -> None:
        """Tell *commands* of *subject*; in a ``When`` keep the refusal."""
        told_on = day(on) if isinstance(on, str) else on or self.today
        if not self.calendar_stands:
            self.pass_to(told_on)
        self.page = Page(subject, commands, told_on, code(by))
        self.send(self.page)

    def tell_in_vain(self, subject: str, *commands, on: str | None = None) -> None:
        """Tell in a ``Given`` what is refused, and keep the page."""
        self.attempting = True
        self.tell(subject, *commands, on=on)
        assert self.ask() is not None
        self.kept = self.page

    def send(self, page: Page) -> None:
        """Send *page*, for the first time or once more."""
        self.before, self.refusal = self.recorded(), None
        self.sent.append((self.store.clock.now, page))
        desk = self.store.acting_as(page.by)
        try:
            desk.record(page.subject, *page.commands, on=page.on, id=page.id)
        except (RuleBrokenError, InvalidError) as refusal:
            if not self.attempting:
                raise
            self.refusal = refusal

    def erase(self, subject: str, **order: str | None) -> None:
        """Order an erasure; in a ``When`` keep the refusal."""
        self.before, self.refusal = self.recorded(), None
        try:
            self.certificate = self.store.erase(subject, **order)
        except RuleBrokenError as refusal:
            if not self.attempting:
                raise
            self.refusal = refusal

    def fix(self, command: Correct | Retract, story: str | None = None) -> None:
        """Put right or take back what was told, without losing sight of it."""
        page = self.page
        self.tell(story or page.subject, command)
        self.fixes.append(self.page.id)
        self.page = page

    def it_is(self, today: date) -> None:
        """Let the calendar show *today*, whatever days are told of."""
        self.calendar_stands = True
        self.pass_to(today)

    def pass_to(self, today: date) -> None:
        """Let the calendar show *today*, unless it already shows a later day."""
        self.today = max(self.today, today)
        if self.store.clock.now.date() < today:
            self.store.turn_to(today)

    def ask(self) -> RuleBrokenError | InvalidError | None:
        """Return the refusal, once: one that nobody asks about fails the example."""
        refusal, self.refusal = self.refusal, None
        return refusal

    def recorded(self) -> int:
        """Return how many events are recorded, looking at the new ones only."""
        for event in self.store.events(after=self._position):
            self._position, self._recorded = event.position, self._recorded + 1
        return self._recorded

    def journey(
        self, subject: str, *, as_of: str | None = None, known_on: str | None = None
    ) -> Journey:
        known_at = self.end_of(known_on) if known_on else None
        return self.desk.journey(subject, as_of=as_of and day(as_of), known_at=known_at)

    def history(self, subject: str):
        return self.desk.history(subject)

    def figure(
        self,
        indicator: str,
        first: date,
        last: date,
        *,
        as_of: date | None = None,
        **cell: str,
    ):
        now = self.store.clock.now + A_MOMENT  # of several commands each is a little later
        figures = self.desk.figures(
            first, last, as_of=as_of, only=[indicator], by=list(cell), known_at=now
        )
        wanted = {name.replace("_", "-"): value for name, value in cell.items()}
        return next(f for f in figures if dict(f.by) == wanted)

    def publish(self, ref: str, first: date, last: date, *, knowingly: bool = False):
        """Publish the partner report of a period, with all that was told so far."""
        self.store.clock.now += A_MOMENT
        published = self.desk.publish("partner", first, last, ref=ref, knowingly=knowingly)
        self.held[ref] = published.held
        self.store.clock.now += A_MOMENT
        return published

    def restated(self, ref: str):
        self.store.clock.now += A_MOMENT
        return self.desk.restate(ref)

    def weeks(self, subject: str, *, known_on: str | None = None):
        known_at = self.end_of(known_on) if known_on else None
        return self.desk.weeks(subject, known_at=known_at, policy=self.policy)

    def answers(self, first: date, last: date) -> list:
        """Return every figure of a period, whole and by centre, as people compare them."""
        rows = self.desk.figures(first, last, by=["centre", "age-band"])
        return [
            (f.indicator, dict(f.by), f.numerator, f.denominator, f.unknown, f.excluded)
            for f in rows
        ]

    def told_again(self) -> World:
        """Return a world of its own that was sent the same pages at the same moments."""
        other = World(attempting=True)
        for moment, page in self.sent:
            other.store.clock.now = moment
            other.send(page)
        return other

    @staticmethod
    def end_of(words: str) -> datetime:
        return datetime.combine(day(words), time(23, tzinfo=UTC))
