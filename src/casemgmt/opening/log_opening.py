"""Opening a log alone: in a file, or on an engine that is installed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path

from casemgmt import telemetry
from casemgmt.errors import NoStoreError
from casemgmt.opening.addresses import path_of, without_secrets
from casemgmt.plug_ins import of_scheme
from casemgmt.recording.port import EventLog
from casemgmt.telemetry import LogLine

STORES = "casemgmt.stores"


def migrated(address: str | Path) -> int:
    """Make or upgrade the tables of the store at *address* and return their version.

    Only a server needs it: a file's tables are made with it, and told of.

    Raises:
        NoStoreError: there is none, or it holds something else.
        NewerStoreError: a newer casemgmt made the tables.
        BusyError: it cannot be reached.

    """
    path = path_of(address)
    if path is not None:
        from casemgmt.recording.engines.file import FORMAT
        from casemgmt.recording.engines.sqlite import SQLiteLog

        SQLiteLog(path).close()
        telemetry.log(LogLine.MIGRATED, version=FORMAT)
        return FORMAT
    engine = of_scheme(STORES, "store", str(address))
    if not hasattr(engine, "migrate"):
        raise NoStoreError.because(
            "store.no-tables-to-make", path=without_secrets(str(address))
        )
    version: int = engine.migrate(str(address))
    telemetry.log(LogLine.MIGRATED, version=version)
    return version


def log_at(address: str | Path, *, create: bool = False) -> EventLog:
    """Return the log at *address* alone: without its vault nothing personal is read.

    Raises:
        NoStoreError: there is none, or it is of an engine that is not installed.

    """
    return engine(address, path_of(address), create=create)()


def target_at(address: str | Path) -> AbstractContextManager[EventLog]:
    """Give the log that a copy is to fill: a new file that appears when it is whole.

    A server's log is filled where it is; a copy that was cut short goes on there.

    Raises:
        NoStoreError: there is a file already, or no such server.

    """
    from casemgmt.care.new_file import new_store

    path = path_of(address)
    return new_store(path) if path is not None else closing(log_at(address))


def engine(
    address: str | Path, path: Path | None, *, create: bool
) -> Callable[[], EventLog]:
    """Return what opens the log at *address*."""
    if path is None:
        return partial(of_scheme(STORES, "store", str(address)), str(address))
    from casemgmt.recording.engines.sqlite import SQLiteLog

    return partial(SQLiteLog, path, create=create)
