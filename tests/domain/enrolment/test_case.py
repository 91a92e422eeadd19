"""The walk of a case: what opens, moves, suspends and closes an episode."""

from datetime import date

from tests.domain.given import CLOSED, OPENED, journey, told

from casemgmt.domain.enrolment.case_commands import (
    JoinProgramme,
    LeaveProgramme,
    OpenCase,
    ReassignCase,
    ReopenCase,
    ResumeCase,
    SuspendCase,
)
from casemgmt.domain.enrolment.closure import ApproveClosure, RefuseClosure, RequestClosure
from casemgmt.domain.enrolment.transfer import (
    AcceptTransfer,
    RejectTransfer,
    RequestTransfer,
    RevokeTransfer,
)
from casemgmt.domain.spells import Spell


def test_a_case_opens_with_its_centre_caseworker_and_programmes():
    case = journey(OPENED).case

    assert case.is_open
    assert (case.centre, case.caseworker) == ("mediouna", "amina")
    assert case.programmes == ("education",)
    assert case.open_on(date(2025, 9, 3))
    assert not case.open_on(date(2025, 9, 2))


def test_a_second_opening_of_an_open_case_changes_nothing():
    other = OpenCase(centre="hay-hassani", caseworker="karim", programmes=["vocational"])

    case = journey(OPENED, told("2025-09-10", other)).case

    assert case == journey(OPENED).case


def test_a_closed_case_covers_the_day_it_closed():
    case = journey(OPENED, CLOSED).case

    assert case.open_on(date(2025, 10, 31))
    assert not case.open_on(date(2025, 11, 1))
    assert not case.is_open
    assert case.programmes == ()


def test_a_case_closes_for_the_reason_requested_last():
    asked_again = told("2025-10-30", RequestClosure(reason="other"))

    closed = journey(OPENED, asked_again, CLOSED).case.latest

    assert closed.reason == "moved-away"


def test_a_case_closed_without_a_request_has_an_unknown_reason():
    closed = journey(OPENED, told("2025-10-31", ApproveClosure())).case.latest

    assert closed.reason == "unknown"


def test_a_request_of_an_earlier_episode_gives_a_later_one_no_reason():
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    closed_again = told("2025-12-01", ApproveClosure())

    latest = journey(OPENED, CLOSED, reopened, closed_again).case.latest

    assert (latest.number, latest.reason) == (2, "unknown")


def test_a_refused_closure_leaves_the_case_open():
    asked = told("2025-10-01", RequestClosure(reason="other"))
    refused = told("2025-10-02", RefuseClosure())

    case = journey(OPENED, asked, refused).case

    assert case.is_open
    assert not case.closure_waits


def test_a_reopened_case_goes_on_where_it_had_been_left():
    moved = told("2025-09-20", ReassignCase(caseworker="karim", reason="leave"))
    left = told("2025-09-21", LeaveProgramme(programme="education"))
    joined = told("2025-09-22", JoinProgramme(programme="vocational"))
    reopened = told("2025-11-10", ReopenCase(reason="returned"))

    case = journey(OPENED, moved, left, joined, CLOSED, reopened).case

    assert (case.centre, case.caseworker) == ("mediouna", "karim")
    assert case.programmes == ("vocational",)
    assert case.latest.start == date(2025, 11, 10)


def test_a_programme_is_held_on_the_day_it_is_left():
    left = told("2025-09-21", LeaveProgramme(programme="education"))

    (held,) = journey(OPENED, left).case.latest.programmes

    assert held.covers(date(2025, 9, 21))
    assert not held.covers(date(2025, 9, 22))


def test_the_new_caseworker_has_the_case_from_that_day_the_old_one_until_the_day_before():
    moved = told("2025-09-20", ReassignCase(caseworker="karim", reason="leave"))

    old, new = journey(OPENED, moved).case.latest.caseworkers

    assert old == Spell("amina", date(2025, 9, 3), date(2025, 9, 19), date(2025, 9, 20))
    assert new == Spell("karim", date(2025, 9, 20))


def test_a_case_that_is_given_to_its_own_caseworker_stays_where_it_is():
    moved = told("2025-09-20", ReassignCase(caseworker="amina", reason="mistake"))

    assert journey(OPENED, moved).case == journey(OPENED).case


def test_an_accepted_transfer_moves_the_case_from_that_day():
    asked = told("2025-09-20", RequestTransfer(to_centre="hay-hassani"))
    accepted = told("2025-09-25", AcceptTransfer())

    case = journey(OPENED, asked, accepted).case

    assert case.centre == "hay-hassani"
    assert case.transfer_to is None
    assert [c.first for c in case.latest.centres] == [date(2025, 9, 3), date(2025, 9, 25)]


def test_a_transfer_that_was_rejected_or_revoked_moves_nothing():
    asked = told("2025-09-20", RequestTransfer(to_centre="hay-hassani"))
    accepted = told("2025-09-25", AcceptTransfer())

    rejected = journey(OPENED, asked, told("2025-09-22", RejectTransfer()), accepted)
    revoked = journey(OPENED, asked, told("2025-09-22", RevokeTransfer()), accepted)

    assert rejected.case.centre == "mediouna"
    assert revoked.case.centre == "mediouna"


def test_a_transfer_does_not_outlive_the_episode_it_was_asked_in():
    asked = told("2025-09-20", RequestTransfer(to_centre="hay-hassani"))
    reopened = told("2025-11-10", ReopenCase(reason="returned"))

    case = journey(OPENED, asked, CLOSED, reopened).case

    assert case.transfer_to is None


def test_a_suspension_lasts_until_the_day_before_the_case_is_resumed():
    suspended = told("2025-09-10", SuspendCase(reason="travel"))
    resumed = told("2025-09-20", ResumeCase(reason="back"))

    (pause,) = journey(OPENED, suspended, resumed).case.latest.pauses

    assert (pause.first, pause.last) == (date(2025, 9, 10), date(2025, 9, 19))


def test_a_suspension_ends_with_its_last_day_when_that_comes_before_the_resumption():
    suspended = told("2025-09-10", SuspendCase(reason="travel", until="2025-09-15"))
    resumed = told("2025-09-20", ResumeCase(reason="back"))

    case = journey(OPENED, suspended, resumed, as_of="2025-09-19").case
    (pause,) = journey(OPENED, suspended, resumed).case.latest.pauses

    assert case.paused_on(date(2025, 9, 15))
    assert case.paused_on(date(2025, 9, 16)) is None
    assert pause.last == date(2025, 9, 15)


def test_of_two_suspensions_the_longer_one_still_lasts():
    until_further_notice = told("2025-09-10", SuspendCase(reason="travel"))
    until_a_day = told("2025-09-12", SuspendCase(reason="illness", until="2025-09-15"))

    case = journey(OPENED, until_further_notice, until_a_day).case

    assert case.paused_on(date(2025, 9, 13)).last == date(2025, 9, 15)
    assert case.paused_on(date(2025, 9, 20)).last is None


def test_a_closed_case_is_not_suspended():
    suspended = told("2025-09-10", SuspendCase(reason="travel"))

    case = journey(OPENED, suspended, CLOSED).case

    assert case.paused_on(date(2025, 10, 31)) is None
    assert case.latest.pauses == (
        Spell("", date(2025, 9, 10), date(2025, 10, 31), date(2025, 10, 31)),
    )


def test_what_is_told_while_no_case_is_open_moves_nothing():
    told_too_late = told(
        "2025-11-05",
        JoinProgramme(programme="vocational"),
        LeaveProgramme(programme="education"),
        ReassignCase(caseworker="karim", reason="leave"),
        RequestTransfer(to_centre="hay-hassani"),
        AcceptTransfer(),
        SuspendCase(reason="travel"),
        ResumeCase(reason="back"),
        RequestClosure(reason="other"),
        ApproveClosure(),
    )

    case = journey(OPENED, CLOSED, told_too_late).case

    assert case == journey(OPENED, CLOSED).case


def test_a_case_that_was_never_opened_is_not_reopened():
    case = journey(told("2025-11-10", ReopenCase(reason="returned"))).case

    assert case.latest is None
    assert case.caseworker is None
    assert case.centre is None


def test_what_a_case_was_on_a_day_stays_known_after_it_was_closed_and_reopened():
    given_to = told("2025-09-20", ReassignCase(caseworker="karim", reason="leave"))
    resting = told("2025-10-01", SuspendCase(reason="harvest", until="2025-10-05"))
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    case = journey(OPENED, given_to, resting, CLOSED, reopened).case

    first = case.episode_on(date(2025, 9, 19))
    second = case.episode_on(date(2025, 11, 10))

    assert (first.number, second.number) == (1, 2)
    assert case.episode_on(date(2025, 11, 9)) is None
    assert first.caseworker_on(date(2025, 9, 19)) == "amina"
    assert first.caseworker_on(date(2025, 9, 20)) == "karim"
    assert first.centre_on(date(2025, 10, 31)) == "mediouna"
    assert [first.suspended_on(date(2025, 10, d)) for d in (1, 5, 6)] == [True, True, False]


def test_who_leaves_one_programme_stays_in_the_others():
    two = OpenCase(
        centre="mediouna", caseworker="amina", programmes=["education", "vocational"]
    )
    left = told("2025-09-21", LeaveProgramme(programme="education"))
    back = told("2025-09-25", JoinProgramme(programme="education"))
    left_again = told("2025-09-28", LeaveProgramme(programme="education"))

    case = journey(told("2025-09-03", two), left, back, left_again).case

    assert case.programmes == ("vocational",)
    on = {d: case.latest.programmes_on(date(2025, 9, d)) for d in (21, 22, 24, 25, 29)}
    assert on == {
        21: ("education", "vocational"),
        22: ("vocational",),
        24: ("vocational",),
        25: ("vocational", "education"),
        29: ("vocational",),
    }


def test_a_programme_left_and_joined_on_one_day_is_one():
    left = told("2025-09-21", LeaveProgramme(programme="education"))
    back = told("2025-09-21", JoinProgramme(programme="education"))

    latest = journey(OPENED, left, back).case.latest

    assert latest.programmes_on(date(2025, 9, 21)) == ("education",)
    assert latest.programmes_on(date(2025, 9, 2)) == ()


def test_before_an_episode_nobody_has_the_case():
    latest = journey(OPENED).case.latest

    assert latest.caseworker_on(date(2025, 9, 2)) is None
    assert latest.centre_on(date(2025, 9, 2)) is None


def test_a_case_that_was_resumed_is_not_resumed_later():
    suspended = told("2025-09-10", SuspendCase(reason="travel"))
    resumed = told("2025-09-20", ResumeCase(reason="back"))
    again = told("2025-09-25", ResumeCase(reason="back"))

    assert journey(OPENED, suspended, resumed, again).case == (
        journey(OPENED, suspended, resumed).case
    )


def test_the_days_of_accompaniment_are_those_of_the_episodes_without_the_gaps():
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    case = journey(OPENED, CLOSED, reopened).case

    lengths = {
        "2025-09-02": 0,
        "2025-09-03": 0,
        "2025-09-04": 1,
        "2025-10-31": 58,
        "2025-11-10": 58,
        "2025-11-12": 60,
    }
    for day, length in lengths.items():
        assert case.length_by(date.fromisoformat(day)) == length


def test_a_third_caseworker_leaves_those_before_where_they_were():
    moved = (
        told("2025-09-20", ReassignCase(caseworker="karim", reason="leave")),
        told("2025-10-01", ReassignCase(caseworker="nadia", reason="leave")),
    )

    latest = journey(OPENED, *moved).case.latest

    on = [latest.caseworker_on(date(2025, 9, d)) for d in (19, 20, 30)]
    assert on == ["amina", "karim", "karim"]
    assert latest.caseworker_on(date(2025, 10, 1)) == "nadia"


def test_what_lasts_when_a_case_closes_ends_that_day_and_what_is_over_is_left():
    left = told("2025-09-21", LeaveProgramme(programme="education"))
    joined = told("2025-09-22", JoinProgramme(programme="vocational"))

    closed = journey(OPENED, left, joined, CLOSED).case.latest

    begun, end = date(2025, 9, 3), date(2025, 10, 31)
    assert closed.centres == (Spell("mediouna", begun, end, end),)
    assert closed.caseworkers == (Spell("amina", begun, end, end),)
    assert closed.programmes == (
        Spell("education", begun, date(2025, 9, 21), date(2025, 9, 21)),
        Spell("vocational", date(2025, 9, 22), end, end),
    )
    assert closed.held == ("vocational",)


def test_earlier_episodes_are_kept_through_all_that_follows():
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    joined = told("2025-11-11", JoinProgramme(programme="vocational"))
    closed_again = told("2025-12-01", ApproveClosure())
    once_more = told("2026-01-05", ReopenCase(reason="returned"))

    first = journey(OPENED, CLOSED).case.latest
    case = journey(OPENED, CLOSED, reopened, joined, closed_again, once_more).case

    assert case.episodes[0] == first
    assert [e.number for e in case.episodes] == [1, 2, 3]
    assert [e.start for e in case.episodes[1:]] == [date(2025, 11, 10), date(2026, 1, 5)]
    went_on = {s.value: s.first for s in case.episodes[1].programmes}
    assert went_on == {"education": date(2025, 11, 10), "vocational": date(2025, 11, 11)}


def test_a_reopening_and_a_suspension_stand_in_their_own_episode():
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    suspended = told("2025-11-12", SuspendCase(reason="travel"))

    case = journey(OPENED, CLOSED, reopened, suspended).case

    assert [len(e.pauses) for e in case.episodes] == [0, 1]
