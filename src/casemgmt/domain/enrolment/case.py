"""The case: one accompaniment of one child, from its opening to its closure.

Everything that moves a case - opened and reopened, the caseworker, the centre, the
programmes, suspension, transfer, closure - is one walk (counting.md §1.5): this one.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, assert_never

from attrs import evolve as with_
from attrs import frozen

from casemgmt.domain.spells import Spell, day_before
from casemgmt.domain.told import Told

from .case_episodes import Episode
from .case_events import (
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    ClosureApproved,
    ClosureRefused,
    ClosureRequested,
    Event,
    ProgrammeJoined,
    ProgrammeLeft,
    TransferAccepted,
    TransferRejected,
    TransferRequested,
    TransferRevoked,
)


@frozen
class Case:
    """The life of a record's case, episode by episode.

    Attributes:
        episodes: In order; only the last may be open.
        transfer_to: The centre that was asked to take the open case, until it has answered.
        transfer_asked_on: The day on which it was asked.
        closure: The reason of the latest closure request since the episode began.
        closure_asked_on: The day of that request.
        closure_waits: Whether that request has not been answered.

    """

    episodes: tuple[Episode, ...] = ()
    transfer_to: str | None = None
    transfer_asked_on: date | None = None
    closure: str | None = None
    closure_asked_on: date | None = None
    closure_waits: bool = False

    @property
    def latest(self) -> Episode | None:
        """The last episode, open or not."""
        return self.episodes[-1] if self.episodes else None

    @property
    def is_open(self) -> bool:
        """Whether an episode is open."""
        return bool(self.episodes) and self.episodes[-1].end is None

    @property
    def caseworker(self) -> str | None:
        """Who has the case, or had it last."""
        return self.episodes[-1].caseworkers[-1].value if self.episodes else None

    @property
    def centre(self) -> str | None:
        """The centre that has the case, or had it last."""
        return self.episodes[-1].centres[-1].value if self.episodes else None

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes of the open episode, in order of joining."""
        return tuple(s.value for s in _running(self)) if self.is_open else ()

    @property
    def closure_asked(self) -> bool:
        """Whether a closure was requested and not refused; once approved it still was."""
        return self.closure_waits if self.is_open else self.closure is not None

    def paused_on(self, day: date) -> Spell | None:
        """Return the suspension that covers *day*, the one told last if there are two."""
        pauses = self.episodes[-1].pauses if self.is_open else ()
        return next((p for p in reversed(pauses) if p.covers(day)), None)

    def episode_on(self, day: date) -> Episode | None:
        """Return the episode that covers *day*; the later one where two meet."""
        return next((e for e in reversed(self.episodes) if e.covers(day)), None)

    def open_on(self, day: date) -> bool:
        """Whether an episode covers *day*."""
        return self.episode_on(day) is not None

    def length_by(self, day: date) -> int:
        """Return the days of accompaniment until *day*, without the gaps between episodes.

        Counted as the figures count them: an episode has its end - its start.
        """
        return sum(e.length_by(day) for e in self.episodes)


def _running(state: Case) -> tuple[Spell, ...]:
    return tuple(s for s in state.episodes[-1].programmes if s.last is None)


def evolve(state: Case, event: Event, told: Told) -> Case:
    """Return the case after *event*: the walk of counting.md §1.5, one line each."""
    match event:
        case CaseOpened():
            return _opened(state, event, told.day)
        case CaseReopened():
            return _reopened(state, told.day)
        case ProgrammeJoined(programme=programme):
            return _joined(state, programme, told.day)
        case ProgrammeLeft(programme=programme):
            return _left(state, programme, told.day)
        case CaseReassigned(caseworker=caseworker):
            return _moved(state, "caseworkers", caseworker, told.day)
        case CaseSuspended(until=until):
            return _paused(state, until.last if until else None, told.day)
        case CaseResumed():
            return _resumed(state, told.day)
        case TransferRequested(to_centre=centre):
            return _transfer_asked(state, centre, told.day)
        case TransferAccepted():
            return _accepted(state, told.day)
        case TransferRejected() | TransferRevoked():
            return with_(state, transfer_to=None, transfer_asked_on=None)
        case ClosureRequested(reason=reason):
            return _closure_asked(state, reason, told.day)
        case ClosureApproved():
            return _closed(state, told.day)
        case ClosureRefused():
            return with_(state, closure_waits=False)
        case _:
            assert_never(event)


def _opened(state: Case, event: CaseOpened, day: date) -> Case:
    if state.is_open:
        return state
    programmes = tuple(Spell(p, day) for p in dict.fromkeys(event.programmes))
    return _begun(state, event.centre, event.caseworker, programmes, day)


def _reopened(state: Case, day: date) -> Case:
    before = state.latest
    if before is None or before.end is None:
        return state
    centre, caseworker = before.centres[-1].value, before.caseworkers[-1].value
    programmes = tuple(Spell(p, day) for p in before.held)
    return _begun(state, centre, caseworker, programmes, day)


def _begun(
    state: Case, centre: str, caseworker: str, programmes: tuple[Spell, ...], day: date
) -> Case:
    begun = Episode(
        number=len(state.episodes) + 1,
        start=day,
        centres=(Spell(centre, day),),
        caseworkers=(Spell(caseworker, day),),
        programmes=programmes,
    )
    return Case(episodes=(*state.episodes, begun))


def _in_latest(state: Case, **changes: Any) -> Case:
    latest = with_(state.episodes[-1], **changes)
    return with_(state, episodes=(*state.episodes[:-1], latest))


def _joined(state: Case, programme: str, day: date) -> Case:
    if not state.is_open or programme in {s.value for s in _running(state)}:
        return state
    return _in_latest(
        state, programmes=(*state.episodes[-1].programmes, Spell(programme, day))
    )


def _left(state: Case, programme: str, day: date) -> Case:
    if not state.is_open:
        return state
    programmes = tuple(
        s.ends(day, day) if s.value == programme and s.last is None else s
        for s in state.episodes[-1].programmes
    )
    return _in_latest(state, programmes=programmes)


def _moved(
    state: Case, what: Literal["centres", "caseworkers"], to: str, day: date
) -> Case:
    """Return the case with a new centre or caseworker from *day* on."""
    if not state.is_open:
        return state
    spells: tuple[Spell, ...] = getattr(state.episodes[-1], what)
    if spells[-1].value == to:
        return state
    ended = spells[-1].ends(day_before(day), day)
    return _in_latest(state, **{what: (*spells[:-1], ended, Spell(to, day))})


def _transfer_asked(state: Case, centre: str, day: date) -> Case:
    if not state.is_open:
        return state
    return with_(state, transfer_to=centre, transfer_asked_on=day)


def _closure_asked(state: Case, reason: str, day: date) -> Case:
    if not state.is_open:
        return state
    return with_(state, closure=reason, closure_asked_on=day, closure_waits=True)


def _accepted(state: Case, day: date) -> Case:
    if state.transfer_to is None:
        return state
    moved = _moved(state, "centres", state.transfer_to, day)
    return with_(moved, transfer_to=None, transfer_asked_on=None)


def _paused(state: Case, until: date | None, day: date) -> Case:
    """Return the case suspended; *until* is the last day of the pause."""
    if not state.is_open:
        return state
    pauses = state.episodes[-1].pauses
    return _in_latest(state, pauses=(*pauses, Spell("", day, until)))


def _resumed(state: Case, day: date) -> Case:
    if not state.is_open:
        return state
    pauses = tuple(
        s if s.ended_on is not None else _pause_ended(s, day)
        for s in state.episodes[-1].pauses
    )
    return _in_latest(state, pauses=pauses)


def _pause_ended(pause: Spell, day: date) -> Spell:
    last = day_before(day)
    return with_(pause, last=min(pause.last or last, last), ended_on=day)


def _closed(state: Case, day: date) -> Case:
    if not state.is_open:
        return state
    latest = state.episodes[-1]
    closed = with_(
        latest,
        end=day,
        reason=state.closure or "unknown",
        held=tuple(s.value for s in _running(state)),
        centres=tuple(s.ends(day, day) for s in latest.centres),
        caseworkers=tuple(s.ends(day, day) for s in latest.caseworkers),
        programmes=tuple(s.ends(day, day) for s in latest.programmes),
        pauses=tuple(s.ends(day, day) for s in latest.pauses),
    )
    return Case(episodes=(*state.episodes[:-1], closed), closure=state.closure)
