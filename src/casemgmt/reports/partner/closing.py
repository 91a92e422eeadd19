"""The end of the report: what the partners gave, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Sequence

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.amounts import Value
from casemgmt.reports.items import item_label
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.reading import Question, Reading
from casemgmt.reports.told import value_of
from casemgmt.reports.words import filled, joined

from . import agreement
from .goods import Partnership
from .tables import WORDS, share_table

TRUST = ("I17", "I18", "I19")
ASKED = (Question(TRUST),)
NOTHING = Text(plain="–")


def partners_of(partnership: Partnership) -> Text | None:
    """Return the names of the partners, None when no agreement is in force."""
    agreements = partnership.agreements.values()
    names = list(dict.fromkeys(p.name for signed in agreements for p in signed.partners))
    return _together(names) if names else None


def _together(names: Sequence[Text]) -> Text:
    return joined(names, WORDS("report.comma"), WORDS("report.and"))


def equipment(reading: Reading, partnership: Partnership) -> Section:
    """Return the section on the agreement and what else came under it."""
    scopes = tuple(
        Note(
            filled(
                WORDS("equipment.scope"),
                partners=_together([p.name for p in signed.partners]),
                scope=signed.scope,
            ),
            about="words",
        )
        for signed in partnership.agreements.values()
    )
    blocks: tuple[Block, ...] = (
        *scopes,
        agreement.signed(reading, partnership),
        agreement.commitments(reading, partnership),
        _received(reading, partnership),
    )
    return Section(
        "equipment",
        WORDS("equipment.title"),
        blocks if scopes else (Note(WORDS("equipment.none")),),
        lead=WORDS("equipment.lead"),
    )


def _received(reading: Reading, partnership: Partnership) -> Table:
    rows = tuple(
        Row(
            item_label(reading.desk.vocabulary, item),
            (
                _promised(partnership, item),
                value_of(partnership.came([item]), "equipment-received", [item]),
            ),
        )
        for item in partnership.items()
    )
    return Table(
        WORDS("equipment.table"),
        WORDS("equipment.item"),
        (WORDS("equipment.promised"), WORDS("equipment.received")),
        rows,
    )


def _promised(partnership: Partnership, item: str) -> Value | Text:
    quantity = partnership.promised([item])
    if quantity is None:
        return NOTHING
    return value_of(quantity, "equipment-promised", [item])


def trust(reading: Reading) -> Section:
    """Return the section on consent and on what the figures do not say."""
    return Section(
        "trust",
        WORDS("trust.title"),
        (
            share_table(reading, "trust", TRUST),
            Note(WORDS("trust.unknown")),
            Note(WORDS("trust.small"), about="caution"),
        ),
        lead=WORDS("trust.lead"),
    )
