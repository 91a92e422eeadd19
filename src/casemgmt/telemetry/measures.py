"""Measures: counted and timed where somebody listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import perf_counter
from typing import Any

from .catalogue import PREFIX, Measure, Value
from .listening import MEASURES

_UNTIMED = nullcontext()
_INSTRUMENTS: dict[tuple[int, Measure], tuple[Any, Any]] = {}
"""By who listens and what is measured; with the listener, whose place in memory is so not
given to the next.
"""


def count(kind: Measure, **said: Value) -> None:
    """Count something that happened."""
    if MEASURES.found() is not None:
        _instrument(kind).add(1, _named(said))


def took(kind: Measure, seconds: float, **said: Value) -> None:
    """Say how long something took."""
    if MEASURES.found() is not None:
        _instrument(kind).record(seconds, _named(said))


def stands_at(kind: Measure, value: float, **said: Value) -> None:
    """Say how something stands."""
    if MEASURES.found() is not None:
        _instrument(kind).set(value, _named(said))


def timed(kind: Measure, **said: Value) -> AbstractContextManager[None]:
    """Return what surrounds that whose time is taken."""
    return _UNTIMED if MEASURES.found() is None else _timed(kind, said)


@contextmanager
def _timed(kind: Measure, said: dict[str, Value]) -> Iterator[None]:
    began = perf_counter()
    try:
        yield
    finally:
        took(kind, perf_counter() - began, **said)


def _instrument(kind: Measure) -> Any:
    """Return what this *kind* is measured with, made once for each who listens."""
    provider = MEASURES.found()
    key = id(provider), kind
    if key not in _INSTRUMENTS:
        said = kind.value
        make = getattr(provider.get_meter("casemgmt"), f"create_{said.kind}")
        made = make(PREFIX + said.name, unit=said.unit, description=said.meaning)
        _INSTRUMENTS[key] = made, provider
    return _INSTRUMENTS[key][0]


def _named(said: dict[str, Value]) -> dict[str, Value]:
    return {PREFIX + name: value for name, value in said.items()}
