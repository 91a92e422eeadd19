"""Kill -9 a whole PostgreSQL server while commands are sent to it, and start it again.

What it acknowledged is there, once; what it did not is not, or was unknown and is settled.
In every other round the vault is on the same server: an acknowledged event has its key.
"""

from __future__ import annotations

import atexit
import os
import signal
import time
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from threading import Thread
from unittest.mock import patch

from attrs import define
from tests.engines.server import data_made, free_port, started, with_a_database

from casemgmt.errors import (
    BusyError,
    NoStoreError,
    OutcomeUnknownError,
)
from casemgmt.privacy.vault_port import LockedVaultError
from casemgmt.recording.engines.postgres import vault_tables
from casemgmt.recording.engines.postgres.recorder import SerialRecorder

from .acts import expected, script
from .campaign import Campaign
from .power import folder
from .server_writers import store_on

SENDINGS = 120
KILLS = 4
LATEST = 0.08
SENT_IN_VAIN = 2
ENDINGS = ("recorded", "busy", "unknown")
WHILE = "killed while something was sent"
KEYS_TOO = "killed with the keys"
IN_A_FILE = "insaf.vault"
NUMBERS = count(1)
OUT_OF_REACH = 15
"""Seconds until a server that was started again must let its clients in."""


@define
class Mortal:
    """A server that can be killed, and started again on what it left."""

    home: object
    data: Path
    port: int
    process: object
    asked: object
    keys: str = ""

    def kill(self):
        """End it and everything it started, at once, whatever it is doing."""
        pid = self.process.pid
        self.process.send_signal(signal.SIGSTOP)  # so that it starts nothing meanwhile
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        self.process.kill()
        self.process.wait()

    def revive(self):
        """Start it again: it finds in its own log what it had promised."""
        self.process = started(self.home, self.data, self.port)


@cache
def mortal() -> Mortal:
    """One server for the whole campaign; it is gone with this process."""
    stack = ExitStack()
    home, data = stack.enter_context(data_made())
    port = free_port()
    made = Mortal(home, data, port, started(home, data, port), None)
    made.asked = with_a_database(home, port)
    made.keys = made.asked.database()
    stack.callback(lambda: made.process.poll() is None and made.kill())
    atexit.register(stack.close)
    return made


def round_(chance, reached) -> int:
    try:
        return killed_again_and_again(chance, reached)
    except KeyError as error:  # who seals relies on a key that was given
        msg = "a key that was given is gone"
        raise AssertionError(msg) from error


def killed_again_and_again(chance, reached):
    acts = [act for act in script(chance, 2 * SENDINGS) if not act.lines][:SENDINGS]
    wanted = expected(acts)
    one, endings = mortal(), {}
    keys = f"{one.keys}?schema=v{next(NUMBERS)}" if chance.random() < 0.5 else IN_A_FILE
    with folder() as at:
        opened = store_on(one.asked, Path(at), keys)
        with opened() as store:
            impatient(store, reached, keys)
            for _ in range(KILLS):
                left = [act for act in acts if act.id not in endings]
                endings |= until_killed(store, one, left, chance, reached)
                let_in_again(store)
                settled(store, acts, endings)
            for act in acts:
                again = act.sent(store).again
                assert again == (endings.get(act.id) == "recorded"), "answered wrongly"
        there = read_anew(opened)
    assert {e.command_id: e.event for e in there} == wanted, "something reads otherwise"
    assert len(there) == len(wanted), "a command is there twice"
    return KILLS


def impatient(store, reached, keys):
    """Let the open store find out soon that its server is gone, and the keys with it."""
    parts = store._parts.shelf
    parts.log._datastore.pool.timeout = 0.3
    if keys != IN_A_FILE:
        parts.vault._rows._datastore.pool.timeout = 0.3
        reached[KEYS_TOO] += KILLS


def read_anew(opened):
    """What stands there, as somebody reads it who has no key in memory."""
    try:
        with opened() as store:
            shelf = store._parts.shelf
            return [shelf.codec.entry(event) for event in shelf.log.scan(0, 10_000)]
    except (LockedVaultError, NoStoreError) as error:
        msg = "the keys are gone"
        raise AssertionError(msg) from error


def until_killed(store, one, acts, chance, reached):
    """Send until the server is gone; how each sending ended."""
    endings = {}
    killer = Thread(target=at_a_moment, args=(one, chance.uniform(0, LATEST)))
    killer.start()
    for act in acts:
        endings[act.id] = ending = answer_of(act, store)
        reached[ending] += 1
        if list(endings.values()).count("busy") == SENT_IN_VAIN:
            break
    reached[WHILE] += len(endings) < len(acts)
    killer.join()
    one.revive()
    return endings


def at_a_moment(one, seconds):
    time.sleep(seconds)
    one.kill()


def answer_of(act, store):
    try:
        answer = act.sent(store)
    except BusyError:
        return "busy"
    except OutcomeUnknownError:
        return "unknown"
    assert not answer.again, "a new command was met again"
    return "recorded"


def let_in_again(store):
    """Wait until the store, which was open all the time, answers again."""
    until = time.monotonic() + OUT_OF_REACH
    while True:
        try:
            store._parts.shelf.log.head()
            store._parts.shelf.vault.erased()
        except BusyError:
            assert time.monotonic() < until, "the open store never found its server again"
            time.sleep(0.05)
        else:
            return


def settled(store, acts, endings):
    """Every answer was true; what was unknown is known, and what was not done is undone."""
    for act in acts:
        there = store.outcome(act.id) is not None
        match endings.get(act.id):
            case "recorded":
                assert there, "recorded, it said; the server's death undid it"
            case "busy" | None:
                assert not there, "nothing was recorded, it said; it was"
                endings.pop(act.id, None)
            case "unknown":
                endings.pop(act.id)
                if there:
                    endings[act.id] = "recorded"


@contextmanager
def commits_answered_before_they_are_stored():
    """The server answers a COMMIT, and writes it down a little later."""
    beside = SerialRecorder._insert_beside

    def hasty(recorder, cursor, appends):
        beside(recorder, cursor, appends)
        cursor.execute(b"SET LOCAL synchronous_commit = off")

    with patch.object(SerialRecorder, "_insert_beside", hasty):
        yield


@contextmanager
def keys_that_a_crash_takes_along():
    """The table of keys is one that the server writes nowhere else."""
    ((first, *others),) = vault_tables.STEPS
    unlogged = first.replace("CREATE TABLE", "CREATE UNLOGGED TABLE")
    with patch.object(vault_tables, "STEPS", ((unlogged, *others),)):
        yield


CAMPAIGN = Campaign(
    name="server-kills",
    promise="R1",
    small=16,
    full=2_000,
    kinds=(*ENDINGS, WHILE, KEYS_TOO),
    round=round_,
    planted={
        "commits answered before they are stored": commits_answered_before_they_are_stored,
        "keys that a crash takes along": keys_that_a_crash_takes_along,
    },
    patience=40,
)
