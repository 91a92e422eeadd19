"""The commands, a page for each stage; and the events they bring about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casemgmt.domain.area import Area
from casemgmt.domain.areas import AREAS
from casemgmt.recording.requests import is_decided, is_request

from . import asking, fields
from .markdown import anchor, code, first_line, link, page, table

STAGES = {
    "enrolment": "Enrolment",
    "school_support": "School support",
    "vocational_training": "Vocational training",
    "family_support": "Family support",
    "protection": "Protection",
    "organisation": "Organisation",
    "any_subject": "Any subject",
}
NOTE = """
A line of a journal names the command (`"command": "{name}"`) and puts these fields into
`data`; in Python it is the class of `casemgmt.commands`, and a field whose name is a word
of Python has an underscore behind it (`from_`, `with_`). *Sealed* fields are closed with
the key of the person or household whose story it is. How each kind of value is written
stands in [values](../values.md).

A **fact** is recorded as told; no rule refuses it. A **request** is decided: it may be
refused by one of the rules named, or answered *already* when it would change nothing.
"""


def stage_of(area: Area[Any]) -> str:
    """Return the stage an area is part of."""
    module = next(iter(area.events.values())).__module__
    stage = module.removeprefix("casemgmt.domain.").partition(".")[0]
    return stage if stage in STAGES else "any_subject"


def areas_of(stage: str) -> list[Area[Any]]:
    """Return the areas of a stage that have commands, in the order of a journey."""
    return [area for area in AREAS if area.commands and stage_of(area) == stage]


def place_of(name: str) -> str:
    """Return where the command *name* is described, as seen from the reference."""
    stage = next(stage_of(area) for area in AREAS if name in area.commands)
    return f"commands/{stage}.md#{anchor(name)}"


def stage_page(stage: str) -> str:
    """Return the page of the commands of a stage."""
    areas = areas_of(stage)
    example = next(iter(areas[0].commands))
    parts = [_area(area) for area in areas]
    values = list(dict.fromkeys(_values(areas)))
    inside = [f"## Values inside them\n\n{_all(values)}"] if values else []
    title = f"# Commands: {STAGES[stage].lower()}"
    return page(title, NOTE.format(name=example), *parts, *inside)


def _values(areas: list[Area[Any]]) -> Iterator[type]:
    for area in areas:
        for command in area.commands.values():
            yield from fields.values(command)


def _all(values: list[type]) -> str:
    return "\n\n".join(
        f"### {v.__name__}\n\n{first_line(v.__doc__)}\n\n{_fields(v)}" for v in values
    )


def _area(area: Area[Any]) -> str:
    title = area.name.replace("_", " ").capitalize()
    told_of = "any subject" if area.subject == "any" else f"`{area.subject}:`"
    told = [_command(name, kind, area) for name, kind in area.commands.items()]
    return "\n\n".join([f"## {title}\n\nTold of {told_of}.", *told])


def _command(name: str, kind: Any, area: Area[Any]) -> str:
    stored = next(n for n, e in area.events.items() if e is asking.event_of(kind))
    brings = f"Brings about {code(stored)}."
    said = f"{code(kind.__name__)}. {first_line(kind.__doc__)} {brings}"
    return "\n\n".join(
        part for part in (f"### {name}", said, _asked(name, kind), _fields(kind)) if part
    )


def _asked(name: str, kind: Any) -> str:
    if not is_request(name, kind):
        return "A fact: recorded as told."
    rules = asking.rules_of(kind)
    named = " · ".join(link(code(r.value), f"../rules.md#{r.value}") for r in rules)
    if rules:
        return f"A request. Rules: {named}."
    already = "; *already* where it would change nothing" if is_decided(kind) else ""
    return f"A request that no rule refuses{already}."


def _fields(kind: type) -> str:
    told = fields.rows(kind)
    return table(("field", "holds", "", ""), told) or "No fields."


def events_page() -> str:
    """Return the page of the events, by their stored names."""
    rows = [
        (code(name), code(kind.__name__), first_line(kind.__doc__), _told_by(area, kind))
        for area in AREAS
        for name, kind in area.events.items()
    ]
    return page(
        "# Events",
        "What is stored, under which name. The number behind a name counts its shapes: a"
        " new shape gets a new name, and what was stored under the old one is still read."
        " The fields of an event are those of the command that tells it; in Python it is"
        " the class of `casemgmt.events`.",
        table(("stored name", "class", "says", "told by"), rows),
        "## What the store tells itself",
        "No command tells these; they stand in a stream of the store's own (`system:`).",
        *(_own_event(name, kind) for name, kind in _own_events()),
        _all([value for _, kind in _own_events() for value in fields.values(kind)]),
    )


def _own_events() -> Iterator[tuple[str, type]]:
    for area in AREAS:
        if area.subject == "system":
            yield from area.events.items()


def _own_event(name: str, kind: type) -> str:
    return f"### {name}\n\n{first_line(kind.__doc__)}\n\n{_fields(kind)}"


def _told_by(area: Area[Any], event: type) -> str:
    names = [n for n, kind in area.commands.items() if asking.event_of(kind) is event]
    return " · ".join(link(code(n), place_of(n)) for n in names) or _own(area)


def _own(area: Area[Any]) -> str:
    return "the store itself" if area.subject == "system" else ""
