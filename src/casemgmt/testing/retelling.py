"""The same story told otherwise: put right, taken back, learnt late, forgotten, cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import attrs
from attrs import evolve

from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.projections.retelling import as_told
from casemgmt.recorded import RecordedEvent, naming
from casemgmt.recording.envelope import Unreadable

Story = tuple[RecordedEvent, ...]
Change = Callable[[Any, str], Any]
"""Returns what stands in the place of a value; it is told the name of its field, too."""

ANOTHER_DAY = Day.of("2025-11-11")
A_SECOND = timedelta(seconds=1)
APART = 3


def retold(value: Any, change: Change, field: str = "") -> Any:
    """Return *value* with everything in it changed, from the inside out."""
    match value:
        case Known(value=inner):
            made: Any = Known(retold(inner, change, field))
        case tuple() | frozenset():
            made = type(value)(retold(one, change, field) for one in value)
        case Mapping():
            made = {key: retold(one, change, field) for key, one in value.items()}
        case Day() | Subject():
            made = value
        case _ if attrs.has(type(value)):
            made = _retold_fields(value, change)
        case _:
            made = value
    return change(made, field)


def _retold_fields(value: Any, change: Change) -> Any:
    told = {
        a.alias: (before, retold(before, change, a.name))
        for a in attrs.fields(type(value))
        if a.init
        for before in (getattr(value, a.name),)
    }
    changed = {name: now for name, (before, now) in told.items() if now is not before}
    return evolve(value, **changed) if changed else value


def renamed(events: Iterable[RecordedEvent], keys: Mapping[str, str]) -> Story:
    """Return *events* with the keys of subjects changed, wherever a subject is named."""

    def rename(value: Any, _: str) -> Any:
        if isinstance(value, Subject):
            return Subject(value.kind, keys.get(value.key, value.key))
        return value

    return tuple(
        evolve(e, subject=rename(e.subject, ""), event=retold(e.event, rename))
        for e in events
    )


def reworded(events: Iterable[RecordedEvent], change: Callable[[str], str]) -> Story:
    """Return *events* with every string in what they say changed."""

    def word(value: Any, _: str) -> Any:
        return change(value) if type(value) is str else value

    return tuple(evolve(e, event=retold(e.event, word)) for e in events)


def texts_in(value: Any) -> list[str]:
    """Return every string that stands in *value*, personal or not."""
    texts: list[str] = []

    def note(inner: Any, _: str) -> Any:
        if type(inner) is str:
            texts.append(inner)
        return inner

    retold(value, note)
    return texts


def forgotten(events: Iterable[RecordedEvent]) -> Story:
    """Return *events* as they read once everybody in them was erased."""

    def forget(value: Any, _: str) -> Any:
        if isinstance(value, Withheld):
            return Forgotten(value.left)
        return Forgotten() if isinstance(value, Known) else value

    return tuple(evolve(e, event=retold(e.event, forget)) for e in events)


# Amendments


def first_told(events: Iterable[RecordedEvent]) -> Story:
    """Return those of *events* that speak of no other and can be read."""
    return tuple(
        e
        for e in events
        if e.corrects is None and e.retracts is None and not isinstance(e.event, Unreadable)
    )


def corrected(of: Sequence[RecordedEvent], *, after: Sequence[RecordedEvent]) -> Story:
    """Return corrections of *of*, told after *after*: other words, another day, or both."""
    return _after(after, [_correction(e, _other(e, of), after) for e in of])


def retracted(of: Sequence[RecordedEvent], *, after: Sequence[RecordedEvent]) -> Story:
    """Return what takes back *of*, told after *after*."""
    return _after(after, [_retraction(e) for e in of])


def as_it_stands(events: Iterable[RecordedEvent]) -> Story:
    """Return *events* as if all had been told rightly in the first place."""
    told = list(events)
    own = [[e for e in told if e.subject == subject] for subject in subjects(told)]
    rightly = [evolve(e, corrected_by=None) for story in own for e in as_told(story)]
    return tuple(sorted(rightly, key=lambda e: e.position))


def _other(event: RecordedEvent, events: Sequence[RecordedEvent]) -> Any:
    """Return what another event of the same kind says, or the same where there is none."""
    alike = [e.event for e in events if e.name == event.name]
    return alike[(alike.index(event.event) + 1) % len(alike)]


def _correction(
    event: RecordedEvent, words: Any, after: Sequence[RecordedEvent]
) -> RecordedEvent:
    on = ANOTHER_DAY if event.position % 2 or words == event.event else None
    fix = CommandCorrected(corrected=words, on=on, reason=Withheld())
    amends = evolve(event, name="command-corrected.1", event=fix)
    return evolve(
        amends,
        command_id=_own(event, f"put right after {len(after)}"),
        corrects=event.command_id,
    )


def _retraction(event: RecordedEvent) -> RecordedEvent:
    gone = CommandRetracted(reason=Withheld())
    amends = evolve(event, name="command-retracted.1", event=gone, corrects=None)
    return evolve(amends, command_id=_own(event, "taken back"), retracts=event.command_id)


def _own(event: RecordedEvent, what: str) -> UUID:
    return uuid5(event.command_id, what)


# Order and places


def in_log_order(events: Iterable[RecordedEvent], beyond: int = 0) -> Story:
    """Return *events* at places of their own in the log, in the order they are given."""
    versions: dict[Subject, count[int]] = {}
    return tuple(
        evolve(
            e,
            position=beyond + APART * rank,
            version=next(versions.setdefault(e.subject, count(1))),
        )
        for rank, e in enumerate(events, start=1)
    )


def in_two(events: Sequence[RecordedEvent]) -> tuple[Story, Story]:
    """Return *events* in two parts: what is told first of each kind, and the rest."""
    first = {e.name: e for e in reversed(events)}
    begin = [e for e in events if first[e.name] is e]
    placed = in_log_order([*begin, *(e for e in events if first[e.name] is not e)])
    return placed[: len(begin)], placed[len(begin) :]


def _after(told: Sequence[RecordedEvent], amends: Sequence[RecordedEvent]) -> Story:
    """Return *amends* recorded after *told*, each a moment later than the one before."""
    last = max(e.at for e in told)
    ranks = {s: sum(e.subject == s for e in told) for s in {e.subject for e in told}}
    placed = []
    for rank, one in enumerate(amends, start=1):
        ranks[one.subject] = ranks.get(one.subject, 0) + 1
        placed.append(
            evolve(
                one,
                id=uuid5(one.command_id, "event"),
                position=told[-1].position + APART * rank,
                version=ranks[one.subject],
                at=last + rank * A_SECOND,
            )
        )
    return tuple(placed)


# People


def subjects(events: Iterable[RecordedEvent]) -> list[Subject]:
    """Return whose stories they are, in the order they begin."""
    return list(dict.fromkeys(e.subject for e in events))


def without(events: Iterable[RecordedEvent], subject: Subject) -> Story:
    """Return *events* without the story of *subject*."""
    return tuple(e for e in events if e.subject != subject)


def telling_of(events: Sequence[RecordedEvent], subject: Subject) -> Story:
    """Return what is told of *subject* anywhere, in the order of the log."""
    own = (e for e in events if e.subject == subject)
    said = naming(_readable(without(events, subject)), subject)
    return tuple(sorted((*own, *said), key=lambda e: e.position))


def told_again_without(
    events: Sequence[RecordedEvent], subject: Subject, name: str
) -> Story:
    """Return what others told of *subject* under *name*, once more of somebody unknown."""
    naming_it = naming(_readable(without(events, subject)), subject)
    again = [
        evolve(e, command_id=_own(e, "told again")) for e in naming_it if e.name == name
    ]
    return _after(events, renamed(again, {subject.key: _own(events[0], "unknown").hex}))


def named_by_others(events: Sequence[RecordedEvent], subject: Subject) -> bool:
    """Whether another's story names *subject*."""
    return bool(naming(_readable(without(events, subject)), subject))


def _readable(events: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    return [e for e in events if not isinstance(e.event, Unreadable)]
