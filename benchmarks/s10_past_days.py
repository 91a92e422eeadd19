"""S10: where each of many children stood on a past day, beside eventsourcing's own fold.

``python -m benchmarks.s10_past_days 10000`` tells the stories of so many children, of fifty
events each, to a store and to eventsourcing, and asks both where every child stood on a day
in the middle: case, caseworker, programmes, school place. Ours is asked through the desk,
by the references others know. The library has no such question: ``repository.get`` folds
each child up to a version, and is told here at no cost which version that day is. All must
come to the same.

Times are of processor, of all threads together: the machine may be shared. The first
answer is said apart, by the clock: it brings the facts up from nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from attrs import define, field, frozen
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from casemgmt import Store
from casemgmt.desk.desk import Desk

from .measuring import interleaved, print_line, say
from .peers import EVENTS

QUICK = (2_000,)
PROGRAMMES = ("education", "family", "vocational")
GRADES = ("p3", "p4", "p5")
BEGINS, DAY = date(2025, 9, 1), date(2026, 1, 31)
REPORTED = {"days_possible": 20, "days_absent": 2, "source": "school-register"}
VISIT = {"kind": "home-visit", "seen_child": True, "findings": {"fr": "Tout va bien."}}
WORK = {"economic_hours": 6, "chores_hours": 4, "hazardous": "no"}
REGISTERED = {
    "given_name": {"fr": "Zineb"},
    "family_name": {"fr": "Bennis"},
    "sex": "female",
    "born": "2014-03-14",
    "district": "mediouna",
}
Told = tuple[date, str, dict[str, object]]
Stood = tuple[bool, str, tuple[str, ...], bool, str]
"""Whether the case is open, the caseworker, the programmes, whether at school, grade."""


@frozen
class Life:
    """The story of one child: who she is decides what changes, and on which day."""

    number: int

    @property
    def grade(self) -> str:
        """The grade of the one place she takes."""
        return GRADES[self.number % 3]

    def story(self) -> Iterator[Told]:
        """Yield day, command and data of fifty commands, in the order of their days."""
        told = [*self._turns()]
        told += islice(self._every_day(), EVENTS - len(told))
        yield from sorted(told, key=lambda one: one[0])

    def _turns(self) -> Iterator[Told]:
        n = self.number
        case = {"centre": "mediouna", "caseworker": "amina"}
        yield _on(0), "register-child", REGISTERED
        yield (
            _on(0),
            "give-consent",
            {"purposes": ["services"], "given_by": "guardian"},
        )
        yield _on(1), "open-case", case | {"programmes": [PROGRAMMES[n % 3]]}
        place = {"school": "s1", "school_year": "2025-2026", "kind": "first"}
        yield _on(2), "take-school-place", place | {"grade": self.grade}
        yield (
            _on(60 + n % 180),
            "join-programme",
            {"programme": PROGRAMMES[(n + 1) % 3]},
        )
        other = {"caseworker": "youssef", "reason": "workload"}
        yield _on(70 + n % 170), "reassign-case", other
        if n % 4 == 0:
            last = _on(90 + n % 120)
            yield last, "record-dropout", {"last_day": last.isoformat()}

    def _every_day(self) -> Iterator[Told]:
        for rank in range(EVENTS):
            day = _on(5 + rank * 6)
            span = {"from": _on(rank * 6).isoformat(), "to": day.isoformat()}
            yield (
                (day, "report-attendance", span | REPORTED),
                (day, "observe-work", WORK),
                (day, "record-follow-up", VISIT),
            )[rank % 3]

    def version(self) -> int:
        """Return how many of her commands were told by the day."""
        return sum(day <= DAY for day, _, _ in self.story())


def _on(days: int) -> date:
    return BEGINS + timedelta(days=days)


class Child(Aggregate):
    """A child as eventsourcing's own documentation would write it."""

    @event("Registered")
    def __init__(self) -> None:
        self.open = self.at_school = False
        self.caseworker = self.grade = ""
        self.programmes: tuple[str, ...] = ()
        self.met = 0

    @event("CaseOpened")
    def open_case(self, caseworker: str, programmes: list[str]) -> None:
        """Open the case."""
        self.open, self.caseworker = True, caseworker
        self.programmes = tuple(programmes)

    @event("SchoolPlaceTaken")
    def take_place(self, grade: str) -> None:
        """Take a place in a school."""
        self.at_school, self.grade = True, grade

    @event("DroppedOut")
    def drop_out(self) -> None:
        """Leave school."""
        self.at_school = False

    @event("ProgrammeJoined")
    def join(self, programme: str) -> None:
        """Join a programme."""
        self.programmes = (*self.programmes, programme)

    @event("Reassigned")
    def reassign(self, caseworker: str) -> None:
        """Have another caseworker."""
        self.caseworker = caseworker

    @event("Met")
    def meet(self, data: dict[str, object]) -> None:
        """Be seen, at school, at home or at work."""
        self.met += bool(data)

    def hear(self, told: Told) -> None:
        """Bring about what a command tells."""
        _, command, data = told
        match command:
            case "open-case":
                self.open_case(data["caseworker"], data["programmes"])
            case "take-school-place":
                self.take_place(data["grade"])
            case "record-dropout":
                self.drop_out()
            case "join-programme":
                self.join(data["programme"])
            case "reassign-case":
                self.reassign(data["caseworker"])
            case _:
                self.meet(data)


@define
class Peer:
    """The same children in eventsourcing, each with the version she had that day."""

    app: Application[UUID]
    versions: list[tuple[UUID, int]] = field(factory=list)

    @classmethod
    def filled(cls, path: Path, children: int) -> Peer:
        """Return *children* told to the library."""
        env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
        peer = cls(Application(env=env))
        for life in map(Life, range(children)):
            child = Child()
            for told in islice(life.story(), 1, None):
                child.hear(told)
            peer.app.save(child)
            peer.versions.append((child.id, life.version()))
        return peer

    def stood(self) -> list[Stood]:
        """Return where each stood that day."""
        found = []
        for child_id, version in self.versions:
            child: Child = self.app.repository.get(child_id, version=version)
            grade = child.grade
            found.append(
                (child.open, child.caseworker, child.programmes, child.at_school, grade)
            )
        return found


def ours(desk: Desk) -> list[Stood]:
    """Return the same through the desk, in the order of the references."""
    return [
        (
            line.case == "open",
            line.caseworker or "",
            line.programmes,
            bool(line.enrolled),
            line.grade or "",
        )
        for line in desk.children(DAY)
    ]


def _journal(children: int) -> Iterator[str]:
    command_id = 0
    for life in map(Life, range(children)):
        for day, command, data in life.story():
            command_id += 1
            said = {"id": str(UUID(int=command_id)), "command": command, "data": data}
            of = {"subject": f"child:C{life.number:06d}", "by": "amina"}
            yield json.dumps(said | of | {"on": day.isoformat()})


def _measured(folder: Path, children: int, rounds: int) -> None:
    peer = Peer.filled(folder / "peer.db", children)
    with Store.open(folder / "ours.db", create=True) as store:
        desk = store.acting_as("amina")
        summary = desk.record_file(_journal(children))
        if summary.recorded != children * EVENTS:
            raise AssertionError
        began = time.perf_counter()
        first, taken = ours(desk), time.perf_counter() - began
        if first != peer.stood():
            raise AssertionError
        contenders = {"ours": lambda: ours(desk), "peer": peer.stood}
        rates = interleaved(
            contenders, rounds=rounds, times=1, warm_up=1, clock=time.process_time
        )
    name = f"eventsourcing repository.get of a version, {children} children"
    say("S10", rates["ours"], rates["peer"], name, "states of all a second")
    line = {"promise": "S10-seconds", "ours": round(1 / rates["ours"].median, 3)}
    line |= {"peer": round(1 / rates["peer"].median, 3), "first": round(taken, 2)}
    print_line(line | {"children": children, "unit": "s", "runs": rounds})


def main(*sizes: int, rounds: int = 5) -> None:
    """Measure each size."""
    for children in sizes or QUICK:
        with tempfile.TemporaryDirectory() as made:
            _measured(Path(made), children, rounds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
