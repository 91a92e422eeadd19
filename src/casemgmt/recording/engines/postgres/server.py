"""The server of a store: reached, and asked whether what it acknowledges is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from casemgmt.errors import BusyError, ConfigurationError
from casemgmt.locale.reasons import reason

from .address import Address

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
_ASKED = (
    "SELECT current_setting('fsync'), current_setting('full_page_writes'),"
    " current_setting('synchronous_commit'), current_setting('server_encoding'),"
    " current_setting('transaction_read_only'), pg_is_in_recovery()"
)


@contextmanager
def reached(address: Address) -> Iterator[Connection[TupleRow]]:
    """Give one connection in a transaction, of a server that keeps what it acknowledges.

    Raises:
        BusyError: it cannot be reached, or does not let us in, or something failed.
        ConfigurationError: it is set up so that what was acknowledged may be lost.

    """
    try:
        with psycopg.connect(**address.parameters) as connection:
            refuse_what_may_be_lost(connection, address)
            yield connection
    except psycopg.Error as error:
        raise BusyError.because(
            "server.unreached", address=address.shown, why=reason(in_one_line(error))
        ) from None


def refuse_what_may_be_lost(connection: Connection[TupleRow], address: Address) -> None:
    """Refuse a server that forgets, garbles, or only reads along.

    Raises:
        ConfigurationError: naming the setting.

    """
    *durable, encoding, read_only, replica = connection.execute(_ASKED).fetchall()[0]
    for name, setting in zip(DURABLE, durable, strict=True):
        if setting == "off":
            raise _unfit(address, "server.off", name=name)
    if encoding != "UTF8":
        raise _unfit(address, "server.encoding", encoding=encoding)
    if replica:
        raise _unfit(address, "server.replica")
    if read_only == "on":
        raise _unfit(address, "server.read-only")


def in_one_line(error: BaseException) -> str:
    """Return the first line of what the server or libpq says of *error*."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    lines = (primary or str(error) or type(error).__name__).splitlines()
    return " ".join(lines[:2]) if lines[0].endswith(":") else lines[0]


def _unfit(address: Address, code: str, **words: object) -> ConfigurationError:
    return ConfigurationError.because(code, address=address.shown, **words)
