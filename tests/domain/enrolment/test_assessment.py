"""An assessment says how the child fares in every domain that has to be looked at."""

from datetime import date

import pytest
from tests.domain.given import journey, told

from casemgmt.domain.enrolment.assessment import (
    AssessRisk,
    CompleteAssessment,
    Domain,
    ReviewCase,
)
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Text
from casemgmt.errors import InvalidError

COMPLETE = CompleteAssessment(
    domains={
        "educational": Domain(score=2, note="reads a little"),
        "psychological": Domain(),
        "social": Domain(score=4),
        "health": Domain(),
    }
)


def test_a_complete_assessment_may_look_at_more_domains():
    COMPLETE.check()

    assert COMPLETE.domains["educational"].note == Known(Text(plain="reads a little"))


@pytest.mark.parametrize("missing", ["educational", "psychological", "social"])
def test_an_assessment_that_lacks_a_required_domain_is_invalid(missing):
    rest = {name: domain for name, domain in COMPLETE.domains.items() if name != missing}

    with pytest.raises(InvalidError) as invalid:
        CompleteAssessment(domains=rest).check()

    assert (invalid.value.field, invalid.value.code) == ("data.domains", "missing-domain")


def test_what_was_found_does_not_change_with_what_it_was_told_from():
    domains = dict(COMPLETE.domains)
    assessed = CompleteAssessment(domains=domains)

    domains.clear()

    assert assessed == COMPLETE


def test_the_risk_is_the_one_judged_last_in_an_assessment_or_a_review():
    assessed = told("2025-09-03", AssessRisk(level="high", factors=["street"]))
    lowered = told("2025-10-03", ReviewCase(risk="medium"))
    left = told("2025-11-03", ReviewCase())

    assert journey(assessed).assessment.risk == "high"
    assert journey(assessed, lowered).assessment.risk == "medium"
    assert journey(assessed, lowered, left).assessment.risk == "medium"


def test_the_days_of_the_last_assessment_and_review_are_kept():
    completed = told("2025-09-05", COMPLETE)
    reviewed = told("2025-10-03", ReviewCase(next_review_on="2025-12"))

    salma = journey(completed, reviewed).assessment

    assert salma.completed_on == date(2025, 9, 5)
    assert salma.reviewed_on == date(2025, 10, 3)
    assert salma.next_review_on == date(2025, 12, 31)


def test_the_risk_since_a_day_is_the_first_judged_from_then_on_or_else_the_last_before():
    judged = [
        told(on, AssessRisk(level=level))
        for on, level in (
            ("2025-09-01", "low"),
            ("2025-09-03", "medium"),
            ("2025-09-05", "high"),
        )
    ]
    salma = journey(*judged).assessment

    since = {d: salma.risk_since(date(2025, 9, d)) for d in (1, 2, 3, 4, 5, 6)}
    assert list(since.values()) == ["low", "medium", "medium", "high", "high", "high"]
    assert journey().assessment.risk_since(date(2025, 9, 1)) is None
    assert journey(*judged[:2]).assessment.risk_since(date(2025, 9, 4)) == "medium"
