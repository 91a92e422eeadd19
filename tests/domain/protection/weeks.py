"""Weeks of work for tests: what was seen, in the fewest words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from hypothesis import strategies as st

from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.work import WorkObserved

MOROCCO = Policy.read((files("casemgmt") / "data/policy-morocco.toml").read_text("utf-8"))
SETTINGS = ("enterprise", "household", "domestic", "own-account")


def week(economic: str = "0", chores: str = "0", hazardous: Any = "no", **more: Any):
    """Return a week of so many hours."""
    return WorkObserved(
        economic_hours=Decimal(economic),
        chores_hours=Decimal(chores),
        hazardous=hazardous,
        **more,
    )


def policy_with(*rules: str) -> Policy:
    """Return the packaged policy, with *rules* in the place of its own."""
    text = "\n".join(f'[[rule]]\nsource = "ours"\n{rule}' for rule in rules)
    return Policy.read(text, MOROCCO)


HOURS = st.one_of(
    st.sampled_from("0 0.01 0.99 1 13.98 14 21 21.25 28 34 40 40.01 43 43.5 168".split()),
    st.integers(0, 16_800).map(lambda hundredths: str(Decimal(hundredths) / 100)),
).map(Decimal)
DAYS = st.one_of(
    st.sampled_from(
        [
            date(2018, 10, 1),
            date(2018, 10, 2),
            date(2023, 10, 1),
            date(2023, 10, 2),
            date(2010, 11, 15),
            date(2010, 11, 16),
        ]
    ),
    st.dates(date(2005, 1, 1), date(2035, 12, 31)),
)
AGES = st.integers(0, 25)
WEEKS = st.builds(
    WorkObserved,
    economic_hours=HOURS,
    chores_hours=HOURS,
    hazardous=st.sampled_from(["yes", "no", "unknown"]),
    worst_form=st.sampled_from([None, None, None, "trafficking"]),
    activity=st.sampled_from(
        [None, "waste-picking", "domestic-work", "street-selling", "agriculture"]
    ),
    setting=st.sampled_from([None, *SETTINGS]),
    night=st.sampled_from([None, False, True]),
)
