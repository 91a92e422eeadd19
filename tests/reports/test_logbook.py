"""An apprentice's logbook: the hours as logged, and their shares against law 12-00."""

from fractions import Fraction

import pytest

from casemgmt.errors import InvalidError
from casemgmt.reports import Note

from .house import NOVEMBER, house, rows, section, words


@pytest.fixture(scope="module")
def desk():
    return house()


@pytest.fixture(scope="module")
def november(desk):
    return desk.report("logbook", *NOVEMBER, subject="child:S")


def test_hours_of_the_period_stand_beside_those_since_the_beginning(november):
    table, _ = section(november, "hours").blocks

    assert rows(table) == {
        "November 2025": (70, 5, 75),
        "In the period": (70, 5, 75),
        "Since the beginning": (130, 20, 150),
    }


def test_shares_are_of_all_hours_and_kept_as_the_figure_of_contracts_says(desk, november):
    _, shares = section(november, "hours").blocks
    (figure,) = desk.figures(*NOVEMBER, only=["I40"])

    assert rows(shares) == {
        "In the enterprise": (Fraction(130, 150), Fraction(4, 5), "yes"),
        "In the centre": (Fraction(20, 150), Fraction(1, 10), "yes"),
    }
    assert (figure.numerator, figure.denominator) == (1, 1)


def test_what_was_found_at_home_is_not_the_enterprise_s_business(november):
    assert "She reads well" not in words(november)


def test_three_parties_have_an_empty_box_to_sign(november):
    (table,) = section(november, "signatures").blocks

    assert len(table.rows) == 3
    assert {row.cells[-1].plain for row in table.rows} == {""}


def test_a_child_without_a_contract_is_said_to_have_none(desk):
    report = desk.report("logbook", *NOVEMBER, subject="child:Y")

    (said,) = report.sections[0].blocks
    assert isinstance(said, Note)
    assert report.headlines == ()


def test_a_contract_nobody_signed_is_named(desk):
    with pytest.raises(InvalidError) as refusal:
        desk.report("logbook", *NOVEMBER, subject="child:S", contract="K9")

    assert (refusal.value.field, refusal.value.code) == ("contract", "no-such-contract")


def test_a_contract_without_any_hours_has_no_shares(desk):
    report = desk.report("logbook", "2025-10-01", "2025-10-15", subject="child:S")

    _, shares = section(report, "hours").blocks
    assert {kept for _, _, kept in rows(shares).values()} == {"–"}
