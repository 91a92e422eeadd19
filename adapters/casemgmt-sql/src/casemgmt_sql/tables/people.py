"""Children and households: who is accompanied."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, Table, Text

from .metadata import METADATA, OWNER
from .types import Day, child, column, household, number

CHILDREN = Table(
    "children",
    METADATA,
    column("child", Text, "A record of a child, by a random id.", key=True),
    column(
        "person",
        Text,
        "The first record of the same child; count persons by it.",
        nullable=False,
    ),
    column("reference", Text, "How the sender calls the child, where granted."),
    column("registered_on", Day, "The day of the first registration."),
    column("sex", Text, "Code: sexes."),
    column("district", Text, "Code: districts."),
    column("disability", Text, "yes or no."),
    column("given_name", Text, "In French or as it was said, where granted."),
    column("given_name_ar", Text, "In Arabic, where granted."),
    column("family_name", Text, "In French or as it was said, where granted."),
    column("family_name_ar", Text, "In Arabic, where granted."),
    column("born_from", Day, "The first day the child may be born on."),
    column("born_to", Day, "The last day the child may be born on."),
    column(
        "born_precision", Text, "What is known of it: month or year; day where granted."
    ),
    column("mother", Text, "Where granted."),
    column("father", Text, "Where granted."),
    column("phone", Text, "Where granted."),
    column("address", Text, "Where granted."),
    column("risk", Text, "As judged last. Code: risk_levels."),
    column("assessed_on", Day, "The last complete assessment."),
    column("seen_on", Day, "When somebody last saw the child."),
    column("reviewed_on", Day, "The last review of the case."),
    column("entry_situation", Text, "First found. Code: schooling_situations."),
    column("school_year", Text, "Of the last school place told, unless the child left."),
    column("grade", Text, "Of the last school place taken. Code: grades."),
    column("died_on", Day, "The day of death."),
    column(
        "forgotten",
        Boolean,
        "True once the child was erased: the row counts, and no list has it.",
        nullable=False,
    ),
    column(
        "readable",
        Boolean,
        "False where a part of the story could not be read: rely on nothing then.",
        nullable=False,
    ),
    Index(None, "person"),
    Index(None, "district"),
    Index(None, "reference"),
    comment="The records of children; a child with two has two rows and one person.",
    info={OWNER: "child"},
)

HOUSEHOLDS = Table(
    "households",
    METADATA,
    column("household", Text, "A household, by a random id.", key=True),
    column("reference", Text, "How the sender calls it, where granted."),
    column("formed_on", Day, "The day the association came to know it."),
    column("district", Text, "Code: districts."),
    column("address", Text, "Where granted."),
    comment="The households around the children.",
    info={OWNER: "household"},
)


MEMBERS = Table(
    "household_members",
    METADATA,
    household(),
    number(),
    column("child", Text, "The record of a child; NULL for an adult known by name."),
    column("name", Text, "Of somebody who has no record, where granted."),
    column("role", Text, "child, mother, father, guardian, sibling or other."),
    column("joined_on", Day, "The first day."),
    column("left_on", Day, "The last day; NULL while they live there."),
    Index(None, "child"),
    comment="Who lives or lived in a household.",
    info={OWNER: "household"},
)

ALLOWANCES = Table(
    "allowances",
    METADATA,
    household(),
    number(),
    column("child", Text, "For whom it is granted."),
    column("granted_on", Day, "The day it was granted."),
    column("from_day", Day, "The first day of the month it begins with."),
    column("amount_centimes", BigInteger, "Centimes of a dirham a month."),
    column("condition", Text, "What it depends on."),
    Index(None, "child"),
    comment="Allowances granted to households.",
    info={OWNER: "household"},
)

ALLOWANCE_MONTHS = Table(
    "allowance_months",
    METADATA,
    household(),
    number(),
    column("child", Text, "For whom."),
    column("month", Text, "The month, such as 2025-10."),
    column("became", Text, "paid or withheld."),
    column("settled_on", Day, "The day it was paid or withheld."),
    column("amount_centimes", BigInteger, "As told, or else as granted."),
    column("reason", Text, "Why."),
    Index(None, "child", "month"),
    comment="Months of allowances that were paid or withheld.",
    info={OWNER: "household"},
)

ADMISSIONS = Table(
    "admissions",
    METADATA,
    child(key=True),
    number(),
    column("centre", Text, "The centre's code.", nullable=False),
    column("admitted_on", Day, "The first day."),
    column("left_on", Day, "The last day; NULL while the child has the place."),
    Index(None, "centre"),
    comment="The stays of children in centres.",
    info={OWNER: "child"},
)
