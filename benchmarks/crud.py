"""The peer of S1 without events: rows that SQLAlchemy changes, and an audit row beside.

It does what whoever keeps cases in tables does with an attendance report: check what was
said, add it to the child's row, keep the report itself and who made it, commit. Nothing is
decided by a rule, sealed or hashed, and what is sent twice is there twice.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import orjson
from attrs import field, frozen, validators
from cattrs import Converter
from sqlalchemy import Engine, ForeignKey, Text, create_engine
from sqlalchemy import event as on_event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from .measuring import Work
from .peers import DATA

SOURCES = ("school-register", "family", "visit")


class Base(DeclarativeBase):
    """The tables."""


class ChildRow(Base):
    """A child as a row."""

    __tablename__ = "child"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    possible: Mapped[int] = mapped_column(default=0)
    absent: Mapped[int] = mapped_column(default=0)


class RecordRow(Base):
    """What was told of a child, as it was told."""

    __tablename__ = "record"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = mapped_column(ForeignKey("child.id"), index=True)
    type: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    data: Mapped[str] = mapped_column(Text)


class AuditRow(Base):
    """Who changed what, beside it."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    child: Mapped[str] = mapped_column(ForeignKey("child.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    what: Mapped[str]


@frozen
class Report:
    """What is said of attendance, checked: its days, its counts, where it is from."""

    from_: date
    to: date
    days_possible: int = field(validator=validators.ge(0))
    days_absent: int = field(validator=validators.ge(0))
    source: str = field(validator=validators.in_(SOURCES))


CHECKED = Converter(detailed_validation=False)
CHECKED.register_structure_hook(date, lambda said, _: date.fromisoformat(said))


def sqlalchemy_with_audit(folder: Path, children: int) -> Work:
    """Return its command: load the row, change it, keep what was told and by whom."""
    engine = create_engine(f"sqlite:///{folder / 'crud.db'}")
    on_event.listen(engine, "connect", _durably)
    Base.metadata.create_all(engine)
    turn = cycle(_filled(engine, children))
    data = DATA | {"from_": DATA["from"]}

    def command() -> None:
        report = CHECKED.structure(data, Report)
        now, said = datetime.now(UTC), orjson.dumps(data).decode()
        with Session(engine) as session:
            child = session.get_one(ChildRow, next(turn))
            child.possible += report.days_possible
            child.absent += report.days_absent
            told = {"child": child.id, "at": now, "by": "amina"}
            session.add(RecordRow(**told, type="attendance-reported", data=said))
            session.add(AuditRow(**told, what="attendance reported"))
            session.commit()

    return command


def _filled(engine: Engine, children: int) -> list[str]:
    ids = [str(uuid4()) for _ in range(children)]
    with Session(engine) as session:
        session.add_all(ChildRow(id=i, name="Zineb") for i in ids)
        session.commit()
    return ids


def _durably(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
