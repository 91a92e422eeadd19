"""An agreement holds for a time, and what came is held against what was promised."""

from datetime import date
from decimal import Decimal

import pytest
from tests.domain.given import journey, told

from casemgmt.domain.organisation.agreement import (
    AmendAgreement,
    Commitment,
    EndAgreement,
    Partner,
    SignAgreement,
)
from casemgmt.domain.organisation.goods import GoodsReceived
from casemgmt.domain.spells import Since
from casemgmt.domain.vocabulary import Quantity, Text

BAG, STRIP = "school-bag-full", "power-strip"


def signing(*commitments, **more):
    return SignAgreement(
        partners=[Partner(name="Société Al Oufoq", kind="private-sector")],
        scope=Text(fr="Cartables"),
        starts="2025-09",
        commitments=[Commitment(what=w, quantity=q) for w, q in commitments],
        **more,
    )


def agreement(*tellings):
    return journey(*tellings, of="agreement:2025").agreement


def came(item, quantity):
    return GoodsReceived(item=item, quantity=quantity)


def test_an_agreement_begins_on_the_first_day_of_an_uncertain_start():
    state = agreement(told("2025-09-26", signing()))

    assert not state.in_force_on(date(2025, 8, 31))
    assert state.in_force_on(date(2025, 9, 1))
    assert not agreement().in_force_on(date(2025, 9, 1))


def test_an_agreement_holds_on_its_last_day():
    state = agreement(told("2025-09-26", signing(ends="2026-08-31")))

    assert state.in_force_on(date(2026, 8, 31))
    assert not state.in_force_on(date(2026, 9, 1))


def test_an_agreement_is_over_the_day_it_is_ended():
    ended = told("2026-01-31", EndAgreement(reason="fulfilled"))
    state = agreement(told("2025-09-26", signing(ends="2026-08-31")), ended)

    assert state.in_force_on(date(2026, 1, 30))
    assert not state.in_force_on(date(2026, 1, 31))


def test_an_amendment_is_kept_in_its_words_and_changes_no_commitment():
    amended = told("2025-11-01", AmendAgreement(change="Fifty more bags"))

    state = agreement(told("2025-09-26", signing((BAG, 325))), amended)

    words = Since(date(2025, 11, 1), Text(plain="Fifty more bags"))
    assert state.amendments == (words,)
    assert state.signed.commitments[0].quantity == Quantity(Decimal(325))


@pytest.mark.parametrize(
    ("receipts", "shown", "kept"),
    [
        ([], Quantity(Decimal(0)), "no"),
        ([came(BAG, 300), came(BAG, 25)], Quantity(Decimal(325)), "yes"),
        ([came(BAG, 324), came(STRIP, 9)], Quantity(Decimal(324)), "no"),
        ([came(BAG, Quantity())], Quantity(Decimal(1), at_least=True), "unknown"),
    ],
)
def test_what_came_is_held_against_what_was_promised(receipts, shown, kept):
    state = agreement(told("2025-09-26", signing((BAG, 325))))

    (promise,) = state.promises(receipts)

    assert (promise.promised.value, promise.came, promise.kept) == (325, shown, kept)


def test_one_thing_promised_twice_is_one_promise_of_both():
    state = agreement(told("2025-09-26", signing((BAG, 300), (STRIP, 4), (BAG, 25))))

    bags, strips = state.promises([came(BAG, 325)])

    assert (bags.what, bags.promised.value, bags.kept) == (BAG, 325, "yes")
    assert (strips.what, strips.kept) == (STRIP, "no")


def test_a_promise_without_a_number_cannot_be_said_to_be_kept():
    state = agreement(told("2025-09-26", signing((STRIP, Quantity()))))

    assert [p.kept for p in state.promises([came(STRIP, 6)])] == ["unknown"]


def test_where_nothing_was_signed_nothing_was_promised():
    assert agreement().promises([came(BAG, 325)]) == ()


def test_the_texts_of_an_agreement_are_in_the_open():
    assert signing().partners[0].name == Text(plain="Société Al Oufoq")
    assert AmendAgreement(change="more").change == Text(plain="more")
