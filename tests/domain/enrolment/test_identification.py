from datetime import date

from tests.domain.given import journey, told

from casemgmt.domain.enrolment.identification import IdentifyChild


def identified(on, *concerns, urgency=None):
    return told(
        on, IdentifyChild(source="outreach", concerns=list(concerns), urgency=urgency)
    )


def test_a_child_may_be_identified_more_than_once_with_several_concerns():
    state = journey(
        identified("2025-09-01", "street", "child-labour", urgency="medium"),
        identified("2025-10-01", "child-labour", "out-of-school", urgency="high"),
        identified("2025-10-02", "street"),
    ).identification

    assert state.first_on == date(2025, 9, 1)
    assert state.concerns == ("street", "child-labour", "out-of-school")
    assert state.urgency == "high"


def test_a_child_whom_nobody_identified_has_no_concern():
    state = journey().identification

    assert (state.first_on, state.concerns, state.urgency) == (None, (), None)


def test_who_drew_attention_to_the_child_is_not_shown():
    told_by = IdentifyChild(source="neighbour", concerns=[], reporter="Rachid")

    assert "Rachid" not in repr(journey(told("2025-09-01", told_by)).identification)
