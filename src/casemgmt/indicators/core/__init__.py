"""The figures of counting.md: those of §3, one file for each stage, and those of §4."""

from __future__ import annotations

from collections.abc import Mapping

from casemgmt.indicators.definition import Indicator

from .case_work import CASE_WORK
from .family_support import FAMILY_SUPPORT
from .further import FURTHER_FIGURES
from .protection import PROTECTION
from .school_support import SCHOOL_SUPPORT
from .vocational_training import VOCATIONAL_TRAINING

CORE: Mapping[str, Indicator] = {
    indicator.id: indicator
    for stage in (
        CASE_WORK,
        PROTECTION,
        SCHOOL_SUPPORT,
        VOCATIONAL_TRAINING,
        FAMILY_SUPPORT,
    )
    for indicator in stage
}
"""Every core figure by its id, in the order of the page that defines them."""

FURTHER: Mapping[str, Indicator] = {one.id: one for one in FURTHER_FIGURES}
"""What is defined besides, by its id: answered when it is asked for by name."""
