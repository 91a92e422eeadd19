"""An allowance is paid or withheld for a month it was granted for, and paid once."""

from datetime import date

import pytest
from attrs import evolve
from tests.domain.given import POLICY, journey, told

from casemgmt.domain.dates import Day
from casemgmt.domain.family_support.allowances import (
    AREA,
    AllowanceGranted,
    AllowancePaid,
    AllowanceWithheld,
    GrantAllowance,
    PayAllowance,
    WithholdAllowance,
)
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RuleBrokenError

HOUSEHOLD = Subject("household", "H3")
SALMA, OMAR = Subject("child", "C04"), Subject("child", "C05")
ON = Told(Day.of("2025-12-05"), "amina")
NOTHING_ASKED = Policy("none", "1", {})


def granted(from_, child=SALMA):
    return AllowanceGranted(child=child, amount_centimes=25000, currency="MAD", from_=from_)


def household(*story):
    state = AREA.initial
    for event in story:
        state = AREA.evolve(state, event, ON)
    return Journey(HOUSEHOLD, {AREA.name: state})


def pay(month, child=SALMA):
    return PayAllowance(child=child, month=month, amount_centimes=25000)


def decided(command, journey):
    return command.decide(journey, ON, NOTHING_ASKED)


def refusal(command, journey):
    with pytest.raises(RuleBrokenError) as refused:
        decided(command, journey)
    return refused.value.rule


def test_grants_an_allowance_as_often_as_it_is_asked():
    command = GrantAllowance(
        child="child:C04", amount_centimes=25000, currency="MAD", from_="2025-10"
    )

    assert decided(command, household(granted("2025-10"))) == (granted("2025-10"),)


def test_pays_from_the_first_granted_month_on():
    journey = household(granted("2025-10"))

    assert refusal(pay("2025-09"), journey) is Rule.ALLOWANCE_GRANTED_FIRST
    assert decided(pay("2025-10"), journey) == (
        AllowancePaid(child=SALMA, month="2025-10", amount_centimes=25000),
    )
    assert len(decided(pay("2026-10"), journey)) == 1


def test_withholds_from_the_first_granted_month_on():
    journey = household(granted("2025-10"))

    early = WithholdAllowance(child=SALMA, month="2025-09", reason="absence")
    due = WithholdAllowance(child=SALMA, month="2025-10", reason="absence")

    assert refusal(early, journey) is Rule.ALLOWANCE_GRANTED_FIRST
    assert decided(due, journey) == (
        AllowanceWithheld(child=SALMA, month="2025-10", reason="absence"),
    )


def test_the_first_day_of_an_uncertain_grant_counts():
    assert len(decided(pay("2025-01"), household(granted("2025")))) == 1
    assert len(decided(pay("2025-09"), household(granted("2025-2026")))) == 1
    assert refusal(pay("2025-08"), household(granted("2025-2026")))


def test_the_earliest_grant_counts_whatever_the_order_of_telling():
    journey = household(granted("2025-12"), granted("2025-10"), granted("2026-02"))

    assert len(decided(pay("2025-10"), journey)) == 1


def test_refuses_to_pay_for_a_brother_who_was_granted_nothing():
    journey = household(granted("2025-10"))

    assert refusal(pay("2025-10", OMAR), journey) is Rule.ALLOWANCE_GRANTED_FIRST
    assert refusal(pay("2025-10"), household()) is Rule.ALLOWANCE_GRANTED_FIRST


def test_a_grant_for_another_record_of_the_child_is_a_grant():
    state = household(granted("2025-10")).allowances

    assert state.granted(frozenset({OMAR, SALMA}), "2025-10")
    assert not state.granted(frozenset({OMAR}), "2025-10")


def test_a_month_paid_is_claimed_for_the_child_in_the_whole_store():
    (claim,) = pay("2025-10").claims()

    assert (claim.kind, claim.words, claim.about) == (
        "allowance-month",
        ("2025-10",),
        SALMA,
    )
    assert claim.rule is Rule.MONTH_PAID_ONCE


def test_a_month_withheld_claims_nothing():
    assert WithholdAllowance(child=SALMA, month="2025-10").claims() == ()


def grant(on, amount, from_, child=SALMA):
    return told(
        on,
        GrantAllowance(child=child, amount_centimes=amount, currency="MAD", from_=from_),
    )


def test_a_month_becomes_granted_then_withheld_then_paid():
    for_salma = frozenset({SALMA})
    asked = grant("2025-09-20", 25000, "2025-10")
    withheld = told("2025-11-10", WithholdAllowance(child=SALMA, month="2025-10"))
    paid = told("2025-12-10", pay("2025-10"))

    def became(*tellings, month="2025-10"):
        return journey(*tellings, of=str(HOUSEHOLD)).allowances.became(for_salma, month)

    assert became() is None
    assert became(asked, month="2025-09") is None
    assert became(asked) == "granted"
    assert became(asked, withheld) == "withheld"
    assert became(asked, withheld, paid) == "paid"
    assert became(asked, paid, month="2025-11") == "granted"


def test_a_payment_without_an_amount_is_of_what_was_granted_by_then():
    state = journey(
        grant("2025-09-20", 25000, "2025-10"),
        told("2025-11-05", PayAllowance(child=SALMA, month="2025-10")),
        grant("2025-12-20", 30000, "2025-12"),
        told("2026-01-05", PayAllowance(child=SALMA, month="2025-12")),
    ).allowances

    assert [month.amount_centimes for month in state.paid] == [25000, 30000]
    assert state.paid_centimes == 55000


def test_a_payment_of_which_nobody_said_how_much_is_no_payment_of_nothing():
    state = journey(told("2025-11-05", PayAllowance(child=SALMA, month="2025-10")))

    assert [m.month for m in state.allowances.paid_without_amount] == ["2025-10"]


def test_another_amount_than_usual_is_shown_and_the_usual_one_is_not():
    state = journey(
        grant("2025-09-20", 25000, "2025-10"),
        grant("2025-09-21", 30000, "2025-10", child=OMAR),
        told("2025-11-05", pay("2025-10")),
        told(
            "2025-11-06",
            PayAllowance(child=SALMA, month="2025-11", amount_centimes=10000),
        ),
    ).allowances

    assert [one.amount_centimes for one in state.differing(POLICY)] == [30000, 10000]
    assert state.differing(NOTHING_ASKED) == ()


def test_what_was_paid_is_not_taken_back_by_what_is_told_later():
    before = journey(
        grant("2025-09-20", 25000, "2025-10"), told("2025-11-05", pay("2025-10"))
    )
    later = journey(
        grant("2025-09-20", 25000, "2025-10"),
        told("2025-11-05", pay("2025-10")),
        told("2025-11-20", WithholdAllowance(child=SALMA, month="2025-10")),
        grant("2025-11-21", 10000, "2025-10"),
    )

    assert later.allowances.paid == before.allowances.paid
    assert later.allowances.became(frozenset({SALMA}), "2025-10") == "paid"


def test_what_was_settled_keeps_its_day_its_condition_and_its_reason():
    condition = evolve(granted("2025-10"), condition="attendance")
    withheld = AllowanceWithheld(child=SALMA, month="2025-10", reason="absence")

    state = household(condition, withheld).allowances

    (grant,), (month,) = state.grants, state.withheld
    assert (grant.day, grant.condition) == (date(2025, 12, 5), "attendance")
    assert (month.day, month.reason) == (date(2025, 12, 5), "absence")


def test_a_grant_from_the_last_day_of_a_month_is_a_grant_of_that_month():
    state = household(granted("2025-10-31")).allowances

    assert state.granted(frozenset({SALMA}), "2025-10")


def test_a_month_withheld_of_a_brother_or_another_month_became_nothing():
    withheld = AllowanceWithheld(child=OMAR, month="2025-10", reason="absence")
    state = household(granted("2025-10"), withheld).allowances

    assert state.became(frozenset({OMAR}), "2025-10") == "withheld"
    assert state.became(frozenset({SALMA}), "2025-10") == "granted"
    assert state.became(frozenset({OMAR}), "2025-11") is None
