"""What was told, kept in a SQLite file beside the workbooks, with the position.

A workbook cannot be written in a transaction; this file can. Each subject's story is kept
as it was told and its lines are worked out anew when it changed. Whatever is forgotten is
overwritten in the file, not only unlinked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import orjson
from attrs import frozen

from casemgmt import Batch, Position, RecordedEvent, Subject
from casemgmt.adapters import as_kept, from_kept
from casemgmt.errors import BusyError, DamagedStoreError, reason

from .registers import READ, REGISTERS, Record, Register
from .said import read_again, to_keep

TABLES = """
CREATE TABLE IF NOT EXISTS told
    (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, kept TEXT);
CREATE INDEX IF NOT EXISTS told_of ON told (subject);
CREATE TABLE IF NOT EXISTS seen
    (name TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (subject TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS line
    (register TEXT NOT NULL, place TEXT NOT NULL, subject TEXT NOT NULL,
     said TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS written (language TEXT PRIMARY KEY, mark TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS line_in ON line (register, place);
CREATE INDEX IF NOT EXISTS line_of ON line (subject);
CREATE TABLE IF NOT EXISTS stands
    (one INTEGER PRIMARY KEY CHECK (one = 0), epoch TEXT NOT NULL, number INTEGER NOT NULL,
     known_at TEXT, edition INTEGER NOT NULL);
"""
SETTINGS = """
PRAGMA journal_mode = DELETE;
PRAGMA secure_delete = ON;
PRAGMA synchronous = FULL;
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
"""
PATIENCE = 5.0
"""Seconds to wait for another process."""
_LET_GO = "UPDATE told SET subject = '', kept = NULL WHERE subject = ?"
"""That something was given stays, and is not counted again; of whom, and what, does not."""
_GIVEN_AGAIN = "UPDATE told SET subject = ?, kept = ? WHERE position = ? AND subject = ''"
EMPTY = ("told", "seen", "touched", "line")


@frozen
class Stand:
    """Where what is kept stands.

    Attributes:
        edition: Grows with every change of what is kept, and only then: a position may
            move without one, and one who is forgotten leaves it where it is.

    """

    position: Position
    known_at: datetime | None
    edition: int

    @property
    def mark(self) -> str:
        """What a workbook of this stand says of itself."""
        return f"{self.position.epoch}/{self.edition}"


class Kept:
    """The file. It may be open in several processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._plainly():
            path.touch(mode=0o600)
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._db.executescript(SETTINGS)
            if not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                self._db.executescript(f"BEGIN IMMEDIATE;{TABLES}COMMIT;")

    def stand(self) -> Stand | None:
        """Return where it stands, None before the first batch."""
        with self._plainly():
            row = self._db.execute(
                "SELECT epoch, number, known_at, edition FROM stands"
            ).fetchone()
        if row is None:
            return None
        epoch, number, known_at, edition = row
        known = datetime.fromisoformat(known_at) if known_at else None
        return Stand(Position(epoch, number), known, edition)

    def take(self, batch: Batch) -> None:
        """Keep what a batch tells and its position, together."""
        with self._changing():
            if batch.afresh or self._of_another_log(batch.until):
                self._drop_everything()
            changed = sum([self._tell(told) for told in batch.events])
            known_at = max((e.at for e in batch.events), default=None)
            self._stand_at(batch.until, known_at, changed=bool(changed) or batch.afresh)

    def forget(self, subject: Subject) -> None:
        """Overwrite all that is kept of *subject*."""
        name = str(subject)
        with self._changing():
            gone = self._db.execute(_LET_GO, [name]).rowcount
            gone += self._db.execute("DELETE FROM line WHERE subject = ?", [name]).rowcount
            self._db.execute("DELETE FROM touched WHERE subject = ?", [name])
            if gone:
                self._db.execute("UPDATE stands SET edition = edition + 1")

    def seen(self) -> dict[str, int]:
        """Return how many events of each name it was given."""
        with self._plainly():
            return dict(self._db.execute("SELECT name, times FROM seen"))

    def work_out(self) -> None:
        """Work the lines of every story out anew that changed."""
        if self.is_worked_out():
            return
        with self._changing():
            for (subject,) in self._db.execute("SELECT subject FROM touched").fetchall():
                self._db.execute("DELETE FROM line WHERE subject = ?", [subject])
                self._db.executemany(
                    "INSERT INTO line VALUES (?, ?, ?, ?)", self._lines_of(subject)
                )
            self._db.execute("DELETE FROM touched")

    def is_worked_out(self) -> bool:
        """Whether no story changed since its lines were worked out."""
        with self._plainly():
            return not self._db.execute("SELECT 1 FROM touched").fetchone()

    def mark_written(self, language: str) -> str | None:
        """Return the mark of the workbook that was written last in *language*."""
        with self._plainly():
            found = self._db.execute(
                "SELECT mark FROM written WHERE language = ?", [language]
            ).fetchone()
        return found[0] if found else None

    def note_written(self, language: str, mark: str) -> None:
        """Note that the workbook in *language* is the one of this mark."""
        with self._changing():
            self._db.execute(
                "INSERT OR REPLACE INTO written VALUES (?, ?)", [language, mark]
            )

    def lines(self, register: str) -> Iterator[list[object]]:
        """Yield the lines of *register* in their order, one by one."""
        with self._plainly():
            for (said,) in self._db.execute(
                "SELECT said FROM line WHERE register = ? ORDER BY place", [register]
            ):
                yield read_again(said)

    def given(self, register: Register) -> frozenset[str]:
        """Return the granted fields of *register* of which a line has one."""
        ranks = [n for n, field in enumerate(register.fields) if field.grant]
        said = ", ".join(f"max(json_extract(said, '$[{n}]') IS NOT NULL)" for n in ranks)
        sql = f"SELECT {said} FROM line WHERE register = ?"  # noqa: S608 - numbers of ours
        with self._plainly():
            found = self._db.execute(sql, [register.name]).fetchone()
        return frozenset(
            register.fields[n].name for n, given in zip(ranks, found, strict=True) if given
        )

    @contextmanager
    def as_of_now(self) -> Iterator[None]:
        """Let several things be read as they stand together."""
        with self._plainly():
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _lines_of(self, subject: str) -> Iterable[tuple[str, str, str, str]]:
        rows = self._db.execute(
            "SELECT kept FROM told WHERE subject = ? ORDER BY position", [subject]
        )
        events = [from_kept(orjson.loads(kept)) for (kept,) in rows if kept]
        return lines_of(events) if events else ()

    def _tell(self, told: RecordedEvent) -> bool:
        """Keep *told* unless it was given before; return whether it is new."""
        subject, kept = str(told.subject), _kept(told)
        row = [told.position, subject, kept]
        if self._db.execute(_GIVEN_AGAIN, [subject, kept, told.position]).rowcount:
            self._db.execute("INSERT OR IGNORE INTO touched VALUES (?)", [subject])
            return True
        if not self._db.execute(
            "INSERT OR IGNORE INTO told VALUES (?, ?, ?)", row
        ).rowcount:
            return False
        self._db.execute("INSERT OR IGNORE INTO touched VALUES (?)", [subject])
        self._db.execute(
            "INSERT INTO seen VALUES (?, 1)"
            " ON CONFLICT (name) DO UPDATE SET times = times + 1",
            [told.name],
        )
        return True

    def _of_another_log(self, until: Position) -> bool:
        before = self.stand()
        return before is not None and before.position.epoch != until.epoch

    def _drop_everything(self) -> None:
        for table in EMPTY:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._db.execute("UPDATE stands SET known_at = NULL")

    def _stand_at(
        self, until: Position, known_at: datetime | None, *, changed: bool
    ) -> None:
        self._db.execute(
            "INSERT INTO stands VALUES (0, ?, ?, ?, 0) ON CONFLICT (one) DO UPDATE SET"
            " epoch = excluded.epoch, number = excluded.number,"
            " known_at = max(coalesce(known_at, ''), coalesce(excluded.known_at, '')),"
            " edition = edition + ?",
            [until.epoch, until.number, known_at and known_at.isoformat(), changed],
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Do all of it, or nothing."""
        with self._plainly():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in one plain line what SQLite cannot do."""
        try:
            yield
        except OSError as error:
            raise BusyError.because(
                "casemgmt_excel:kept.not-written", path=self._path, why=reason(error)
            ) from None
        except sqlite3.OperationalError as error:
            raise BusyError.because(
                "casemgmt_excel:kept.nothing-kept", path=self._path, why=reason(error)
            ) from None
        except sqlite3.DatabaseError as error:
            raise DamagedStoreError.because(
                "casemgmt_excel:kept.made-anew", path=self._path, why=reason(error)
            ) from None


def _kept(told: RecordedEvent) -> str | None:
    """Return *told* as it is kept; None of what no register has a use for.

    A correction of something else may name others, who could not be forgotten here.
    """
    kept = as_kept(told)
    about = kept["data"].get("name") if told.corrects else told.name
    return orjson.dumps(kept).decode() if about in READ else None


def lines_of(events: list[RecordedEvent]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the lines that one subject's story makes: register, place, subject, what."""
    record = Record.of(events)
    for register in REGISTERS:
        if register.of == record.kind and not record.forgotten:
            for row in register.rows(record):
                yield register.name, row.place, str(events[0].subject), to_keep(row.said)
