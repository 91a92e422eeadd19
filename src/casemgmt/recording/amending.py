"""Amending: a correction or a retraction, and what it names."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from casemgmt.domain.amendments import (
    CommandCorrected,
    CommandRetracted,
    Correct,
    Retract,
)
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Entry
from casemgmt.errors import InvalidError, RuleBrokenError

from .door import Door
from .story import Story

IN_DATA = ("data", "data")


def amended(
    door: Door, story: Story, command: Correct | Retract, recorded_at: datetime
) -> tuple[CommandCorrected | CommandRetracted, Entry]:
    """Return the event of an amendment, and what it amends.

    Raises:
        RuleBrokenError: it names nothing that can be amended.
        InvalidError: the corrected data cannot be taken as it stands.

    """
    match command:
        case Correct():
            target = _target(story, command.command_id, recorded_at, amendments=False)
            return _corrected(door, command, target), target
        case Retract():
            target = _target(story, command.command_id, recorded_at, amendments=True)
            return CommandRetracted(reason=command.reason), target


def _target(
    story: Story, command_id: UUID, recorded_at: datetime, *, amendments: bool
) -> Entry:
    """Return what is named: recorded before; a correction only if *amendments* may be."""
    found = story.entry(command_id)
    named = found is not None and found.recorded_at <= recorded_at
    if found is None or not named or found.retracts is not None:
        raise RuleBrokenError(Rule.CORRECT_WHAT_WAS_RECORDED)
    if found.corrects is not None and not amendments:
        raise RuleBrokenError(Rule.CORRECT_WHAT_WAS_RECORDED)
    return found


def _corrected(door: Door, command: Correct, target: Entry) -> CommandCorrected:
    event: Any = target.event
    corrected = door.shaped(type(event), command.data, IN_DATA)
    told_by = door.registry.told_by.get(type(event))
    if told_by is not None:
        _agreed(door, door.shaped(told_by, command.data, IN_DATA))
    return CommandCorrected(corrected=corrected, on=command.on, reason=command.reason)


def _agreed(door: Door, corrected: Any) -> None:
    """Check that the fields agree; what does not is in the data of the correction."""
    try:
        door.agreed(corrected)
    except InvalidError as error:
        raise InvalidError(f"data.{error.field}", error.code) from None
