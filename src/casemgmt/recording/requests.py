"""Which commands are requests: asked for, and refused when a rule forbids it."""

from __future__ import annotations

from typing import Any

from casemgmt.domain.amendments import Correct, Retract
from casemgmt.domain.area import Command

NO_RULE_YET = frozenset(
    {
        "accept-referral",
        "award-certificate",
        "complete-contract",
        "grant-allowance",
        "grant-second-kit",
        "release-hold",
        "revoke-referral",
    }
)
"""Requests of interchange.md §1 that none of its rules can refuse."""


def is_request(name: str, command: type) -> bool:
    """Whether the command called *name* is asked for; any other is a fact."""
    return name in NO_RULE_YET or is_decided(command)


def is_decided(command: Any) -> bool:
    """Whether the code decides *command*; any other is recorded as told."""
    if command in (Correct, Retract) or not issubclass(command, Command):
        return True
    return command.decide is not Command.decide or command.claims is not Command.claims
