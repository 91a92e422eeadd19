"""How many of those behind the cells of a report one page names.

A page is to be opened by any laptop: the smallest cells come first, and those for which
there is no room left are only counted.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from uuid import UUID

from attrs import define, field

from casemgmt.indicators import Figure
from casemgmt.reports import Counted

AT_MOST = 1_000
"""Who looks through a list of more units is better served by the line that lists them."""
LETTERS = 1_500_000
"""The room for all lists: with the report itself, and its letters, below two megabytes."""
_UNIT, _STORY, _COMMAND = 80, 130, 45
"""What a page writes for one of them, beside what they are called."""


@define
class Room:
    """The room that is left on a page."""

    _left: int = LETTERS
    _stories: set[str] = field(factory=set, repr=False)
    _commands: set[UUID] = field(factory=set, repr=False)

    def takes(self, counted: Iterable[Counted]) -> bool:
        """Take the room that naming *counted* needs; False where there is not enough."""
        told = {(one.subject, one.unit): one for one in counted}.values()
        stories = {one.subject for one in told} - self._stories
        commands = {command for one in told for command in one.commands} - self._commands
        needed = sum(_UNIT + len(one.subject) + len(one.unit) for one in told)
        needed += sum(_STORY + len(subject) for subject in stories)
        needed += _COMMAND * len(commands)
        if needed > self._left:
            return False
        self._left -= needed
        self._stories |= stories
        self._commands |= commands
        return True


def line_of(figure: Figure, *, of_file: bool) -> str:
    """Return what lists who stands behind *figure*, typed at a terminal.

    Args:
        figure: It carries its own question.
        of_file: Whether it was asked by a policy file of one's own.

    """
    first, last = figure.period
    asked = ["--from", str(first), "--to", str(last), "--as-of", str(figure.as_of)]
    if figure.known_at is not None:
        asked += ["--known-at", figure.known_at.isoformat()]
    if figure.by:
        asked += ["--cell", ",".join(f"{name}={code}" for name, code in figure.by.items())]
    asked += ["--policy", "FILE"] if of_file else []
    return shlex.join(["casemgmt", "explain", "STORE", figure.indicator, *asked])
