"""What the season holds for a child, settled before its story is told.

The story is then told as it happened, by many hands; this is why it holds together:
the hours go down because the child has a place at school, the case closes because the
goals were met.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class Outlook:
    """The course of one child's season; empty where there is nothing to tell."""

    work: str = "none"
    """At entry: labour, unclear (nobody knows whether hazardous), light, chores, none."""
    turn: str = "steady"
    """How work goes on: steady (ends soon), slow, relapse, persists, unclear."""
    schooling: str = "enrolled"
    """At entry, as `assess-schooling` names it."""
    grade: str = ""
    """The grade of this season's school place."""
    place: str = ""
    """The kind of the school place taken; none: no place."""
    pathway: str = ""
    """Where a child without a place in general education is guided."""
    training: str = ""
    """The level of the apprenticeship; none: no contract."""
    training_course: str = ""
    """How it goes: kept, neglected (too few hours at the centre), broken-off."""
    absence: float = 0.03
    """The share of school days missed."""
    drops_out: date | None = None
    comes_back: date | None = None
    allowance: bool = False
    digital: bool = False
    leaves: date | None = None
    """The day the case is closed, and why."""
    leaving_reason: str = ""
