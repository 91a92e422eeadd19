"""The door: what other tools send, checked once, before anything is decided.

The same check for a line of a journal and for a command made in Python. Every refusal names
the field and says what is wrong with it, never what stood there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

from attrs import frozen

from casemgmt.domain.amendments import Correct
from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.follow_up import PlanVisit
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError

from .as_sent import DEEPEST, as_json, depth_of, in_utc, instant, read_as
from .attempt import Attempt, attempted
from .decoders import Decode, Decoders, as_it_is, as_said, is_ours, read_by, unusual
from .line_keys import REQUIRED, refuse_missing, refuse_unknown
from .registry import Registry
from .shapes import Lists, converter
from .value_readers import DAYS
from .values import AtError, ShapeError, day, nearest, ref, uuid
from .values import subject as to_subject
from .wrong_field import path_in_words, where

SUBJECT_KINDS = frozenset({"child", "household", "centre", "agreement"})
AT_HAND = 4096
FAR = 2
"""Days: more than any two places of the earth are apart."""


@frozen
class _Way:
    """How a command of one name comes in, and of which kind of subject it is told."""

    kind: type
    write: Callable[[Any], Any]
    decode: Decode
    subject: str
    is_checked: bool


class Door:
    """Checks commands against the shapes, the vocabulary and the calendar."""

    def __init__(self, registry: Registry, lists: Lists, zone: tzinfo) -> None:
        self.registry = registry
        self._shapes = converter(lists)
        self._decoders = Decoders(lists)
        self._explaining = converter(lists, detailed=True)
        self._zone = zone
        self._ways: dict[str, _Way] = {}
        self._made_here: dict[type, _Way] = {}
        """The same for commands that were made in Python."""
        self._subjects: dict[str, Subject] = {}
        """References met before: a child has many lines."""
        self._actors: dict[str, str] = {}

    def attempt(self, line: Any, *, shallow: bool = False, short: bool = False) -> Attempt:
        """Return the attempt that one parsed journal line makes.

        Of a *shallow* one it is known already that it is not too deep; of a *short* one,
        that what it makes is not too large, so that its data are worth keeping.

        Raises:
            InvalidError: naming the field.

        """
        if type(line) is not dict:
            raise InvalidError("", "not-an-object")
        usual = line.keys() == REQUIRED
        if not usual:
            refuse_unknown(line)
        if not shallow and depth_of(line) > DEEPEST:
            raise InvalidError("", "too-deep")
        if not usual:
            refuse_missing(line)
        subject = self.subject(line["subject"])
        get, data = line.get, line["data"]
        try:
            own = uuid(line["id"])
        except ShapeError as error:
            raise InvalidError("id", error.code) from None
        role, at = get("role"), get("at")
        made: Attempt = attempted(  # in the order of its fields: there are millions of them
            own,
            self.command(line["command"], data, subject),
            subject,
            self.day(line["on"]),
            self.actor(line["by"]),
            None if role is None else self.role(role),
            None if at is None else instant(at),
            data if short else None,
        )
        return made

    def subject(self, value: Any) -> Subject:
        """Return the subject *value* names."""
        if type(value) is str and (known := self._subjects.get(value)) is not None:
            return known
        subject = self._subject(value)
        if type(value) is str:
            if len(self._subjects) >= AT_HAND:
                self._subjects.clear()
            self._subjects[value] = subject
        return subject

    def _subject(self, value: Any) -> Subject:
        if not isinstance(value, str | Subject):
            raise InvalidError("subject", "not-a-subject")
        subject = read_as("subject", to_subject, str(value))
        if subject.kind not in SUBJECT_KINDS:
            raise InvalidError("subject", "not-a-subject")
        return subject

    def command(self, name: Any, data: Any, subject: Subject) -> Any:
        """Return the command *name* with *data*, checked for *subject*."""
        way = self._ways.get(name) if type(name) is str else None
        if way is None:
            way = self._way(name)
        command = read_by(way.decode, data, as_it_is, as_said)
        if command is None:
            command = self._judged(way.kind, data, ("data",))
        if way.subject not in ("any", subject.kind):
            raise InvalidError("subject", "wrong-subject")
        if way.is_checked:
            command.check()
        return command

    def _way(self, name: Any) -> _Way:
        kind: Any = self.kind(name)
        way = self._ways[name] = _Way(
            kind,
            self._shapes.get_unstructure_hook(kind),
            self._decoders.of(kind) if is_ours(kind) else unusual,
            self.registry.subjects[kind],
            hasattr(kind, "check"),
        )
        return way

    def kind(self, name: Any) -> type:
        """Return the class of the command *name*."""
        kind = self.registry.commands.get(name) if isinstance(name, str) else None
        if kind is None:
            near = nearest(name, self.registry.commands)
            raise InvalidError("command", "unknown-command", near)
        return kind

    def told_of(self, kind: type, subject: Subject) -> None:
        """Refuse a *subject* of another kind than that of which *kind* is told."""
        if self.registry.subjects[kind] not in ("any", subject.kind):
            raise InvalidError("subject", "wrong-subject")

    def _made(self, kind: type) -> _Way:
        if kind not in self.registry.command_names:
            raise InvalidError("command", "unknown-command")
        way = self._way(self.registry.command_names[kind])
        self._made_here[kind] = way
        return way

    def value(self, kind: Any, value: Any, path: tuple[str, ...]) -> None:
        """Refuse a *value* that a field of *kind* cannot hold; *path* leads to it."""
        try:
            self._explaining.structure(value, kind)
        except Exception as error:  # noqa: BLE001 - whatever it is, the value is wrong
            raise _invalid(where(error), path) from None

    def shaped(self, kind: type, data: Any, path: tuple[str, ...] = ("data",)) -> Any:
        """Return *data* as *kind*.

        Raises:
            InvalidError: it has another shape; the field is named.

        """
        if is_ours(kind):
            read = read_by(self._decoders.of(kind), data, as_it_is, as_said)
            if read is not None:
                return read
        return self._judged(kind, data, path)

    def _judged(self, kind: type, data: Any, path: tuple[str, ...]) -> Any:
        try:
            return self._shapes.structure(data, kind)
        except Exception:  # noqa: BLE001 - what it is, the slower converter says
            return self._explained(kind, data, path)

    def agreed(self, command: Any) -> Any:
        """Return *command* if its fields agree with each other."""
        check = getattr(command, "check", None)
        if check is not None:
            check()
        return command

    def checked(self, command: Any, subject: Subject) -> tuple[Any, Any]:
        """Return a command made in Python as the door makes it, and its data in JSON.

        None of data that JSON has otherwise, and of those too large to be kept.
        """
        kind = type(command)
        made = self._made_here.get(kind) or self._made(kind)
        plain = self._plain(made, command)
        read = read_by(made.decode, plain, as_it_is, as_said)
        if read is None:
            read = self._judged(kind, plain, ("data",))
        if made.subject not in ("any", subject.kind):
            raise InvalidError("subject", "wrong-subject")
        if made.is_checked:
            read.check()
        return read, as_json(plain)

    def data_of(self, command: Any) -> dict[str, Any]:
        """Return the data of *command* as a journal writes it."""
        plain: dict[str, Any] = self._shapes.unstructure(command)
        return plain

    def day(self, on: Any, name: str = "on") -> Day:
        """Return the day *on*, given under *name*."""
        if type(on) is str:
            try:
                known: Day = DAYS[on]
            except ShapeError as error:
                raise InvalidError(name, error.code) from None
            return known
        if not isinstance(on, str | date | Day) or isinstance(on, datetime):
            raise InvalidError(name, "wrong-type")
        return read_as(name, day, on) if isinstance(on, str) else Day.of(on)

    def forget(self) -> None:
        """Let go of the references that were read."""
        self._subjects.clear()

    def actor(self, by: Any, name: str = "by") -> str:
        """Return the acting person's reference, given under *name*."""
        if type(by) is str and by in self._actors:
            return self._actors[by]
        known = read_as(name, ref, by)
        if len(self._actors) < AT_HAND:
            self._actors[by] = known
        return known

    def role(self, role: Any) -> str | None:
        """Return the role somebody acts in, None when it was not said."""
        return None if role is None else read_as("role", ref, role)

    def moment(self, known_at: Any) -> datetime | None:
        """Return the moment *known_at* in UTC, None for now."""
        if known_at is None:
            return None
        if not isinstance(known_at, datetime):
            raise InvalidError("known_at", "wrong-type")
        return in_utc("known_at", known_at)

    def today(self, now: datetime) -> date:
        """Return the calendar day on which *now* falls."""
        return now.astimezone(self._zone).date()

    def refuse_the_future(self, attempt: Attempt, recorded_at: datetime) -> None:
        """Refuse a day that begins after the day of recording; visits may be planned."""
        passed = (recorded_at.date() - attempt.on.first).days > FAR
        if passed and not isinstance(attempt.command, Correct):
            return  # on whichever side of midnight the zone is
        if isinstance(attempt.command, PlanVisit):
            return
        today = self.today(recorded_at)
        if attempt.on.first > today:
            raise InvalidError("on", "in-the-future")
        corrected_on = attempt.command.on if isinstance(attempt.command, Correct) else None
        if corrected_on is not None and corrected_on.first > today:
            raise InvalidError("data.on", "in-the-future")

    def _explained(self, kind: type, data: Any, path: tuple[str, ...]) -> Any:
        try:
            return self._explaining.structure(data, kind)
        except InvalidError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the line is invalid
            raise _invalid(where(error), path) from None

    @staticmethod
    def _plain(way: _Way, command: Any) -> Any:
        try:
            return way.write(command)
        except Exception:  # noqa: BLE001 - a field holds something of another type
            raise InvalidError("data", "wrong-type") from None


def _invalid(wrong: AtError, path: tuple[str, ...]) -> InvalidError:
    near = wrong.near() if wrong.near else None
    return InvalidError(path_in_words((*path, *wrong.path)), wrong.code, near)
