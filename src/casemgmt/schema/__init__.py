"""JSON Schema (draft 2020-12) of what comes in by a journal and what a history shows.

``x-personal`` marks a field that is sealed with its person's key, ``x-telling`` says
whether a command is a ``request`` or a ``fact``, ``x-subject`` whose story it belongs to,
``x-event`` what it brings about, ``x-list`` the list of the vocabulary a code is from.

A schema cannot say all: that a day exists and has come, that two fields agree, that a line
is too long or nested too deeply, what a correction's data must be. The door says those.
"""

from .commands import commands_schema
from .events import events_schema

__all__ = ["commands_schema", "events_schema"]
