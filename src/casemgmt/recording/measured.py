"""What whoever watches is told of recording: kinds, codes, times; never what was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from attrs import define

from casemgmt.errors import (
    BusyError,
    ConflictError,
    InvalidError,
    OutcomeUnknownError,
    RuleBrokenError,
)
from casemgmt.telemetry import Measure, Noted, Span, count, is_heard, span, timed

from .attempt import Attempt
from .port import EventLog
from .registry import Registry

FAILED = "failed"


@define
class Settled:
    """What became of commands."""

    outcome: str = FAILED


_NOBODY = nullcontext(Settled())


def settling(
    registry: Registry, attempts: Sequence[Attempt]
) -> AbstractContextManager[Settled]:
    """Return what surrounds the recording of *attempts*; it is told what became of them."""
    return _settling(registry, attempts) if is_heard() else _NOBODY


def appending(log: EventLog, events: int) -> AbstractContextManager[object]:
    """Return what surrounds an append of so many events."""
    return _appending(engine_of(log), events) if is_heard() else _NOBODY


def engine_of(log: EventLog) -> str:
    """Return what kind of engine keeps a log, as its class is called: ``sqlite``."""
    return type(log).__name__.removesuffix("Log").lower()


def say_lines(
    registry: Registry,
    lines: Iterable[tuple[object, object]],
    outcomes: Iterable[object],
) -> None:
    """Count what became of the lines of a file; a line that is no command has no kind."""
    if not is_heard():
        return
    for (_, told), outcome in zip(lines, outcomes, strict=True):
        said = {"outcome": "again" if outcome == "met" else str(outcome)}
        if isinstance(outcome, Exception):
            said["outcome"], why = _became(outcome)
            said |= why
        if isinstance(told, Attempt):
            said["command"] = registry.command_names[type(told.command)]
        count(Measure.COMMANDS, **said)


@contextmanager
def _settling(registry: Registry, attempts: Sequence[Attempt]) -> Iterator[Settled]:
    kinds = [registry.command_names[type(one.command)] for one in attempts]
    settled, why = Settled(), dict[str, str]()
    with span(Span.RECORD, commands=kinds) as watched:
        try:
            yield settled
        except Exception as error:
            settled.outcome, why = _became(error)
            raise
        finally:
            watched.note(outcome=settled.outcome, **why)
            for kind in kinds:
                count(Measure.COMMANDS, command=kind, outcome=settled.outcome, **why)


@contextmanager
def _appending(engine: str, events: int) -> Iterator[Noted]:
    with (
        span(Span.APPEND, engine=engine, events=events) as watched,
        timed(Measure.APPEND_SECONDS, engine=engine),
    ):
        yield watched


def _became(error: Exception) -> tuple[str, dict[str, str]]:
    match error:
        case RuleBrokenError(rule=rule):
            return "refused", {"rule": str(rule.value)}
        case InvalidError(code=code):
            return "invalid", {"code": code}
        case ConflictError():
            return "conflict", {}
        case OutcomeUnknownError():
            return "unknown", {}
        case BusyError():
            return "busy", {}
        case _:
            return FAILED, {}
