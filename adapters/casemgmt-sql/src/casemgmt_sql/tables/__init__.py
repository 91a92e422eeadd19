"""The tables: what each holds, in the words of the field."""

from .cases import (
    CASE_CASEWORKERS,
    CASE_CENTRES,
    CASE_PROGRAMMES,
    CASE_SUSPENSIONS,
    CASES,
    RESTS,
    WORK,
)
from .goods import CENTRES, DISTRIBUTIONS, ENTITLEMENTS, STOCK, STOCK_MOVEMENTS
from .metadata import METADATA, OWNER, PERSONAL, VERSION
from .people import (
    ADMISSIONS,
    ALLOWANCE_MONTHS,
    ALLOWANCES,
    CHILDREN,
    HOUSEHOLDS,
    MEMBERS,
)
from .story import LABELS, LINKS, READ_MODEL, SEEN, SHARES, STALE, TIMELINE

TOLD = (TIMELINE, LINKS, STALE)
"""Kept as it was told."""

WORKED_OUT = tuple(
    table for table in METADATA.sorted_tables if OWNER in table.info and table not in TOLD
)
"""Worked out from the timeline, those first to which others refer."""

__all__ = [
    "ADMISSIONS",
    "ALLOWANCES",
    "ALLOWANCE_MONTHS",
    "CASES",
    "CASE_CASEWORKERS",
    "CASE_CENTRES",
    "CASE_PROGRAMMES",
    "CASE_SUSPENSIONS",
    "CENTRES",
    "CHILDREN",
    "DISTRIBUTIONS",
    "ENTITLEMENTS",
    "HOUSEHOLDS",
    "LABELS",
    "LINKS",
    "MEMBERS",
    "METADATA",
    "OWNER",
    "PERSONAL",
    "READ_MODEL",
    "RESTS",
    "SEEN",
    "SHARES",
    "STALE",
    "STOCK",
    "STOCK_MOVEMENTS",
    "TIMELINE",
    "TOLD",
    "VERSION",
    "WORK",
    "WORKED_OUT",
]
