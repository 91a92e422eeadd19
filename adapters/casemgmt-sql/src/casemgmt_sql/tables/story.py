"""What was told, and how far: everything else is worked out from here."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, Table, Text

from .metadata import METADATA, OWNER
from .types import JSON, Day, Instant, column

READ_MODEL = Table(
    "read_model",
    METADATA,
    column("id", Integer, "Always 1: there is one row.", key=True, autoincrement=False),
    column("version", Integer, "The version of these tables.", nullable=False),
    column("epoch", Text, "Which log was followed; another one after a restore."),
    column("number", BigInteger, "The last position of the log that was looked at."),
    column("policy", Text, "The policy by which work falls due, with its version."),
    CheckConstraint("id = 1", name="one_row"),
    comment="What these tables are and how far they follow the log.",
)

SHARES = Table(
    "shares",
    METADATA,
    column("rank", Integer, "Which bucket of stories.", key=True, autoincrement=False),
    column("epoch", Text, "Which log was followed for it."),
    column("number", BigInteger, "The last position that was looked at for it."),
    comment="How far each bucket of stories follows the log, while several share the work.",
)

SEEN = Table(
    "seen",
    METADATA,
    column("name", Text, "The stored name of an event.", key=True),
    column("events", BigInteger, "How many of them were taken in.", nullable=False),
    comment="How many events of each name were taken in; nothing is missing unseen.",
)

TIMELINE = Table(
    "timeline",
    METADATA,
    column(
        "position",
        BigInteger,
        "Its place in the log.",
        key=True,
        autoincrement=False,
    ),
    column("subject", Text, "Whose story it belongs to, by a random id.", nullable=False),
    column("version", Integer, "Its rank in that story, from 1.", nullable=False),
    column("event", Text, "Its stored name, such as kit-delivered.1.", nullable=False),
    column("event_id", Text, "The event's own id.", nullable=False),
    column("command_id", Text, "The command that brought it about.", nullable=False),
    column("told", Text, "The day as first told: 2025-09-03, 2025-09 …", nullable=False),
    column("told_on", Day, "The last day it may mean."),
    column("told_precision", Text, "What was known of the day: day, month, year …"),
    column("recorded_at", Instant, "When it was learnt, in UTC.", nullable=False),
    column("by", Text, "Who told it.", nullable=False),
    column("role", Text, "The role they acted in."),
    column("corrects", Text, "The command this puts right, if it does."),
    column("retracts", Text, "The command this takes back, if it does."),
    column("corrected_by", Text, "The correction that stands in its place."),
    column("retracted_by", Text, "The retraction that took it back."),
    column("day", Day, "The day that counts now; NULL where it does not hold."),
    column("day_precision", Text, "What is known of that day: day, month, year …"),
    column("data", JSON, "What was told, as in a journal; personal values where granted."),
    column("corrected_data", JSON, "What holds in its place, where it was corrected."),
    column("reference", Text, "How the sender calls the subject, where granted."),
    Index(None, "subject", "version"),
    Index(None, "day"),
    Index(None, "event", "day"),
    comment="Every event, as first told, with its corrections and retractions.",
    info={OWNER: "subject"},
)

LINKS = Table(
    "links",
    METADATA,
    column("child", Text, "The record whose story says so.", key=True),
    column("other", Text, "The other record.", key=True),
    Index(None, "other"),
    comment="Records of which was ever said that they are, or are not, one child.",
    info={OWNER: "child"},
)

STALE = Table(
    "stale",
    METADATA,
    column("subject", Text, "Of whom more was told than the tables show.", key=True),
    comment="Empty, but while a read model is built: whose rows are still to be made.",
    info={OWNER: "subject"},
)

LABELS = Table(
    "labels",
    METADATA,
    column("list", Text, "The list a code stands in, such as districts.", key=True),
    column("code", Text, "The code, as in the other tables.", key=True),
    column("ar", Text, "What it is called in Arabic."),
    column("fr", Text, "What it is called in French."),
    column("en", Text, "What it is called in English."),
    comment="What codes are called, in three languages.",
)
