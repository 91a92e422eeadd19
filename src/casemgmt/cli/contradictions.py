"""``casemgmt contradictions``: what cannot both be true, and decisions overtaken since."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import Parameter

from casemgmt import RuleBrokenError, Store
from casemgmt.cli.answer import Common, desk_of, say, say_json
from casemgmt.cli.times import known_at_of
from casemgmt.domain.contradictions.kinds import Contradiction, Kind
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence


def contradictions(
    store: str,
    *,
    subject: str | None = None,
    kind: str | None = None,
    unresolved: Annotated[bool, Parameter(negative=())] = False,
    known_at: Annotated[str | None, Parameter(name="--known-at")] = None,
    common: Common | None = None,
) -> None:
    """Show what cannot both be true, and decisions taken on earlier knowledge.

    Args:
        store: The store, such as insaf.db.
        subject: Only of this child and its linked records, or of this household.
        kind: Only of this kind, such as after-death.
        unresolved: Only those of which nobody has said what holds.
        known_at: Only what was known at this instant.
        common: How it is asked and answered.

    """
    asked = common or Common()
    at, wanted = known_at_of(known_at), _kind(kind)
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        found = list(desk.contradictions(known_at=at, subject=subject))
    shown = [
        one
        for one in found
        if wanted in (None, one.kind) and not (unresolved and one.resolved)
    ]
    if asked.json:
        say_json([_row(one) for one in shown])
        return
    for one in shown:
        say(_line(one, asked.lang), *(f"    {command}" for command in one.between))
    count = sum(not one.resolved for one in shown)
    say(sentence("cli.unresolved", asked.lang, count=count))


def _kind(code: str | None) -> Kind | None:
    found = next((kind for kind in Kind if kind.value == code), None)
    if code is not None and found is None:
        raise InvalidError("--kind", "unknown-code")
    return found


def _row(one: Contradiction) -> dict[str, Any]:
    row: dict[str, Any] = {
        "subject": str(one.subject),
        "kind": one.kind.value,
        "severity": one.severity,
        "day": one.day,
        "between": list(one.between),
        "resolved": one.resolved,
    }
    if one.holds is not None:
        row["holds"] = one.holds
    if one.rule is not None:
        row["rule"] = one.rule.value
    return row


def _line(one: Contradiction, language: str) -> str:
    said = sentence(f"contradiction.{one.kind}", language, default=one.kind.sentence)
    if one.rule is not None:
        said = f"{said} – {RuleBrokenError(one.rule).sentence(language)}"
    mark = f" ({sentence('cli.resolved', language)})" if one.resolved else ""
    return f"{one.day}  {one.subject}  {said}{mark}"
