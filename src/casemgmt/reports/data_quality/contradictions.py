"""What cannot both be true, by the rule it goes against, and what waits for an answer."""

from __future__ import annotations

from attrs import field, frozen

from casemgmt.domain.contradictions.kinds import Contradiction, Kind
from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Text
from casemgmt.locale import sentence
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.people import each
from casemgmt.reports.period import Period

from .words import WORDS


@frozen
class Found:
    """What was found, the gravest first."""

    unresolved: tuple[Contradiction, ...] = field(repr=False)
    resolved: tuple[Contradiction, ...] = field(repr=False)

    @classmethod
    def of(cls, desk: CaseDesk, period: Period) -> Found:
        """Return what ``casemgmt contradictions`` shows, as known at the same moment."""
        found = tuple(desk.contradictions(known_at=period.known_at))
        return cls(
            tuple(one for one in found if not one.resolved),
            tuple(one for one in found if one.resolved),
        )

    def number(self, which: str, kind: Kind | None = None) -> Number:
        """Return how many there are, of one kind if asked."""
        those = self.unresolved if which == "unresolved" else self.resolved
        amount = sum(kind in (None, one.kind) for one in those)
        by = (("kind", kind.value),) if kind else ()
        return Number(amount, Source(f"contradictions-{which}", by=by, kind="record"))


def section(found: Found) -> Section:
    """Return the section on contradictions."""
    blocks: list[Block] = [_by_kind(found)]
    if found.unresolved:
        blocks.append(_listed(found))
    if not (found.unresolved or found.resolved):
        blocks = [Note(WORDS("contradictions.none"))]
    return Section(
        "contradictions",
        WORDS("contradictions.title"),
        tuple(blocks),
        lead=WORDS("contradictions.lead"),
    )


def _by_kind(found: Found) -> Table:
    told = {one.kind for one in (*found.unresolved, *found.resolved)}
    columns = ("unresolved", "resolved")
    rows = tuple(
        Row(_rule(kind), tuple(found.number(which, kind) for which in columns))
        for kind in Kind
        if kind in told
    )
    return Table(
        WORDS("contradictions.table"),
        WORDS("contradictions.rule"),
        tuple(WORDS(f"contradictions.{which}") for which in columns),
        rows,
    )


def _listed(found: Found) -> Table:
    rows = tuple(
        Row(_rule(one.kind), (Text(plain=str(one.subject)), Day.of(one.day)))
        for one in found.unresolved
    )
    columns = (WORDS("contradictions.subject"), WORDS("contradictions.day"))
    return Table(WORDS("contradictions.list"), WORDS("contradictions.rule"), columns, rows)


def _rule(kind: Kind) -> Text:
    key = f"contradiction.{kind.value}"
    return each(lambda language: sentence(key, language, default=kind.sentence))
