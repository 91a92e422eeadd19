"""A verified number is of one child only, and of a claimed one somebody saw no paper."""

from tests.domain.given import asked, journey, told

from casemgmt.domain.area import Claim
from casemgmt.domain.enrolment.identifiers import AddIdentifier
from casemgmt.domain.personal import Forgotten, Known
from casemgmt.domain.rules import Rule
from casemgmt.domain.vocabulary import Text


def number(kind, value, status):
    return told("2025-09-03", AddIdentifier(kind=kind, value=value, status=status))


def test_a_number_is_claimed_until_its_paper_is_seen():
    claimed, verified = (
        number("massar", "G1", "claimed"),
        number("massar", "G1", "verified"),
    )

    assert journey().identifiers.standing("massar") is None
    assert journey(claimed).identifiers.standing("massar") == "claimed"
    assert journey(claimed, verified).identifiers.standing("massar") == "verified"
    assert journey(verified, claimed).identifiers.standing("massar") == "verified"


def test_the_kinds_of_which_nobody_saw_a_paper_are_left_to_verify():
    state = journey(
        number("idcs", "1", "claimed"),
        number("massar", "G1", "claimed"),
        number("massar", "G1", "verified"),
    ).identifiers

    assert state.to_verify == ("idcs",)


def test_no_number_is_shown():
    assert "G1" not in repr(journey(number("massar", "G1", "claimed")).identifiers)


def test_a_verified_number_is_claimed_without_its_spaces_and_case():
    verified = AddIdentifier(kind="cin", value=" be 123 45\u00a0X", status="verified")

    (claim,) = verified.claims()

    assert claim == Claim(
        "verified-identifier", ("cin", "be12345x"), Rule.VERIFIED_IDENTIFIER_ONCE
    )
    assert "12345" not in repr(claim)


def test_the_kind_tells_numbers_apart():
    massar = AddIdentifier(kind="massar", value="G1", status="verified")
    other = AddIdentifier(kind="other", value="G1", status="verified")

    assert massar.claims() != other.claims()


def test_a_number_that_is_only_claimed_or_not_known_claims_nothing():
    claimed = AddIdentifier(kind="massar", value="G1", status="claimed")
    forgotten = AddIdentifier(kind="massar", value=Forgotten(), status="verified")

    assert claimed.claims() == ()
    assert forgotten.claims() == ()


def test_an_identifier_is_recorded_as_told():
    claimed = AddIdentifier(kind="massar", value="G 1", status="claimed")

    (added,) = asked(journey(), claimed, on="2025-09-03")

    assert added.value == Known(Text(plain="G 1"))
    assert journey(told("2025-09-03", claimed)).identifiers.told == (added,)
