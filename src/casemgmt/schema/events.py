"""The schema of one event as a history shows it, by its stored name and version."""

from __future__ import annotations

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.recording.registry import Registry

from .kinds import Kinds
from .values import ANYTHING, DRAFT, Schema, closed, one_of_several, ref

REQUIRED = ["position", "subject", "id", "command_id", "event", "on", "at", "by", "data"]
AMENDED = ("corrects", "retracts", "corrected_by", "retracted_by")
UNREADABLE = closed(
    {"unreadable": {"type": "string"}},
    ["unreadable"],
    description="This version, or this installation, cannot read what was stored.",
)


def events_schema(registry: Registry | None = None) -> Schema:
    """Return the JSON Schema of an event, as ``casemgmt history --json`` lists it.

    Codes are strings: what was stored once is not judged by today's vocabulary.

    Args:
        registry: The areas whose events are described; those installed if None.

    """
    known = registry or Registry.installed()
    kinds = Kinds(None)
    told = {f"event.{name}": _event(kind, kinds) for name, kind in known.events.items()}
    names = {"properties": {"event": {"enum": list(known.events)}}}
    return {
        "$schema": DRAFT,
        "$id": "urn:casemgmt:events",
        "title": "One event of a history of casemgmt",
        **closed(_envelope(), REQUIRED),
        "allOf": [
            *map(_if_stored, known.events),
            {"if": names, "else": {"properties": {"data": ref("unreadable")}}},
        ],
        "$defs": kinds.defs | {"unreadable": UNREADABLE} | told,
    }


def _envelope() -> dict[str, Schema]:
    return {
        "position": {"type": "integer", "minimum": 1},
        "subject": ref("subject"),
        "id": ref("id"),
        "command_id": ref("id"),
        "event": {"type": "string"},
        "on": ref("day"),
        "at": ref("instant"),
        "by": ref("ref"),
        "role": ref("ref"),
        **{name: ref("id") for name in AMENDED},
        "data": ANYTHING,
    }


def _event(kind: type, kinds: Kinds) -> Schema:
    said = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    told = kinds.fields(kind, title=kind.__name__, description=said)
    if kind is CommandCorrected:  # shown with the whole corrected data, as it was told
        told["properties"]["data"] = told["properties"].pop("corrected")
        told["required"] = ["data", "reason"]
    return told


def _if_stored(name: str) -> Schema:
    data = one_of_several(ref(f"event.{name}"), ref("unreadable"))
    return {
        "if": {"properties": {"event": {"const": name}}, "required": ["event"]},
        "then": {"properties": {"data": data}},
    }
