"""The agreement: who signed for how long, and each promise against what came of it."""

from __future__ import annotations

from casemgmt.domain.organisation.agreement import AgreementSigned
from casemgmt.domain.quantities import reached, total
from casemgmt.domain.vocabulary import Quantity, Text
from casemgmt.reports.amounts import Value
from casemgmt.reports.items import item_label
from casemgmt.reports.model import Row, Table
from casemgmt.reports.people import listed
from casemgmt.reports.reading import Reading
from casemgmt.reports.told import value_of

from .goods import Partnership, difference
from .tables import WORDS

OPEN_END = Text(plain="–")
SIGNED = ("kind", "starts", "ends")
COMMITMENTS = ("promised", "received", "to-come", "kept")


def signed(reading: Reading, partnership: Partnership) -> Table:
    """Return who signed each agreement, and for how long."""
    rows = tuple(_signed(reading, one) for one in partnership.agreements.values())
    columns = tuple(WORDS(f"agreement.{name}") for name in SIGNED)
    return Table(WORDS("agreement.table"), WORDS("agreement.partners"), columns, rows)


def _signed(reading: Reading, one: AgreementSigned) -> Row:
    kinds = dict.fromkeys(partner.kind for partner in one.partners)
    labels = (reading.desk.vocabulary.label("partner_kinds", kind) for kind in kinds)
    names = listed(partner.name for partner in one.partners)
    return Row(names, (listed(labels), one.starts, one.ends or OPEN_END))


def commitments(reading: Reading, partnership: Partnership) -> Table:
    """Return each thing promised, what came of it, and whether that is enough."""
    promised = [c.what for a in partnership.agreements.values() for c in a.commitments]
    rows = tuple(
        _commitment(reading, partnership, what) for what in dict.fromkeys(promised)
    )
    columns = tuple(WORDS(f"agreement.{name}") for name in COMMITMENTS)
    return Table(WORDS("agreement.commitments"), WORDS("agreement.what"), columns, rows)


def _commitment(reading: Reading, partnership: Partnership, what: str) -> Row:
    promised = value_of(partnership.promised([what]), "promised", [what])
    came = value_of(_came(partnership, what), "came", [what])
    label = item_label(reading.desk.vocabulary, what)
    return Row(
        label, (promised, came, _to_come(promised, came, what), _kept(partnership, what))
    )


def _came(partnership: Partnership, what: str) -> Quantity:
    """Return what came; where nothing was told, nothing did."""
    return partnership.came([what]) or total(()).quantity


def _to_come(promised: Value, came: Value, what: str) -> Value:
    return difference(promised, came, f"to-come-{what}")


def _kept(partnership: Partnership, what: str) -> Text:
    said = partnership.promised([what]) or Quantity()
    came = total(g.quantity for g in partnership.received if g.item == what)
    return WORDS(f"agreement.kept-{reached(said, came)}")
