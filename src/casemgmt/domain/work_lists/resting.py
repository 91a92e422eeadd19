"""Days on which a case rests: clocks stand still, and nobody is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.enrolment.case import Case
    from casemgmt.domain.enrolment.case_episodes import Episode
    from casemgmt.domain.journey import Journey
    from casemgmt.domain.spells import Spell

ONE_DAY = timedelta(days=1)
Stretch = tuple[date, date]


@frozen
class Rest:
    """The stretches of days on which a case was suspended, in order, none touching another.

    A stretch without an end lasts as long as there are days.
    """

    stretches: tuple[Stretch, ...] = ()

    @classmethod
    def of(cls, case: Case) -> Rest:
        """Return the rest of every episode of *case*."""
        return cls(stretches_of(pause for e in case.episodes for pause in e.pauses))

    def days_in(self, after: date, until: date) -> int:
        """Return how many days after *after*, up to *until*, are days of rest."""
        overlaps = (_overlap(s, after + ONE_DAY, until) for s in self.stretches)
        return sum(overlaps)

    def moved(self, start: date, due: date) -> date:
        """Return the day on which a clock that started on *start*, for *due*, runs out.

        For every day of rest on its way it runs out a day later. Asked while the case does
        not rest: every stretch on its way has an end.
        """
        for first, last in self.stretches:
            first_on_the_way = max(first, start + ONE_DAY)
            if first_on_the_way > due:
                break
            due += max(0, (last - first_on_the_way).days + 1) * ONE_DAY
        return due


def running(journey: Journey, day: date) -> Episode | None:
    """Return the open episode, None when there is none or the case rests on *day*."""
    case = journey.case
    if not case.is_open or case.paused_on(day) is not None:
        return None
    return case.latest


def stretches_of(pauses: Iterable[Spell]) -> tuple[Stretch, ...]:
    """Return *pauses* as stretches: those that meet or overlap are one."""
    found: list[Stretch] = []
    for first, last in sorted((p.first, p.last or date.max) for p in pauses):
        if last < first:
            continue
        if found and (found[-1][1] == date.max or first <= found[-1][1] + ONE_DAY):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def _overlap(stretch: Stretch, first: date, last: date) -> int:
    begin, end = max(stretch[0], first), min(stretch[1], last)
    return max(0, (end - begin).days + 1)
