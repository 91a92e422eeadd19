"""The door: what other tools send, checked once, before anything is decided.

The same check for a line of a journal and for a command made in Python. Every refusal names
the field and says what is wrong with it, never what stood there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.amendments import Correct
from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.follow_up import PlanVisit
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError

from .registry import Registry
from .shapes import Lists, converter, where
from .values import ref, uuid

SUBJECT_KINDS = frozenset({"child", "household", "centre", "agreement"})
LINE_KEYS = frozenset(
    {"id", "command", "subject", "on", "at", "by", "role", "data", "device", "device_seq"}
)
DEEPEST = 64


@frozen
class Attempt:
    """One command on its way in, checked and not yet decided.

    Attributes:
        id: The command's own id; None when the store is to make one.
        command: What is told or asked.
        subject: Whose story it belongs to.
        on: The day it happened.
        by: The acting person's reference.
        role: The role they act in.
        at: When the sending tool recorded it, if it said.

    """

    id: UUID | None
    command: Any = field(repr=False)
    subject: Subject = field(repr=False)
    on: Day
    by: str
    role: str | None = None
    at: datetime | None = None


class Door:
    """Checks commands against the shapes, the vocabulary and the calendar."""

    def __init__(self, registry: Registry, lists: Lists, zone: tzinfo) -> None:
        self.registry = registry
        self._shapes = converter(lists, detailed=True)
        self._zone = zone

    def attempt(self, line: Any) -> Attempt:
        """Return the attempt that one parsed journal line makes.

        Raises:
            InvalidError: naming the field.

        """
        if type(line) is not dict:
            raise InvalidError("", "not-an-object")
        if strange := line.keys() - LINE_KEYS:
            raise InvalidError(str(min(strange)), "unknown-field")
        if _depth_of(line) > DEEPEST:
            raise InvalidError("", "too-deep")
        for name in ("id", "command", "subject", "on", "by", "data"):
            if name not in line:
                raise InvalidError(name, "missing-field")
        subject = self.subject(line["subject"])
        return Attempt(
            id=_field("id", uuid, line["id"]),
            command=self.command(line["command"], line["data"], subject),
            subject=subject,
            on=_field("on", _day, line["on"]),
            by=_field("by", ref, line["by"]),
            role=_field("role", ref, line["role"]) if line.get("role") is not None else None,
            at=_field("at", _instant, line["at"]) if line.get("at") is not None else None,
        )

    def subject(self, value: str | Subject) -> Subject:
        """Return the subject *value* names."""
        try:
            subject = Subject.of(value) if isinstance(value, str | Subject) else None
        except ValueError:
            subject = None
        if subject is None or subject.kind not in SUBJECT_KINDS:
            raise InvalidError("subject", "not-a-subject")
        _field("subject", ref, subject.key)
        return subject

    def command(self, name: Any, data: Any, subject: Subject) -> Any:
        """Return the command *name* with *data*, checked for *subject*."""
        kind = self.registry.commands.get(name) if isinstance(name, str) else None
        if kind is None:
            raise InvalidError("command", "unknown-command")
        return self._fitting(self.shaped(kind, data), subject)

    def shaped(self, kind: type, data: Any, path: tuple[str, ...] = ("data",)) -> Any:
        """Return *data* as *kind*."""
        try:
            return self._shapes.structure(data, kind)
        except InvalidError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the line is invalid
            at, code = where(error)
            raise InvalidError(".".join((*path, *at)), code) from None

    def checked(self, command: Any, subject: Subject) -> Any:
        """Return a command made in Python, as the door would have made it."""
        kind = type(command)
        if kind not in self.registry.command_names:
            raise InvalidError("command", "unknown-command")
        return self._fitting(self.shaped(kind, self._plain(command)), subject)

    def data_of(self, command: Any) -> dict[str, Any]:
        """Return the data of *command* as a journal writes it."""
        plain: dict[str, Any] = self._shapes.unstructure(command)
        return plain

    def day(self, on: str | date | Day) -> Day:
        """Return the day *on* names."""
        return _field("on", _day, on)

    def actor(self, by: str) -> str:
        """Return the acting person's reference."""
        return str(_field("by", ref, by))

    def today(self, now: datetime) -> date:
        """Return the calendar day on which *now* falls."""
        return now.astimezone(self._zone).date()

    def refuse_the_future(self, attempt: Attempt, recorded_at: datetime) -> None:
        """Refuse a day that begins after the day of recording; visits may be planned."""
        if isinstance(attempt.command, PlanVisit):
            return
        today = self.today(recorded_at)
        if attempt.on.first > today:
            raise InvalidError("on", "in-the-future")
        corrected_on = attempt.command.on if isinstance(attempt.command, Correct) else None
        if corrected_on is not None and corrected_on.first > today:
            raise InvalidError("data.on", "in-the-future")

    def _plain(self, command: Any) -> Any:
        try:
            return self._shapes.unstructure(command)
        except Exception:  # noqa: BLE001 - a field holds something of another type
            raise InvalidError("data", "wrong-type") from None

    def _fitting(self, command: Any, subject: Subject) -> Any:
        wanted = self.registry.subjects[type(command)]
        if wanted not in ("any", subject.kind):
            raise InvalidError("subject", "wrong-subject")
        check = getattr(command, "check", None)
        if check is not None:
            check()
        return command


def _field(name: str, read: Any, value: Any) -> Any:
    try:
        return read(value)
    except InvalidError:
        raise
    except ValueError as error:
        raise InvalidError(name, getattr(error, "code", "wrong-type")) from None


def _day(value: Any) -> Day:
    if not isinstance(value, str | date | Day):
        raise InvalidError("on", "wrong-type")
    try:
        return Day.of(value)
    except ValueError as error:
        code = "not-a-day" if str(error) == "not a day" else "no-such-day"
        raise InvalidError("on", code) from None


def _instant(value: Any) -> datetime:
    if not isinstance(value, str):
        raise InvalidError("at", "wrong-type")
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        raise InvalidError("at", "not-an-instant") from None
    if read.tzinfo is None:
        raise InvalidError("at", "no-offset")
    try:
        return read.astimezone(UTC)
    except OverflowError:
        raise InvalidError("at", "not-an-instant") from None


def _depth_of(value: Any) -> int:
    """Return how deep *value* is nested, without recursing."""
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            inner
            for v in level
            if isinstance(v, dict | list)
            for inner in (v.values() if isinstance(v, dict) else v)
            if isinstance(inner, dict | list)
        ]
    return depth
