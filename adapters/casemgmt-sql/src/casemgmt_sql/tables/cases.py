"""Cases, who had them, and what is to be done in them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, Text

from .metadata import METADATA, OWNER
from .types import Day, child, column, number


def _episode() -> Column[Any]:
    says = "Its rank among the child's, from 1."
    return column("episode", Integer, says, key=True, autoincrement=False)


CASES = Table(
    "cases",
    METADATA,
    child(key=True),
    _episode(),
    column("opened_on", Day, "The first day."),
    column("closed_on", Day, "The last day; NULL while it is open."),
    column("closed_because", Text, "Code: closure_reasons."),
    column("centre", Text, "Who has it or had it last: the centre's code."),
    column("caseworker", Text, "Who has it or had it last."),
    column("transfer_to", Text, "The centre asked to take it, until it answers."),
    column("transfer_asked_on", Day, "When it was asked."),
    column("closure_asked", Text, "A closure that waits for an answer: its reason."),
    column("closure_asked_on", Day, "When it was asked for."),
    Index(None, "centre", "closed_on"),
    Index(None, "caseworker", "closed_on"),
    comment="Each accompaniment of a child, from its opening to its closure.",
    info={OWNER: "child"},
)


def _spells(name: str, what: Column[Any] | None, says: str) -> Table:
    """Return a table of what held in an episode, and from when to when."""
    return Table(
        name,
        METADATA,
        child(key=True),
        _episode(),
        number("Its rank in the episode, from 1."),
        *([what] if what is not None else []),
        column("from_day", Day, "The first day."),
        column("to_day", Day, "The last day; NULL while it lasts."),
        ForeignKeyConstraint(["child", "episode"], ["cases.child", "cases.episode"]),
        comment=says,
        info={OWNER: "child"},
    )


CASE_CENTRES = _spells(
    "case_centres",
    column("centre", Text, "The centre's code.", index=True),
    "Which centre had a case when.",
)
CASE_CASEWORKERS = _spells(
    "case_caseworkers",
    column("caseworker", Text, "Who.", index=True),
    "Who had a case when.",
)
CASE_PROGRAMMES = _spells(
    "case_programmes",
    column("programme", Text, "Code: programmes.", index=True),
    "Which programmes a child was in when.",
)
CASE_SUSPENSIONS = _spells("case_suspensions", None, "When a case was suspended.")

RESTS = Table(
    "rests",
    METADATA,
    child(key=True),
    number(),
    column("from_day", Day, "The first day."),
    column("to_day", Day, "The last day; NULL while it lasts."),
    comment="Days on which nobody is late: suspensions, joined where they meet.",
    info={OWNER: "child"},
)

WORK = Table(
    "work",
    METADATA,
    child(key=True),
    number(),
    column("what", Text, "The kind of work, such as follow-up.", nullable=False),
    column("about", Text, "What it is about, if its kind does not say it all."),
    column("due_on", Day, "The last day on which it is not late.", nullable=False),
    column("listed_from", Day, "The first day a list has it.", nullable=False),
    column("stands_from", Day, "It is open from this day.", nullable=False),
    column("stands_to", Day, "And to this one; NULL as long as nothing is told."),
    column("rests", Boolean, "Whether days in rests are not counted late.", nullable=False),
    column("caseworker", Text, "Who has the case, or had it last."),
    column("centre", Text, "The centre that has it, or had it last."),
    Index(None, "caseworker", "due_on"),
    Index(None, "centre", "due_on"),
    comment="What is to be done, right on every day to come until more is told.",
    info={OWNER: "child"},
)
