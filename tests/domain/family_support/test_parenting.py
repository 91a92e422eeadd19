"""Sealed names are compared without being shown."""

from datetime import date

from tests.domain.given import journey, told

from casemgmt.domain.family_support.parenting import AttendParentingSession
from casemgmt.domain.personal import Forgotten, Withheld
from casemgmt.domain.vocabulary import Text


def attended(on, person):
    return told(on, AttendParentingSession(person=person, session="parenting"))


def parenting(*tellings):
    return journey(*tellings, of="household:H1").parenting


def of_four():
    return parenting(
        attended("2025-10-01", "Fatima Zahra"),
        attended("2025-10-08", "fatima  zahra"),
        attended("2025-10-08", "Rachid"),
        attended("2025-10-15", Forgotten()),
    )


def test_an_adult_attended_what_was_told_of_their_name():
    assert [a.day for a in of_four().of("Fatima Zahra")] == [
        date(2025, 10, 1),
        date(2025, 10, 8),
    ]
    assert len(of_four().of("Rachid")) == 1
    assert of_four().of("Amina") == ()
    assert [a.session for a in of_four().of("Rachid")] == ["parenting"]


def test_a_name_in_another_language_is_read_where_there_is_no_plain_one():
    state = parenting(attended("2025-10-01", Text(fr="Rachid", ar="رشيد")))

    assert state.of(Text(ar="رشيد", fr="rachid")) == state.attended
    assert state.of("FatimaZahra") == ()


def test_two_names_run_together_are_another_name():
    assert of_four().of("FatimaZahra") == ()


def test_of_a_name_that_nobody_may_read_nothing_is_told():
    assert of_four().of(Forgotten()) == ()
    assert of_four().of(Withheld()) == ()


def test_the_sessions_are_told_without_names():
    assert len(of_four().attended) == 4
    assert "Rachid" not in repr(of_four())
