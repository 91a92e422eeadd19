"""A stock is as honest as what was told of it: unknown is never 0, and never exact."""

from datetime import date
from decimal import Decimal

import pytest
from tests.domain.given import journey, told

from casemgmt.domain.organisation.goods import CountGoods, IssueGoods, ReceiveGoods
from casemgmt.domain.vocabulary import Quantity, Text

BAG, STRIP = "school-bag-full", "power-strip"


def received(on, item, quantity, **more):
    return told(on, ReceiveGoods(item=item, quantity=quantity, **more))


def issued(on, item, quantity):
    return told(on, IssueGoods(item=item, quantity=quantity))


def counted(on, item, quantity):
    return told(on, CountGoods(item=item, quantity=quantity))


def goods(*tellings):
    return journey(*tellings, of="centre:hay-hassani").goods


def stock(state, day, item):
    return state.stock_on(date.fromisoformat(day))[item].quantity


A_NUMBER_OF = Quantity()


def test_a_stock_is_what_came_less_what_left_day_by_day():
    state = goods(received("2025-09-01", BAG, 325), issued("2025-09-08", BAG, 300))

    assert state.stock_on(date(2025, 8, 31)) == {}
    assert stock(state, "2025-09-07", BAG) == Quantity(Decimal(325))
    assert stock(state, "2025-09-08", BAG) == Quantity(Decimal(25))


def test_of_a_number_of_power_strips_there_is_one_at_least_until_they_are_counted():
    state = goods(
        received("2025-09-26", STRIP, A_NUMBER_OF), counted("2026-01-10", STRIP, 6)
    )

    assert stock(state, "2026-01-09", STRIP) == Quantity(Decimal(1), at_least=True)
    assert stock(state, "2026-01-10", STRIP) == Quantity(Decimal(6))


def test_what_left_a_stock_that_nobody_knows_does_not_make_it_nothing():
    state = goods(
        received("2025-09-26", STRIP, A_NUMBER_OF), issued("2025-09-27", STRIP, 1)
    )

    assert stock(state, "2025-09-27", STRIP).unknown


def test_more_may_leave_than_came_and_is_shown():
    state = goods(received("2025-09-01", BAG, 10), issued("2025-09-02", BAG, 11))

    assert stock(state, "2025-09-02", BAG) == Quantity(Decimal(-1))


def test_a_count_holds_whatever_came_and_left_before():
    state = goods(
        received("2025-09-01", BAG, 10),
        issued("2025-09-02", BAG, 11),
        counted("2025-09-03", BAG, 2),
        received("2025-09-04", BAG, 5),
    )

    assert stock(state, "2025-09-04", BAG) == Quantity(Decimal(7))


def test_a_count_learnt_late_stands_on_its_own_day():
    late = goods(received("2025-09-04", BAG, 5), counted("2025-09-03", BAG, 2))

    assert stock(late, "2025-09-04", BAG) == Quantity(Decimal(7))


@pytest.mark.parametrize(
    ("asked", "quantities"),
    [
        ({}, [200, 125, 4]),
        ({"agreement": "kazyon"}, [200, 125]),
        ({"agreement": "kazyon", "tranche": 2}, [125]),
        ({"tranche": 3}, []),
    ],
)
def test_receipts_are_found_by_agreement_and_tranche(asked, quantities):
    state = goods(
        received("2025-09-01", BAG, 200, agreement="kazyon", tranche=1),
        received("2025-10-01", BAG, 125, agreement="kazyon", tranche=2),
        received("2025-10-02", "tablet", 4),
        issued("2025-10-03", BAG, 1),
    )

    assert [r.quantity.value for r in state.received(**asked)] == quantities


def test_goods_come_with_their_serials():
    (came,) = goods(received("2025-09-26", "tablet", 2, serials=["A1", "A2"])).received()

    assert came.serials == (Text(plain="A1"), Text(plain="A2"))
