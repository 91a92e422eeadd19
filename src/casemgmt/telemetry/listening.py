"""Whether anybody listens, asked so that it costs nothing while nobody does."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Any

ASKED_AGAIN_SECONDS = 1.0
"""So soon is it noticed that somebody began to listen."""


class Ear:
    """One way to listen through OpenTelemetry, and what is there once somebody does.

    The API is never imported from here: who listens has imported it. What it provides
    before somebody listens is of its own, and is nobody.
    """

    def __init__(self, api: str, provider: str) -> None:
        self.api = api
        self._provider = provider
        self._asked = -ASKED_AGAIN_SECONDS
        self._found: Any = None

    def found(self) -> Any:
        """Return the provider that listens, None while there is none."""
        if self._found is None and self.api in sys.modules:
            now = monotonic()
            if now - self._asked >= ASKED_AGAIN_SECONDS:
                self._asked = now
                self._found = self._look()
        return self._found

    def forget(self) -> None:
        """Look again at the next occasion, as a test needs it."""
        self._asked, self._found = -ASKED_AGAIN_SECONDS, None

    def _look(self) -> Any:
        provider = getattr(sys.modules[self.api], self._provider)()
        is_nobody = type(provider).__module__.startswith(self.api)
        return None if is_nobody else provider


_TRACE, _METRICS = "opentelemetry.trace", "opentelemetry.metrics"
SPANS = Ear(_TRACE, "get_tracer_provider")
MEASURES = Ear(_METRICS, "get_meter_provider")


def is_heard() -> bool:
    """Whether anybody listens, where it takes work to know what would be said."""
    if _TRACE not in sys.modules and _METRICS not in sys.modules:
        return False
    return SPANS.found() is not None or MEASURES.found() is not None
