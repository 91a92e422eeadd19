"""The schema of one line of a journal: the envelope, and the data of each command."""

from __future__ import annotations

from typing import Any

from casemgmt.domain.amendments import NEITHER, Correct, Retract
from casemgmt.domain.enrolment.assessment import REQUIRED_DOMAINS
from casemgmt.recording.registry import Registry
from casemgmt.recording.requests import is_request
from casemgmt.vocabularies import Vocabulary, default

from .kinds import Kinds
from .values import DRAFT, NULL, Schema, closed, one_of_several, ref

REQUIRED = ["id", "command", "subject", "on", "by", "data"]
AMENDING: dict[type, str] = {
    Correct: "command-corrected.1",
    Retract: "command-retracted.1",
}
AGREEING: dict[str, dict[str, Schema]] = {  # what the commands themselves check
    "complete-assessment": {"domains": {"required": sorted(REQUIRED_DOMAINS)}},
    "resolve-contradiction": {"holds": one_of_several(ref("id"), {"const": NEITHER})},
}


def commands_schema(
    registry: Registry | None = None, vocabulary: Vocabulary | None = None
) -> Schema:
    """Return the JSON Schema of a journal line.

    Args:
        registry: The areas whose commands are described; those installed if None.
        vocabulary: The codes that are taken; the packaged ones if None.

    """
    known = registry or Registry.installed()
    kinds = Kinds((vocabulary or default()).lists)
    told = {f"command.{n}": _command(n, c, known, kinds) for n, c in known.commands.items()}
    return {
        "$schema": DRAFT,
        "$id": "urn:casemgmt:commands",
        "title": "One line of a journal of casemgmt: one command",
        **closed(_envelope(list(known.commands)), REQUIRED),
        "allOf": [_if_told(n, c, known) for n, c in known.commands.items()],
        "$defs": kinds.defs | told,
    }


def _envelope(names: list[str]) -> dict[str, Schema]:
    return {
        "id": ref("id"),
        "command": {"enum": names},
        "subject": ref("told-subject"),
        "on": {"description": "The day it happened.", **ref("day")},
        "at": one_of_several(ref("instant"), NULL),
        "by": ref("ref"),
        "role": one_of_several(ref("ref"), NULL),
        "data": {"type": "object"},
    }


def _command(name: str, kind: type, known: Registry, kinds: Kinds) -> Schema:
    told = kinds.fields(kind, **_said(name, kind, known))
    for field, agreeing in AGREEING.get(name, {}).items():
        told["properties"][field] |= agreeing
    return told


def _said(name: str, kind: type, known: Registry) -> dict[str, Any]:
    """Return what is said of a command beside its fields."""
    said: dict[str, Any] = {
        "title": kind.__name__,
        "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
        "x-telling": "request" if is_request(name, kind) else "fact",
        "x-subject": known.subjects[kind],
    }
    event = AMENDING.get(kind) or known.names.get(kind.__bases__[0])
    return said | ({"x-event": event} if event else {})


def _if_told(name: str, kind: type, known: Registry) -> Schema:
    of = known.subjects[kind]
    whose = {} if of == "any" else {"subject": {"pattern": f"^{of}:"}}
    return {
        "if": {"properties": {"command": {"const": name}}, "required": ["command"]},
        "then": {"properties": whose | {"data": ref(f"command.{name}")}},
    }
