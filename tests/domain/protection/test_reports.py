from datetime import date

from tests.domain.given import asked, journey, told

from casemgmt.domain.protection.reports import MakeMandatoryReport

TO_COURT = MakeMandatoryReport(authority="prosecutor", facts="what was seen")


def test_a_report_is_known_by_its_day_and_the_authority_it_went_to():
    state = journey(
        told("2025-10-01", TO_COURT),
        told("2025-11-01", TO_COURT),
        told("2025-12-01", MakeMandatoryReport(authority="police")),
    ).reports

    assert state.last_to("prosecutor") == date(2025, 11, 1)
    assert state.last_to("police") == date(2025, 12, 1)
    assert state.last_to("labour-inspectorate") is None


def test_a_report_needs_no_consent_and_shows_no_facts():
    assert asked(journey(), TO_COURT, on="2025-10-01") == TO_COURT.happened()
    assert "seen" not in repr(journey(told("2025-10-01", TO_COURT)).reports)
