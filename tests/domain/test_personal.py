"""A personal value shows itself to nobody who did not ask for it."""

from datetime import date

import pytest

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import (
    Forgotten,
    Known,
    Withheld,
    personal_day,
    personal_ref,
    personal_text,
)
from casemgmt.domain.vocabulary import Text


def test_a_known_value_is_not_shown_by_its_repr():
    shown = repr([Known(Text(fr="Salma")), {"born": Known(Day.of("2013-03-14"))}])
    assert shown == "[Known(…), {'born': Known(…)}]"


@pytest.mark.parametrize("value", ["Salma", Text(plain="Salma"), Known(Text.of("Salma"))])
def test_a_text_is_made_personal_once(value):
    assert personal_text(value) == Known(Text(plain="Salma"))


BORN = Day.of("2013-03-14")


@pytest.mark.parametrize("value", ["2013-03-14", date(2013, 3, 14), BORN, Known(BORN)])
def test_a_day_is_made_personal_once(value):
    assert personal_day(value) == Known(BORN)


@pytest.mark.parametrize("value", ["M1", Known("M1")])
def test_a_reference_is_made_personal_once(value):
    assert personal_ref(value) == Known("M1")


@pytest.mark.parametrize("made", [personal_text, personal_day, personal_ref])
@pytest.mark.parametrize("value", [Withheld(), Forgotten(), Forgotten(Day.of("2013-03"))])
def test_what_cannot_be_read_stays_so(made, value):
    assert made(value) is value
