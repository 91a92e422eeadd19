"""What only one command in the store may hold: taken, released, moved and left behind."""

import pytest
from tests.recording.telling import line, with_a_case, written

from casemgmt import Store
from casemgmt.recording.claiming import Claims
from casemgmt.testing import memory_store

NUMBER, SAME_NUMBER, OTHER = "M 13-0042 x", "m13-0042X", "J900000001"
H1, H2 = "household:H1", "household:H2"


@pytest.fixture(params=["sqlite", "memory", "postgres"])
def desk(request, tmp_path):
    if request.param == "memory":
        yield memory_store(on="2026-01-05").acting_as("amina")
        return
    if request.param == "postgres":
        yield request.getfixturevalue("server_store")().acting_as("amina")
        return
    with Store.open(tmp_path / "a.db", create=True) as store:
        yield store.acting_as("amina")


@pytest.fixture(params=["in one batch", "line by line"])
def tell(request, desk):
    """Record lines, in one transaction or each in its own; the refused ones' rules."""

    def told(*lines):
        parts = [lines] if request.param == "in one batch" else [[one] for one in lines]
        rules = []
        for part in parts:
            where = request.getfixturevalue("tmp_path") / "rejects.jsonl"
            desk.record_file(written(part), rejects=where)
            if where.exists():
                rules += _rules(where)
                where.unlink()
        return rules

    return told


def _rules(path):
    import json

    return [json.loads(one)["error"]["rule"] for one in path.read_text().splitlines()]


def verified(child, value=NUMBER, **beside):
    data = {"kind": "massar", "value": value, "status": "verified"}
    return line("add-identifier", data, subject=child, **beside)


def linked(child, other, command="link-persons"):
    return line(command, {"other": other, "evidence": "birth-act"}, subject=child)


def granted(household, child):
    data = {"child": child, "amount_centimes": 30000, "currency": "MAD", "from": "2025-09"}
    return line("grant-allowance", data, subject=household)


def paid(household, child, month="2025-10"):
    return line("pay-allowance", {"child": child, "month": month}, subject=household)


def retraction(of, **beside):
    data = {"command_id": of["id"], "reason": "erreur"}
    return line("retract", data, subject=of["subject"], **beside)


def correction(of, **data):
    corrected = {"command_id": of["id"], "data": of["data"] | data, "reason": "erreur"}
    return line("correct", corrected, subject=of["subject"])


TAKEN = ["verified-identifier-once"]
PAID = ["month-paid-once"]


def test_a_verified_identifier_belongs_to_one_child_whatever_its_spaces_and_case(tell):
    assert tell(verified("child:C01"), verified("child:C02", SAME_NUMBER)) == TAKEN


def test_a_claimed_identifier_may_be_claimed_by_two(tell):
    claimed = [
        line(
            "add-identifier",
            {"kind": "massar", "value": NUMBER, "status": "claimed"},
            subject=child,
        )
        for child in ("child:C01", "child:C02")
    ]

    assert tell(*claimed, verified("child:C03")) == []


def test_the_same_child_may_verify_its_identifier_again(tell):
    assert tell(verified("child:C01"), verified("child:C01", SAME_NUMBER)) == []


def test_linked_records_of_one_child_may_have_the_same_identifier(tell):
    lines = verified("child:C01"), linked("child:C02", "child:C01"), verified("child:C02")

    assert tell(*lines) == []


def test_records_that_are_not_linked_any_more_are_two_children(tell):
    lines = (
        verified("child:C01"),
        linked("child:C02", "child:C01"),
        linked("child:C01", "child:C02", "unlink-persons"),
        verified("child:C02"),
    )

    assert tell(*lines) == TAKEN


def test_a_retraction_releases_an_identifier(tell):
    first = verified("child:C01")

    assert tell(first, retraction(first), verified("child:C02")) == []


def test_a_correction_moves_a_claim(tell):
    first = verified("child:C01")
    lines = first, correction(first, value=OTHER), verified("child:C02")

    assert tell(*lines, verified("child:C03", OTHER)) == TAKEN


def test_a_correction_that_leaves_the_identifier_leaves_the_claim(tell):
    first = verified("child:C01")

    assert tell(first, correction(first, kind="massar"), verified("child:C02")) == TAKEN


def test_a_correction_to_claimed_releases_and_back_to_verified_takes(tell):
    first = verified("child:C01")
    lines = (
        first,
        correction(first, status="claimed"),
        correction(first, status="verified"),
        verified("child:C02"),
    )

    assert tell(*lines) == TAKEN


def test_retracting_a_correction_brings_the_claim_back(tell):
    first = verified("child:C01")
    moved = correction(first, value=OTHER)
    lines = first, moved, retraction(moved), verified("child:C02")

    assert tell(*lines, verified("child:C03", OTHER)) == TAKEN


def test_what_one_command_gives_up_is_left_to_the_next_of_the_same_child(tell):
    first, second = verified("child:C01"), verified("child:C01", SAME_NUMBER)

    assert tell(first, second, retraction(first), verified("child:C02")) == TAKEN


def test_what_one_command_gives_up_is_left_to_a_linked_record(tell):
    first, second = verified("child:C01"), verified("child:C02")
    lines = first, linked("child:C02", "child:C01"), second, retraction(first)

    assert tell(*lines, verified("child:C03")) == TAKEN


def test_when_both_of_a_child_are_taken_back_the_identifier_is_free(tell):
    first, second = verified("child:C01"), verified("child:C01", SAME_NUMBER)
    lines = first, second, retraction(first), retraction(second), verified("child:C02")

    assert tell(*lines) == []


def test_a_number_that_two_children_came_to_have_is_verified_for_neither_again(tell):
    first, second = verified("child:C01"), verified("child:C02")
    parted = linked("child:C01", "child:C02", "unlink-persons")

    lines = first, linked("child:C02", "child:C01"), second, parted
    again = verified("child:C01"), verified("child:C02")

    assert tell(*lines, *again) == TAKEN * 2


def test_a_number_corrected_onto_a_taken_one_stays_taken_when_that_is_given_up(tell):
    first, second = verified("child:C01"), verified("child:C02", OTHER)
    lines = first, second, correction(second, value=SAME_NUMBER), retraction(first)

    assert tell(*lines, verified("child:C03")) == TAKEN


def test_a_number_is_free_once_nobody_has_it_any_more(tell):
    first, second = verified("child:C01"), verified("child:C02", OTHER)
    moved = correction(second, value=SAME_NUMBER)
    lines = first, second, moved, retraction(first), retraction(moved)

    assert tell(*lines, verified("child:C03")) == []


def test_a_claim_that_was_never_mentioned_is_looked_for_among_linked_records(
    tell, monkeypatch
):
    monkeypatch.setattr(Claims, "mentions", lambda *_: ())  # as stores were once written
    tell(verified("child:C01"), linked("child:C02", "child:C01"), verified("child:C02"))
    tell(linked("child:C01", "child:C02", "unlink-persons"))

    assert tell(verified("child:C01")) == TAKEN


def test_a_month_is_paid_once_for_a_child_whatever_the_household(tell):
    lines = granted(H1, "child:C01"), granted(H2, "child:C01"), paid(H1, "child:C01")

    assert tell(*lines, paid(H2, "child:C01"), paid(H1, "child:C01")) == PAID * 2


def test_another_month_and_another_child_are_paid(tell):
    grants = [granted(H1, "child:C01"), granted(H1, "child:C02")]
    months = [paid(H1, "child:C01"), paid(H1, "child:C01", "2025-11")]

    assert tell(*grants, *months, paid(H1, "child:C02")) == []


def test_a_month_is_paid_once_for_linked_records(tell):
    lines = (
        granted(H1, "child:C01"),
        granted(H2, "child:C02"),
        linked("child:C02", "child:C01"),
        paid(H1, "child:C01"),
        paid(H2, "child:C02"),
    )

    assert tell(*lines) == PAID


def test_a_payment_taken_back_may_be_made_again(tell):
    first = paid(H1, "child:C01")
    lines = granted(H1, "child:C01"), first, retraction(first), paid(H1, "child:C01")

    assert tell(*lines) == []


def test_a_payment_corrected_to_another_child_frees_the_first(tell):
    first = paid(H1, "child:C01")
    lines = (
        granted(H1, "child:C01"),
        granted(H1, "child:C02"),
        first,
        correction(first, child="child:C02"),
        paid(H1, "child:C01"),
        paid(H1, "child:C02"),
    )

    assert tell(*lines) == PAID


def test_a_payment_corrected_to_another_month_frees_the_first(tell):
    first = paid(H1, "child:C01")
    lines = granted(H1, "child:C01"), first, correction(first, month="2025-12")
    more = paid(H1, "child:C01"), paid(H1, "child:C01", "2025-12")

    assert tell(*lines, *more) == PAID


def test_a_month_corrected_onto_a_paid_one_stays_paid_when_that_is_taken_back(tell):
    first, second = paid(H1, "child:C01"), paid(H2, "child:C01", "2025-11")
    lines = (
        granted(H1, "child:C01"),
        granted(H2, "child:C01"),
        first,
        second,
        correction(second, month="2025-10"),
        retraction(first),
    )

    assert tell(*lines, paid(H1, "child:C01"), paid(H2, "child:C01")) == PAID * 2


def test_a_month_corrected_onto_a_paid_one_is_paid_for_a_linked_record_too(tell):
    first, second = paid(H1, "child:C01"), paid(H2, "child:C01", "2025-11")
    lines = (
        granted(H1, "child:C02"),
        granted(H1, "child:C01"),
        granted(H2, "child:C01"),
        linked("child:C02", "child:C01"),
        first,
        second,
        correction(second, month="2025-10"),
        retraction(first),
    )

    assert tell(*lines, paid(H1, "child:C02")) == PAID


def test_a_month_is_free_once_nobody_says_it_was_paid(tell):
    first, second = paid(H1, "child:C01"), paid(H2, "child:C01", "2025-11")
    moved = correction(second, month="2025-10")
    lines = (
        granted(H1, "child:C01"),
        granted(H2, "child:C01"),
        first,
        second,
        moved,
        retraction(first),
        retraction(moved),
    )

    assert tell(*lines, paid(H1, "child:C01")) == []


def test_nothing_but_a_hash_says_what_is_claimed(tell, request, tmp_path):
    tell(*with_a_case(), verified("child:C01"))

    for path in tmp_path.glob("a.db*"):
        assert b"0042" not in path.read_bytes()
