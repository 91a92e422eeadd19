"""Every mishap that is named can be found in the journal, where the story says it is."""

from datetime import date, datetime
from itertools import pairwise

import pytest

from casemgmt.demo import Mishap

COMMANDS = {
    Mishap.PLAN_SENT_BACK: ("propose-plan", "reject-plan", "propose-plan", "approve-plan"),
    Mishap.MOVED_CENTRE: ("request-transfer", "accept-transfer", "reassign-case"),
    Mishap.TRANSFER_REFUSED: ("request-transfer", "reject-transfer"),
    Mishap.TRANSFER_TAKEN_BACK: ("request-transfer", "revoke-transfer"),
    Mishap.REOPENED: ("request-closure", "approve-closure", "reopen-case", "approve-plan"),
    Mishap.CLOSURE_REFUSED: ("request-closure", "refuse-closure"),
    Mishap.SUSPENDED: ("suspend-case", "resume-case"),
    Mishap.BAG_TWICE: ("entitle-kit", "deliver-kit", "deliver-kit"),
    Mishap.SECOND_BAG: ("entitle-kit", "deliver-kit", "grant-second-kit", "deliver-kit"),
    Mishap.BROKEN_CONTRACT: ("sign-contract", "end-contract-early", "sign-contract"),
    Mishap.HOURS_MISREAD: ("observe-work", "correct"),
    Mishap.CORRECTION_WITHDRAWN: ("assess-schooling", "correct", "retract"),
    Mishap.BIRTH_ACT_FOUND: ("register-child", "correct-birth-date"),
    Mishap.WRONG_CHILD: ("record-follow-up", "retract"),
    Mishap.WRONG_LINK: ("register-child",),
    Mishap.REPORTED: ("observe-work", "make-mandatory-report", "place-hold"),
    Mishap.CASEWORKER_LEAVES: ("open-case", "reassign-case"),
}


def told_of(story, subject):
    return [line for line in story.lines if line["subject"] == subject]


def is_told_in_order(commands, lines):
    found = iter(line["command"] for line in lines)
    return all(command in found for command in commands)


def test_every_mishap_befell_somebody(story):
    assert set(story.befell) == set(Mishap)


@pytest.mark.parametrize("mishap", COMMANDS)
def test_is_told_of_everyone_it_befell(story, mishap):
    for subject in story.befell[mishap]:
        assert is_told_in_order(COMMANDS[mishap], told_of(story, subject)), subject


def test_a_case_was_opened_in_the_childs_vital_interest(story):
    (subject,) = story.befell[Mishap.NO_CONSENT_YET]

    (case,) = [one for one in told_of(story, subject) if one["command"] == "open-case"]
    (consent, *_) = [
        one for one in told_of(story, subject) if one["command"] == "give-consent"
    ]
    assert case["data"]["override"]["ground"] == "vital-interest"
    assert consent["on"] > case["on"]


def test_some_bags_were_never_collected(story):
    for subject in story.befell[Mishap.NO_BAG]:
        commands = {line["command"] for line in told_of(story, subject)}
        assert "entitle-kit" in commands
        assert "deliver-kit" not in commands


def test_a_paper_notebook_was_typed_in_weeks_later(story):
    befell = story.befell[Mishap.LATE_NOTEBOOK]

    assert len(befell) >= 3
    for subject in befell:
        assert [
            line
            for line in told_of(story, subject)
            if line["command"] == "record-follow-up"
            and line["on"].startswith("2025-11")
            and line["at"].startswith("2025-12-15")
        ]


def test_work_seen_in_december_was_told_in_february(story):
    (subject,) = story.befell[Mishap.LATE_OBSERVATION]

    weeks = [
        (datetime.fromisoformat(line["at"]).date() - date.fromisoformat(line["on"])).days
        for line in told_of(story, subject)
        if line["command"] == "observe-work"
    ]
    assert max(weeks) >= 21


def test_the_hours_misread_are_put_right(story):
    (subject,) = story.befell[Mishap.HOURS_MISREAD]

    lines = told_of(story, subject)
    (correction,) = [line for line in lines if line["command"] == "correct"]
    (wrong,) = [line for line in lines if line["id"] == correction["data"]["command_id"]]
    right = correction["data"]["data"]
    assert right["economic_hours"] < wrong["data"]["economic_hours"]


def test_corrections_and_retractions_name_what_was_told_before_of_the_same_subject(story):
    known = {}
    for line in story.lines:
        if line["command"] in {"correct", "retract"}:
            assert known[line["data"]["command_id"]] == line["subject"]
        known[line["id"]] = line["subject"]


def test_one_child_was_registered_twice_and_linked(story):
    (child,) = story.befell[Mishap.SAME_CHILD_TWICE]

    (link,) = [
        line
        for line in story.lines
        if line["command"] == "link-persons" and line["data"]["other"] == child
    ]
    double = told_of(story, link["subject"])
    assert is_told_in_order(("register-child", "link-persons", "approve-closure"), double)


def test_two_children_were_linked_by_mistake_and_told_apart(story):
    both = set(story.befell[Mishap.WRONG_LINK])

    commands = [
        line["command"]
        for line in story.lines
        if line["command"].endswith("link-persons")
        and {line["subject"], line["data"]["other"]} == both
    ]
    assert commands == ["link-persons", "unlink-persons"]


def test_the_school_sent_the_same_weeks_again(story):
    (subject,) = story.befell[Mishap.ATTENDANCE_AGAIN]

    weeks = [
        (line["data"]["from"], line["data"]["to"])
        for line in told_of(story, subject)
        if line["command"] == "report-attendance"
    ]
    assert len(set(weeks)) == len(weeks) - 1


def test_one_allowance_was_withheld(story):
    (child,) = story.befell[Mishap.ALLOWANCE_WITHHELD]

    withheld = [
        line["data"]["month"]
        for line in story.lines
        if line["command"] == "withhold-allowance" and line["data"]["child"] == child
    ]
    assert withheld == ["2026-02"]


def test_one_line_was_sent_twice_word_for_word(story):
    twins = [(one, two) for one, two in pairwise(story.lines) if one["id"] == two["id"]]

    ((one, two),) = twins
    assert one == two
    assert [one["subject"]] == story.befell[Mishap.SENT_TWICE]
