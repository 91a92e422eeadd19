"""What children were given, and what centres have in stock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from .metadata import METADATA, OWNER
from .types import Day, Number, centre, child, column

DISTRIBUTIONS = Table(
    "distributions",
    METADATA,
    column("command_id", Text, "The command that told it.", key=True),
    child(),
    column("kit", Text, "Code: kits.", nullable=False),
    column("school_year", Text, "For which school year.", nullable=False),
    column("delivered_on", Day, "The day.", nullable=False),
    column("delivered_precision", Text, "What is known of it: day, month, year …"),
    column("centre", Text, "The centre's code."),
    column("agreement", Text, "Under which agreement."),
    column("received_by", Text, "Who took it, where granted."),
    column("told_by", Text, "Who told it."),
    Index(None, "child"),
    Index(None, "school_year", "kit"),
    comment="Kits handed over to children; persons are counted by children.person.",
    info={OWNER: "child"},
)

ENTITLEMENTS = Table(
    "entitlements",
    METADATA,
    column("command_id", Text, "The command that told it.", key=True),
    child(),
    column("kit", Text, "Code: kits.", nullable=False),
    column("school_year", Text, "For which school year.", nullable=False),
    column("entitled_on", Day, "The day.", nullable=False),
    column("second", Boolean, "Whether it is one more, by exception.", nullable=False),
    column("reason", Text, "Why one more."),
    Index(None, "child"),
    Index(None, "school_year", "kit"),
    comment="Kits that children are to receive.",
    info={OWNER: "child"},
)

CENTRES = Table(
    "centres",
    METADATA,
    column("centre", Text, "A centre, by a random id.", key=True),
    column("code", Text, "What other tables call it."),
    column("name", Text, "In French or as it was said."),
    column("name_ar", Text, "In Arabic."),
    column("name_en", Text, "In English."),
    column("kind", Text, "As told last. Code: centre_kinds."),
    column("district", Text, "Code: districts."),
    column("region", Text, "The region."),
    column("places", Integer, "As told last; NULL when nobody said, and once closed."),
    column("opened_on", Day, "When it last opened."),
    column("closed_on", Day, "When it closed; NULL while it is open."),
    Index(None, "code"),
    comment="The centres, and bodies that only report figures.",
    info={OWNER: "centre"},
)


def _quantity(of: str) -> tuple[Column[Any], ...]:
    return (
        column("quantity", Number, f"{of}; NULL when nobody knows, never 0 then."),
        column("at_least", Boolean, "It is at least so many.", nullable=False),
        column("about", Boolean, "It is about so many.", nullable=False),
    )


STOCK_MOVEMENTS = Table(
    "stock_movements",
    METADATA,
    column("command_id", Text, "The command that told it.", key=True),
    centre(),
    column("number", Integer, "Its rank in the centre's story.", nullable=False),
    column("moved_on", Day, "The day.", nullable=False),
    column("moved_precision", Text, "What is known of it: day, month, year …"),
    column("what", Text, "received, issued or counted.", nullable=False),
    column("item", Text, "Code: items.", nullable=False),
    *_quantity("How many"),
    column("agreement", Text, "Under which agreement they came."),
    column("tranche", Integer, "In which tranche of it."),
    Index(None, "centre", "item", "number"),
    comment="What came, what left and what was counted; a count holds from then on.",
    info={OWNER: "centre"},
)

STOCK = Table(
    "stock",
    METADATA,
    centre(key=True),
    column("item", Text, "Code: items.", key=True),
    *_quantity("How many there are; below zero when more left than came"),
    column("moved_on", Day, "The last day on which something was told of it."),
    comment="What each centre has in stock after all that was told.",
    info={OWNER: "centre"},
)
