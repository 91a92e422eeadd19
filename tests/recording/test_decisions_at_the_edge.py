"""Small stories in which the second opinion once said otherwise."""

import json

import pytest
from tests.recording.telling import OPEN, line, with_a_case, written

from casemgmt.testing import memory_store

A, B, C = "child:A", "child:B", "child:C"


@pytest.fixture
def answers(tmp_path):
    """Read files one after the other; what the last one's lines are answered."""
    desk = memory_store(on="2026-01-05").acting_as("amina")
    where = tmp_path / "rejects.jsonl"

    def read(*files):
        for lines in files:
            summary = desk.record_file(written(lines), rejects=where)
        kept = where.read_text(encoding="utf-8").splitlines() if where.exists() else []
        errors = [json.loads(one)["error"] for one in kept]
        return summary, [(e["line"], e["rule"] or e["field"]) for e in errors]

    return read


def verified(child, value):
    data = {"kind": "massar", "value": value, "status": "verified"}
    return line("add-identifier", data, subject=child)


def corrected(of, **data):
    said = {"command_id": of["id"], "data": of["data"] | data, "reason": "erreur"}
    return line("correct", said, subject=of["subject"])


def retracted(of):
    said = {"command_id": of["id"], "reason": "erreur"}
    return line("retract", said, subject=of["subject"])


def linked(child, other):
    return line("link-persons", {"other": other, "evidence": "mother"}, subject=child)


def test_a_number_corrected_onto_one_that_is_taken_leaves_it_where_it_was(answers):
    first, second = verified(A, "V1"), verified(B, "V2")
    story = (
        second,
        corrected(second, value="V1"),  # never refused, and holds nothing
        corrected(first, kind="massar"),
        retracted(second),
        verified(C, "V1"),
    )

    _, rejected = answers([first], story)

    assert rejected == [(5, "verified-identifier-once")]


def test_what_a_third_record_says_of_one_is_not_said_of_the_two(answers):
    summary, rejected = answers(
        [linked(A, B), linked(A, C)],
        [linked(C, B), linked(B, C)],
    )

    assert (summary.recorded, summary.already, rejected) == (1, 1, [])


def test_a_plan_is_approved_in_the_case_in_which_it_was_proposed(answers):
    goal = {"goal": "school", "area": "education", "measure": "seen", "due": "2026-01-01"}
    proposed = line("propose-plan", {"plan": "P1", "goals": [goal]}, subject=A)
    closed = (
        line("request-closure", {"reason": "other"}, subject=A),
        line("approve-closure", {}, subject=A, by="nadia"),
    )
    reopened = line("reopen-case", {"reason": "back"}, subject=A)
    approved = line("approve-plan", {"plan": "P1"}, subject=A, by="nadia")
    again = {**proposed, "id": "5d0c0000-0000-4000-8000-00000000a001"}
    then = {**approved, "id": "5d0c0000-0000-4000-8000-00000000a002"}

    _, rejected = answers(
        [*with_a_case(A), proposed, *closed, reopened, approved, again, then]
    )

    assert rejected == [(8, "plan-proposed-first")]


@pytest.mark.parametrize("since", ["2025", "2025-09", "2025-09-30", "2025-2026"])
def test_a_grant_holds_from_the_month_of_its_first_day(answers, since):
    data = {"child": A, "amount_centimes": 1, "currency": "MAD", "from": since}
    granted = line("grant-allowance", data, subject="household:H1")
    paid = line("pay-allowance", {"child": A, "month": "2025-09"}, subject="household:H1")

    _, rejected = answers([granted, paid])

    assert rejected == []


def test_what_the_source_said_is_named_where_it_is_wrong(answers):
    goods = {"item": "tablet", "quantity": {"value": 2, "raw": {"de": "zwei"}}}

    _, rejected = answers([line("count-goods", goods, subject="centre:mediouna")])

    assert rejected == [(1, "data.quantity.raw.de")]


def test_null_for_an_optional_list_is_as_if_it_were_not_there(answers):
    plan = {"purposes": ["services"], "given_by": "self", "with": None, "until": None}
    needed = line("open-case", OPEN | {"programmes": None}, subject=A)

    _, rejected = answers([line("give-consent", plan, subject=A), needed])

    assert rejected == [(2, "data.programmes")]


def test_what_was_corrected_to_a_later_day_is_not_looked_at_before_it(answers):
    register, consent, opened = with_a_case(A, on="2025-11-01")
    moved = corrected(opened)
    moved["data"]["on"] = "2025-12"  # its last day counts
    joined = line("join-programme", {"programme": "lcte"}, subject=A, on="2025-12-10")

    _, rejected = answers([register, consent, opened, moved | {"on": "2025-12-05"}, joined])

    assert rejected == [(5, "case-open")]


def test_a_number_that_two_children_came_to_have_is_verified_for_neither(answers):
    parted = {"other": B, "evidence": "two-births"}

    _, rejected = answers(
        [verified(A, "V1"), linked(A, B), verified(B, "V1")],
        [line("unlink-persons", parted, subject=A), verified(A, "V1")],
    )

    assert rejected == [(2, "verified-identifier-once")]
