"""Who the child is: each answer as told last, of a person as the first record has it."""

from datetime import date

import pytest
from attrs import evolve
from tests.domain.given import REGISTER, REGISTERED, asked, journey, told

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.identification import IdentifyChild
from casemgmt.domain.enrolment.registration import CorrectBirthDate, RecordDeath, united
from casemgmt.domain.personal import Forgotten, Withheld


def corrected_to(born):
    return CorrectBirthDate(born=born, evidence="birth-act", reason="the paper was found")


def test_a_child_who_was_only_identified_is_not_registered():
    identified = told("2025-09-01", IdentifyChild(source="school", concerns=["street"]))

    assert not journey(identified).registration.registered
    assert journey(identified, REGISTERED).registration.registered


def test_a_registration_says_who_the_child_is():
    salma = journey(REGISTERED).registration

    assert (salma.sex, salma.district, salma.disability) == (
        "female",
        "mediouna",
        "unknown",
    )
    assert salma.birth == Day.of("2013-03-14")
    assert salma.registered_by(date(2025, 9, 3))
    assert not salma.registered_by(date(2025, 9, 2))


def test_a_second_registration_is_recorded_and_says_it_anew():
    again = evolve(REGISTER, district="hay-hassani", disability="no")

    salma = journey(REGISTERED, told("2025-10-01", again)).registration

    assert asked(journey(REGISTERED), again, on="2025-10-01") == again.happened()
    assert (salma.district, salma.disability) == ("hay-hassani", "no")
    assert salma.registered_by(date(2025, 9, 3))


def test_the_birth_date_is_the_one_told_last_whatever_day_it_speaks_of():
    corrected = told("2025-01-01", corrected_to("2012-03-14"))

    earlier_day_told_later = journey(REGISTERED, corrected).registration
    told_first = told("2025-12-01", corrected_to("2011"))
    later_day_told_first = journey(told_first, told("2025-09-03", REGISTER)).registration

    assert earlier_day_told_later.birth == Day.of("2012-03-14")
    assert later_day_told_first.birth == Day.of("2013-03-14")


def test_a_birth_date_is_of_the_record_and_holds_before_the_day_it_was_corrected():
    corrected = told("2025-12-01", corrected_to("2012"))

    salma = journey(REGISTERED, corrected, as_of="2025-09-30").registration

    assert salma.birth == Day.of("2012")


@pytest.mark.parametrize("born", [Withheld(), Forgotten()])
def test_a_birth_date_one_may_not_read_is_not_known(born):
    salma = journey(told("2025-09-03", evolve(REGISTER, born=born)))

    assert salma.registration.birth is None
    assert salma.age_on(date(2025, 9, 3)) is None


def test_a_day_of_death_is_kept():
    died = told("2025-10-10", RecordDeath(source="authority"))

    assert journey(REGISTERED, died).registration.died_on == date(2025, 10, 10)


def test_what_identifies_a_child_is_not_shown():
    assert "Salma" not in repr(REGISTER)
    assert "2013" not in repr(REGISTER)
    assert "2013" not in repr(journey(REGISTERED).registration)


def test_one_person_is_what_the_first_record_that_knows_it_says():
    first = journey(told("2025-01-10", evolve(REGISTER, sex="unknown", born=Forgotten())))
    second = journey(told("2025-02-10", evolve(REGISTER, disability="no")))
    never_registered = journey(told("2024-01-01", corrected_to("1999")))

    person = united(j.registration for j in (never_registered, second, first))

    assert person.registered_by(date(2025, 1, 10))
    assert (person.sex, person.disability) == ("female", "no")
    assert person.birth == Day.of("2013-03-14")


def test_of_two_registrations_of_one_day_the_one_recorded_first_comes_first():
    earlier = journey(told("2025-01-10", evolve(REGISTER, sex="male"))).registration
    later = journey(told("2025-01-10", REGISTER)).registration

    assert united([later, earlier]).sex == "male"


def test_what_no_record_of_a_person_knows_stays_unknown():
    only_sought = evolve(REGISTER, sex="unknown", district="unknown", born=Forgotten())
    records = [journey(told("2025-01-10", only_sought)).registration] * 2

    person = united(records)

    assert (person.sex, person.district, person.disability) == ("unknown",) * 3
    assert (person.birth, person.birth_told_at, person.died_on) == (None, None, None)


def test_one_person_lives_and_died_where_and_when_a_record_says_so():
    first = journey(told("2025-01-10", evolve(REGISTER, district="unknown")))
    died = told("2025-03-01", RecordDeath())
    second = journey(told("2025-02-10", evolve(REGISTER, district="hay-hassani")), died)
    third = journey(told("2025-02-11", REGISTER))

    person = united(j.registration for j in (first, second, third))

    assert (person.district, person.died_on) == ("hay-hassani", date(2025, 3, 1))
    assert person.birth_told_at == first.registration.birth_told_at
