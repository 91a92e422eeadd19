"""Where read models stand: a table, and a line for each that does not simply run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from casemgmt.cli.answer import Common, say, say_table
from casemgmt.locale import sentence
from casemgmt.opening.addresses import without_secrets
from casemgmt.projections.auditing import Audit
from casemgmt.projections.progress import Progress, State

SHOWN = (
    "projection",
    "position",
    "head",
    "behind_events",
    "behind_seconds",
    "parked",
    "state",
)


def tell(names: Sequence[str], rows: list[tuple[object, ...]], asked: Common) -> None:
    """Say a table of *rows* under the names of its columns; that there is none, of none."""
    if rows:
        say_table([sentence(f"read-models.{name}", asked.lang) for name in names], rows)
    else:
        say(sentence("read-models.none", asked.lang))


def row(one: Progress) -> dict[str, Any]:
    """Return what a program is told of one."""
    return {name: getattr(one, name) for name in (*SHOWN, "address")}


def rows_of(found: list[Progress], asked: Common) -> list[tuple[object, ...]]:
    """Return the cells of each; those that are called the same say where they are kept."""
    called = Counter(one.projection for one in found)
    return [_cells(one, asked, alike=called[one.projection] > 1) for one in found]


def _cells(one: Progress, asked: Common, *, alike: bool) -> tuple[object, ...]:
    where = f"{one.projection} ({one.address})" if alike else one.projection
    said = (getattr(one, name) for name in SHOWN[1:-1])
    state = sentence(f"read-models.is-{one.state}", asked.lang)
    return (where, *("" if v is None else v for v in said), state)


def to_do(found: list[Progress], store: str, asked: Common) -> list[str]:
    """Return a line for each that does not simply run: what it means, and the command."""
    return [
        sentence(
            f"read-models.then-{one.state}",
            asked.lang,
            projection=one.projection,
            store=without_secrets(store),
        )
        for one in found
        if one.state is not State.RUNNING
    ]


def audit_row(found: Audit | None) -> dict[str, Any]:
    """Return what a program is told of an audit."""
    if found is None or not found.counts:
        return {"audit": None}
    differs = [{"event": d.event, "log": d.log, "seen": d.seen} for d in found.differs]
    return {"audit": {"ok": found.ok, "waiting": found.waiting, "differs": differs}}


def in_words(name: str, found: Audit | None, asked: Common) -> Iterator[str]:
    """Yield what an audit found, a line each."""
    if found is None or not found.counts:
        word = "unreached" if found is None else "counts-nothing"
        yield sentence(f"projection.{word}", asked.lang, projection=name)
    elif found.ok:
        waiting = found.waiting
        yield sentence("projection.whole", asked.lang, projection=name, waiting=waiting)
    for one in found.differs if found is not None else ():
        words: dict[str, Any] = {"event": one.event, "log": one.log, "seen": one.seen}
        yield sentence("projection.differs", asked.lang, projection=name, **words)
