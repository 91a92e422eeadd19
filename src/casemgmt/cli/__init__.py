"""The command line: one user of the library among others; it can do nothing more.

It ends with 0 done, 1 nothing wrong with the input but it could not be done, 2 unusable
arguments or file, 3 done, but some lines were refused or invalid, 4 verification failed.
"""

from __future__ import annotations

import gc
import os
import sys

GARBAGE_AFTER = 20_000
"""New objects after which circles are looked for: what is imported makes none."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _stand_in_for_closed_streams()
    gc.set_threshold(GARBAGE_AFTER)
    try:
        from casemgmt.cli.app import run

        ended = run(sys.argv[1:])
    except ModuleNotFoundError as missing:
        if missing.name not in ("cyclopts", "rich"):
            raise
        sys.stderr.write("casemgmt: the command line is not installed: casemgmt[cli]\n")
        ended = 1
    except KeyboardInterrupt:  # before there was anybody to say it in better words
        sys.stderr.write("casemgmt: stopped\n")
        ended = 1
    sys.exit(ended)


def _stand_in_for_closed_streams() -> None:
    """Open what was closed before we began: no file of a store takes its number.

    Nobody reads what is said there, and nothing is to be read.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
