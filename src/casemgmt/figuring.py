"""Figures and reports of a store: its log as the facts read it, and the questions asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve, field, frozen

from casemgmt import indicators
from casemgmt.care.standing import standing
from casemgmt.config import read_policy
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Entry
from casemgmt.errors import InvalidError
from casemgmt.facts import Facts
from casemgmt.opening import Parts
from casemgmt.recorded import event_id
from casemgmt.recording.envelope import UNKNOWN, Unreadable, kind_of
from casemgmt.recording.port import LINK, StoredEvent
from casemgmt.reports import Period, report_named
from casemgmt.telemetry import Span, span

if TYPE_CHECKING:
    from casemgmt.indicators import Explanation, Figure, Question
    from casemgmt.reports import Report
    from casemgmt.reports.desk import ReportDesk

BIRTH = "born"


@frozen(eq=False)
class LogSource:
    """A store's log, as the facts read it: by random id, the birth day alone opened."""

    parts: Parts
    _at_hand: list[tuple[UUID, list[StoredEvent]]] = field(factory=list, init=False)
    """The story read last: its kind is asked for first, then what was told in it."""

    @property
    def epoch(self) -> str:
        """Which log this is, and where its calendar days begin."""
        return f"{self.parts.shelf.log.epoch} {self.parts.config.zone}"

    def head(self) -> int:
        """Return the position of the last event."""
        return self.parts.shelf.log.head()

    def changed(self, after: int) -> Iterable[UUID]:
        """Return the subjects with events beyond a position."""
        return self.parts.shelf.log.changed(after)

    def kind(self, subject: UUID) -> str:
        """Return the kind of a subject, by the first of its events that says it."""
        told = map(kind_of, self._story(subject))
        return next((kind for kind in told if kind != UNKNOWN), UNKNOWN)

    def code(self, subject: UUID) -> str | None:
        """Return what children's stories call a centre, None where nobody knows."""
        known = self.parts.shelf.vault.reference(subject)
        return known.key if known else None

    def entries(self, subject: UUID) -> Sequence[Entry]:
        """Return a subject's events; a subject named in one has its random id as key.

        What cannot be read is passed over: it is counted in no figure.
        """
        codec = self.parts.shelf.codec
        told = (codec.entry(s, by_id=True) for s in self._story(subject))
        return [entry for entry in told if not isinstance(entry.event, Unreadable)]

    def _story(self, subject: UUID) -> list[StoredEvent]:
        if not self._at_hand or self._at_hand[0][0] != subject:
            self._at_hand[:] = [(subject, self.parts.shelf.log.read(subject))]
        return self._at_hand[0][1]

    def linked_ever(self, subject: UUID) -> Collection[UUID]:
        """Return the records ever linked with this one directly."""
        log = self.parts.shelf.log
        return {*log.mentioned(subject, LINK), *log.mentions(subject, LINK)}


def question(
    parts: Parts,
    first: str | date,
    last: str | date,
    *,
    as_of: str | date | None,
    known_at: datetime | None,
    only: Sequence[str],
    by: Sequence[str],
    policy: Path | None,
) -> Question:
    """Return the question so asked of a store.

    Raises:
        InvalidError: there is no such day, or the period ends before it begins.
        ConfigurationError: the policy file cannot be used.

    """
    asked = indicators.Question.of(
        first,
        last,
        policy=policy_of(parts, policy),
        as_of=as_of,
        known_at=moment(parts, known_at),
        only=only,
        by=by,
    )
    if asked.last < asked.first:
        raise InvalidError("last", "empty-period")
    return asked


def policy_of(parts: Parts, file: Path | None) -> Policy:
    """Return the store's policy, or that of a *file* over it, parameter by parameter.

    Raises:
        ConfigurationError: the file cannot be used.

    """
    own = parts.config.policy
    return own if file is None else read_policy(file, own)


def answer(parts: Parts, asked: Question) -> tuple[Figure, ...]:
    """Return the figures that answer a question, on facts brought up to date."""
    with span(Span.FIGURES, indicators=len(asked.only), dimensions=len(asked.by)):
        known = indicators.installed(parts.indicators)
        return indicators.figures(_facts(parts), asked, known)


def explain(parts: Parts, figure: Figure) -> Explanation:
    """Return who and what stands behind *figure*, by the references others know."""
    found = explained(parts, figure)
    return evolve(
        found,
        numerator=_by_reference(parts, found.numerator),
        denominator=_by_reference(parts, found.denominator),
        unknown=_by_reference(parts, found.unknown),
        excluded=_by_reference(parts, found.excluded),
    )


def explained(parts: Parts, figure: Figure) -> Explanation:
    """Return who and what stands behind *figure*, by random ids."""
    known = indicators.installed(parts.indicators)
    return indicators.explain(_facts(parts), figure, known)


def kinds_read(parts: Parts, figure: Figure) -> frozenset[str] | None:
    """Return the kinds of event that *figure* rests on; None where nobody can say."""
    known = indicators.installed(parts.indicators)
    return indicators.kinds_read(_facts(parts), figure, known)


def titles(language: str) -> dict[str, str]:
    """Return what each indicator is called in *language*, by its id."""
    known = (
        *indicators.CORE.values(),
        *indicators.FURTHER.values(),
        *indicators.installed(),
    )
    return {indicator.id: indicator.title.in_language(language) for indicator in known}


def report(parts: Parts, desk: ReportDesk, name: str, asked: Period) -> Report:
    """Return the report *name* of a period, with size and root of the log at its foot.

    Raises:
        ConfigurationError: there is no such report.

    """
    make = report_named(name)
    with span(Span.REPORT, report=name):
        made = make(desk, asked)
        tree = standing(parts.shelf.log, parts.facts_at)
    return evolve(made, foot=evolve(made.foot, events=tree.size, root=tree.root().hex()))


def period(  # the contract's words, one for each part
    parts: Parts,
    first: str | date,
    last: str | date,
    *,
    as_of: str | date | None,
    known_at: datetime | None,
    policy: Path | None,
) -> Period:
    """Return the period a report is asked for, known now unless it is said otherwise.

    Raises:
        InvalidError: there is no such day, or the period ends before it begins.

    """
    at = moment(parts, known_at)
    asked = Period.of(first, last, at, as_of=as_of, policy=policy)
    if asked.last < asked.first:
        raise InvalidError("last", "empty-period")
    return asked


def moment(parts: Parts, known_at: datetime | None) -> datetime:
    """Return the moment whose knowledge counts: now, unless it is said otherwise.

    Raises:
        InvalidError: it is no instant with an offset.

    """
    return parts.recorder.desk.door.moment(known_at) or parts.recorder.clock()


def _by_reference(
    parts: Parts, units: Iterable[indicators.Unit]
) -> tuple[indicators.Unit, ...]:
    """Return *units* by the references others know, in the same order in every store."""
    known = (_known(parts, unit) for unit in units)
    return tuple(sorted(known, key=lambda unit: (str(unit.subject), unit.unit)))


def _known(parts: Parts, unit: indicators.Unit) -> indicators.Unit:
    stream = unit.subject
    return (
        evolve(unit, subject=parts.subject_of(stream)) if isinstance(stream, UUID) else unit
    )


def _facts(parts: Parts) -> Facts:
    with parts.recorder.locked():
        if parts.facts is None:
            parts.facts = Facts(
                parts.facts_at, sealer=parts.shelf.vault, zone=parts.config.zone
            )
        facts = parts.facts
    assert isinstance(facts, Facts)  # noqa: S101 - made just above
    facts.refresh(LogSource(parts))
    return facts


__all__ = ["LogSource", "answer", "event_id", "explain", "question", "report"]
