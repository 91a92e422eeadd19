"""The verbs; what goes wrong in them becomes one plain line and an exit code."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from io import TextIOWrapper

from cyclopts import App, CycloptsError

from casemgmt.care.files import is_output
from casemgmt.cli import misused
from casemgmt.cli.answer import (
    end_progress,
    forget_what_was_kept,
    log_lines_said,
    say_error,
    say_what_was_kept,
)
from casemgmt.errors import (
    CaseManagementError,
    ConfigurationError,
    DamagedStoreError,
    JournalFileError,
    NewerStoreError,
    NoStoreError,
    ProofError,
    RefusedError,
)
from casemgmt.locale import sentence
from casemgmt.locale.reasons import reason

COULD_NOT, UNUSABLE, SOME_REFUSED = 1, 2, 3
ANYWHERE = {"--lang", "--json", "--config", "--as", "--role", "--verbose"}
ALONE = {"--json", "--verbose"}
OPTIONS = {  # what the library calls an argument, where an option is called otherwise
    "as_of": "--as-of",
    "first": "--from",
    "known_at": "--known-at",
    "last": "--to",
    "person": "--as",
    "ref": "--as",
    **{name: f"--{name}" for name in ("ahead", "by", "on", "only", "role")},
}
UNUSABLE_ERRORS = (
    ConfigurationError,
    CycloptsError,
    DamagedStoreError,
    FileNotFoundError,
    IsADirectoryError,
    JournalFileError,
    NewerStoreError,
    NoStoreError,
    NotADirectoryError,
    ProofError,
    RefusedError,
)

VERBS = {
    "demo": ("casemgmt.cli.demo:demo", "Invent a season, record it and write its reports."),
    "record": ("casemgmt.cli.record:record", "Record a journal file: one command a line."),
    "tell": ("casemgmt.cli.tell:tell", "Tell one command by hand."),
    "schema": ("casemgmt.cli.schema:schema", "JSON Schema of commands or events."),
    "attach": ("casemgmt.cli.attachments:attach", "Keep a document with a story."),
    "attachments": (
        "casemgmt.cli.attachments:attachments",
        "The documents kept with a story; one of them taken out.",
    ),
    "history": ("casemgmt.cli.history:history", "The story of one subject, oldest first."),
    "work": ("casemgmt.cli.work:work", "Two answers for each week of a child's work."),
    "cases": ("casemgmt.cli.cases:cases", "The open cases."),
    "due": ("casemgmt.cli.due:due", "What is due and overdue."),
    "centres": ("casemgmt.cli.watching:centres", "Places, children and stock by centre."),
    "caseloads": ("casemgmt.cli.watching:caseloads", "The open cases by caseworker."),
    "contradictions": (
        "casemgmt.cli.contradictions:contradictions",
        "What cannot both be true, and decisions overtaken since.",
    ),
    "search": ("casemgmt.cli.search:search", "Children by their name, which is asked for."),
    "duplicates": (
        "casemgmt.cli.duplicates:duplicates",
        "Records that may be of one child.",
    ),
    "indicators": ("casemgmt.cli.figures:indicators", "Figures for a period."),
    "explain": ("casemgmt.cli.figures:explain", "Who and what stands behind a figure."),
    "report": ("casemgmt.cli.report:report", "Write a report."),
    "publish": ("casemgmt.cli.publish:publish", "Freeze the figures of a report."),
    "restate": ("casemgmt.cli.publish:restate", "What was published, against now."),
    "access": ("casemgmt.cli.access:access", "Everything held on a person, for them."),
    "accesses": ("casemgmt.cli.accesses:accesses", "Who saw what of whom."),
    "migrate": ("casemgmt.cli.migrate:migrate", "Make or upgrade a server's tables."),
    "verify": ("casemgmt.cli.verify:verify", "Read the whole log again: is it untouched?"),
    "checkpoint": ("casemgmt.cli.checkpoint:checkpoint", "Sign where the log stands."),
    "backup": ("casemgmt.cli.backup:backup", "Write a backup of the log; keys apart."),
    "vault": ("casemgmt.cli.vault:vault", "The keys: make, back up, rotate, check."),
    "erase": ("casemgmt.cli.erase:erase", "Erase one person's data for good."),
    "retention": ("casemgmt.cli.retention:retention", "What is due to go, and why."),
    "restore": ("casemgmt.cli.restore:restore", "Make a store of a backup."),
    "move": ("casemgmt.cli.restore:move", "Copy a whole log to another store."),
    "sync": ("casemgmt.cli.sync:sync", "Exchange what each of two stores lacks."),
    "project": ("casemgmt.cli.projections:project", "Bring read models up to date."),
    "projections": ("casemgmt.cli.projections:projections", "Where read models stand."),
    "parked": ("casemgmt.cli.parked:parked", "Stories a read model could not take."),
    "adapters": ("casemgmt.cli.adapters:adapters", "What is installed beside casemgmt."),
}


def verbs() -> App:
    """Return the command line; each verb is imported when it is called."""
    app = App(
        name="casemgmt",
        help="Case management for those who accompany children.",
        version=_version,
        help_format="plaintext",
        suppress_keyboard_interrupt=False,  # we say that it was stopped
    )
    for name, (place, help_) in VERBS.items():
        app.command(place, name=name, help=help_)
    return app


def run(arguments: Sequence[str]) -> int:
    """Carry out *arguments* and return the exit code."""
    _write_whatever_is_said(sys.stdout)
    warnings.showwarning = lambda message, *_, **__: say_error(str(message))
    forget_what_was_kept()
    with log_lines_said(asked="--verbose" in arguments), _beside_what_is_written(arguments):
        return _carried_out(arguments)


@contextmanager
def _beside_what_is_written(arguments: Sequence[str]) -> Iterator[None]:
    """Say on standard error what is said, where the file that is asked for goes out."""
    if not is_output(_given(arguments, "--out", "")):
        yield
        return
    with redirect_stdout(sys.stderr):
        yield


def _carried_out(arguments: Sequence[str]) -> int:
    try:
        code = verbs()(
            _verb_first(arguments),
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - sorted out below
        end_progress()
        return _failed(error, _given(arguments, "--lang", "en"))
    ended = code if isinstance(code, int) else 0
    if ended == 0:
        say_what_was_kept()
    return ended


def _verb_first(arguments: Sequence[str]) -> list[str]:
    """Return *arguments* with what every verb takes, and may stand anywhere, behind it."""
    ahead = 0
    while ahead < len(arguments):
        name, equals, _ = arguments[ahead].partition("=")
        if name not in ANYWHERE:
            break
        ahead += 1 if equals or name in ALONE else 2
    if ahead >= len(arguments):
        return list(arguments)
    return [arguments[ahead], *arguments[:ahead], *arguments[ahead + 1 :]]


def _write_whatever_is_said(stream: object) -> None:
    """Let a terminal that lacks a letter show its code rather than nothing at all."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _failed(error: BaseException, language: str) -> int:
    """Say in one line what went wrong, and return the exit code."""
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        so_far = getattr(error, "__notes__", ())  # how far it came
        from casemgmt.opening.addresses import without_secrets

        both = sentence("cli.both", language)
        words = both.join((_in_words(error, language), *so_far))
        say_error(without_secrets(words))  # an address stands in some, with a password
    return UNUSABLE if isinstance(error, UNUSABLE_ERRORS) else COULD_NOT


def _in_words(error: BaseException, language: str) -> str:  # noqa: PLR0911 - one each
    match error:
        case KeyboardInterrupt():  # before all else: whatever it was about to say
            return sentence("cli.stopped", language)
        case CycloptsError():
            return misused.in_words(error, language)
        case RefusedError():
            return _refused(error, language)
        case CaseManagementError():
            return error.sentence(language)
        case EOFError():
            return sentence("cli.answers-ended", language)
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{reason(error).sentence(language)}"
        case _:
            kind = type(error).__name__
            return sentence("cli.not-foreseen", language, kind=kind)


def _refused(error: RefusedError, language: str) -> str:
    words = error.sentence(language)
    field = getattr(error, "field", "")
    where = OPTIONS.get(field, field) or getattr(error, "rule", "")
    return f"{where}: {words}" if where else words


def _given(arguments: Sequence[str], option: str, otherwise: str) -> str:
    """Return the value of an option, whether or not the rest can be understood."""
    for flag, value in zip(arguments, [*arguments[1:], ""], strict=True):
        if flag == option:
            return value
        if flag.startswith(f"{option}="):
            return flag.removeprefix(f"{option}=")
    return otherwise


def _version() -> str:
    from importlib.metadata import version

    return version("casemgmt")
