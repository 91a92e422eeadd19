"""The same crowd on a real PostgreSQL server, with the table lock and without it."""

from __future__ import annotations

import atexit
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from unittest.mock import patch

from tests.engines.server import server_running

from casemgmt import Store, vaults
from casemgmt.recording.engines.postgres.recorder import SerialRecorder

from .campaign import Campaign
from .power import folder
from .writers import KINDS, crowd

WINDOW = b"SELECT pg_sleep(random() * 0.01)"


@cache
def server():
    """One server for the whole campaign; it is stopped with this process."""
    stack = ExitStack()
    running = stack.enter_context(server_running())
    atexit.register(stack.close)
    return running


def store_on(server, at: Path, keys="insaf.vault"):
    """What opens a new store on the server, with its vault in the folder *at* or there."""
    address = server.address()
    Store.migrate(address)
    config = at / "insaf.toml"
    config.write_text(f'vault = "{keys}"')
    if "://" in keys:
        vaults.create(address, config=config)
    return partial(Store.open, address, config=config, create=True)


def round_(chance, reached) -> int:
    with folder() as at:
        return crowd(store_on(server(), Path(at)), chance, reached)


@contextmanager
def without_the_table_lock():
    """Positions are given in one order and shown in another, as on a slow line."""
    beside = SerialRecorder._insert_beside

    def slow(recorder, cursor, appends):
        beside(recorder, cursor, appends)
        cursor.execute(WINDOW)

    nothing = {"_lock_table": lambda *_: None, "_insert_beside": slow}
    with patch.multiple(SerialRecorder, **nothing):
        yield


CAMPAIGN = Campaign(
    name="server-writers",
    promise="R3",
    small=192,
    full=50_000,
    kinds=KINDS,
    round=round_,
    planted={"the table lock removed": without_the_table_lock},
    patience=5_000,
)
