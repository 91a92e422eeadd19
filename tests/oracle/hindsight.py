"""Recorded requests that would be refused today: the second opinion, step by step.

Written from interchange.md §1 and the page on decisions taken on earlier knowledge. Every
request is asked again after each thing learnt since; nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .ruling.book import broken_by
from .ruling.past import Moment, Recorded, standing
from .telling import SAYS_SOMETHING_ABOUT_A_RECORD, Told

NOT_ASKED_AGAIN = ("correct", "retract", "link-persons")


@dataclass(eq=False)
class Again(Moment):
    """A request at its own place in the story: nothing after it, and not itself."""

    @cached_property
    def standing(self) -> list[Told]:
        told = standing(self.known)
        (itself,) = (one for one in told if one.id == self.id)
        return [
            one
            for one in told
            if one.id != self.id
            and (one.order < itself.order or one.command in SAYS_SOMETHING_ABOUT_A_RECORD)
        ]

    @cached_property
    def in_the_store(self) -> list[Told]:
        return self.standing


def overtaken(recorded: Recorded) -> Iterator[tuple[str, str, str, str]]:
    """Subject, request, the command that changed it, and the rule, of each."""
    learnt = [
        one for _, one in sorted(enumerate(recorded.told), key=lambda p: (p[1].at, p[0]))
    ]
    for place, told in enumerate(learnt):
        if told.command in NOT_ASKED_AGAIN:
            continue
        rule = _broken(told.id, learnt, recorded)
        if rule is None:
            continue
        for known in range(len(learnt) - 1, place, -1):
            if _broken(told.id, learnt[:known], recorded) is None:
                yield told.subject, told.id, learnt[known].id, rule
                break


def _broken(command_id: str, known: list[Told], recorded: Recorded) -> str | None:
    told = next((one for one in standing(known) if one.id == command_id), None)
    if told is None:
        return None
    again = Again(
        id=told.id,
        command=told.command,
        subject=told.subject,
        span=told.span,
        by=recorded.by[told.id],
        data=dict(told.data),
        known=known,
        everything=known,
        authors=recorded.by,
    )
    return broken_by(again)
