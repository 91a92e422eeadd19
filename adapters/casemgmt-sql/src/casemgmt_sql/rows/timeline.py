"""The rows of the timeline, and the events they are read back as."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from casemgmt import RecordedEvent, Subject
from casemgmt.adapters import Stories, as_kept, from_kept

from .plain import Plain, Row, day, instant, json, precision

MARKS = ("corrected_by", "retracted_by", "day", "day_precision", "corrected_data")
"""What a later event may change of a row."""


def marks(stories: Stories, subject: Subject) -> dict[int, Row]:
    """Return, by position, what holds now of each event of *subject*."""
    holding = {version.entry.position: version for version in stories.as_told(subject)}
    found = {}
    for event in stories.history(subject):
        row: Row = dict.fromkeys(MARKS)
        row["corrected_by"] = str(event.corrected_by) if event.corrected_by else None
        row["retracted_by"] = str(event.retracted_by) if event.retracted_by else None
        holds = holding.get(event.position)
        if holds is not None and not amends(event):
            row["day"] = day(holds.entry.on.last)
            row["day_precision"] = precision(holds.entry.on)
            if holds.fix is not None:
                row["corrected_data"] = json(_data(event, holds.entry.event))
        found[event.position] = row
    return found


def amends(event: RecordedEvent) -> bool:
    """Whether *event* puts right or takes back what another one told."""
    return bool(event.corrects or event.retracts)


def as_marked(held: Any) -> Plain:
    """Return what a column of ``MARKS`` holds, as ``marks`` says it."""
    if isinstance(held, date):
        return day(held)
    return held if held is None or isinstance(held, str) else json(held)


def unmarked(event: RecordedEvent) -> Row:
    """Return what holds of *event*, of a subject of whom nothing was put right."""
    if amends(event) or getattr(event.event, "foreign", False):
        return {}
    return {"day": day(event.on.last), "day_precision": precision(event.on)}


def _data(event: RecordedEvent, corrected: Any) -> Any:
    return as_kept(evolve(event, event=corrected))["data"]


def as_event(row: Any) -> RecordedEvent:
    """Return the event that *row* was made of."""
    kept = {
        "position": row.position,
        "subject": row.subject,
        "version": row.version,
        "id": row.event_id,
        "command": row.command_id,
        "name": row.event,
        "on": row.told,
        "at": row.recorded_at.isoformat(),
        "by": row.by,
        "role": row.role,
        "corrects": row.corrects,
        "retracts": row.retracts,
        "data": row.data,
    }
    reference = Subject.of(row.reference) if row.reference else None
    return evolve(from_kept(kept), reference=reference)


def as_row(event: RecordedEvent) -> Row:
    """Return *event* as it was told."""
    kept = as_kept(event)
    return {
        "position": event.position,
        "subject": str(event.subject),
        "version": event.version,
        "event": event.name,
        "event_id": str(event.id),
        "command_id": str(event.command_id),
        "told": str(event.on),
        "told_on": day(event.on.last),
        "told_precision": precision(event.on),
        "recorded_at": instant(event.at),
        "by": event.by,
        "role": event.role,
        "corrects": str(event.corrects) if event.corrects else None,
        "retracts": str(event.retracts) if event.retracts else None,
        "data": json(kept["data"]),
        "reference": str(event.reference) if event.reference else None,
    }
