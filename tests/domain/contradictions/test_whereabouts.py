"""A child is in one centre on a day, by admission or by the services received."""

import pytest
from tests.domain.contradictions.people import contradictory, ids
from tests.domain.given import told

from casemgmt import commands as c

IN_MEDIOUNA = told("2025-11-01", c.AdmitChild(centre="mediouna"))
LEFT_MEDIOUNA = told("2025-11-20", c.DischargeChild(centre="mediouna"))


def admitted(on, centre="hay-hassani"):
    return told(on, c.AdmitChild(centre=centre))


def discharged(on, centre="hay-hassani"):
    return told(on, c.DischargeChild(centre=centre))


def cared_for(on, centre):
    return told(on, c.RecordService(service="health-care", centre=centre))


def test_who_still_has_a_place_in_one_centre_has_none_in_another():
    there = admitted("2026-05-04")

    shown = [("in-two-centres", ids(IN_MEDIOUNA, there))]
    assert contradictory(IN_MEDIOUNA, there) == shown
    assert contradictory(IN_MEDIOUNA, admitted("2026-05-04", "mediouna")) == []


@pytest.mark.parametrize(("on", "shown"), [("2025-11-19", 1), ("2025-11-20", 0)])
def test_the_day_of_admission_counts_and_the_day_of_discharge_does_not(on, shown):
    assert len(contradictory(IN_MEDIOUNA, LEFT_MEDIOUNA, admitted(on))) == shown


@pytest.mark.parametrize(("on", "shown"), [("2025-11-01", 0), ("2025-11-02", 1)])
def test_who_left_the_other_centre_on_the_day_of_admission_was_in_one_only(on, shown):
    before = admitted("2025-10-01")

    assert len(contradictory(before, discharged(on), IN_MEDIOUNA)) == shown


def test_a_second_admission_to_the_same_centre_changes_nothing():
    again = admitted("2025-11-10", "mediouna")
    there = admitted("2025-11-15")

    shown = [("in-two-centres", ids(IN_MEDIOUNA, there))]
    assert contradictory(IN_MEDIOUNA, again, there) == shown


def test_a_discharge_from_where_the_child_never_was_changes_nothing():
    shown = contradictory(IN_MEDIOUNA, discharged("2025-11-05"), admitted("2025-11-15"))

    assert len(shown) == 1


def test_who_came_back_to_the_centre_is_in_two_from_then_on():
    back, there = admitted("2025-12-01", "mediouna"), admitted("2025-12-05")

    shown = [("in-two-centres", ids(back, there))]
    assert contradictory(IN_MEDIOUNA, LEFT_MEDIOUNA, back, there) == shown


def test_stays_of_uncertain_days_meet_only_where_they_surely_do():
    some_time = admitted("2025-11")

    assert contradictory(IN_MEDIOUNA, LEFT_MEDIOUNA, some_time) == []
    left_that_month = told("2025-11", c.DischargeChild(centre="mediouna"))
    early = told("2025-10-01", c.AdmitChild(centre="mediouna"))
    assert contradictory(early, left_that_month, admitted("2025-11-02")) == []
    assert len(contradictory(early, left_that_month, admitted("2025-10-31"))) == 1


@pytest.mark.parametrize(
    ("on", "centre", "shown"),
    [
        ("2025-11-12", "hay-hassani", 1),
        ("2025-11-12", "mediouna", 0),
        ("2025-11-12", None, 0),
        ("2025-11-13", "hay-hassani", 0),
    ],
)
def test_services_of_one_day_are_received_in_one_centre(on, centre, shown):
    here, there = cared_for("2025-11-12", "mediouna"), cared_for(on, centre)

    expected = [("in-two-centres", ids(here, there))] * shown
    assert contradictory(here, there) == expected


def test_services_known_to_the_month_may_be_of_two_days():
    here, there = cared_for("2025-11", "mediouna"), cared_for("2025-11", "hay-hassani")

    assert contradictory(here, there) == []
