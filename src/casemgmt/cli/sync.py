"""``casemgmt sync``: two stores tell each other what each lacks."""

from __future__ import annotations

from attrs import asdict

from casemgmt import Store
from casemgmt.cli.answer import (
    Common,
    end_progress,
    progress,
    say,
    say_json,
    say_table,
)
from casemgmt.cli.app import SOME_REFUSED
from casemgmt.exchange import Conflict, Exchanged, Remembered
from casemgmt.locale import sentence


def sync(store: str, other: str | None = None, *, common: Common | None = None) -> int:
    """Exchange what each of two stores lacks; each decides what it is told.

    Args:
        store: The store, such as insaf.db.
        other: Another one, such as that of a laptop that was away; with its own keys, and
            the configuration beside it. Without it the exchanges there were are listed.
        common: How it is asked and answered.

    """
    asked = common or Common()
    if other is None:
        return _list(store, asked)
    shown = progress(lambda n: sentence("sync.told", asked.lang, lines=n))
    with (
        Store.open(store, config=asked.config) as here,
        Store.open(other) as there,
    ):
        exchanged = here.exchange(there, by=asked.person, role=asked.role, progress=shown)
    end_progress()
    _answer(exchanged, asked)
    return SOME_REFUSED if exchanged.conflicts else 0


def _list(store: str, asked: Common) -> int:
    with Store.open(store, config=asked.config) as here:
        found = here.exchanges()
    if asked.json:
        say_json([{"at": one.at, "by": one.by, **asdict(one.told)} for one in found])
    elif not found:
        say(sentence("sync.never", asked.lang))
    else:
        names = ("when", "by", "with", "sent", "received", "refused", "conflicts")
        headings = [sentence(f"sync.{name}", asked.lang) for name in names]
        say_table(headings, map(_remembered, found), numbers=4)
    return 0


def _remembered(one: Remembered) -> tuple[object, ...]:
    told = one.told
    where = told.address or told.other
    counts = (told.sent, told.received, told.refused, told.conflicts)
    return (one.at, one.by, where, *counts)


def _answer(exchanged: Exchanged, asked: Common) -> None:
    conflicts = exchanged.conflicts
    if asked.json:
        said = {"sent": exchanged.sent, "received": exchanged.received}
        say_json(said | {"conflicts": [_row(one) for one in conflicts]})
        return
    for name in ("sent", "received"):
        say(f"{getattr(exchanged, name):>8} {sentence(f'sync.{name}', asked.lang)}")
    say(f"{len(conflicts):>8} {sentence('sync.conflicts', asked.lang)}")
    for one in conflicts:
        say(f"    {_line(one, asked.lang)}")


def _row(one: Conflict) -> dict[str, object]:
    return asdict(one) | {"subject": str(one.subject)}


def _line(one: Conflict, language: str) -> str:
    why = sentence(f"sync-conflict.{one.because}", language)
    where = "" if one.at is None else f" ({sentence(f'sync.at-{one.at}', language)})"
    rule = "" if one.rule is None else f": {one.rule}"
    commands = "".join(f" {command}" for command in one.commands)
    return f"{one.subject}{where}: {why}{rule}{commands}"
