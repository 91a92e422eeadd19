"""Ways to change what was recorded, in the file itself, as who has rights to it may."""

import random
import sqlite3
from contextlib import closing

import orjson

from casemgmt.recording.proof import chained, leaf

COLUMNS = "position, originator_id, originator_version, topic, state, link"


def rows_of(path):
    with closing(sqlite3.connect(path)) as db:
        return [list(row) for row in db.execute(f"SELECT {COLUMNS} FROM events")]


def rewritten(path, rows):
    """Put *rows* in the place of every event."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN")
        db.execute("DELETE FROM events")
        db.executemany("INSERT INTO events VALUES (?,?,?,?,?,?)", rows)
        db.execute("COMMIT")


def said(row):
    return orjson.loads(row[4])


def saying(row, changed):
    row[4] = orjson.dumps(changed, option=orjson.OPT_SORT_KEYS)


def edit_a_payload(rows, at, chance):
    changed = said(rows[at])
    changed["d"] = changed["d"] | {"sex": "male", "level": "low"}
    saying(rows[at], changed)
    return at


def edit_an_envelope(rows, at, chance):
    saying(rows[at], said(rows[at]) | {"by": "somebody-else"})
    return at


def one_bit(rows, at, chance):
    hurt = bytearray(rows[at][4])
    hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
    rows[at][4] = bytes(hurt)
    return at


def swap_two(rows, at, chance):
    """Let two events tell each other's content."""
    other = chance.choice([n for n in range(len(rows)) if n != at])
    rows[at][3:5], rows[other][3:5] = rows[other][3:5], rows[at][3:5]
    return min(at, other)


def drop_one(rows, at, chance):
    """Leave one out that is not the last: the place it had stays empty."""
    at = min(at, len(rows) - 2)
    del rows[at]
    return at


def reorder(rows, at, chance):
    """Give two events, whole, each other's place."""
    other = chance.choice([n for n in range(len(rows)) if n != at])
    rows[at][0], rows[other][0] = rows[other][0], rows[at][0]
    return min(at, other)


def insert(rows, at, chance):
    """Put one more in between, and move the later ones on."""
    made = [*rows[at][:1], f"{chance.getrandbits(128):032x}", 1, *rows[at][3:]]
    for row in rows[at:]:
        row[0] += 1
    rows.insert(at, made)
    return at


def move_to_another_child(rows, at, chance):
    others = [row[1] for row in rows if row[1] != rows[at][1]]
    rows[at][1] = chance.choice(others)
    rows[at][2] = 1_000 + at  # a rank that is free
    return at


KINDS = (
    edit_a_payload,
    edit_an_envelope,
    one_bit,
    swap_two,
    drop_one,
    reorder,
    insert,
    move_to_another_child,
)


def cut_the_tail(rows, at, chance):
    del rows[at:]
    return at


def hashed_again(rows):
    """Make every link fit what is there now, as who knows this program can."""
    link = None
    for row in sorted(rows):
        link = row[5] = chained(link, leaf(*row[1:5]))
    return rows


def chance_of(seed):
    return random.Random(seed)
