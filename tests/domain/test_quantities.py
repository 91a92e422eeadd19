"""What is not known exactly never becomes exact, and what nobody knows is never 0."""

from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.quantities import Amount, added_up, reached, total
from casemgmt.domain.vocabulary import Quantity


def exactly(number):
    return Quantity(Decimal(number))


def at_least(number):
    return Quantity(Decimal(number), at_least=True)


def about(number):
    return Quantity(Decimal(number), about=True)


A_NUMBER_OF = Quantity()


@pytest.mark.parametrize(
    ("came", "shown"),
    [
        ([], exactly(0)),
        ([exactly(4), exactly(2)], exactly(6)),
        ([A_NUMBER_OF], at_least(1)),
        ([A_NUMBER_OF, exactly(4)], at_least(5)),
        ([at_least(2300), exactly(0)], at_least(2300)),
        ([about(300), exactly(25)], about(325)),
        ([about(300), at_least(10)], Quantity(Decimal(310), at_least=True, about=True)),
        ([at_least(0)], Quantity()),
    ],
)
def test_what_came_adds_up_as_honestly_as_it_was_told(came, shown):
    assert total(came).quantity == shown


@pytest.mark.parametrize(
    ("there", "left", "shown"),
    [
        (exactly(10), exactly(11), exactly(-1)),
        (at_least(10), exactly(4), at_least(6)),
        (at_least(4), exactly(4), Quantity()),
        (about(10), exactly(4), about(6)),
        (exactly(10), at_least(4), Quantity()),
        (exactly(10), A_NUMBER_OF, Quantity()),
        (A_NUMBER_OF, exactly(1), Quantity()),
        (A_NUMBER_OF, A_NUMBER_OF, Quantity()),
    ],
)
def test_what_left_is_taken_off_as_honestly_as_it_was_told(there, left, shown):
    assert (Amount.moved(there) - Amount.moved(left)).quantity == shown


def test_of_ten_a_number_of_which_left_there_are_nine_at_most():
    there = Amount.moved(exactly(10)) - Amount.moved(A_NUMBER_OF)

    assert (there.low, there.high) == (None, Decimal(9))


def test_a_count_without_a_number_says_nothing():
    assert Amount.counted(A_NUMBER_OF).quantity == Quantity()
    assert Amount.counted(exactly(0)).quantity == exactly(0)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ([], None),
        ([A_NUMBER_OF], A_NUMBER_OF),
        ([A_NUMBER_OF, A_NUMBER_OF], A_NUMBER_OF),
        ([A_NUMBER_OF, exactly(4)], at_least(5)),
        ([exactly(0)], exactly(0)),
        ([about(300), exactly(25)], about(325)),
    ],
)
def test_a_sum_that_nobody_gave_a_number_for_stays_unknown(told, shown):
    assert added_up(told) == shown


NUMBERS = st.integers(0, 500).map(Decimal)
TRUE_AND_TOLD = st.builds(
    lambda true, told, known: (true, told(min(true, known))),
    NUMBERS,
    st.sampled_from([at_least]),
    NUMBERS,
) | NUMBERS.map(lambda true: (true, exactly(true)))
TRUE_AND_TOLD |= NUMBERS.filter(bool).map(lambda true: (true, A_NUMBER_OF))


@given(st.lists(st.tuples(st.booleans(), TRUE_AND_TOLD), max_size=8))
def test_what_is_really_there_is_never_outside_the_bounds(moves):
    really = sum((true if came else -true) for came, (true, _) in moves)

    amount = reduce(_moved, moves, Amount())

    assert amount.low is None or amount.low <= really
    assert amount.high is None or really <= amount.high
    if amount.quantity.value is not None and not amount.quantity.at_least:
        assert amount.quantity.value == really


def _moved(amount, move):
    came, (_, told) = move
    return amount + Amount.moved(told) if came else amount - Amount.moved(told)


@pytest.mark.parametrize(
    ("promised", "came", "answer"),
    [
        (exactly(325), [exactly(300), exactly(25)], "yes"),
        (exactly(325), [exactly(324)], "no"),
        (exactly(325), [], "no"),
        (exactly(325), [A_NUMBER_OF], "unknown"),
        (exactly(1), [A_NUMBER_OF], "yes"),
        (exactly(325), [at_least(325)], "yes"),
        (exactly(325), [about(325)], "unknown"),
        (at_least(300), [exactly(300)], "yes"),
        (about(300), [exactly(325)], "unknown"),
        (about(300), [], "no"),
        (A_NUMBER_OF, [exactly(3)], "unknown"),
        (A_NUMBER_OF, [], "no"),
        (exactly(0), [], "yes"),
    ],
)
def test_a_promise_is_kept_broken_or_nobody_can_say(promised, came, answer):
    assert reached(promised, total(came)) == answer


def test_after_a_count_without_a_number_there_is_at_least_what_came_since():
    since = Amount.counted(Quantity()) + Amount.moved(Quantity(Decimal(5)))

    assert since.quantity == Quantity(Decimal(5), at_least=True)
