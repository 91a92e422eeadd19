"""A kit belongs to a school year; what came beyond it is shown, never refused."""

from tests.domain.given import WITH_A_CASE, asked, beside, journey, told

from casemgmt.domain.rules import Rule
from casemgmt.domain.school_support.kits import DeliverKit, EntitleKit, GrantSecondKit

BAG = {"kit": "school-bag-full", "school_year": "2025-2026"}
OF = ("school-bag-full", "2025-2026")
ENTITLED = told("2025-09-04", EntitleKit(**BAG))
DELIVERED = told("2025-09-08", DeliverKit(**BAG))
AGAIN = told("2025-09-15", DeliverKit(**BAG))
EXCEPTION = told("2025-09-10", GrantSecondKit(**BAG, reason="fire"))


def test_a_kit_is_awaited_from_the_entitlement_until_it_is_handed_over():
    assert journey(ENTITLED).kits.awaited == {OF}
    assert journey(ENTITLED, DELIVERED).kits.awaited == frozenset()


def test_a_second_kit_is_beyond_the_entitlement_unless_it_was_granted():
    assert journey(DELIVERED).kits.beyond(*OF) == 0
    assert journey(DELIVERED, AGAIN).kits.beyond(*OF) == 1
    assert journey(DELIVERED, EXCEPTION, AGAIN).kits.beyond(*OF) == 0


def test_two_exceptions_are_two():
    another = told("2025-09-20", GrantSecondKit(**BAG, reason="theft"))
    third = told("2025-09-21", DeliverKit(**BAG))

    state = journey(DELIVERED, AGAIN, third, EXCEPTION, another).kits

    assert state.beyond(*OF) == 0


def test_the_kit_of_another_school_year_is_another_kit():
    last_year = told("2025-08-28", DeliverKit(kit=OF[0], school_year="2024-2025"))

    assert journey(DELIVERED, last_year).kits.beyond(*OF) == 0


def test_a_kit_is_asked_for_while_the_case_is_open_and_only_then():
    command = EntitleKit(**BAG)

    assert asked(journey(WITH_A_CASE), command, on="2025-09-10") == command.happened()
    assert asked(journey(), command, on="2025-09-10") is Rule.CASE_OPEN


def test_refuses_a_second_entitlement_also_one_of_another_record():
    salma = beside(journey(WITH_A_CASE), WITH_A_CASE, ENTITLED)

    assert asked(salma, EntitleKit(**BAG), on="2025-09-10") is Rule.ONE_KIT_ENTITLEMENT


def test_a_kit_that_was_handed_over_is_recorded_whatever_was_told_before():
    command = DeliverKit(**BAG)

    assert asked(journey(DELIVERED), command, on="2025-09-15") == command.happened()
