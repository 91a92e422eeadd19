"""What went out stays to the digit; to restate says what would be told otherwise, and why.

Reported counts, goods and figures: put right, taken back, told late, linked, erased.
"""

import json

import pytest
from tests.facts.journal_source import lines_of

from casemgmt.commands import (
    Correct,
    DeliverKit,
    GiveConsent,
    IssueGoods,
    LinkPersons,
    OpenCase,
    ReceiveGoods,
    RegisterChild,
    ReportSeasonFigures,
    Retract,
)
from casemgmt.reports import values_of
from casemgmt.testing import memory_store

YEAR = ("2025-01-01", "2025-12-31")
AUTUMN = ("2025-09-01", "2025-12-15")
AS_OF = "2026-03-31"
BAGS = {"item": "school-bag-full", "quantity": 4}
BODY = {"season": "2025", "structures": 30}
REFS = ("season", "partner")
ERASED = {"ground": "the parents ask for it", "by": "amina", "second": "nadia"}


@pytest.fixture
def store():
    """The twelve children, two bodies that give counts, goods that left; all went out."""
    store = memory_store(on="2026-11-01")
    desk = store.acting_as("amina")
    desk.record_file(map(json.dumps, lines_of("journal.jsonl")), times_given=True)
    whose_birthday_was_in_december(desk)
    return store


def whose_birthday_was_in_december(desk):
    """Tell of a child who turned twelve five days before the period ended."""
    desk.record(
        "child:DEC",
        RegisterChild(
            given_name="Salma",
            family_name="Idrissi",
            sex="female",
            born="2013-12-10",
            district="mediouna",
        ),
        GiveConsent(purposes=["services", "reporting"], given_by="guardian"),
        OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
        on="2025-09-03",
    )


@pytest.fixture
def sent(store):
    """The receipts of what is put right and taken back later."""
    desk = store.acting_as("amina")
    came = ReceiveGoods(**BAGS, agreement="school-bags-2025")
    sent = {
        "count": counted(desk, "centre:body", "kindergarten", 900),
        "other-count": counted(desk, "centre:body", "citizen-house", 70),
        "issue": desk.record("centre:mediouna", IssueGoods(**BAGS), on="2025-10-20"),
        "goods": desk.record("centre:mediouna", came, on="2025-10-19"),
    }
    desk.publish("season", *YEAR, ref="season", as_of=AS_OF)
    desk.publish("partner", *AUTUMN, ref="partner")
    return sent


def counted(desk, body, kind, beneficiaries):
    told = ReportSeasonFigures(**BODY, kind=kind, beneficiaries=beneficiaries)
    return desk.record(body, told, on="2026-01-10")


def fix(sent, data):
    return Correct(command_id=sent.command_id, data=data, reason="typo")


def taken_back(sent):
    return Retract(command_id=sent.command_id, reason="told twice")


def corrected(store, sent):
    desk = store.acting_as("amina")
    count = BODY | {"kind": "kindergarten", "beneficiaries": {"value": 500, "about": True}}
    desk.record("centre:body", fix(sent["count"], count), on="2026-10-01")
    desk.record(
        "centre:mediouna", fix(sent["issue"], BAGS | {"quantity": 9}), on="2026-10-01"
    )


def retracted(store, sent):
    desk = store.acting_as("amina")
    desk.record("centre:body", taken_back(sent["other-count"]), on="2026-10-01")
    desk.record("centre:mediouna", taken_back(sent["goods"]), on="2026-10-01")


def late(store, sent):
    desk = store.acting_as("amina")
    counted(desk, "centre:late", "disability", 44)
    desk.record("centre:mediouna", IssueGoods(**BAGS), on="2025-11-20")
    kit = DeliverKit(kit="school-bag-full", school_year="2025-2026")
    desk.record("child:C02", kit, on="2025-11-21")


def linked(store, sent):
    link = LinkPersons(other="child:C02", evidence="birth-act")
    store.acting_as("amina").record("child:C01", link, on="2026-10-01")


def erased(store, sent):
    store.erase("child:DEC", **ERASED)


ALL = (corrected, retracted, late, linked, erased)


def as_it_went_out(desk):
    """Every number of the reports as they are drawn, with its bound and its source."""
    drawn = [desk.published(ref) for ref in REFS]
    return [(r.headlines, r.sections, tuple(values_of(r))) for r in drawn]


def restated(desk):
    return {
        (ref, one.any.indicator, *one.any.by.values()): (
            one.published and one.published.numerator,
            one.now and one.now.numerator,
            {cause.why for cause in one.because},
        )
        for ref in REFS
        for one in desk.restate(ref)
    }


def test_counts_goods_and_figures_stay_and_each_is_told_then_and_now(store, sent):
    desk = store.acting_as("amina")
    then = as_it_went_out(desk)

    for told in ALL:
        told(store, sent)

    assert as_it_went_out(desk) == then
    found = restated(desk)
    count = "season", "reported-beneficiaries", "2025"
    assert found[*count, "kindergarten"] == (900, 500, {"corrected"})
    assert found[*count, "citizen-house"] == (70, None, {"retracted"})
    assert found[*count, "disability"] == (None, 44, {"late"})
    assert found[count] == (970, 544, {"corrected", "retracted", "late"})
    bag = BAGS["item"]
    assert found["partner", "goods-issued", bag] == (4, 13, {"corrected", "late"})
    assert found["partner", "goods-received", bag] == (14, 10, {"retracted"})
    assert found["partner", "I01"] == (12, 11, {"linked"})
    assert {why for *_, causes in found.values() for why in causes} == {
        told.__name__ for told in ALL
    }


@pytest.mark.slow
@pytest.mark.parametrize("told", ALL)
def test_of_one_kind_of_later_knowledge_no_other_is_named(store, sent, told):
    desk = store.acting_as("amina")
    then = as_it_went_out(desk)

    told(store, sent)

    assert as_it_went_out(desk) == then
    found = restated(desk)
    assert found
    assert all(causes == {told.__name__} for *_, causes in found.values())
