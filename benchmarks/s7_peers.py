# ruff: noqa: ARG002 - the library makes an event of what a method takes
"""The peers of S7: the same seasons in eventsourcing, added up its own ways.

The aggregate is written as the library's documentation does. Its loop selects
notifications, maps them and dispatches on their type, and keeps nothing. Its
``ProjectionRunner`` (which reads no SQLite) keeps a durable view in PostgreSQL; its
follower is a ``ProcessApplication`` on SQLite, one commit an event.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.system import ProcessApplication, SingleThreadedRunner, System

from .seasons import BLOCK, Cell, Child, children

PAGE = 1_000


class Case(Aggregate):
    """A child's case, with the events of a season."""

    @event("Registered")
    def __init__(self, id: UUID, name: str, sex: str, born: str, district: str) -> None:
        self.sex = sex
        self.absent = 0

    @staticmethod
    def create_id(id: UUID) -> UUID:
        """Return the id that was given."""
        return id

    @event("Consented")
    def consent(self, purposes: list[str], given_by: str) -> None:
        """Consent."""
        self.purposes = purposes

    @event("Opened")
    def open(self, centre: str, caseworker: str, programme: str) -> None:
        """Open the case."""
        self.programme = programme

    @event("Attended")
    def attend(
        self, first: str, last: str, possible: int, absent: int, source: str
    ) -> None:
        """Report a month of attendance."""
        self.absent += absent

    @event("Worked")
    def work(self, economic_hours: int, chores_hours: int, hazardous: str) -> None:
        """Tell of work."""
        self.hours = economic_hours

    @event("Visited")
    def visit(self, kind: str, seen_child: bool, findings: str) -> None:  # noqa: FBT001
        """Tell of a visit."""
        self.kind = kind


class Cases(Application[UUID]):
    """The library's application of cases."""

    snapshotting_intervals: ClassVar[Any] = None


def _told(child: Child) -> Case:
    """Return the aggregate of *child*, with her story still to be saved."""
    case = None
    for _, command, data in child.story():
        match command:
            case "register-child":
                case = Case(UUID(int=0), "Zineb", data["sex"], "2013-03-14", "mediouna")
            case "give-consent":
                case.consent(data["purposes"], data["given_by"])
            case "open-case":
                case.open(data["centre"], data["caseworker"], child.programme)
            case "report-attendance":
                case.attend(*(data[n] for n in _REPORT))
            case "observe-work":
                case.work(**data)
            case _:
                case.visit("home-visit", seen_child=True, findings=str(data["findings"]))
    return case


_REPORT = ("from", "to", "days_possible", "days_absent", "source")


def filled(env: dict[str, str], number: int) -> None:
    """Store *number* children, in blocks, as the library's own mapper writes events."""
    app = Cases(env=env)
    stories = [
        [app.mapper.to_stored_event(event) for event in _told(child).collect_events()]
        for child in children()
    ]
    chance = random.Random(11)
    for first in range(0, number, BLOCK):
        block = range(first, min(first + BLOCK, number))
        ids = [UUID(int=chance.getrandbits(128), version=4) for _ in block]
        for rank in range(len(stories[0])):
            app.recorder.insert_events(
                [
                    type(told)(own, told.originator_version, told.topic, told.state)
                    for child, own in zip(block, ids, strict=True)
                    for told in [stories[child % len(stories)][rank]]
                ]
            )
    app.close()


class Sums:
    """The fold every contender does: days at school by month, programme and sex."""

    def __init__(self) -> None:
        self.sex: dict[UUID, str] = {}
        self.programme: dict[UUID, str] = {}
        self.days: Counter[Cell] = Counter()

    @singledispatchmethod
    def add(self, told: Any) -> None:
        """Pass over what is not counted."""

    @add.register(Case.Registered)
    def _(self, told: Any) -> None:
        self.sex[told.originator_id] = told.sex

    @add.register(Case.Opened)
    def _(self, told: Any) -> None:
        self.programme[told.originator_id] = told.programme

    @add.register(Case.Attended)
    def _(self, told: Any) -> None:
        of = told.originator_id
        cell = told.first[:7], self.programme[of], self.sex[of]
        self.days[cell] += told.possible - told.absent


def loop(env: dict[str, str]) -> Counter[Cell]:
    """Return the sums by the library's own loop, kept nowhere."""
    app = Cases(env=env)
    sums = Sums()
    add, read = sums.add, app.mapper.to_domain_event
    last = None
    while page := app.recorder.select_notifications(
        start=last, limit=PAGE, inclusive_of_start=False
    ):
        for notification in page:
            add(read(notification))
        last = page[-1].id
    app.close()
    return sums.days


class View(PostgresTrackingRecorder):
    """The library's durable view: a row for each child and each cell, and the position."""

    def put(self, tracking: Tracking, sql: str = "", *values: Any) -> None:
        """Keep a row and how far it was read, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            if sql:
                cursor.execute(sql, values)


TABLES = """
CREATE TABLE child (id UUID PRIMARY KEY, sex TEXT, programme TEXT);
CREATE TABLE days (month TEXT, programme TEXT, sex TEXT, days INT,
    PRIMARY KEY (month, programme, sex));
"""
_CHILD = "INSERT INTO child VALUES (%s, %s)"
_PROGRAMME = "UPDATE child SET programme = %s WHERE id = %s"
_DAYS = (
    "INSERT INTO days SELECT %s, programme, sex, %s FROM child WHERE id = %s"
    " ON CONFLICT (month, programme, sex) DO UPDATE SET days = days.days + excluded.days"
)


class Keeping(Projection[View]):
    """The library's projection of the sums, one event at a time as it documents."""

    name = "keeping"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Pass over what is not counted; the position moves."""
        self.view.put(tracking)

    @process_event.register(Case.Registered)
    def _(self, told: Any, tracking: Tracking) -> None:
        self.view.put(tracking, _CHILD, told.originator_id, told.sex)

    @process_event.register(Case.Opened)
    def _(self, told: Any, tracking: Tracking) -> None:
        self.view.put(tracking, _PROGRAMME, told.programme, told.originator_id)

    @process_event.register(Case.Attended)
    def _(self, told: Any, tracking: Tracking) -> None:
        days = told.possible - told.absent
        self.view.put(tracking, _DAYS, told.first[:7], days, told.originator_id)


def runner(env: dict[str, str], events: int) -> Counter[Cell]:
    """Return the sums that the library's ``ProjectionRunner`` keeps durably."""
    with ProjectionRunner(
        application_class=Cases, projection_class=Keeping, view_class=View, env=env
    ) as running:
        running.wait(events, timeout=300)
        with running.view.datastore.transaction(commit=False) as cursor:
            cursor.execute("SELECT month, programme, sex, days FROM days")
            found = cursor.fetchall()
    return Counter({(r["month"], r["programme"], r["sex"]): r["days"] for r in found})


class Following(ProcessApplication[UUID]):
    """The library's follower on SQLite: one commit an event."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.sums = Sums()
        super().__init__(*args, **options)

    def policy(self, domain_event: Any, processing_event: Any) -> None:
        """Add the event up; the library keeps the position."""
        del processing_event
        self.sums.add(domain_event)


def follower(source: Path, folder: Path, events: int) -> Counter[Cell]:
    """Return the sums by the library's follower of a SQLite file."""
    own = folder / "follower.db"
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(source),
        "FOLLOWING_SQLITE_DBNAME": str(own),
    }
    with SingleThreadedRunner(System([[Cases, Following]]), env) as running:
        following = running.get(Following)
        following.pull_and_process(leader_name="Cases", start=None, stop=events)
        days = following.sums.days
    for file in folder.glob("follower.db*"):
        file.unlink()
    return days
