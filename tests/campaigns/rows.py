"""Rows that somebody wrote by hand: no name runs or imports, no damage keeps a case shut.

Whoever may write the file puts hostile names, payloads, places and links into it. Every
case still opens, is read to its end, and is either added to or says that it is read-only.
"""

from __future__ import annotations

import importlib
import json
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.recording.telling import read, with_a_case

from casemgmt import Store
from casemgmt.care.verify import verify
from casemgmt.commands import RecordFollowUp
from casemgmt.domain.amendments import CommandCorrected
from casemgmt.errors import ConflictError, InvalidError, UnknownEventError
from casemgmt.recording.codec import Codec
from casemgmt.recording.registry import Registry

from .acts import ON
from .campaign import Campaign
from .power import folder

CHILDREN = 50
WHOLE = "child:WHOLE"
MODULES = (
    "antigravity",
    "this",
    "turtledemo",
    "idlelib.idle",
    "ftplib",
    "casemgmt.demo",
)
ALARMS = frozenset({"import", "exec", "compile", "os.system", "subprocess.Popen", "pickle"})
LONG, DEEP = "x" * 200_000, 5_000
STRANGE = (
    None, True, 0, -1, 2**63, 10**400, 1e308, "", "\0", "\u202e", "é" * 99, LONG, [], {},
    [None], {"~": "AAAA"}, {"~": 7}, {"forgotten": True}, {"withheld": True},
    {"_type_": "uuid_hex", "_data_": "0"}, {"__class__": "os.system"}, "child:" + "0" * 32,
    "child:nobody", "!!python/object:os.system", "${jndi:ldap://x}", "'; DROP TABLE events",
)  # fmt: skip
HEARD = Counter()


def hear(event, arguments):
    """Count what a stored name must never bring about."""
    if event in ALARMS and HEARD["listening"]:
        HEARD[f"{event} {arguments[:1]!r:.80}"] += 1


@cache
def base():
    """A store of children with a case, as bytes, and who listens to this process."""
    sys.addaudithook(hear)
    with folder() as at:
        path = Path(at) / "a.db"
        children = [f"child:R{n}" for n in range(CHILDREN)]
        read(path, [one for c in (*children, WHOLE) for one in with_a_case(c)])
        with Store.open(path) as store:
            vault = store._parts.shelf.vault
            ids = {str(s): i.hex for s, i in vault.references("child")}
            looked_at(store, WHOLE, Counter())
            for kind in {*Registry.of().events.values()} - {CommandCorrected}:
                # what reads an event is compiled when it is first met: not a stored name
                store._parts.shelf.codec.payloads._shapes.get_structure_hook(kind)
        return {file.name: file.read_bytes() for file in Path(at).iterdir()}, ids


def round_(chance, reached) -> int:
    files, ids = base()
    with folder() as at:
        for name, content in files.items():
            (Path(at) / name).write_bytes(content)
        path = Path(at) / "a.db"
        hurt = {subject: stream for subject, stream in ids.items() if subject != WHOLE}
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = OFF")
            for stream in hurt.values():
                how = chance.choice(tuple(HOW))
                HOW[how](db, stream, chance)
                reached[how] += 1
        heard(path, hurt, reached)
        shutil.rmtree(at, ignore_errors=True)
        Path(at).mkdir()
    return len(hurt)


def heard(path, subjects, reached):
    """Read everything, and listen."""
    HEARD.clear()
    modules = set(sys.modules)
    HEARD["listening"] = 1
    try:
        with Store.open(path) as store:
            rows = len(list(store.events()))
            assert rows == 3 * (CHILDREN + 1) + 1, "a row is passed over"
            for subject in subjects:
                looked_at(store, subject, reached)
            assert looked_at(store, WHOLE, reached) == "added to", "another case is shut"
            reached["verified"] += not verify(store._parts.shelf.log).ok
    finally:
        HEARD["listening"] = 0
    assert not set(sys.modules) - modules, f"imported: {set(sys.modules) - modules}"
    assert not +HEARD, f"heard: {+HEARD}"


def looked_at(store, subject, reached) -> str:
    """Open one case, read it to its end, add to it if that may be."""
    desk = store.acting_as("amina")
    history = desk.history(subject)
    assert desk.journey(subject).subject, "the case does not open"
    assert repr(history), "the history cannot be shown"
    visit = RecordFollowUp(kind="call", seen_child=True)
    try:
        desk.record(subject, visit, on=ON)
        ending = "added to"
    except InvalidError as error:
        ending = error.code
    except ConflictError:
        ending = "conflict"
    reached[ending] += 1
    return ending


def a_name(db, stream, chance):
    known = sorted(Registry.of().events)
    module = chance.choice(MODULES)
    name = chance.choice(
        (
            f"{module}:anything",
            f"{module}.{chance.choice('abc')}.1",
            module,
            f"{chance.choice(known)}{chance.choice(('0', ' ', chr(0), '.', 'x'))}",
            chance.choice(known),
            "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(40))),
            chance.randbytes(chance.randrange(40)),
            chance.choice([s for s in STRANGE if isinstance(s, str)]),
            chance.randrange(1 << 40),
        )
    )
    put(db, stream, chance, "topic", name)


def a_payload(db, stream, chance):
    choices = (
        chance.randbytes(chance.randrange(200)),
        b"[" * DEEP,
        b'{"d":' * DEEP + b"}" * DEEP,
        chance.randrange(1 << 40),
        chance.random(),
        "text",
        json.dumps(chance.choice(STRANGE)).encode(),
        b'{"a":1,"a":2}',
        b"\xef\xbb\xbf{}",
    )
    put(db, stream, chance, "state", chance.choice(choices))


def a_field(db, stream, chance):
    """Something strange in one field of the envelope or the data."""
    version, state = state_of(db, stream, chance)
    place = chance.choice((state, state["d"]))
    key = chance.choice((*place, "fix", "ret", "with", "role", "stored", "captured"))
    place[key] = chance.choice(STRANGE)
    put_state(db, stream, version, json.dumps(state).encode())


def a_bit(db, stream, chance):
    version, state = state_of(db, stream, chance)
    hurt = bytearray(json.dumps(state).encode())
    for _ in range(chance.randint(1, 6)):
        hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
    put_state(db, stream, version, bytes(hurt))


def an_amendment(db, stream, chance):
    """A correction or retraction that nobody told, of anything."""
    version, state = state_of(db, stream, chance)
    name = chance.choice(("command-corrected.1", "command-retracted.1", "link.1"))
    state[chance.choice(("fix", "ret"))] = chance.choice((state["c"], "0" * 32, "x", 7))
    put(db, stream, chance, "topic", name, version)
    put_state(db, stream, version, json.dumps(state).encode())


def a_version(db, stream, chance):
    wrong = (-1, 0, 99, 2**62, "two", 2.5, b"\xff")
    put(db, stream, chance, "originator_version", chance.choice(wrong))


def a_link(db, stream, chance):
    wrong = (None, b"", chance.randbytes(32), "text", 7, b"\0" * 100_000)
    put(db, stream, chance, "link", chance.choice(wrong))


def beside(db, stream, chance):
    """Rows in the tables beside: of commands, claims and mentions."""
    blob = chance.choice((b"", chance.randbytes(16), chance.randbytes(3), "text", 7))
    place = chance.choice((-1, 0, 1, 2**40, "x", b""))
    own = bytes.fromhex(stream)
    db.execute("INSERT OR REPLACE INTO commands VALUES (?, ?)", (blob, place))
    db.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", (blob, own, blob))
    kind = chance.choice(("link", "named", "claim", "\0", 7))
    other = bytes.fromhex(base()[1][min(base()[1])])
    db.execute("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)", (own, kind, other))


def state_of(db, stream, chance):
    version = chance.randint(1, 3)
    sql = "SELECT state FROM events WHERE originator_id = ? AND originator_version = ?"
    return version, json.loads(db.execute(sql, (stream, version)).fetchone()[0])


def put_state(db, stream, version, state):
    put(db, stream, None, "state", state, version)


def put(db, stream, chance, column, value, version=None):
    sql = (
        f"UPDATE events SET {column} = ? WHERE originator_id = ? AND originator_version = ?"
    )
    db.execute(sql, (value, stream, version or chance.randint(1, 3)))


HOW = {
    "a name": a_name,
    "a payload": a_payload,
    "a field": a_field,
    "a bit": a_bit,
    "an amendment": an_amendment,
    "a version": a_version,
    "a link": a_link,
    "beside": beside,
}


@contextmanager
def names_looked_up_as_modules():
    """A stored name is taken for where its class is, as the library's own mapper does."""
    entry = Codec.entry

    def importing(codec, stored, **how):
        module = str(stored.name).partition(":")[0]
        if module in MODULES:
            importlib.import_module(module)
        return entry(codec, stored, **how)

    with patch.object(Codec, "entry", importing):
        yield


@contextmanager
def damage_told_to_everybody():
    """An event that cannot be read is an error, not a placeholder."""
    damaged = UnknownEventError("it cannot be read")
    with patch("casemgmt.recording.codec.placeholder", side_effect=damaged):
        yield


CAMPAIGN = Campaign(
    name="rows",
    promise="R6",
    small=10_000,
    full=10_000,
    kinds=(*HOW, "added to", "read-only-case"),
    round=round_,
    planted={
        "names looked up as modules": names_looked_up_as_modules,
        "damage told to everybody": damage_told_to_everybody,
    },
)
