"""A log in memory, made from journal lines as they stand: what a source gives the facts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.area import Command
from casemgmt.domain.dates import Day
from casemgmt.domain.told import Entry
from casemgmt.recording.registry import Registry
from casemgmt.recording.shapes import converter

F12 = Path(__file__).parents[1] / "data" / "f12"
REGISTRY = Registry.of()
SHAPES = converter()
NAMES_A_SUBJECT = {"other", "person", "child", "children", "to"}


def lines_of(*names: str) -> list[dict[str, Any]]:
    texts = ((F12 / name).read_text(encoding="utf-8") for name in names)
    return [json.loads(line) for text in texts for line in text.splitlines()]


def id_of(subject: str) -> UUID:
    """The random id a store would have given; the same each time, so tests can ask."""
    return uuid5(NAMESPACE_URL, subject)


def _by_id(data: Any, name: str = "") -> Any:
    """The data of a command with every subject named by its id."""
    if isinstance(data, dict):
        return {key: _by_id(value, key) for key, value in data.items()}
    if isinstance(data, list):
        return [_by_id(value, name) for value in data]
    kind = data.partition(":")[0] if isinstance(data, str) else ""
    if name in NAMES_A_SUBJECT and kind in ("child", "household"):
        return f"{kind}:{id_of(data).hex}"
    return data


def _event(command: str, data: Any) -> Any:
    kind = REGISTRY.commands[command]
    told = SHAPES.structure(_by_id(data), kind)
    assert isinstance(told, Command)
    return told.happened()[0]


class JournalSource:
    """Every line in its order of recording; `shown` may be held back, to grow by steps."""

    def __init__(self, lines: Iterable[dict[str, Any]], epoch: str = "one") -> None:
        self.epoch = epoch
        once = {line["id"]: line for line in lines}
        told = sorted(once.values(), key=lambda line: (_at(line), line["id"]))
        self._entries: defaultdict[UUID, list[Entry]] = defaultdict(list)
        self._kinds: dict[UUID, str] = {}
        self._codes: dict[UUID, str] = {}
        self._linked: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self.order: list[UUID] = []
        for position, line in enumerate(told, start=1):
            self._tell(line, once, position)
        self.shown = len(self.order)

    def _tell(self, line: dict[str, Any], once: dict[str, Any], position: int) -> None:
        subject = id_of(line["subject"])
        self._kinds[subject], _, self._codes[subject] = line["subject"].partition(":")
        self.order.append(subject)
        data, corrects, retracts = line["data"], None, None
        name = line["command"]
        if name == "correct":
            corrects = UUID(data["command_id"])
            corrected = _event(once[data["command_id"]]["command"], data["data"])
            on = Day.of(data["on"]) if data.get("on") else None
            event: Any = CommandCorrected(corrected=corrected, on=on, reason=data["reason"])
            self._link(subject, corrected)
        elif name == "retract":
            retracts = UUID(data["command_id"])
            event = CommandRetracted(reason=data["reason"])
        else:
            event = _event(name, data)
            self._link(subject, event)
        entry = Entry(
            command_id=UUID(line["id"]),
            subject=subject,
            name=REGISTRY.names[type(event)],
            event=event,
            on=Day.of(line["on"]),
            recorded_at=_at(line),
            by=line["by"],
            corrects=corrects,
            retracts=retracts,
            position=position,
        )
        self._entries[subject].append(entry)

    def _link(self, subject: UUID, event: Any) -> None:
        if type(event).__name__ in ("PersonsLinked", "PersonsUnlinked"):
            other = UUID(hex=event.other.key)
            self._kinds.setdefault(other, "child")
            self._linked[subject].add(other)
            self._linked[other].add(subject)

    def head(self) -> int:
        return self.shown

    def changed(self, after: int) -> Iterable[UUID]:
        return dict.fromkeys(self.order[after : self.shown])

    def news(self, after: int, until: int) -> None:
        return None

    def plain(self, subject: UUID, until: int) -> None:
        return None

    def unread(self, subject: UUID) -> int:
        return 0

    def let_go(self) -> None:
        pass

    def kind(self, subject: UUID) -> str:
        return self._kinds[subject]

    def code(self, subject: UUID) -> str | None:
        return self._codes[subject]

    def story(self, subject: UUID, until: int) -> Sequence[Entry]:
        return [e for e in self._entries[subject] if e.position <= until]

    def linked_ever(self, subject: UUID) -> Collection[UUID]:
        return self._linked[subject]


def _at(line: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(line["at"]).astimezone(UTC)
