"""The days a report is asked for, as every verb about reports takes them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, TypedDict

from attrs import frozen
from cyclopts import Parameter

from casemgmt.cli.times import known_at_of
from casemgmt.errors import InvalidError


class When(TypedDict):
    """What a desk is told beside the days."""

    as_of: str | None
    known_at: datetime | None
    policy: Path | None


@Parameter(name="*")
@frozen(kw_only=True)
class Days:
    """What a report is asked for.

    Attributes:
        from_: The first day of the period.
        to: The last day of the period.
        as_of: The last day that counts; the last of the period if it is not given.
        known_at: As it was known at this instant.
        policy: A file that replaces the policy, parameter by parameter.

    """

    from_: Annotated[str | None, Parameter(name="--from")] = None
    to: str | None = None
    as_of: Annotated[str | None, Parameter(name="--as-of")] = None
    known_at: Annotated[str | None, Parameter(name="--known-at")] = None
    policy: Path | None = None

    @property
    def period(self) -> tuple[str, str]:
        """The first and the last day.

        Raises:
            InvalidError: one of them is missing.

        """
        if self.from_ is None:
            raise InvalidError("first", "missing-field")
        if self.to is None:
            raise InvalidError("last", "missing-field")
        return self.from_, self.to

    @property
    def when(self) -> When:
        """What the desk is told beside the days.

        Raises:
            InvalidError: the moment is no instant with an offset.

        """
        known = known_at_of(self.known_at)
        return When(as_of=self.as_of, known_at=known, policy=self.policy)
