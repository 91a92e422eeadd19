"""A journey knows its own story, and asks beside it only where it is asked about others."""

from tests.domain.given import REGISTERED, WITH_A_CASE, beside, journey

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject

SALMA, SELMA, OMAR = (Subject.of(f"child:C0{n}") for n in (1, 2, 3))


def test_where_nothing_is_known_beside_it_a_record_is_a_person_of_its_own():
    salma = journey(REGISTERED)

    assert salma.person is salma
    assert salma.whole is salma
    assert salma.same_child(SELMA) == {SELMA}
    assert salma.record(SELMA) == Journey(SELMA)


def test_what_is_known_beside_it_answers_for_the_person_and_for_other_records():
    salma = beside(journey(REGISTERED), WITH_A_CASE)

    assert not salma.case.is_open
    assert salma.person.case.is_open
    assert salma.whole.case.is_open
    assert salma.same_child(SELMA) == {SALMA, SELMA}
    assert salma.record(SELMA).case.is_open
    assert salma.record(OMAR) == Journey(OMAR)
