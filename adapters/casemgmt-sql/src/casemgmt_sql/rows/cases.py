"""The rows of a child's cases: episodes, and who had them when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from casemgmt import Journey, Subject
from casemgmt.adapters import Rest
from casemgmt_sql.tables import (
    CASE_CASEWORKERS,
    CASE_CENTRES,
    CASE_PROGRAMMES,
    CASE_SUSPENSIONS,
    CASES,
    RESTS,
)

from .plain import Row, Rows, day, known

SPELLS = (
    (CASE_CENTRES, "centres", "centre"),
    (CASE_CASEWORKERS, "caseworkers", "caseworker"),
    (CASE_PROGRAMMES, "programmes", "programme"),
    (CASE_SUSPENSIONS, "pauses", None),
)


def cases(child: Subject, journey: Journey) -> Rows:
    """Return the rows of every episode, and of the days on which the case rests."""
    rows: Rows = []
    for episode in journey.case.episodes:
        rows.append((CASES, _case(child, journey, episode)))
        rows += _spells(child, episode)
    return [*rows, *_rests(child, journey)]


def _case(child: Subject, journey: Journey, episode: Any) -> Row:
    return {
        "child": str(child),
        "episode": episode.number,
        "opened_on": day(episode.start),
        "closed_on": day(episode.end),
        "closed_because": known(episode.reason),
        "centre": episode.centres[-1].value,
        "caseworker": episode.caseworkers[-1].value,
    } | (_asked(journey) if episode.is_open else {})


def _asked(journey: Journey) -> Row:
    """Return what waits for an answer in the open case."""
    case = journey.case
    waits = case.closure_waits
    return {
        "transfer_to": case.transfer_to,
        "transfer_asked_on": day(case.transfer_asked_on),
        "closure_asked": case.closure if waits else None,
        "closure_asked_on": day(case.closure_asked_on) if waits else None,
    }


def _spells(child: Subject, episode: Any) -> Iterator[tuple[Table, Row]]:
    for table, held, of in SPELLS:
        for number, spell in enumerate(getattr(episode, held), 1):
            row: Row = {
                "child": str(child),
                "episode": episode.number,
                "number": number,
                "from_day": day(spell.first),
                "to_day": day(spell.last),
            }
            yield table, row if of is None else row | {of: spell.value}


def _rests(child: Subject, journey: Journey) -> Iterator[tuple[Table, Row]]:
    for number, (first, last) in enumerate(Rest.of(journey.case).stretches, 1):
        row: Row = {"child": str(child), "number": number, "from_day": day(first)}
        yield RESTS, row | {"to_day": None if last == last.max else day(last)}
