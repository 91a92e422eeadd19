"""A recorded command as the line of a journal, as another store is told of it."""

from __future__ import annotations

from typing import Any

import orjson
from attrs import frozen

from casemgmt.domain.amendments import (
    CommandCorrected,
    CommandRetracted,
    Correct,
    Retract,
)
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.closed import FORGOTTEN
from casemgmt.recording.door import Door


class ForgottenError(Exception):
    """A part of what was told is forgotten."""


class UnreadableError(Exception):
    """What was told cannot be read here."""


@frozen
class Lines:
    """Writes what one store recorded as the lines that tell another of it."""

    door: Door

    def line(self, subject: Subject, entry: Entry, event: Any) -> bytes:
        """Return the line that tells *event*, recorded as *entry*, again.

        Raises:
            ForgottenError: a part of it was erased.
            UnreadableError: it cannot be read, or no command tells it.

        """
        command = self._command(entry, event)
        name = self.door.registry.command_names.get(type(command))
        if name is None:
            raise UnreadableError
        data = self.door.data_of(command)
        if _is_forgotten(data):
            raise ForgottenError
        said = {
            "id": entry.command_id,
            "command": name,
            "subject": str(subject),
            "on": str(entry.on),
            "at": entry.recorded_at,
            "by": entry.by,
            "role": entry.role,
            "data": data,
        }
        return orjson.dumps({k: v for k, v in said.items() if v is not None})

    def _command(self, entry: Entry, event: Any) -> Any:
        command_of = self.door.registry.command_of
        match event:
            case CommandCorrected(corrected=said) if entry.corrects is not None:
                if (command := command_of(said)) is None:
                    raise UnreadableError
                data = self.door.data_of(command)
                amended, why = entry.corrects, event.reason
                return Correct(command_id=amended, data=data, on=event.on, reason=why)
            case CommandRetracted() if entry.retracts is not None:
                return Retract(command_id=entry.retracts, reason=event.reason)
            case _:
                return command_of(event)


def _is_forgotten(data: Any) -> bool:
    match data:
        case dict():
            return data == FORGOTTEN or any(map(_is_forgotten, data.values()))
        case list():
            return any(map(_is_forgotten, data))
        case _:
            return False
