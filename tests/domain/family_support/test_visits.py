from datetime import date

from tests.domain.given import journey, told

from casemgmt.domain.family_support.visits import VisitHome
from casemgmt.domain.vocabulary import Subject

SALMA, OMAR = Subject("child", "C01"), Subject("child", "C02")
AUTUMN = (date(2025, 9, 1), date(2025, 12, 31))


def visit(on, *children, caregiver=True):
    return told(on, VisitHome(caregiver_present=caregiver, children=list(children)))


def visits(*tellings):
    return journey(*tellings, of="household:H1").visits


def test_a_household_is_visited_when_a_caregiver_is_met():
    alone = visit("2025-10-01", SALMA, caregiver=False)

    assert not visits(alone).visited(*AUTUMN)
    assert visits(alone, visit("2025-10-08", SALMA)).visited(*AUTUMN)


def test_only_the_days_asked_for_count_both_included():
    state = visits(visit("2025-09-01"), visit("2025-12-31"), visit("2026-01-01"))

    assert len(state.between(*AUTUMN)) == 2


def test_a_child_was_seen_last_on_the_last_visit_that_tells_of_them():
    state = visits(visit("2025-10-01", SALMA, OMAR), visit("2025-11-01", OMAR))

    assert state.last_seen(frozenset({SALMA}), date(2025, 12, 31)) == date(2025, 10, 1)
    assert state.last_seen(frozenset({OMAR}), date(2025, 10, 31)) == date(2025, 10, 1)
    assert state.last_seen(frozenset({SALMA}), date(2025, 9, 30)) is None
    assert state.last_seen(frozenset({SALMA}), date(2025, 10, 1)) == date(2025, 10, 1)


def test_a_child_with_two_records_was_seen_under_either():
    state = visits(visit("2025-10-01", OMAR))

    assert state.last_seen(frozenset({SALMA, OMAR}), AUTUMN[1]) == date(2025, 10, 1)
