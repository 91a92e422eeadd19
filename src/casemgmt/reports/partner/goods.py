"""What partners promised and what came of it: quantities, never people.

A quantity that nobody told stays unknown, and a sum with such a part is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from casemgmt.domain.organisation.agreement import AgreementSigned
from casemgmt.domain.organisation.goods import GoodsIssued, GoodsReceived
from casemgmt.domain.quantities import added_up
from casemgmt.domain.vocabulary import Quantity
from casemgmt.reports.amounts import Bound, Missing, Number, Source, Value
from casemgmt.reports.period import Period
from casemgmt.reports.reading import WORDS, Reading


@frozen
class Partnership:
    """The agreements that a season is held against, and the goods told of under them.

    Those in force that promise kits; all of them if none does.

    Attributes:
        agreements: What was signed, by the agreement's key.
        received: What came under these agreements, up to the last day looked at.
        issued: What left the stock of the centres in the period.

    """

    agreements: dict[str, AgreementSigned] = field(factory=dict)
    received: tuple[GoodsReceived, ...] = ()
    issued: tuple[GoodsIssued, ...] = ()

    @classmethod
    def of(cls, reading: Reading) -> Partnership:
        """Return the partnership as the desk knows it."""
        in_force = dict(_agreements(reading))
        kits = reading.desk.vocabulary.lists["kits"]
        of_kits = {
            k: a for k, a in in_force.items() if any(c.what in kits for c in a.commitments)
        }
        agreements = of_kits or in_force
        moved = tuple(_movements(reading))
        period = reading.period
        return cls(
            agreements,
            tuple(
                event
                for _, event in moved
                if isinstance(event, GoodsReceived) and event.agreement in agreements
            ),
            tuple(
                event
                for day, event in moved
                if isinstance(event, GoodsIssued) and period.first <= day <= period.until
            ),
        )

    def items(self) -> tuple[str, ...]:
        """Return what was promised or came, in the order in which it was told."""
        promised = [c.what for a in self.agreements.values() for c in a.commitments]
        return tuple(dict.fromkeys([*promised, *(goods.item for goods in self.received)]))

    def promised(self, items: Iterable[str]) -> Quantity | None:
        """Return how much of these items was promised; None when nothing was said."""
        wanted = frozenset(items)
        every = [c for a in self.agreements.values() for c in a.commitments]
        return added_up(c.quantity for c in every if c.what in wanted)

    def came(self, items: Iterable[str]) -> Quantity | None:
        """Return how much of these items came; None when nothing was told."""
        wanted = frozenset(items)
        return added_up(goods.quantity for goods in self.received if goods.item in wanted)

    def left(self, items: Iterable[str]) -> Quantity | None:
        """Return how much of these items left the stock; None when nothing was told."""
        wanted = frozenset(items)
        return added_up(goods.quantity for goods in self.issued if goods.item in wanted)


def difference(whole: Value, part: Value, name: str) -> Value:
    """Return what is left of *whole* without *part*, where both are known exactly."""
    source = Source(name, kind="record")
    match whole, part:
        case Number(bound=Bound.EXACT), Number(bound=Bound.EXACT):
            left = Fraction(whole.amount) - Fraction(part.amount)
            return Number(left.numerator if left.denominator == 1 else left, source)
        case _:
            return Missing(WORDS("missing.not-known"), source)


def _agreements(reading: Reading) -> Iterator[tuple[str, AgreementSigned]]:
    for subject in sorted(reading.desk.subjects("agreement"), key=str):
        agreement = reading.journey(subject).agreement
        if (signed := agreement.signed) is None:
            continue
        if _in_force(signed, agreement.ended_on, reading.period):
            yield subject.key, signed


def _in_force(signed: AgreementSigned, ended_on: date | None, period: Period) -> bool:
    ends = [signed.ends.last] if signed.ends else []
    ends += [ended_on] if ended_on else []
    return signed.starts.first <= period.until and all(day >= period.first for day in ends)


def _movements(reading: Reading) -> Iterator[tuple[date, object]]:
    for subject in sorted(reading.desk.subjects("centre"), key=str):
        movements = reading.journey(subject).goods.movements
        yield from ((moved.day, moved.event) for moved in movements)
