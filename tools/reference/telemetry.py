"""What can be watched: spans, measures, attributes and loggers, as they are declared."""

from __future__ import annotations

from casemgmt.telemetry import LogLine, Measure, Span
from casemgmt.telemetry.catalogue import ATTRIBUTES, PREFIX

from .markdown import code, link, page, table

HOW_TO = "../how-to/watch_a_store.md"


def telemetry_page() -> str:
    """Return the page of everything that can be watched."""
    return page(
        "# What can be watched",
        "Spans and measures go through OpenTelemetry, lines through the standard library's"
        f" logging; {link('how to watch a store', HOW_TO)} says how. Nothing that was told"
        " stands in any of them: no subject, no person, no address, no words.",
        "## Spans",
        table(("span", "what is done", "attributes"), [_span(kind) for kind in Span]),
        "A span that ends in an error has `error.type`, the name of the error, and neither"
        " its words nor its traceback.",
        "## Measures",
        table(
            ("measure", "kind", "unit", "what is measured", "attributes"),
            [_measure(kind) for kind in Measure],
        ),
        "## Attributes",
        table(
            ("attribute", "what it holds"),
            [(code(PREFIX + name), said) for name, said in ATTRIBUTES.items()],
        ),
        "## Lines, by logger",
        "What stands in braces is a count, a code, or a name of what is installed or"
        " configured. The attribute `casemgmt` of a record holds the same.",
        *(_logger(name) for name in sorted({line.value.logger for line in LogLine})),
    )


def _span(kind: Span) -> tuple[str, str, str]:
    said = kind.value
    return code(PREFIX + said.name), said.meaning, _attributes(said.attributes)


def _measure(kind: Measure) -> tuple[str, str, str, str, str]:
    said = kind.value
    name, unit = code(PREFIX + said.name), code(said.unit)
    return name, said.kind, unit, said.meaning, _attributes(said.attributes)


def _attributes(names: tuple[str, ...]) -> str:
    return " · ".join(code(name) for name in names)


def _logger(name: str) -> str:
    lines = [line.value for line in LogLine if line.value.logger == name]
    rows = [(line.level, code(line.words), line.meaning) for line in lines]
    said = table(("level", "line", "when, and what to do"), rows)
    return f"### {code(PREFIX + name)}\n\n{said}"
