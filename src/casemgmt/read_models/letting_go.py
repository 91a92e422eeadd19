"""Letting go of persons in the facts of a store; without facts nothing is needed for it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from casemgmt.opening.parts import Parts


def forget(parts: Parts, subjects: Collection[UUID]) -> None:
    """Write the facts anew with what is left of *subjects*; where there are any.

    Raises:
        BusyError: another process has been building for a long time, or they cannot be
            written.
        MissingExtraError: there are facts, and what reads them is not installed.

    """
    kept = parts.facts_at is not None and parts.facts_at.exists()
    if kept or parts.facts is not None:
        from casemgmt.read_models import figuring  # only who has facts needs the extra

        facts = figuring.facts_of(parts)
        facts.forget(figuring.log_source(parts), subjects)
