"""``casemgmt history``: the story of one subject as told, corrections shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from cyclopts import Parameter

from casemgmt import RecordedEvent, Store
from casemgmt.cli.answer import (
    Common,
    desk_of,
    headings_in,
    instant,
    say,
    say_error,
    say_json,
    say_table,
)
from casemgmt.cli.times import known_at_of
from casemgmt.locale import sentence
from casemgmt.recording.envelope import EPOCH, Unreadable
from casemgmt.recording.telling import as_data


def history(
    store: str,
    subject: str,
    *,
    around: Annotated[bool, Parameter(negative=())] = False,
    known_at: Annotated[str | None, Parameter(name="--known-at")] = None,
    common: Common | None = None,
) -> None:
    """Show the story of one subject, oldest first.

    Args:
        store: The store, such as insaf.db.
        subject: Whose story, such as child:C01.
        around: With what the stories of others say of this subject.
        known_at: Only what was known at this instant.
        common: How it is asked and answered.

    """
    asked = common or Common()
    at: datetime | None = known_at_of(known_at)
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        told = desk.history(subject, known_at=at, around=around)
    if asked.json:
        say_json([_row(event) for event in told])
    elif not told:
        say(sentence("cli.no-story", asked.lang, subject=subject))
    else:
        headings = headings_in(asked.lang, "on", "subject", "event", "at", "by", "")
        say_table(headings, [_line(event, asked.lang) for event in told])
        if any(_closes_its_case(event) for event in told):
            say_error(sentence("invalid.read-only-case", asked.lang))


def _row(told: RecordedEvent) -> dict[str, Any]:
    row: dict[str, Any] = {
        "position": told.position,
        "subject": str(told.subject),
        "id": told.id,
        "command_id": told.command_id,
        "event": told.name,
        "on": str(told.on),
        "at": told.at,
        "by": told.by,
        "data": as_data(told.event),
    }
    if told.role is not None:
        row["role"] = told.role
    for key in ("corrects", "retracts", "corrected_by", "retracted_by"):
        if getattr(told, key) is not None:
            row[key] = getattr(told, key)
    return row


def _line(told: RecordedEvent, language: str) -> tuple[str, ...]:
    name = told.name.rpartition(".")[0] or told.name
    said = (
        str(told.on),
        str(told.subject),
        sentence(f"event.{name}", language, default=name),
        instant(told.at),
        told.by,
    )
    if told.at == EPOCH:  # nothing is known of it but its place
        said = ("", said[1], said[2], "", "")
    return (*said, ", ".join(sentence(f"cli.{mark}", language) for mark in _marks(told)))


def _marks(told: RecordedEvent) -> Iterator[str]:
    if told.corrected_by is not None:
        yield "corrected"
    if told.retracted_by is not None:
        yield "retracted"
    if isinstance(told.event, Unreadable):
        yield "not-installed" if told.event.foreign else "unreadable"


def _closes_its_case(told: RecordedEvent) -> bool:
    return isinstance(told.event, Unreadable) and not told.event.foreign
