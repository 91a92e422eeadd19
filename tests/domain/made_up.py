"""What the tests of the domain make up: the strategies of the kit for areas."""

from hypothesis import HealthCheck, settings

from casemgmt.testing.making_up import (
    ABOUT_OTHERS,
    DAYS,
    FIRST_MOMENT,
    FORMS,
    LEAVES,
    SUBJECTS,
    TOLD,
    added_up,
    entries,
    entry,
    events_of,
    stories,
    values,
    without_moments,
)

__all__ = [
    "ABOUT_OTHERS",
    "DAYS",
    "FIRST_MOMENT",
    "FORMS",
    "LEAVES",
    "SUBJECTS",
    "TOLD",
    "added_up",
    "entries",
    "entry",
    "events_of",
    "patient",
    "stories",
    "values",
    "without_moments",
]

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Making up a story may take long where others work on the same machine."""
