"""Centres, agreements, goods and season figures keep what was told of them."""

from datetime import date
from decimal import Decimal

from casemgmt.domain.dates import Day
from casemgmt.domain.organisation import agreement, centre
from casemgmt.domain.organisation.agreement import (
    AgreementAmended,
    AgreementEnded,
    AgreementSigned,
    Commitment,
    Partner,
)
from casemgmt.domain.organisation.centre import (
    CapacitySet,
    CentreClosed,
    CentreKindChanged,
    CentreOpened,
    OverCapacityAccepted,
)
from casemgmt.domain.organisation.goods import EquipmentLent, ReceiveGoods
from casemgmt.domain.organisation.season_figures import (
    ReportSeasonFigures,
    SeasonFiguresReported,
)
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Quantity, Subject, Text

OPENED = CentreOpened(name="Médiouna", kind="child-labour-centre", capacity=60)
SIGNED = AgreementSigned(
    partners=[Partner(name="Société Al Oufoq", kind="private-sector")],
    scope=Text(fr="Cartables"),
    starts="2025-09",
    commitments=[Commitment(what="school-bag-full", quantity=Quantity(Decimal(325)))],
)


def after(area, *story):
    state = area.initial
    for on, event in story:
        state = area.evolve(state, event, Told(Day.of(on), "nadia"))
    return state


def test_a_centre_opens_with_its_kind_and_places():
    state = after(centre.AREA, ("2022-01-10", OPENED))

    assert (state.is_open, state.kind, state.capacity) == (True, "child-labour-centre", 60)


def test_a_centre_changes_and_closes():
    state = after(
        centre.AREA,
        ("2022-01-10", OPENED),
        ("2023-01-01", CentreKindChanged(kind="apprenticeship")),
        ("2023-02-01", CapacitySet(places=40)),
        ("2023-03-01", OverCapacityAccepted(places=45, until="2023-06-30")),
        ("2024-01-01", CentreClosed(reason="merged")),
    )

    assert (state.is_open, state.kind, state.capacity) == (False, "apprenticeship", 40)


def test_a_centre_that_was_never_opened_may_be_told_of():
    state = after(centre.AREA, ("2023-02-01", CapacitySet(places=40)))

    assert (state.is_open, state.capacity) == (False, 40)


def test_an_agreement_runs_until_it_is_ended():
    running = after(agreement.AREA, ("2025-09-26", SIGNED))
    ended = after(
        agreement.AREA,
        ("2025-09-26", SIGNED),
        ("2025-11-01", AgreementAmended(change="Fifty more bags")),
        ("2026-01-31", AgreementEnded(reason="fulfilled")),
    )

    assert (running.signed, running.ended_on) == (SIGNED, None)
    assert (ended.signed, ended.ended_on) == (SIGNED, date(2026, 1, 31))


def test_the_texts_of_a_centre_and_an_agreement_are_in_the_open():
    assert OPENED.name == Text(plain="Médiouna")
    assert SIGNED.partners[0].name == Text(plain="Société Al Oufoq")
    assert AgreementAmended(change="more").change == Text(plain="more")


def test_goods_come_with_their_serials():
    command = ReceiveGoods(
        item="tablet", quantity=Quantity(Decimal(2)), serials=["A1", "A2"]
    )

    (received,) = command.happened()

    assert received.serials == (Text(plain="A1"), Text(plain="A2"))


def test_equipment_is_lent_to_a_subject():
    assert EquipmentLent(item="tablet", to="child:C01").to == Subject("child", "C01")


def test_a_body_reports_its_own_total():
    total = {
        "season": "2009-2010",
        "kind": "all",
        "structures": Quantity(Decimal(2669)),
        "beneficiaries": Quantity(Decimal(284366), about=True),
    }

    assert ReportSeasonFigures(**total).happened() == (SeasonFiguresReported(**total),)
