"""Log lines, through the standard library: one logger for each area of the house."""

from __future__ import annotations

import sys

from .catalogue import PREFIX, LogLine, Value

ROOT = PREFIX.rstrip(".")


def log(line: LogLine, **said: Value) -> None:
    """Say *line*, with what it has a place for; *said* stands in the record, too.

    Nobody hears it who has not imported logging, so it is not imported for it.
    """
    logging = sys.modules.get("logging")
    if logging is None:
        return
    kind = line.value
    root = logging.getLogger(ROOT)
    if not root.handlers:  # without one, warnings would go to standard error
        root.addHandler(logging.NullHandler())
    logger = logging.getLogger(PREFIX + kind.logger)
    level = getattr(logging, kind.level.upper())
    if logger.isEnabledFor(level):
        extra = {"casemgmt": {"line": line.name.lower(), **said}}
        logger.log(level, kind.words.format(**said), extra=extra, stacklevel=2)
