"""``casemgmt accesses``: who saw what of whom, and what was opened in an emergency."""

from __future__ import annotations

import sys
from typing import Any, Literal
from uuid import UUID

from casemgmt import Desk, Store
from casemgmt.cli.answer import Common, desk_of, instant, say, say_json, say_table
from casemgmt.desk.accessing import Seen
from casemgmt.desk.emergencies import Opened
from casemgmt.domain.personal import Known, Personal
from casemgmt.domain.vocabulary import Text
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence

Act = Literal["list", "of", "open", "right", "wrong"]


def accesses(
    store: str,
    act: Act = "list",
    what: str | None = None,
    *,
    common: Common | None = None,
) -> None:
    """Show what was opened in an emergency, or who saw what of one subject.

    The reason of an emergency is asked for, never given as an argument.

    Args:
        store: The store, such as insaf.db.
        act: List what was opened; tell who saw what of one subject; open a story in an
            emergency; say that one was opened rightly or wrongly.
        what: Of and open: the subject, such as child:C01. Right and wrong: the id.
        common: Who asks, in which role, and how it is answered.

    """
    asked = common or Common()
    if act != "list" and what is None:
        raise InvalidError("what", "missing-field")
    reason = _reason(asked.lang) if act == "open" else ""
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        match act:
            case "list":
                _list(list(desk.emergencies()), asked)
            case "of":
                _tell(desk.who_saw(what or ""), what or "", asked)
            case "open":
                _say(desk.open_in_emergency(what or "", reason), "opened", asked)
            case "right" | "wrong":
                _say(_judged(desk, what or "", act), "reviewed", asked)


def _reason(language: str) -> str:
    sys.stderr.write(sentence("access.reason", language) + " ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _judged(desk: Desk, id_: str, verdict: Literal["right", "wrong"]) -> Opened:
    try:
        return desk.review_emergency(UUID(id_), verdict)
    except ValueError:
        raise InvalidError("what", "not-an-id") from None


def _list(found: list[Opened], asked: Common) -> None:
    if asked.json:
        say_json([_row(one) for one in found])
        return
    names = ("when", "who", "role", "subject", "why", "judged", "id")
    say_table(_headings(names, asked), [_line(one, asked.lang) for one in found])


def _tell(found: tuple[Seen, ...], subject: str, asked: Common) -> None:
    if asked.json:
        say_json([_seen(one) for one in found])
    elif not found:
        say(sentence("access.nobody-saw", asked.lang, subject=subject))
    else:
        names = ("when", "who", "role", "what", "why")
        say_table(_headings(names, asked), [_cells(one, asked.lang) for one in found])


def _say(one: Opened, key: str, asked: Common) -> None:
    if asked.json:
        say_json(_row(one))
        return
    verdict = sentence(f"access.{one.verdict or 'waiting'}", asked.lang)
    words: dict[str, Any] = {"subject": one.subject, "id": one.id, "verdict": verdict}
    say(sentence(f"access.{key}", asked.lang, until=instant(one.until), **words))


def _headings(names: tuple[str, ...], asked: Common) -> list[str]:
    return [sentence(f"access.{name}", asked.lang) for name in names]


def _row(one: Opened) -> dict[str, Any]:
    return {
        "id": one.id,
        "subject": str(one.subject),
        "by": one.by,
        "role": one.role,
        "at": one.at,
        "until": one.until,
        "reason": _plain(one.reason),
        "verdict": one.verdict,
        "reviewed_by": one.reviewed_by,
    }


def _line(one: Opened, language: str) -> tuple[str, ...]:
    verdict = sentence(f"access.{one.verdict or 'waiting'}", language)
    why = _plain(one.reason) or ""
    at, who = instant(one.at), (one.by, one.role or "")
    return at, *who, str(one.subject), why, verdict, str(one.id)


def _seen(one: Seen) -> dict[str, Any]:
    said: dict[str, Any] = {"what": one.what, "by": one.by, "role": one.role, "at": one.at}
    names = ("verb", "until", "use", "to", "ground", "answers", "form")
    said |= {name: getattr(one, name) for name in names if getattr(one, name) is not None}
    if one.fields:
        said["fields"] = list(one.fields)
    if one.reason is not None:
        said["reason"] = _plain(one.reason)
    return said


def _cells(one: Seen, language: str) -> tuple[str, ...]:
    what = sentence(f"access.{one.what}", language)
    about = [one.verb, one.use, one.to, one.ground, ", ".join(one.fields)]
    more = [str(part) for part in about if part]
    why = _plain(one.reason) if one.reason is not None else None
    said = f"{what}: {' – '.join(more)}" if more else what
    return instant(one.at), one.by, one.role or "", said, why or ""


def _plain(reason: Personal[Text]) -> str | None:
    return reason.value.in_language("en") if isinstance(reason, Known) else None
