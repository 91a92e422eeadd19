"""What a report asks of a desk, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from casemgmt.domain.accesses import Use
from casemgmt.domain.consent_in_use import Consenting
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.work_lists.items import Due
from casemgmt.recorded import RecordedEvent
from casemgmt.vocabularies import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.desk.watching import CentreLine
    from casemgmt.desk.worklists import CaseLine, Work
    from casemgmt.domain.contradictions.kinds import Contradiction
    from casemgmt.indicators import Explanation

Exact = int | Decimal | Fraction


class Figure(Protocol):
    """One row of figures: an indicator's answer for the whole or for a cell."""

    @property
    def indicator(self) -> str:
        """Its id, such as ``I20``."""

    @property
    def numerator(self) -> Exact | None:
        """What is counted."""

    @property
    def denominator(self) -> Exact | None:
        """What it is counted among; None of a plain count."""

    @property
    def value(self) -> Exact | float | None:
        """The rate, mean or count; None when there is nothing to divide by."""

    @property
    def unknown(self) -> int:
        """Units whose answer cannot be determined."""

    @property
    def excluded(self) -> int:
        """Units that the definition leaves out by name."""

    @property
    def by(self) -> Mapping[str, str]:
        """The cell; empty for the whole."""

    @property
    def policy(self) -> str:
        """Name and version of the thresholds it was computed with."""

    @property
    def as_of(self) -> date:
        """The last day that was looked at."""

    @property
    def known_at(self) -> datetime | None:
        """The instant after which nothing learnt was looked at."""


class ReportDesk(Protocol):
    """A desk as a report sees it."""

    @property
    def policy(self) -> Policy:
        """The thresholds in force."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What codes are called."""

    def figures(
        self,
        first: str | date,
        last: str | date,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        only: Sequence[str] = (),
        by: Sequence[str] = (),
        policy: Path | Policy | None = None,
    ) -> Sequence[Figure]:
        """Return the whole and the cells of each indicator asked for."""

    def journey(
        self,
        subject: str | Subject,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
    ) -> Journey:
        """Return where a subject stands."""

    def subjects(self, kind: str) -> Iterator[Subject]:
        """Return every subject of a kind that something was told of."""


class HandingDesk(ReportDesk, Protocol):
    """A desk as a report sees it that goes to others with persons in it."""

    def consenting(self, subjects: Iterable[Subject], use: Use, *, to: str) -> Consenting:
        """Return which children may be told of today, and how many may not."""


class CaseDesk(HandingDesk, Protocol):
    """A desk as a report about persons sees it: their stories and work lists too."""

    def history(
        self,
        subject: str | Subject,
        *,
        known_at: datetime | None = None,
        around: bool = False,
    ) -> tuple[RecordedEvent, ...]:
        """Return what was told of a subject, and what others' stories say of it."""

    def cases(
        self,
        on: str | date | None = None,
        *,
        centre: str | None = None,
        caseworker: str | None = None,
        known_at: datetime | None = None,
    ) -> Iterator[CaseLine]:
        """Yield the cases open on a day."""

    def work(
        self,
        on: str | date,
        *,
        caseworker: str | None = None,
        centre: str | None = None,
        ahead: int = 0,
        known_at: datetime | None = None,
    ) -> Work:
        """Return the open cases and what is due on a day, each story read once."""

    def due(
        self,
        on: str | date,
        *,
        caseworker: str | None = None,
        centre: str | None = None,
        ahead: int = 0,
        known_at: datetime | None = None,
    ) -> tuple[Due, ...]:
        """Return what is due and overdue on a day, the oldest first."""

    def centres(
        self, on: str | date | None = None, *, known_at: datetime | None = None
    ) -> Iterator[CentreLine]:
        """Yield each centre on a day."""

    def contradictions(
        self, *, known_at: datetime | None = None
    ) -> Iterator[Contradiction]:
        """Yield what cannot both be true."""

    def explain(self, figure: Any) -> Explanation:
        """Return who and what stands behind a figure."""
