"""``casemgmt retention``: what is due to go, and why; and letting it go."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter

from casemgmt import Store
from casemgmt.care.certificate import Certificate
from casemgmt.cli.answer import Common, desk_of, say_json, say_table
from casemgmt.domain.dates import Day
from casemgmt.domain.retention import Due
from casemgmt.erasure.retaining import Carried, Retained
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence

COULD_NOT, FOUND = 1, 4
HEADINGS = ("subject", "kind", "due", "because", "outcome")


def retention(
    store: str,
    *,
    on: str,
    carry_out: Annotated[bool, Parameter(negative=())] = False,
    by: str = "",
    second: str = "",
    common: Common | None = None,
) -> int:
    """List what has been kept as long as the policy says, or let it go.

    Args:
        store: The store, such as insaf.db.
        on: The day that counts.
        carry_out: Erase what is due, but for what is held.
        by: carry-out: who orders it.
        second: carry-out: who orders it too; somebody else.
        common: How it is asked and answered.

    """
    asked = common or Common()
    day = _day(on)
    with Store.open(store, config=asked.config) as opened:
        if not carry_out:
            desk = desk_of(opened, asked)
            _say([_listed(one, asked.lang) for one in desk.due_to_go(day)], asked)
            return 0
        done = opened.retention.carry_out(day, by=by, second=second)
    _say([_done(one, asked.lang) for one in done], asked)
    return max((_code(one.certificate) for one in done if one.certificate), default=0)


def _day(on: str) -> date:
    try:
        return Day.of(on).last
    except ValueError:
        raise InvalidError("on", "not-a-day") from None


def _code(made: Certificate) -> int:
    if made.found:
        return FOUND
    return 0 if made.complete or made.erased_at is None else COULD_NOT


def _listed(one: Retained, language: str) -> dict[str, Any]:
    return _row(one.due, language) | {"held": one.held}


def _done(one: Carried, language: str) -> dict[str, Any]:
    made = one.certificate
    said = None if made is None else made.document()
    return _row(one.due, language) | {"held": made is None, "certificate": said}


def _row(due: Due, language: str) -> dict[str, Any]:
    because = sentence(f"retention.{due.since}", language, months=due.months)
    return {
        "subject": str(due.subject),
        "kind": due.kind.value,
        "due": due.due,
        "because": because,
    }


def _say(rows: list[dict[str, Any]], asked: Common) -> None:
    if asked.json:
        say_json(rows)
        return
    headings = [sentence(f"retention.{heading}", asked.lang) for heading in HEADINGS]
    say_table(headings, [_line(row, asked.lang) for row in rows])


def _line(row: dict[str, Any], language: str) -> tuple[Any, ...]:
    kind = sentence(f"retention.kind-{row['kind']}", language)
    return row["subject"], kind, row["due"], row["because"], _outcome(row, language)


def _outcome(row: dict[str, Any], language: str) -> str:
    if row["held"]:
        return sentence("retention.held", language)
    made = row.get("certificate")
    if made is None:
        return ""
    word = "waits" if made["erased_at"] is None else "gone" if made["complete"] else "begun"
    return sentence(f"retention.{word}", language)
