"""What casemgmt tells of its own work to whoever watches it: spans, measures, log lines.

Everything that is told is declared in ``catalogue``, and nothing declared has a place for a
value: kinds of commands, codes of rules, counts and seconds, never a subject, a person, an
address or a word that somebody wrote. Nobody listens unless they say so: to spans and
measures through OpenTelemetry, to lines through the standard library's logging. Until then
it costs next to nothing, and neither is imported.
"""

from __future__ import annotations

from .catalogue import LogLine, Measure, Span
from .lines import log
from .listening import is_heard
from .measures import count, stands_at, timed, took
from .spans import Noted, span

__all__ = [
    "LogLine",
    "Measure",
    "Noted",
    "Span",
    "count",
    "is_heard",
    "log",
    "span",
    "stands_at",
    "timed",
    "took",
]
