"""Figures and reports of a store: its log as the facts read it, and the questions asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve

from casemgmt import indicators
from casemgmt.config import read_policy
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.facts import Facts, Hands, LogSource, PassedOver
from casemgmt.opening.parts import Parts
from casemgmt.read_models.log_apart import read_apart
from casemgmt.recorded import event_id
from casemgmt.sharing.hands import Processes, can_begin, cores
from casemgmt.telemetry import Span, span

if TYPE_CHECKING:
    from casemgmt.indicators import Explanation, Figure, Question, Side, Unit

LATELY_CALLED = 10_000
"""Of how many subjects what they are called is at hand, where they are told one by one."""
EVENTS_A_PROCESS = 100_000
"""A process is worth beginning for so many events of the log."""


def log_source(parts: Parts) -> LogSource:
    """Return the log of a store, as the facts read it."""
    shelf = parts.shelf
    return LogSource(shelf.log, shelf.codec, shelf.vault, parts.config.zone)


def question(
    parts: Parts,
    first: str | date,
    last: str | date,
    *,
    as_of: str | date | None,
    known_at: datetime | None,
    only: Sequence[str],
    by: Sequence[str],
    policy: Path | Policy | None,
) -> Question:
    """Return the question so asked of a store.

    Raises:
        InvalidError: there is no such day, or the period ends before it begins.
        ConfigurationError: the policy file cannot be used.

    """
    begin, end, cut = days(parts, first, last, as_of)
    return indicators.Question.of(
        begin,
        end,
        policy=policy_of(parts, policy),
        as_of=cut,
        known_at=moment(parts, known_at),
        only=only,
        by=by,
    )


def policy_of(parts: Parts, said: Path | Policy | None) -> Policy:
    """Return the store's policy, or another, or that of a file over the store's own.

    Raises:
        ConfigurationError: the file cannot be used.
        InvalidError: it is neither a policy nor the path of one.

    """
    own = parts.config.policy
    match said:
        case None:
            return own
        case Policy():
            return said
        case Path():
            return read_policy(said, own)
        case _:  # a file is named by a Path, as everywhere
            raise InvalidError("policy", "wrong-type")


def answer(parts: Parts, asked: Question) -> tuple[Figure, ...]:
    """Return the figures that answer a question, on facts brought up to date."""
    with span(Span.FIGURES, indicators=len(asked.only), dimensions=len(asked.by)):
        known = indicators.installed(parts.indicators)
        return indicators.figures(brought_up(parts), asked, known)


def passed_over(parts: Parts) -> PassedOver:
    """Return what of the log no figure rests on, since it could not be read."""
    return brought_up(parts).passed_over()


def explain(parts: Parts, figure: Figure) -> Explanation:
    """Return who and what stands behind *figure*, by the references others know."""
    found = explained(parts, figure)
    known = cache(parts.subject_of)  # who is counted stands in several lists
    return evolve(
        found,
        numerator=_by_reference(known, found.numerator),
        denominator=_by_reference(known, found.denominator),
        unknown=_by_reference(known, found.unknown),
        excluded=_by_reference(known, found.excluded),
    )


def each_behind(parts: Parts, figure: Figure) -> Iterator[tuple[Side, Unit]]:
    """Yield who and what stands behind *figure*, one by one, by the references others know.

    However many they are, the commands of a few thousand are held at a time.
    """
    known = indicators.installed(parts.indicators)
    called = lru_cache(LATELY_CALLED)(parts.subject_of)
    yield from indicators.each_behind(brought_up(parts), figure, known, called)


def count_behind(parts: Parts, figure: Figure) -> Mapping[Side, int]:
    """Return how many stand on each side of *figure*."""
    known = indicators.installed(parts.indicators)
    return indicators.count_behind(brought_up(parts), figure, known)


def explained(parts: Parts, figure: Figure) -> Explanation:
    """Return who and what stands behind *figure*, by random ids."""
    known = indicators.installed(parts.indicators)
    return indicators.explain(brought_up(parts), figure, known)


def hanging(parts: Parts, figure: Figure, records: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of *records* whose share in *figure* hangs on the day of birth."""
    known = indicators.installed(parts.indicators)
    return indicators.hanging(brought_up(parts), figure, records, known)


def placing(parts: Parts, figure: Figure, persons: Iterable[UUID]) -> frozenset[UUID]:
    """Return the commands of other stories that place *persons* in whichever cell."""
    known = indicators.installed(parts.indicators)
    return indicators.placing(brought_up(parts), figure, persons, known)


def kinds_read(parts: Parts, figure: Figure) -> frozenset[str] | None:
    """Return the kinds of event that *figure* rests on; None where nobody can say."""
    known = indicators.installed(parts.indicators)
    return indicators.kinds_read(brought_up(parts), figure, known)


def titles(language: str) -> dict[str, str]:
    """Return what each indicator is called in *language*, by its id."""
    known = (
        *indicators.CORE.values(),
        *indicators.FURTHER.values(),
        *indicators.installed(),
    )
    return {indicator.id: indicator.title.in_language(language) for indicator in known}


def days(
    parts: Parts, first: str | date, last: str | date, as_of: str | date | None
) -> tuple[date, date, date | None]:
    """Return the days that are asked for: a month from its first day, and to its last.

    Raises:
        InvalidError: there is no such day, or the period ends before it begins.

    """
    day = parts.recorder.desk.door.day
    begin, end = day(first, "first").first, day(last, "last").last
    cut = None if as_of is None else day(as_of, "as_of").last
    if end < begin:
        raise InvalidError("last", "empty-period")
    return begin, end, cut


def moment(parts: Parts, known_at: datetime | None) -> datetime:
    """Return the moment whose knowledge counts: now, unless it is said otherwise.

    Raises:
        InvalidError: it is no instant with an offset.

    """
    return parts.recorder.desk.door.moment(known_at) or parts.recorder.clock()


def _by_reference(
    known: Callable[[UUID], Subject], units: Iterable[indicators.Unit]
) -> tuple[indicators.Unit, ...]:
    """Return *units* by the references others know, in the same order in every store."""
    told = (_known(known, unit) for unit in units)
    return tuple(sorted(told, key=lambda unit: (str(unit.subject), unit.unit)))


def _known(known: Callable[[UUID], Subject], unit: indicators.Unit) -> indicators.Unit:
    stream = unit.subject
    return evolve(unit, subject=known(stream)) if isinstance(stream, UUID) else unit


def brought_up(parts: Parts, executor: Executor | None = None) -> Facts:
    """Return the facts of a store, brought up to its log.

    Args:
        parts: The store.
        executor: Who folds them, where they are all made; as many processes as there are
            cores, where nobody is named and the log is long.

    Raises:
        RetryableError: a worker ended; what stood before is untouched.

    """
    facts = facts_of(parts)
    facts.refresh(log_source(parts), hands=partial(_hands, parts, executor))
    return facts


def facts_of(parts: Parts) -> Facts:
    """Return the facts of a store as they stand, before anything new is brought in."""
    with parts.recorder.locked():
        if parts.facts is None:
            parts.facts = Facts(
                parts.facts_at, sealer=parts.shelf.vault, zone=parts.config.zone
            )
        facts = parts.facts
    assert isinstance(facts, Facts)  # noqa: S101 - made just above
    return facts


@contextmanager
def _hands(parts: Parts, executor: Executor | None) -> Iterator[Hands | None]:
    """Give who folds all facts of a store; nobody, where it is not worth it."""
    if parts.address is None:
        yield None
        return
    opens = partial(read_apart, parts.address, parts.config_at)
    if executor is not None:
        yield Hands(executor, opens)
        return
    number = min(cores(), parts.shelf.log.head() // EVENTS_A_PROCESS)
    if number < 2 or not can_begin():  # noqa: PLR2004 - two are more than this one
        yield None
        return
    with Processes(number) as processes:
        yield Hands(processes, opens)


__all__ = ["LogSource", "answer", "event_id", "explain", "log_source", "question"]
