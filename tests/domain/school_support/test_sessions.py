from datetime import date
from decimal import Decimal

from tests.domain.given import journey, told

from casemgmt.domain.school_support.sessions import AttendSession


def attended(on, session, hours):
    return told(on, AttendSession(session=session, hours=Decimal(hours)))


def test_hours_add_up_exactly_session_by_session():
    sessions = journey(
        attended("2025-10-01", "tutoring", "0.1"),
        attended("2025-10-08", "tutoring", "0.2"),
        attended("2025-10-09", "digital-skills", "2"),
    ).sessions

    autumn = date(2025, 10, 1), date(2025, 10, 31)

    assert sessions.hours(*autumn) == {
        "tutoring": Decimal("0.3"),
        "digital-skills": Decimal(2),
    }
    assert sessions.hours_of(["tutoring"], *autumn) == Decimal("0.3")
    assert sessions.hours_of(["parenting"], *autumn) == 0


def test_only_the_days_asked_for_count_both_included():
    sessions = journey(
        attended("2025-10-01", "tutoring", 1), attended("2025-10-31", "tutoring", 1)
    ).sessions

    assert sessions.hours_of(["tutoring"], date(2025, 10, 1), date(2025, 10, 31)) == 2
    assert sessions.hours_of(["tutoring"], date(2025, 10, 2), date(2025, 10, 30)) == 0
