"""Asking at a desk: each question says how its answer is shown, or it cannot be asked.

A desk whose public method says neither ``asks``, ``tells`` nor ``shows_nobody`` is refused
when it is defined: a new verb cannot forget the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from attrs import evolve

from casemgmt.desk.gate import IMPERSONAL, Gate, Showing
from casemgmt.domain.journey import Journey
from casemgmt.domain.personal import Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import NotPermittedError
from casemgmt.privacy.access import Sight, Verb
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.masking import WITHHELD

if TYPE_CHECKING:
    from casemgmt.desk.attaching import Attachment
    from casemgmt.desk.children import ChildLine
    from casemgmt.desk.resembling import Called
    from casemgmt.desk.worklists import CaseLine, Work
    from casemgmt.erasure.retaining import Retained
    from casemgmt.identity.resemblance import Resemblance
    from casemgmt.indicators import Explanation, Side, Unit


class OfSomebody(Protocol):
    """A line about one subject."""

    @property
    def subject(self) -> Subject:
        """Whom it is about."""


P = ParamSpec("P")
S = TypeVar("S", bound=OfSomebody)
T = TypeVar("T")
D = TypeVar("D", bound="Gated")
NAME, FAMILY = "register-child.given_name", "register-child.family_name"
TITLE = "attach-document.title"
SHOWS = "shows"
"""The attribute in which a method says how it is classified."""


class Gated:
    """A desk that has a gate where an access matrix is configured."""

    _gate: Gate | None

    def __init_subclass__(cls) -> None:
        """Refuse a desk with a question that says nothing of the gate."""
        super().__init_subclass__()
        silent = [name for name, made in vars(cls).items() if _is_silent(name, made)]
        if silent:
            msg = f"{cls.__name__}.{silent[0]} does not say what it shows (desk.asking)"
            raise TypeError(msg)


def _is_silent(name: str, made: Any) -> bool:
    if name.startswith("_"):
        return False
    asked = made.fget if isinstance(made, property) else made
    return callable(asked) and not hasattr(asked, SHOWS)


def shows_nobody(method: Callable[P, T]) -> Callable[P, T]:
    """Mark a question whose answer shows no person: it needs no rights."""
    setattr(method, SHOWS, "nobody")
    return method


def judges(method: Callable[P, T]) -> Callable[P, T]:
    """Mark a question that asks the gate itself whether it may be asked at all."""
    setattr(method, SHOWS, "judges")
    return method


def asks(
    verb: Verb, show: Callable[[Showing, T], T]
) -> Callable[[Callable[Concatenate[D, P], T]], Callable[Concatenate[D, P], T]]:
    """Let the answer of a question pass the gate: *show* is what of it is seen.

    What is about a centre or an agreement passes whoever asks: they are nobody.
    """

    def made(
        method: Callable[Concatenate[D, P], T],
    ) -> Callable[Concatenate[D, P], T]:
        @wraps(method)
        def asked(self: D, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if self._gate is None or _is_about_nobody(args):
                return method(self, *args, **kwargs)
            showing = self._gate.showing(verb)
            shown = show(showing, method(self, *args, **kwargs))
            showing.tell()
            return shown

        setattr(asked, SHOWS, verb)
        return asked

    return made


def _is_about_nobody(args: tuple[object, ...]) -> bool:
    """Whether a question is asked of a centre or an agreement, or of all of them."""
    first = args[0] if args else None
    return isinstance(first, str | Subject) and str(first).partition(":")[0] in IMPERSONAL


def tells(
    method: Callable[Concatenate[D, P], T],
) -> Callable[Concatenate[D, P], T]:
    """Let only those record something of a subject who may."""

    @wraps(method)
    def asked(self: D, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if self._gate is not None:
            said = args[0] if args else kwargs.get("subject")
            _refuse_who_may_not_record(self._gate, said)
        return method(self, *args, **kwargs)

    setattr(asked, SHOWS, Verb.RECORD)
    return asked


def _refuse_who_may_not_record(gate: Gate, subject: object) -> None:
    showing = gate.showing(Verb.RECORD)
    of = gate.parts.recorder.desk.door.subject(subject)
    if not showing.may_record(of):
        raise NotPermittedError(showing.reader.role, Verb.RECORD)


def tells_of_all(
    method: Callable[Concatenate[D, P], T],
) -> Callable[Concatenate[D, P], T]:
    """Let only those record lines of whomever who may record of every case."""

    @wraps(method)
    def asked(self: D, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if self._gate is not None:
            showing = self._gate.showing(Verb.RECORD)
            if not showing.may_record_anything():
                raise NotPermittedError(showing.reader.role, Verb.RECORD)
        return method(self, *args, **kwargs)

    setattr(asked, SHOWS, Verb.RECORD)
    return asked


def as_it_is(_: Showing, answer: T) -> T:
    """Show an answer that its own question lets pass the gate."""
    return answer


def journey(showing: Showing, answer: Journey) -> Journey:
    """Show a journey folded from what is seen of its stories."""
    return showing.journey(answer)


def events(
    showing: Showing, answer: tuple[RecordedEvent, ...]
) -> tuple[RecordedEvent, ...]:
    """Show the events of stories that are known, each as it is seen."""
    return tuple(
        evolve(told, event=showing.masked(told.subject, told.event))
        for told in answer
        if showing.knows(told.subject)
    )


def subjects(showing: Showing, answer: Iterator[Subject]) -> Iterator[Subject]:
    """Show the subjects that are known."""
    return iter([one for one in answer if showing.knows(one)])


def lines(showing: Showing, answer: tuple[S, ...]) -> tuple[S, ...]:
    """Show the lines about subjects that are known."""
    return tuple(one for one in answer if showing.knows(one.subject))


def line_by_line(showing: Showing, answer: Iterator[S]) -> Iterator[S]:
    """Show the lines about subjects that are known, where they come one by one."""
    return iter(lines(showing, tuple(answer)))


def pairs(showing: Showing, answer: tuple[Resemblance, ...]) -> tuple[Resemblance, ...]:
    """Show the pairs of two who are known by name: it is their names that are told of."""
    return tuple(
        one
        for one in answer
        if all(
            showing.knows(each) and showing.shows_field(each, NAME, Sight.PERSONAL)
            for each in (one.a, one.b)
        )
    )


def called(showing: Showing, answer: tuple[Called, ...]) -> tuple[Called, ...]:
    """Show those whose whole name may be seen: others would be found out by their names."""
    return tuple(
        one
        for one in answer
        if showing.knows(one.subject)
        and showing.shows_field(one.subject, NAME, Sight.PERSONAL)
        and showing.shows_field(one.subject, FAMILY, Sight.PERSONAL)
    )


def cases(showing: Showing, answer: Iterator[CaseLine]) -> Iterator[CaseLine]:
    """Show the open cases that are known, with their risk where that may be seen."""
    return iter([_case(showing, one) for one in lines(showing, tuple(answer))])


def work(showing: Showing, answer: Work) -> Work:
    """Show the open cases and what is due of children that are known."""
    shown = tuple(cases(showing, iter(answer.cases)))
    return evolve(answer, cases=shown, due=lines(showing, answer.due))


def _case(showing: Showing, line: CaseLine) -> CaseLine:
    if line.risk is None or showing.shows_field(line.subject, "assess-risk.level"):
        return line
    return evolve(line, risk=WITHHELD)


def children(showing: Showing, answer: Iterator[ChildLine]) -> Iterator[ChildLine]:
    """Show where children stand that are known, at school where all of it may be seen."""
    return iter([_child(showing, one) for one in lines(showing, tuple(answer))])


def _child(showing: Showing, line: ChildLine) -> ChildLine:
    if all(showing.shows_field(line.subject, field) for field in _SCHOOLING):
        return line
    return evolve(line, enrolled=None, school_year=None, grade=None)


_SCHOOLING = (
    "take-school-place.school_year",
    "take-school-place.grade",
    "return-to-school.school_year",
    "record-dropout.last_day",
)


def retained(showing: Showing, answer: tuple[Retained, ...]) -> tuple[Retained, ...]:
    """Show what is due to go of who is known."""
    return tuple(one for one in answer if showing.knows(one.due.subject))


def attachments(showing: Showing, answer: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Show the documents of who is known, each called as it may be called."""
    return tuple(_document(showing, one) for one in lines(showing, answer))


def _document(showing: Showing, one: Attachment) -> Attachment:
    if showing.shows_field(one.subject, TITLE, Sight.PERSONAL):
        return one
    return evolve(one, title=None if one.title is None else Withheld())


def explanation(showing: Showing, answer: Explanation) -> Explanation:
    """Show who of those behind a figure is known; the others are only counted."""

    def known(units: Iterable[Unit]) -> tuple[Unit, ...]:
        return tuple(u for u in units if _is_known(showing, u))

    sides: dict[str, Any] = {side: known(getattr(answer, side)) for side in _SIDES}
    left = sum(len(getattr(answer, side)) - len(seen) for side, seen in sides.items())
    return evolve(answer, **sides, withheld=left)


def each_behind(
    showing: Showing, answer: Iterator[tuple[Side, Unit | None]]
) -> Iterator[tuple[Side, Unit | None]]:
    """Show who of those behind a figure is known, one by one; for another stands None."""
    for side, unit in answer:
        yield side, unit if unit is not None and _is_known(showing, unit) else None


_SIDES = ("numerator", "denominator", "unknown", "excluded")


def _is_known(showing: Showing, unit: Unit) -> bool:
    return isinstance(unit.subject, Subject) and showing.knows(unit.subject)
