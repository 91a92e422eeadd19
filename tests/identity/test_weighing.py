"""What speaks for one child, and what tells two apart."""

from datetime import date

import pytest

from casemgmt import Day, Subject
from casemgmt.config import default_policy
from casemgmt.identity.record import Number, Record
from casemgmt.identity.resemblance import Band, resemblance
from casemgmt.identity.spelling import spellings
from casemgmt.identity.weighing import WEIGHTS, Reason, weigh

POLICY = default_policy()
TODAY = date(2026, 1, 1)


def record(key, given, family, born=None, **told):
    names = {who: spellings(told.pop(who)) for who in ("mother", "father") if who in told}
    numbers = {
        status: frozenset({Number("massar", told.pop(status))})
        for status in ("claimed", "verified")
        if status in told
    }
    day = Day.of(born) if born else None
    return Record(
        Subject("child", key),
        spellings(given),
        spellings(family),
        day,
        **names,
        **numbers,
        **told,
    )


def band(a, b):
    found = resemblance(a, b, POLICY, TODAY)
    return None if found is None else found.band


SALMA = record("A", "Salma", "Idrissi", "2013-03-14", sex="female", district="mediouna")


def test_one_child_in_two_alphabets_whose_birth_was_filled_in_is_likely():
    arabic = record("A", "فاطمة الزهراء", "بنعبد الله", "2013", sex="female")
    french = record("B", "Fatima Ezzahra", "Ben Abdellah", "2013-01-01", sex="female")

    found = resemblance(arabic, french, POLICY, TODAY)

    assert found.band is Band.LIKELY
    assert found.because == ("same-given-name", "same-family-name", "same-birth-year")


@pytest.mark.parametrize(("one", "other"), [("حسن", "حسين"), ("Salma", "Salima")])
def test_twins_are_two_children(one, other):
    home = {"mother": "Amina", "father": "Said", "district": "mediouna", "phone": "0612"}
    a = record("A", one, "Idrissi", "2013-03-14", **home)
    b = record("B", other, "Idrissi", "2013-03-14", **home)

    assert weigh(a, b).score == 0
    assert band(a, b) is None


def test_one_official_number_is_certain_once_a_paper_of_it_was_seen():
    seen = record("A", "Salma", "Idrissi", verified="m1")
    told = record("B", "Selma", "Alaoui", claimed="m1")
    also = record("C", "Salma", "Idrissi", claimed="m1")

    assert band(seen, told) is Band.CERTAIN
    assert band(told, also) is Band.LIKELY


def test_two_numbers_of_one_kind_that_were_both_seen_are_two_children():
    a = record("A", "Salma", "Idrissi", "2013-03-14", verified="m1")
    b = record("B", "Salma", "Idrissi", "2013-03-14", verified="m2")

    assert band(a, b) is None


def test_namesakes_of_one_neighbourhood_are_possible_at_most():
    namesake = record("B", "Salma", "Idrissi", sex="female", district="mediouna")
    year_apart = record("C", "Salma", "Idrissi", "2014", district="mediouna")
    years_apart = record("D", "Salma", "Idrissi", "2016-03-02", district="mediouna")

    assert band(SALMA, namesake) is Band.POSSIBLE
    assert band(SALMA, year_apart) is Band.POSSIBLE
    assert band(SALMA, years_apart) is None


def test_a_girl_and_a_boy_born_in_one_year_are_two_children():
    boy = record("B", "Salma", "Idrissi", "2013", sex="male", district="mediouna")

    assert band(SALMA, boy) is None


@pytest.mark.parametrize(
    ("given", "family", "born", "reason"),
    [
        ("Salmra", "Idrissi", "2013-03-14", Reason.LIKE_GIVEN_NAME),
        ("Salma", "Idrisi", "2013-03-14", Reason.FAMILY_NAME),
        ("Idrissi", "Salma", "2013-03-14", Reason.NAMES_EXCHANGED),
        ("Salma", "Idrissi", "2013-03", Reason.BIRTH_MONTH),
        ("Salma", "Idrissi", "2013", Reason.BIRTH_YEAR),
    ],
)
def test_what_is_mistaken_at_a_desk_does_not_hide_a_child(given, family, born, reason):
    found = weigh(SALMA, record("B", given, family, born, district="mediouna"))

    assert reason in found.because
    assert found.score > 0.8


def test_day_and_month_that_changed_places_are_seen():
    one = record("A", "Salma", "Idrissi", "2013-03-04")
    other = record("B", "Salma", "Idrissi", "2013-04-03")

    assert Reason.BIRTH_DAY_TURNED in weigh(one, other).because


def test_an_age_that_was_estimated_is_no_day():
    day = record("B", "Salma", "Idrissi", "2013-03-14", counted=True)

    assert Reason.BIRTH_YEAR in weigh(SALMA, day).because


def test_what_is_not_known_neither_speaks_for_nor_against():
    nothing = record("B", "", "")

    assert weigh(SALMA, nothing).because == ()
    assert band(SALMA, nothing) is None


def test_it_weighs_the_same_in_either_order_and_names_nobody():
    other = record("B", "سلمى", "الإدريسي", "2013", district="ain-sebaa", phone="0612")

    assert weigh(SALMA, other) == weigh(other, SALMA)
    assert "Salma" not in repr(SALMA)
    assert "0612" not in repr(other)


def test_every_reason_has_a_weight_for_one_child():
    assert WEIGHTS.keys() == set(Reason)
    assert min(WEIGHTS.values()) > 0
