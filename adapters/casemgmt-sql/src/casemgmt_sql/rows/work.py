"""The rows of what is to be done for a child, right on every day to come."""

from __future__ import annotations

from datetime import date

from casemgmt import Policy, Subject
from casemgmt.adapters import OpenWork, Stories, open_work
from casemgmt_sql.tables import WORK

from .plain import Row, Rows, day


def work(stories: Stories, child: Subject, since: date, policy: Policy) -> Rows:
    """Return the work open on *since*, the day something was told last, and later."""
    found = enumerate(open_work(stories, child, since, policy), 1)
    return [(WORK, _row(child, number, one)) for number, one in found]


def _row(child: Subject, number: int, one: OpenWork) -> Row:
    return {
        "child": str(child),
        "number": number,
        "what": one.item.what,
        "about": one.item.about,
        "due_on": day(one.item.due),
        "listed_from": day(one.item.listed_from),
        "stands_from": day(one.first),
        "stands_to": day(one.last),
        "rests": one.item.rests,
        "caseworker": one.caseworker,
        "centre": one.centre,
    }
