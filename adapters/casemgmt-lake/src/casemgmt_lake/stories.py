"""Stories into rows: each event as it was recorded, and the facts it comes to now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
import pyarrow as pa
from attrs import evolve

from casemgmt import Day
from casemgmt.adapters import (
    Forgotten,
    Known,
    RecordedEvent,
    Withheld,
    as_kept,
    as_told,
    from_kept,
    journey_of,
)

from .closing import shut
from .shapes import EPISODE, EVENTS, SPELL, schema_of, values_of

Rows = Mapping[str, Any]
NOBODY = "-"
IMPERSONAL = frozenset({"centre", "agreement"})
_KEPT = ("position", "subject", "version", "id", "command", "name", "on", "at")
_SAID = ("shape", "corrects", "retracts", "reference")


def closed(told: RecordedEvent) -> dict[str, Any]:
    """Return an event as it lies in the lake: who told it is left out."""
    kept = as_kept(evolve(told, event=shut(told.event)))
    if told.subject.kind not in IMPERSONAL:
        kept.pop("reference", None)
    row = {name: kept[name] for name in _KEPT} | {n: kept.get(n) for n in _SAID}
    data = orjson.dumps(kept["data"], option=orjson.OPT_SORT_KEYS).decode()
    return row | {"data": data}


def opened(row: Mapping[str, Any]) -> RecordedEvent:
    """Return the event that ``closed`` made a row of."""
    kept = {name: row[name] for name in (*_KEPT, *_SAID) if row[name] is not None}
    return from_kept(kept | {"data": orjson.loads(row["data"]), "by": NOBODY})


def events_table(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return rows of events as a table, in the order of the log."""
    told = sorted(rows, key=lambda row: (row["subject"], row["version"]))
    days = (dict(row) | {"day": Day.of(row["on"]).last} for row in told)
    return pa.Table.from_pylist(list(days), schema=EVENTS)


def by_subject(
    rows: Iterable[Mapping[str, Any]],
) -> dict[str, list[Mapping[str, Any]]]:
    """Return rows of events, story by story."""
    found: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["subject"]].append(row)
    return found


def facts_tables(stories: Iterable[Sequence[RecordedEvent]]) -> dict[str, pa.Table]:
    """Return the facts of *stories*, a table for each kind."""
    rows: defaultdict[str, list[Rows]] = defaultdict(list)
    shapes: dict[str, pa.Schema] = {"episode": EPISODE, "spell": SPELL}
    for story in stories:
        for name, shape, row in _facts(story):
            shapes[name] = shape
            rows[name].append(row)
    return {
        name: pa.Table.from_pylist(list(told), schema=shapes[name])
        for name, told in rows.items()
    }


def _facts(story: Sequence[RecordedEvent]) -> Iterator[tuple[str, pa.Schema, Rows]]:
    told = as_told(story)
    born = _born(told)
    for event in told:
        if not hasattr(type(event.event), "__attrs_attrs__") or _is_ours(event):
            continue
        name = event.name.rpartition(".")[0].replace("-", "_")
        kind: type = type(event.event)
        yield name, schema_of(kind), _fact(event, born)
    yield from _case(story)


def _is_ours(told: RecordedEvent) -> bool:
    """Whether it says nothing: what stands for an event that cannot be read."""
    return type(told.event).__name__ == "Unreadable"


def _fact(told: RecordedEvent, born: Day | None) -> Rows:
    on = told.on
    low, high = (None, None) if born is None else _ages(born, on.last)
    return {
        "subject": str(told.subject),
        "command": str(told.command_id),
        "day": on.last,
        "day_from": on.first,
        "age_low": low,
        "age_high": high,
        **values_of(told),
    }


def _case(story: Sequence[RecordedEvent]) -> Iterator[tuple[str, pa.Schema, Rows]]:
    subject = story[0].subject
    if subject.kind != "child":
        return
    for episode in journey_of(story).case.episodes:
        of = {"subject": str(subject), "episode": episode.number}
        days = {"start": episode.start, "end": episode.end, "reason": episode.reason}
        yield "episode", EPISODE, of | days
        for kind in ("centres", "caseworkers", "programmes", "pauses"):
            for spell in getattr(episode, kind):
                span = {"since": spell.first, "until": spell.last}
                yield "spell", SPELL, of | span | {"kind": kind[:-1], "value": spell.value}


def _born(told: Iterable[RecordedEvent]) -> Day | None:
    """Return the month of a birth, as it was told last."""
    words = [(event.at, day) for event in told if (day := _birth(event.event)) is not None]
    return max(words, key=lambda word: word[0])[1] if words else None


def _birth(event: object) -> Day | None:
    match getattr(event, "born", None):
        case Known(value=Day() as day):
            return Day.of(f"{day.first:%Y-%m}") if day.first == day.last else day
        case Withheld(left=Day() as day) | Forgotten(left=Day() as day):
            return day
        case _:
            return None


def _ages(born: Day, on: date) -> tuple[int, int]:
    """Return the least and the highest age in completed years that somebody may have."""
    return _years(born.last, on), _years(born.first, on)


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
