"""School bags: promised, received, issued, handed to children — and what lies between."""

from __future__ import annotations

from attrs import frozen

from casemgmt.reports.amounts import Missing, Number, Value
from casemgmt.reports.model import Headline, Point, Row, Section, Series, Table
from casemgmt.reports.rates import COLUMNS, rate_row
from casemgmt.reports.reading import Question, Reading
from casemgmt.reports.suppression import Sum
from casemgmt.reports.told import value_of

from .goods import Partnership, difference
from .tables import WORDS

ASKED = (Question(("I37", "I37-issued")),)


@frozen
class Kits:
    """The four counts and their differences."""

    committed: Value
    received: Value
    issued: Value
    delivered: Value
    in_stock: Value
    on_the_way: Value
    to_come: Value

    @classmethod
    def of(cls, reading: Reading, partnership: Partnership) -> Kits:
        """Return the kits of the season, as promised and as told."""
        kinds = reading.desk.vocabulary.lists["kits"]
        kits = [item for item in partnership.items() if item in kinds]
        committed = value_of(partnership.promised(kits), "goods-committed", kits)
        received = value_of(partnership.came(kits), "goods-received", kits)
        issued = value_of(partnership.left(kits), "goods-issued", kits)
        delivered = reading.count("I37-issued")
        return cls(
            committed, received, issued, delivered,
            in_stock=difference(received, issued, "kits-in-stock"),
            on_the_way=difference(issued, delivered, "kits-on-the-way"),
            to_come=difference(committed, delivered, "kits-to-come"),
        )  # fmt: skip

    def sums(self) -> tuple[Sum, ...]:
        """Return what a reader can subtract: a difference gives its parts away."""
        told = (
            (self.issued, self.delivered, self.on_the_way),
            (self.committed, self.delivered, self.to_come),
        )
        return tuple(
            Sum(whole.source, (part.source, rest.source))
            for whole, part, rest in told
            if isinstance(whole, Number)
            and isinstance(part, Number)
            and isinstance(rest, Number)
        )


def headline(kits: Kits) -> Headline:
    """Return the kits handed to children, out of those promised where any were."""
    promised = None if isinstance(kits.committed, Missing) else kits.committed
    return Headline(
        label=WORDS("kits.headline"),
        value=kits.delivered,
        meaning=WORDS("kits.meaning"),
        out_of=promised,
        out_of_label=WORDS("kits.headline-of"),
    )


def section(reading: Reading, kits: Kits) -> Section:
    """Return the section on the kits."""
    counts = ("committed", "received", "issued", "delivered")
    points = tuple(Point(WORDS(f"kits.{name}"), getattr(kits, name)) for name in counts)
    chart = Series(WORDS("kits.chart"), "bar", points, WORDS("kits.chart-caption"))
    return Section(
        "kits",
        WORDS("kits.title"),
        (chart, _table(kits), _coverage(reading)),
        lead=WORDS("kits.lead"),
    )


def _table(kits: Kits) -> Table:
    lines = (
        ("committed", kits.committed, ""),
        ("received", kits.received, ""),
        ("issued", kits.issued, ""),
        ("delivered", kits.delivered, "I37-issued"),
        ("in-stock", kits.in_stock, ""),
        ("on-the-way", kits.on_the_way, ""),
        ("to-come", kits.to_come, ""),
    )
    rows = tuple(Row(WORDS(f"kits.{n}"), (value,), reference=i) for n, value, i in lines)
    return Table(
        WORDS("kits.table"),
        WORDS("kits.title"),
        (WORDS("columns.number"),),
        rows,
        (WORDS("kits.note"),),
    )


def _coverage(reading: Reading) -> Table:
    columns = tuple(WORDS(f"columns.{name}") for name in COLUMNS)
    row = rate_row(reading, WORDS("kits.I37"), "I37")
    return Table(WORDS("kits.coverage"), WORDS("columns.what"), columns, (row,))
