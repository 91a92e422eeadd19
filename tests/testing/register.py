"""An adapter that can do all an adapter may: the contract of adapters is tried on it."""

import json
import os
import sqlite3
from collections import Counter
from pathlib import Path
from uuid import UUID

from casemgmt.adapters import Bucket, Position, as_data, as_kept, as_told, from_kept

TABLES = """
PRAGMA synchronous = OFF;
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS told (command TEXT PRIMARY KEY, subject, name, said);
CREATE TABLE IF NOT EXISTS stands (epoch, number);
CREATE TABLE IF NOT EXISTS shares (rank INTEGER PRIMARY KEY, epoch, number);
"""


class Register:
    """Everything that was told, as it stands now, line by line in a file beside."""

    api_version = 1
    fields = frozenset({"given_name", "findings", "name"})

    def __init__(self, address):
        self.address = address
        self.db = sqlite3.connect(address, isolation_level=None)
        self.db.executescript(TABLES)

    def position(self):
        kept = [Share(self, rank).position() for rank in range(self.buckets)]
        return None if None in kept else min(kept, key=lambda at: at.number)

    def project(self, batch):
        with self.whole():
            if batch.afresh:
                self.drop()
            for told in batch.events:
                self.keep(told)
            self.stand(batch.until)

    def whole(self):
        self.db.execute("BEGIN IMMEDIATE")
        return self.db

    def drop(self):
        self.db.execute("DELETE FROM told")

    def keep(self, told):
        self.put(self.row(told))

    def row(self, told):
        said = json.dumps(as_kept(told), ensure_ascii=False)
        return (str(told.command_id), str(told.subject), told.name, said)

    def put(self, row):
        self.db.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", row)

    def stand(self, until):
        self.db.execute("DELETE FROM stands")
        self.db.execute("INSERT INTO stands VALUES (?, ?)", (until.epoch, until.number))
        self.db.execute("DELETE FROM shares")

    def forget(self, subject):
        with self.whole():
            self.erase(subject)
        self.settle()
        if Path(self.address + ".beside").exists():
            left = Register(self.address + ".beside")
            left.forget(subject)
            left.close()

    def erase(self, subject):
        self.db.execute("DELETE FROM told WHERE subject = ?", [str(subject)])
        self.db.execute("UPDATE told SET said = replace(said, ?, 'gone')", [subject.key])

    def settle(self):
        lines = [json.dumps(row, ensure_ascii=False) for row in self.rows()]
        file, text = Path(self.address + ".txt"), "\n".join(lines)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")

    def shown(self):
        text = Path(self.address + ".txt").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line]

    def rows(self):
        return sorted(self.told_now(), key=repr)

    def told_now(self):
        for (subject,) in self.db.execute("SELECT DISTINCT subject FROM told").fetchall():
            for told in as_told(self.kept_of(subject)):
                if not hasattr(told.event, "foreign"):
                    yield [subject, told.name, str(told.on), as_data(told.event)]

    def kept_of(self, subject):
        kept = self.db.execute("SELECT said FROM told WHERE subject = ?", [subject])
        return [from_kept(json.loads(said)) for (said,) in kept]

    def close(self):
        self.db.close()

    # Beside

    def beside(self):
        for old in (".beside", ".beside.txt"):
            Path(self.address + old).unlink(missing_ok=True)
        made = type(self)(self.address + ".beside")
        made.over = self.address
        return made

    def take_over(self):
        self.db.close()
        Path(self.address + ".txt").unlink(missing_ok=True)
        os.replace(self.address, self.over)  # noqa: PTH105 - one step
        Register.__init__(self, self.over)

    # Divisible

    def part(self, events):
        return [self.row(told) for told in events]

    def gather(self, parts, until):
        with self.whole():
            self.drop()
            for part in parts:
                for row in part:
                    self.put(row)
            self.stand(until)

    # Shareable

    buckets = 4

    def bucket(self, rank):
        return Share(self, rank)

    # Counting

    def seen(self):
        names = self.db.execute("SELECT name FROM told").fetchall()
        return dict(Counter(name for (name,) in names))


class Share:
    """One bucket of a register: it stands where the whole does until it is given to."""

    api_version = 1

    def __init__(self, register, rank):
        self.register, self.db, self.rank = register, register.db, rank

    def position(self):
        own = "SELECT epoch, number FROM shares WHERE rank = ?"
        row = self.db.execute(own, [self.rank]).fetchone()
        row = row or self.db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch):
        with self.register.whole():
            if batch.afresh:
                self.drop()
            for told in batch.events:
                self.register.keep(told)
            self.stand(batch.until)

    def drop(self):
        bucket = Bucket.divided(self.register.buckets)[self.rank]
        for (of,) in self.db.execute("SELECT DISTINCT subject FROM told").fetchall():
            if UUID(of.partition(":")[2]) in bucket:
                self.db.execute("DELETE FROM told WHERE subject = ?", [of])

    def stand(self, until):
        at = (self.rank, until.epoch, until.number)
        self.db.execute("INSERT OR REPLACE INTO shares VALUES (?, ?, ?)", at)

    def forget(self, subject):
        self.register.forget(subject)
