"""Adults who are named in a record that is not theirs: each has a key of their own.

A mother in a child's record, a member of a household: they are nobody's subject, and may be
erased alone, while the record stays. Their names are sealed with keys that the vault keeps
by a hash of record and name, so that one who is named twice in a record has one key. Which
key it is stands beside the sealed name; where none does, it is the record's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

import orjson

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.vocabulary import Subject

from .plan import names_of_others, plan_of

KIND = "adult"
WHOSE = "of"
ROLE = "role"
KeyedHash = Callable[..., bytes]


def told_of(
    event: Any, plain: Mapping[str, Any], record: Subject, keyed_hash: KeyedHash
) -> dict[bytes, Subject]:
    """Return by what the vault knows each adult that *event* names, by their name."""
    kind, data = _what_is_told(event, plain)
    names = names_of_others(kind)
    if not names:
        return {}
    found: list[bytes] = []

    def note(value: Any, at: str) -> Any:
        if is_of_another(at, names):
            found.append(as_named(value))
        return {}

    plan_of(kind).walk(dict(data), note, str)
    return {
        said: Subject(KIND, keyed_hash(KIND, str(record), said.decode()).hex())
        for said in found
    }


def is_of_another(at: str, names: Collection[str]) -> bool:
    """Whether the field *at* the end of its path names somebody else."""
    return at.rpartition(".")[2] in names


def as_named(value: Any) -> bytes:
    """Return a name as it is told apart from others."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def called(at: str, data: Any) -> str:
    """Return what an adult is called in a record: a role, or the field of the name."""
    *way, last = at.split(".")
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data[step]
    role = data.get(ROLE) if isinstance(data, dict) else None
    return str(role) if isinstance(role, str) else last.replace("_", "-")


def key_of(sealed: Any, stream: UUID) -> UUID:
    """Return whose key a value is sealed with.

    Raises:
        ValueError: what stands there is no id.

    """
    whose = sealed.get(WHOSE) if type(sealed) is dict else None
    return stream if whose is None else UUID(whose)


def _what_is_told(event: Any, plain: Mapping[str, Any]) -> tuple[type, Mapping[str, Any]]:
    if isinstance(event, CommandCorrected):
        return type(event.corrected), plain["data"]
    return type(event), plain
