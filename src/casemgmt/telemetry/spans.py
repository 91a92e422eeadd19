"""Spans: one around each piece of work, where somebody listens."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from attrs import frozen

from .catalogue import PREFIX, Span, Value
from .listening import SPANS

ERROR_TYPE = "error.type"
Said = Value | Sequence[str]


@frozen
class Noted:
    """Takes what is said of a piece of work while it is done."""

    _span: Any = None

    def note(self, **said: Said) -> None:
        """Say more of it, by the names of the catalogue."""
        if self._span is not None:
            self._span.set_attributes(_named(said))


_NOBODY = nullcontext(Noted())


def span(kind: Span, **said: Said) -> AbstractContextManager[Noted]:
    """Return what surrounds a piece of work of this *kind*."""
    return _NOBODY if SPANS.found() is None else _heard(kind, said)


@contextmanager
def _heard(kind: Span, said: dict[str, Said]) -> Iterator[Noted]:
    tracer = SPANS.found().get_tracer("casemgmt")
    with tracer.start_as_current_span(
        PREFIX + kind.value.name,
        attributes=_named(said),
        record_exception=False,  # its words and its traceback may hold values
        set_status_on_exception=False,
    ) as made:
        try:
            yield Noted(made)
        except BaseException as error:
            made.set_attribute(ERROR_TYPE, type(error).__name__)
            made.set_status(sys.modules[SPANS.api].StatusCode.ERROR)
            raise


def _named(said: dict[str, Said]) -> dict[str, Said]:
    return {PREFIX + name: value for name, value in said.items()}
