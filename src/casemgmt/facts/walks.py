"""What needs a walk: read in day order, again at each moment something became known.

A walk gives the rows that hold after all that stood at a moment. From one moment to the
next only the difference is told: rows that vanished are closed, new ones are opened.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, TypeVar
from uuid import UUID

from casemgmt.domain.enrolment.admission import Admission
from casemgmt.domain.enrolment.admission import evolve as admission_evolve
from casemgmt.domain.enrolment.case import Case
from casemgmt.domain.enrolment.case import evolve as case_evolve
from casemgmt.domain.enrolment.case_episodes import Episode
from casemgmt.domain.organisation.centre import (
    Centre,
    CentreClosed,
    CentreKindChanged,
    CentreOpened,
)
from casemgmt.domain.organisation.centre import evolve as centre_evolve
from casemgmt.domain.spells import Spell
from casemgmt.domain.told import Told

from .schema import OPEN
from .tellings import Telling, day_number

State = TypeVar("State")
Row = tuple[Any, ...]
Stretch = tuple[Row, int, int]
"""A row, and the stretch of recorded time in which it holds."""


def moments(told: Iterable[Telling]) -> Iterator[tuple[int, list[Telling], list[Telling]]]:
    """Yield each moment something changed: what no longer stood, what stood from then."""
    leaving: defaultdict[int, list[Telling]] = defaultdict(list)
    entering: defaultdict[int, list[Telling]] = defaultdict(list)
    for one in told:
        entering[one.kf].append(one)
        if one.kt < OPEN:
            leaving[one.kt].append(one)
    for moment in sorted(entering.keys() | leaving.keys()):
        yield moment, leaving.get(moment, []), entering.get(moment, [])


class Standing:
    """The rows that hold, and since when."""

    def __init__(self) -> None:
        self.since: dict[Hashable, int] = {}
        self.closed: list[Stretch] = []

    def become(self, rows: Iterable[Row], moment: int) -> None:
        """Let exactly *rows* hold from *moment*."""
        now = dict.fromkeys(rows, moment)
        for row, since in self.since.items():
            if row in now:
                now[row] = since
            else:
                self.closed.append((row, since, moment))  # type: ignore[arg-type]
        self.since = now  # type: ignore[assignment]

    def stretches(self) -> list[Stretch]:
        """Return every row that ever held."""
        still = [(row, since, OPEN) for row, since in self.since.items()]
        return [*self.closed, *still]  # type: ignore[list-item]


def walk(
    told: Sequence[Telling],
    initial: State,
    step: Callable[[State, Telling], State],
    rows: Callable[[State], Iterable[Row]],
) -> list[Stretch]:
    """Return the rows of a walk over *told*, each for the time in which it holds."""
    if not told:
        return []
    if len(told) == 1 and told[0].kt == OPEN:
        state = step(initial, told[0])
        holding = () if state is initial else dict.fromkeys(rows(state))
        return [(row, told[0].kf, OPEN) for row in holding]
    story: list[tuple[int, int, Telling]] = []
    states = [initial]  # states[n] is the state after n steps; kept while they stand
    standing = Standing()
    for moment, leaving, entering in moments(told):
        first = len(story)
        for one in leaving:
            at = bisect_left(story, (one.order, one.kf))
            del story[at]
            first = min(first, at)
        for one in entering:
            key = (one.order, one.kf, one)
            first = min(first, bisect_left(story, key[:2]))
            insort(story, key, key=lambda item: item[:2])
        before = states[-1]
        del states[first + 1 :]
        for _, _, one in story[first:]:
            states.append(step(states[-1], one))
        if states[-1] is not before:
            standing.become(rows(states[-1]), moment)
    return standing.stretches()


CASE = frozenset(
    {
        "case-opened",
        "case-reopened",
        "programme-joined",
        "programme-left",
        "case-reassigned",
        "case-suspended",
        "case-resumed",
        "transfer-requested",
        "transfer-accepted",
        "transfer-rejected",
        "transfer-revoked",
        "closure-requested",
        "closure-approved",
    }
)


def case_step(state: Case, one: Telling) -> Case:
    """Return the case after one more step."""
    return case_evolve(state, one.event, Told(one.on, one.by))


def _day(day: date | None) -> int | None:
    return None if day is None else day_number(day)


def case_rows(state: Case) -> Iterator[Row]:
    """Yield a row for each episode and for each spell in it, the table's name first."""
    following = [day_number(e.start) for e in state.episodes[1:]]
    for episode, next_start in zip_longest(state.episodes, following):
        start, end = day_number(episode.start), _day(episode.end)
        yield "episode", episode.number, start, end, episode.reason, next_start
        yield from _spells(episode, "centre", episode.centres)
        yield from _spells(episode, "caseworker", episode.caseworkers)
        yield from _spells(episode, "programme", episode.programmes)
        yield from _spells(episode, "pause", episode.pauses)


def _spells(episode: Episode, kind: str, spells: Sequence[Spell]) -> Iterator[Row]:
    for i, spell in enumerate(spells):
        first, last = day_number(spell.first), _day(spell.last)
        if last is None or first <= last:  # else another took over on its first day
            yield "spell", episode.number, kind, i, spell.value, first, last


MEMBERSHIP = frozenset({"household-formed", "household-joined", "household-left"})
Members = tuple[tuple[UUID, int, int | None], ...]
NOBODY: tuple[tuple[UUID, int, int | None], ...] = ()
"""Each child's time in a household: who, from which day, to which day."""


def members_step(state: Members, one: Telling) -> Members:
    """Return who lived in the household after one more step."""
    if one.name == "household-left":
        return _left(state, one.event.person, one.day)
    arriving = one.event.members if one.name == "household-formed" else (one.event,)
    for member in arriving:
        if member.role == "child" and member.person is not None:
            state = _arrived(state, UUID(hex=member.person.key), one.day)
    return state


def _arrived(state: Members, child: UUID, day: int) -> Members:
    inside = any(who == child and until is None for who, _, until in state)
    return state if inside else (*state, (child, day, None))


def _left(state: Members, person: Any, day: int) -> Members:
    if person is None:
        return state
    child = UUID(hex=person.key)
    return tuple(
        (who, since, day) if who == child and until is None else (who, since, until)
        for who, since, until in state
    )


def members_rows(state: Members) -> Iterator[Row]:
    """Yield a row for each stretch of each child in the household."""
    for i, (child, since, until) in enumerate(state):
        yield child, i, since, until


ADMISSION = frozenset({"child-admitted", "child-discharged"})
CAPACITY = frozenset({"centre-opened", "capacity-set", "centre-closed"})


def admission_step(state: Admission, one: Telling) -> Admission:
    """Return the stays after one more step."""
    return admission_evolve(state, one.event, Told(one.on, one.by))


def stay_rows(state: Admission) -> Iterator[Row]:
    """Yield a row for each stay that has a day."""
    for i, stay in enumerate(state.stays):
        first, last = day_number(stay.first), _day(stay.last)
        if last is None or first <= last:
            yield i, stay.value, first, last


def capacity_step(state: Centre, one: Telling) -> Centre:
    """Return the centre after one more step."""
    return centre_evolve(state, one.event, Told(one.on, one.by))


def capacity_rows(state: Centre) -> Iterator[Row]:
    """Yield how many places there were, from a day until the next word on it."""
    following = [day_number(c.first) - 1 for c in state.capacities[1:]]
    for i, (since, last) in enumerate(zip_longest(state.capacities, following)):
        first = day_number(since.first)
        if since.value is not None and (last is None or first <= last):
            yield i, first, last, since.value


HOUSE = frozenset({"centre-opened", "centre-kind-changed", "centre-closed"})
House = tuple[tuple[int, str | None, str | None], ...]
"""Of which kind a centre is from a day on, none once it has closed; where, as told last."""
NOT_OPENED: House = ()


def house_step(state: House, one: Telling) -> House:
    """Return what the centre was after one more step."""
    match one.event:
        case CentreOpened(kind=kind, region=region):
            return (*state, (one.day, kind, region or _place(state)))
        case CentreKindChanged(kind=kind) if state and state[-1][1] is not None:
            return (*state, (one.day, kind, _place(state)))
        case CentreClosed():
            return (*state, (one.day, None, _place(state)))
        case _:
            return state


def _place(state: House) -> str | None:
    return state[-1][2] if state else None


def house_rows(state: House) -> Iterator[Row]:
    """Yield the days on which it was open as a centre of a kind."""
    following = [day - 1 for day, _, _ in state[1:]]
    for i, ((first, kind, region), last) in enumerate(zip_longest(state, following)):
        if kind is not None and (last is None or first <= last):
            yield i, first, last, kind, region
