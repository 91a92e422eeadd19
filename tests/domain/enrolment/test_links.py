"""Two records are of one child when the last word recorded of the two says so."""

from tests.domain.given import asked, beside, journey, told

from casemgmt.domain.enrolment.links import LinkPersons, UnlinkPersons
from casemgmt.domain.rules import Rule

LINK_C02 = LinkPersons(other="child:C02", evidence="same-mother", score="0.97")
LINK_C01 = LinkPersons(other="child:C01", evidence="same-mother")
UNLINK_C01 = UnlinkPersons(other="child:C01", evidence="two-births")
UNLINK_C02 = UnlinkPersons(other="child:C02", evidence="two-births")
LINKED = told("2025-09-10", LINK_C02)


def test_two_records_are_linked():
    assert asked(journey(), LINK_C02, on="2025-09-10") == LINK_C02.happened()


def test_refuses_to_link_a_record_to_itself():
    assert asked(journey(), LINK_C01, on="2025-09-10") is Rule.NOT_LINKED_TO_ITSELF


def test_a_record_that_is_linked_is_linked_already():
    salma = beside(journey(LINKED), LINKED)

    assert asked(salma, LINK_C02, on="2025-09-12") == ()


def test_a_record_that_the_other_linked_is_linked_already():
    by_the_other = told("2025-09-10", LINK_C01)

    salma = beside(journey(), by_the_other)

    assert asked(salma, LINK_C02, on="2025-09-12") == ()


def test_a_link_may_be_said_again_once_it_was_undone():
    undone = told("2025-09-11", UNLINK_C02)

    salma = journey(LINKED, undone)

    assert asked(salma, LINK_C02, on="2025-09-12") == LINK_C02.happened()


def test_a_link_may_be_said_again_once_the_other_record_undid_it():
    undone_by_the_other = told("2025-09-11", UNLINK_C01)

    apart = journey(LINKED)
    still_one_child_through_a_third = beside(apart, LINKED, undone_by_the_other)

    for salma in (apart, still_one_child_through_a_third):
        assert asked(salma, LINK_C02, on="2025-09-12") == LINK_C02.happened()


def test_what_was_recorded_last_holds_whatever_day_it_speaks_of():
    undone = told("2025-12-01", UNLINK_C02)
    linked_later_for_an_earlier_day = told("2025-01-01", LINK_C02)

    story = (undone, linked_later_for_an_earlier_day)
    salma = beside(journey(*story), *story)

    assert asked(salma, LINK_C02, on="2025-12-02") == ()


def test_a_link_is_of_the_record_and_holds_before_its_day():
    salma = beside(journey(LINKED, as_of="2025-09-01"), LINKED)

    assert asked(salma, LINK_C02, on="2025-09-01") == ()
