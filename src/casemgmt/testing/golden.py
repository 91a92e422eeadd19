"""Golden journals: small stories, named by what they show, as an adapter is given them.

They lie beside this file as journals that ``casemgmt record`` reads too. Everybody in them
is invented. Their commands ``elsewhere.…`` are of an area that is installed while they are
told and is not where they are read: that is how an event comes about that nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from attrs import evolve, field, frozen

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.vocabulary import Text
from casemgmt.errors import InvalidError
from casemgmt.privacy.sealing import Sealer
from casemgmt.privacy.vault_port import Vault
from casemgmt.projections.reading import Reading
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.codec import Codec
from casemgmt.recording.registry import Registry

from .memory import memory_store
from .retelling import renamed

GOLDEN = (
    "corrections",
    "every_command",
    "formula_prefixes",
    "households",
    "linked_children",
    "retractions",
    "three_scripts",
    "told_late",
    "unknown_events",
)
READ_ON = "2030-01-01"
GAP, LONGEST = 3, 10_000


@frozen(kw_only=True)
class _SomethingSaid:
    what: Personal[Text] = field(converter=personal_text)


class _SaySomething(_SomethingSaid, Command):
    """Something is told that is of no area installed here."""


ELSEWHERE = Area(
    "elsewhere.sayings",
    subject="child",
    initial=None,
    evolve=unchanged,
    events={"elsewhere.something-said.1": _SomethingSaid},
    commands={"elsewhere.say-something": _SaySomething},
)


def golden(
    journal: str | Path,
    *,
    fields: Collection[str] = (),
    areas: Sequence[Area[Any]] = (),
) -> tuple[RecordedEvent, ...]:
    """Return the events of a journal as an adapter is given them.

    Subjects come by ids, which are the same in every run; what is personal is withheld.
    Positions increase with gaps.

    Args:
        journal: The name of a golden journal (see ``GOLDEN``), or a journal of one's own.
        fields: The personal fields that are granted, such as ``given_name``.
        areas: Areas of one's own that the journal tells of.

    Raises:
        InvalidError: a line of the journal cannot be recorded.

    """
    if isinstance(journal, str) and not areas:
        return _told_golden(journal, frozenset(fields))
    return _told(_lines(journal), frozenset(fields), areas)


@cache
def _told_golden(name: str, fields: frozenset[str]) -> tuple[RecordedEvent, ...]:
    return _told(_lines(name), fields, ())


def _lines(journal: str | Path) -> list[str]:
    if isinstance(journal, str):
        found = files(__package__).joinpath("journals", f"{journal}.jsonl")
        return found.read_text(encoding="utf-8").splitlines()
    return journal.read_text(encoding="utf-8").splitlines()


def _told(
    lines: Iterable[str], fields: frozenset[str], areas: Sequence[Area[Any]]
) -> tuple[RecordedEvent, ...]:
    with memory_store(READ_ON, areas=(*areas, ELSEWHERE)) as store:
        done = store.acting_as("amina").record_file(lines, times_given=True)
        if done.refused or done.invalid:
            raise InvalidError("journal", "cannot-be-kept")
        shelf = store._parts.shelf  # noqa: SLF001 - there is no door to who is meant by an id
        here = Codec(Registry.of(areas), Sealer(shelf.vault), shelf.vault)
        reading = Reading(here, shelf.vault, fields)
        told = [evolve(e) for e in reading.events(shelf.log.scan(0, LONGEST))]
        keys = {e.subject.key: _steady(shelf.vault, e.subject.key) for e in told}
    return renamed((evolve(e, position=GAP * e.position) for e in told), keys)


def _steady(vault: Vault, key: str) -> str:
    """Return an id that is the same in every run."""
    return str(uuid5(NAMESPACE_OID, str(vault.reference(UUID(key)))))
