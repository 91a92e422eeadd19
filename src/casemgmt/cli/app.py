"""The verbs, and what becomes of what goes wrong in them: one plain line and an exit code."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from casemgmt.cli.answer import say_error
from casemgmt.errors import (
    CaseManagementError,
    ConfigurationError,
    InvalidError,
    NewerStoreError,
    NoStoreError,
    RefusedError,
)
from casemgmt.recording.lines import JournalFileError

COULD_NOT, UNUSABLE, SOME_REFUSED = 1, 2, 3
UNUSABLE_ERRORS = (
    ConfigurationError,
    InvalidError,
    JournalFileError,
    NewerStoreError,
    NoStoreError,
)

VERBS = {
    "demo": ("casemgmt.cli.demo:demo", "Invent a season, record it and write its reports."),
    "record": ("casemgmt.cli.record:record", "Record a journal file: one command a line."),
    "history": ("casemgmt.cli.history:history", "The story of one subject, oldest first."),
    "cases": ("casemgmt.cli.cases:cases", "The open cases."),
    "indicators": ("casemgmt.cli.figures:indicators", "Figures for a period."),
    "explain": ("casemgmt.cli.figures:explain", "Who and what stands behind a figure."),
    "report": ("casemgmt.cli.report:report", "Write a report."),
    "project": ("casemgmt.cli.adapters:project", "Bring read models up to date."),
    "adapters": ("casemgmt.cli.adapters:adapters", "What is installed beside casemgmt."),
}


def verbs() -> App:
    """Return the command line; each verb is imported when it is called."""
    app = App(
        name="casemgmt",
        help="Case management for those who accompany children.",
        version=_version,
        help_format="plaintext",
    )
    for name, (place, help_) in VERBS.items():
        app.command(place, name=name, help=help_)
    return app


def run(arguments: Sequence[str]) -> int:
    """Carry out *arguments* and return the exit code."""
    language = _language(arguments)
    try:
        code = verbs()(
            arguments, exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        say_error(_in_one_line(str(error)))
        return UNUSABLE
    except RefusedError as error:
        say_error(_refused(error, language))
        return UNUSABLE
    except (CaseManagementError, JournalFileError) as error:
        say_error(str(error))
        return UNUSABLE if isinstance(error, UNUSABLE_ERRORS) else COULD_NOT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except KeyboardInterrupt:
        say_error("stopped")
        return COULD_NOT
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say_error(f"{where}{error.strerror or 'the system refused'}")
        return COULD_NOT
    except (sqlite3.Error, MemoryError, RecursionError) as error:
        say_error(f"it could not be done: {type(error).__name__}")
        return COULD_NOT
    return code if isinstance(code, int) else 0


def _refused(error: RefusedError, language: str) -> str:
    said = getattr(error, "sentence", None)
    words = said(language) if said else str(error)
    where = getattr(error, "field", "")
    return f"{where}: {words}" if where else words


def _language(arguments: Sequence[str]) -> str:
    for flag, value in zip(arguments, [*arguments[1:], ""], strict=True):
        if flag == "--lang":
            return value
        if flag.startswith("--lang="):
            return flag.removeprefix("--lang=")
    return "en"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - only who asks

    return version("casemgmt")
