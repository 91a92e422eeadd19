"""What may be wrong with a log, and where."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

MOST = 100
"""Faults that are kept one by one; the first is always among them."""


class What(StrEnum):
    """What is wrong; the catalogue says it in words."""

    DAMAGED = "damaged"  # its bytes are no event
    NOT_CANONICAL = "not-canonical"  # an event, but not as it is written
    LINK = "link"  # it, or what stood before it, is not what was recorded
    NO_LINK = "no-link"
    MISSING = "missing"  # something stood here
    VERSION = "version"  # the ranks of a story have a gap
    TIME = "time"  # recorded before what was recorded before it
    COMMAND = "command"  # the index of commands does not know it, or has it elsewhere
    NAMED = "named"  # its story is not found by whom it names
    UNLIKE_CHECKPOINT = "unlike-checkpoint"
    UNLIKE_REPORT = "unlike-report"
    UNREADABLE = "unreadable"  # the file cannot be read here
    ENGINE = "engine"  # what is kept beside the events does not fit


@frozen(order=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        position: Its place in the log; the log's end and more for what has no place.

    """

    position: int
    what: What = field(order=False)


class Faults:
    """What was found, the first of each place."""

    def __init__(self) -> None:
        self._found: dict[int, Fault] = {}

    def add(self, position: int, what: What) -> None:
        """Remember a fault, unless this place or many others have one."""
        if len(self._found) < MOST or position < min(self._found):
            self._found.setdefault(position, Fault(position, what))

    def in_order(self) -> tuple[Fault, ...]:
        """Return them by position."""
        return tuple(sorted(self._found.values()))
