"""To declare an area of one's own: its base classes, its rules, and the kinds of fields."""

from __future__ import annotations

from casemgmt.domain.area import Area, Claim, Command, OfTheRecord, require, unchanged
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Journey
from casemgmt.domain.personal import (
    Forgotten,
    Known,
    Personal,
    Withheld,
    personal_day,
    personal_ref,
    personal_text,
)
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import RuleBook
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    Count,
    Listed,
    Month,
    Number,
    Quantity,
    Ref,
    Reference,
    SchoolYear,
    Season,
    Subject,
    Text,
    as_codes,
    as_day,
    as_quantity,
    as_subject,
    as_text,
)
from casemgmt.errors import RuleBrokenError

__all__ = [
    "Area",
    "Claim",
    "Command",
    "Count",
    "Day",
    "Forgotten",
    "Journey",
    "Known",
    "Listed",
    "Month",
    "Number",
    "OfTheRecord",
    "Personal",
    "Policy",
    "Quantity",
    "Ref",
    "Reference",
    "RuleBook",
    "RuleBrokenError",
    "SchoolYear",
    "Season",
    "Subject",
    "Text",
    "Told",
    "Withheld",
    "as_codes",
    "as_day",
    "as_quantity",
    "as_subject",
    "as_text",
    "personal_day",
    "personal_ref",
    "personal_text",
    "require",
    "unchanged",
]
