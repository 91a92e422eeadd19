"""A register extract and the headcount of a day, for a social-protection institution.

Law 65-15 has such institutions keep who came and who left; the report names them, for the
authority that may see the register and nobody else. Nothing in it is hidden for being
small: who holds the register can count it. The headcount is that of ``casemgmt centres``.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve, frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.care import InCare
from casemgmt.reports.declaring import Audience, Declared, Parameter
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Headline, Note, Report, Row, Section, Table
from casemgmt.reports.people import People
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading, counted

from . import headcount, stays
from .words import WORDS


@frozen
class Movements:
    """How many were present before, came, left, and are present on the last day."""

    before: Number
    entries: Number
    exits: Number
    present: Number

    @classmethod
    def of(cls, in_care: InCare, period: Period) -> Movements:
        """Return the movements of a period; before, plus entries, minus exits, is present.

        A person with two records in the centre comes when the first does, and leaves when
        the last has left.
        """
        eve = in_care.on(period.first - timedelta(days=1))
        came, went, present = 0, 0, set(eve)
        for day in period.days():
            today = set(in_care.on(day))
            came += len(today - present)
            went += len(present - today)
            present = today
        counts = {
            "present-before": len(eve), "entries": came, "exits": went,
            "present": len(present),
        }  # fmt: skip
        by = (("centre", in_care.centre),)
        told = (Number(n, Source(name, by=by, kind="record")) for name, n in counts.items())
        return cls(*told)


def register(desk: CaseDesk, period: Period, *, centre: str) -> Report:
    """Return the register of *centre* in the days of *period*."""
    reading, people = Reading.of(desk, period, ()), People(desk, period)
    in_care = InCare.of(reading, centre)
    moved = Movements.of(in_care, period)
    return Report(
        name="register",
        title=WORDS("report.title"),
        subtitle=people.centre(centre),
        period=period,
        headlines=_headlines(reading, moved, centre),
        sections=(
            stays.section(reading, people, in_care),
            _balance(moved),
            headcount.section(reading, in_care),
        ),
        foot=reading.foot(hides=False),
    )


def _headlines(reading: Reading, moved: Movements, centre: str) -> tuple[Headline, ...]:
    house = reading.journey(Subject("centre", centre)).centre
    places = house.places_on(reading.period.until)
    source = Source("places", by=(("centre", centre),), kind="record")
    return (
        evolve(
            _headline("present", moved.present),
            out_of=None if places is None else Number(places, source),
            out_of_label=WORDS.of("headline.places", places or 0),
        ),
        _headline("entries", moved.entries),
        _headline("exits", moved.exits),
    )


def _headline(name: str, number: Number) -> Headline:
    label = counted(WORDS, f"headline.{name}", number)
    return Headline(label, number, WORDS(f"headline.{name}-meaning"))


def _balance(moved: Movements) -> Section:
    rows = (
        Row(WORDS("balance.before"), (moved.before,)),
        Row(WORDS("balance.entries"), (moved.entries,)),
        Row(WORDS("balance.exits"), (moved.exits,)),
        Row(WORDS("balance.present"), (moved.present,), total=True),
    )
    table = Table(
        WORDS("balance.table"),
        WORDS("balance.what"),
        (WORDS("balance.number"),),
        rows,
    )
    law = Note(WORDS("report.law"), about="caution")
    return Section(
        "balance", WORDS("balance.title"), (table, law), lead=WORDS("balance.lead")
    )


REGISTER = Declared(
    title=WORDS("report.title"),
    audience=Audience.AUTHORITY,
    make=register,
    parameters=(Parameter("centre", WORDS("parameter.centre"), of="centre"),),
)
