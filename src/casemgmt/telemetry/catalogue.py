"""Every span, measure and log line, with its meaning; the reference is written from it."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from attrs import frozen

PREFIX = "casemgmt."
Value = str | int | bool | float
Level = Literal["info", "warning", "error"]

ATTRIBUTES = {
    "afresh": "whether what was kept before goes",
    "command": "the kind of a command, such as deliver-kit",
    "commands": "the kinds of the commands, in their order",
    "code": "the code of what was wrong with a command that was not taken",
    "dimensions": "by how many dimensions",
    "engine": "the engine of the log: sqlite, postgres, memory, or a plug-in's",
    "events": "how many events",
    "indicators": "how many indicators were asked for; 0 is all of them",
    "lines": "how many lines of a file were settled",
    "outcome": "what became of a command: recorded, again, already, refused, invalid,"
    " conflict, busy, unknown or failed",
    "projection": "what casemgmt.toml calls a read model, or else the adapter's class",
    "rebuild": "whether it begins again at the start of the log",
    "report": "under which name a report is installed",
    "rule": "the code of the rule that forbade a command",
}
"""What stands beside a span or a measure, each with ``casemgmt.`` before it."""


@frozen
class SpanKind:
    """A piece of work that takes time.

    Attributes:
        name: Its name, with ``casemgmt.`` before it.
        meaning: What is done.
        attributes: What stands beside it.

    """

    name: str
    meaning: str
    attributes: tuple[str, ...] = ()


@frozen
class MeasureKind:
    """A number that is counted, or measured.

    Attributes:
        name: Its name, with ``casemgmt.`` before it.
        kind: ``counter``: how often; ``histogram``: how the times spread; ``gauge``: how it
            stands.
        unit: As UCUM writes it: ``s``, ``{command}``.
        meaning: What is measured.
        attributes: What stands beside it.

    """

    name: str
    kind: Literal["counter", "histogram", "gauge"]
    unit: str
    meaning: str
    attributes: tuple[str, ...] = ()


@frozen
class LineKind:
    """A line of a log.

    Attributes:
        logger: The area of the house it comes from, with ``casemgmt.`` before it.
        level: How much it matters.
        words: What it says; a place in it holds a count, a code or a name of ours.
        meaning: When it is said, and what to do about it.

    """

    logger: str
    level: Level
    words: str
    meaning: str


class Span(Enum):
    """The pieces of work that can be watched."""

    RECORD = SpanKind(
        "record",
        "Commands of one subject are decided and recorded, all or none.",
        ("commands", "outcome", "rule", "code"),
    )
    RECORD_FILE = SpanKind(
        "record_file", "A journal file is read, line by line.", ("lines",)
    )
    APPEND = SpanKind(
        "append", "Decided events are written to the log, durably.", ("engine", "events")
    )
    PROJECT = SpanKind(
        "project",
        "A read model is brought up to date.",
        ("projection", "rebuild", "events"),
    )
    BATCH = SpanKind(
        "project.batch",
        "An adapter is given one batch of events.",
        ("projection", "events", "afresh"),
    )
    FIGURES = SpanKind(
        "figures", "Figures of a period are answered.", ("indicators", "dimensions")
    )
    REPORT = SpanKind("report", "A report is made.", ("report",))


class Measure(Enum):
    """The numbers that can be watched."""

    COMMANDS = MeasureKind(
        "commands",
        "counter",
        "{command}",
        "Commands that were settled, by kind and by what became of them.",
        ("command", "outcome", "rule", "code"),
    )
    APPEND_SECONDS = MeasureKind(
        "append.duration",
        "histogram",
        "s",
        "How long it took to write decided events to the log, durably.",
        ("engine",),
    )
    QUEUE_SECONDS = MeasureKind(
        "queue.wait",
        "histogram",
        "s",
        "How long a writer of a file waited for its turn.",
    )
    LAG_EVENTS = MeasureKind(
        "projection.lag.events",
        "gauge",
        "{event}",
        "How many events waited for a read model when it was last looked at.",
        ("projection",),
    )
    LAG_SECONDS = MeasureKind(
        "projection.lag",
        "gauge",
        "s",
        "How long the first of them had been waiting.",
        ("projection",),
    )
    PARKED = MeasureKind(
        "projection.parked",
        "gauge",
        "{stream}",
        "Of how many subjects the events wait because one of them fails.",
        ("projection",),
    )


class LogLine(Enum):
    """The lines that are logged."""

    OPENED = LineKind(
        "store",
        "info",
        "a store was opened: engine {engine}, events: {events}",
        "A store was opened, or made.",
    )
    MIGRATED = LineKind(
        "store",
        "info",
        "the tables of a server stand at version {version}",
        "Tables were made or upgraded.",
    )
    NETWORK_DRIVE = LineKind(
        "store",
        "warning",
        "a store on a network drive was refused: {kind}",
        "Choose a folder on a disk of this machine, or a server.",
    )
    LOST_REPLY_SETTLED = LineKind(
        "recording",
        "info",
        "a command was met before; the first answer was given again",
        "A reply had been lost, or something was sent twice. Nothing is to be done.",
    )
    OUTCOME_UNKNOWN = LineKind(
        "recording",
        "warning",
        "the reply to an append was lost; whether it was recorded is not known",
        "Whoever told it asks again under the same id.",
    )
    CONFLICT = LineKind(
        "recording",
        "warning",
        "others were first three times; nothing was recorded",
        "Tell it again. Often: two programs work on the same subjects.",
    )
    PROJECTED = LineKind(
        "projections",
        "info",
        "{projection}: events given: {events}, behind: {behind}",
        "A read model was brought up to date.",
    )
    AFRESH = LineKind(
        "projections",
        "info",
        "{projection}: begins anew: what it held is dropped",
        "It is rebuilt, or the log is another one, such as a restored one.",
    )
    PARKED = LineKind(
        "projections",
        "warning",
        "{projection}: the events of a subject wait from position {position} on: {error}",
        "Look at them with `casemgmt parked`; everything else flows.",
    )
    RELEASED = LineKind(
        "projections",
        "info",
        "{projection}: what waited of a subject was given",
        "What was parked could be projected.",
    )
    UNREACHED = LineKind(
        "projections",
        "warning",
        "{projection}: takes nothing: {error}",
        "What it keeps its read model in cannot be reached, or it fails altogether; what is"
        " to be given waits in the log, and it is asked again.",
    )
    REACHED = LineKind(
        "projections",
        "info",
        "{projection}: takes what it is given again",
        "Nothing is to be done.",
    )
    PAUSED = LineKind(
        "projections",
        "info",
        "{projection}: rests until it is resumed",
        "Somebody wanted it so: `casemgmt projections --pause`.",
    )
    RESUMED = LineKind(
        "projections",
        "info",
        "{projection}: goes on",
        "Somebody wanted it so: `casemgmt projections --resume`.",
    )
    ADAPTER_ENDED = LineKind(
        "projections",
        "warning",
        "the process of the adapter {adapter} {how}",
        "It broke a limit, or ended by itself; it is started again when it is next asked.",
    )
    NO_LIMIT = LineKind(
        "projections",
        "warning",
        "the adapter {adapter} works without a limit of memory: this system keeps none",
        "Its time is limited all the same.",
    )
    GRANTED = LineKind(
        "projections",
        "info",
        "{projection}: personal fields granted: {fields}",
        "The configuration changed; it is told in the store's own story, too.",
    )
    SIGNED = LineKind(
        "care",
        "info",
        "a checkpoint was signed, events: {events}",
        "Keep it somewhere else.",
    )
    NOT_WHOLE = LineKind(
        "care",
        "error",
        "the log is not whole: {faults} faults",
        "Run `casemgmt verify`, and restore a backup.",
    )
