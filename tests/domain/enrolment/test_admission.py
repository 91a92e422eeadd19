"""The day of admission counts, the day of discharge does not."""

from datetime import date

from tests.domain.given import journey, told

from casemgmt.domain.enrolment.admission import AdmitChild, DischargeChild


def admitted(on, centre="mediouna"):
    return told(on, AdmitChild(centre=centre))


def discharged(on, centre="mediouna"):
    return told(on, DischargeChild(centre=centre))


def in_care(*tellings, on):
    return journey(*tellings).admission.centres_on(date.fromisoformat(on))


def test_a_centre_has_the_child_until_it_discharges_them():
    told_of = admitted("2025-09-03"), discharged("2025-11-03")

    assert journey(*told_of, as_of="2025-11-02").admission.centres == {"mediouna"}
    assert journey(*told_of).admission.centres == frozenset()


def test_the_day_of_admission_counts_and_the_day_of_discharge_does_not():
    stay = admitted("2025-09-03"), discharged("2025-11-03")

    assert in_care(*stay, on="2025-09-02") == frozenset()
    assert in_care(*stay, on="2025-09-03") == {"mediouna"}
    assert in_care(*stay, on="2025-11-02") == {"mediouna"}
    assert in_care(*stay, on="2025-11-03") == frozenset()


def test_who_came_and_left_on_one_day_stayed_no_day():
    stay = admitted("2025-09-03"), discharged("2025-09-03")

    assert in_care(*stay, on="2025-09-03") == frozenset()
    assert journey(*stay).admission.centres == frozenset()


def test_two_centres_may_have_the_child():
    both = admitted("2025-09-03"), admitted("2025-09-10", "dar-taliba")

    assert in_care(*both, on="2025-09-10") == {"mediouna", "dar-taliba"}
    one = *both, discharged("2025-09-20")
    assert in_care(*one, on="2025-09-20") == {"dar-taliba"}


def test_a_second_admission_of_a_child_who_is_there_is_no_second_stay():
    twice = admitted("2025-09-03"), admitted("2025-09-10")

    assert len(journey(*twice).admission.stays) == 1
    assert in_care(*twice, discharged("2025-09-20"), on="2025-09-20") == frozenset()


def test_a_child_may_come_back():
    back = admitted("2025-09-03"), discharged("2025-10-01"), admitted("2025-12-01")

    assert in_care(*back, on="2025-11-30") == frozenset()
    assert in_care(*back, on="2025-12-01") == {"mediouna"}


def test_a_discharge_of_a_child_who_was_not_there_changes_nothing():
    assert journey(discharged("2025-09-03")).admission == journey().admission


def test_a_stay_that_ended_is_not_ended_later():
    state = admitted("2025-09-03"), discharged("2025-10-01"), discharged("2025-11-01")

    assert in_care(*state, on="2025-10-15") == frozenset()
