"""The hours of an apprentice, in the enterprise and in the training centre, and shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from casemgmt.domain.vocabulary import Text
from casemgmt.recorded import RecordedEvent
from casemgmt.reports.amounts import Form, Missing, Number, Source, Value
from casemgmt.reports.model import Block, Entry, Headline, Note, Row, Section, Table
from casemgmt.reports.people import dated
from casemgmt.reports.reading import WORDS as HOUSE
from casemgmt.reports.reading import Reading, counted

from .contract import Apprenticeship
from .words import WORDS

PLACES = ("practice", "complement")
COLUMNS = ("practice", "centre", "all")


@frozen
class Hours:
    """Hours spent in the enterprise, and in the training centre."""

    practice: Decimal = Decimal(0)
    complement: Decimal = Decimal(0)

    @classmethod
    def of(cls, logged: Iterable[RecordedEvent]) -> Hours:
        """Return the sum of what was logged."""
        told = [event.event for event in logged]
        return cls(
            sum((one.practice for one in told), Decimal(0)),
            sum((one.centre for one in told), Decimal(0)),
        )

    @property
    def total(self) -> Decimal:
        """Hours in both places."""
        return self.practice + self.complement

    def share(self, place: str) -> Fraction | None:
        """Return the share of the hours spent in one place; None without any hours."""
        if not self.total:
            return None
        return Fraction(getattr(self, place)) / Fraction(self.total)


def headlines(reading: Reading, found: Apprenticeship) -> tuple[Headline, ...]:
    """Return the hours and the shares since the contract began."""
    since = Hours.of(found.logged)
    source = Source("hours_total", by=_of(found), kind="record")
    logged = _number(since.total, "hours", found)
    agreed = Number(found.signed.hours_total, source)
    return (
        Headline(
            counted(WORDS, "headline.hours", logged),
            logged,
            WORDS("headline.hours-meaning"),
            agreed,
            counted(WORDS, "headline.hours-of", agreed),
        ),
        *(
            Headline(
                WORDS(f"headline.{place}"),
                _share(since, place, found),
                WORDS("headline.since"),
                _asked(reading, place),
                WORDS("headline.at-least"),
            )
            for place in PLACES
        ),
    )


def section(reading: Reading, found: Apprenticeship) -> Section:
    """Return the section on the hours of the period, and on the shares in all."""
    period = reading.period
    mine = [e for e in found.logged if period.first <= e.on.last <= period.until]
    rows = [_row(dated(event.on), Hours.of([event]), found) for event in mine]
    rows += [
        _row(WORDS("hours.period"), Hours.of(mine), found, total=True),
        _row(WORDS("hours.since"), Hours.of(found.logged), found, total=True),
    ]
    table = Table(
        WORDS("hours.table"),
        WORDS("hours.when"),
        tuple(WORDS(f"hours.{name}") for name in COLUMNS),
        tuple(rows),
    )
    first: Block = table if mine else Note(WORDS("hours.none"))
    return Section(
        "hours", WORDS("hours.title"), (first, _shares(reading, found)),
        lead=WORDS("hours.lead"),
    )  # fmt: skip


def _row(label: Text, hours: Hours, found: Apprenticeship, *, total: bool = False) -> Row:
    amounts = (hours.practice, hours.complement, hours.total)
    cells = tuple(_number(a, "hours", found) for a in amounts)
    return Row(label, cells, total=total)


def _shares(reading: Reading, found: Apprenticeship) -> Table:
    since = Hours.of(found.logged)
    rows = tuple(
        Row(WORDS(f"hours.{column}"), _against_the_law(reading, since, place, found))
        for place, column in zip(PLACES, COLUMNS, strict=False)
    )
    columns = tuple(WORDS(f"hours.{name}") for name in ("share", "asked", "kept"))
    return Table(WORDS("hours.shares"), WORDS("hours.place"), columns, rows)


def _against_the_law(
    reading: Reading, hours: Hours, place: str, found: Apprenticeship
) -> tuple[Entry, ...]:
    share, day = hours.share(place), reading.period.until
    kept = Text(plain="–")
    asked = reading.policy.threshold(_parameter(place), day)
    if share is not None and asked is not None:
        fits = reading.policy.fits(_parameter(place), 100 * share, day)
        kept = WORDS("contract.yes" if fits else "contract.no")
    return (_share(hours, place, found), _asked(reading, place) or Text(plain="–"), kept)


def _asked(reading: Reading, place: str) -> Value | None:
    percent = reading.policy.value(_parameter(place), reading.period.until)
    if percent is None:
        return None
    share = Fraction(str(percent)) / 100
    return Number(share, Source(_parameter(place), kind="policy"), Form.SHARE)


def _parameter(place: str) -> str:
    return f"apprenticeship.{place}_percent"


def _share(hours: Hours, place: str, found: Apprenticeship) -> Value:
    share = hours.share(place)
    source = Source(f"share-{place}", by=_of(found), kind="record")
    if share is None:
        return Missing(HOUSE("missing.no-case"), source)
    return Number(share, source, Form.SHARE)


def _number(amount: Decimal, name: str, found: Apprenticeship) -> Number:
    exact = int(amount) if amount % 1 == 0 else amount
    return Number(exact, Source(name, by=_of(found), kind="record"))


def _of(found: Apprenticeship) -> tuple[tuple[str, str], ...]:
    return (("contract", found.signed.contract),)
