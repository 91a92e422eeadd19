"""What goes to others asks for consent on that very day, and is recorded."""

import pytest
from tests.privacy.office import DAY, office, tell_of

from casemgmt.commands import GiveConsent, LinkPersons, WithdrawConsent
from casemgmt.errors import InvalidError, NotPermittedError, RuleBrokenError
from casemgmt.reports import Note, values_of
from casemgmt.testing import memory_store

PERIOD = ("2025-09-01", "2025-09-30")
USES = {
    "donor-list": "reporting",
    "referral": "share",
    "transfer": "share",
    "photo": "photo",
    "sponsor-updates": "sponsor-updates",
}


@pytest.fixture
def store():
    store = memory_store(on="2025-09-10")
    tell_of(store, "C01", "amina")
    return store


@pytest.fixture
def desk(store):
    return store.acting_as("nadia", role="director")


def agree(desk, purpose, key="C01", on=DAY, **with_) -> None:
    given = GiveConsent(purposes=[purpose], given_by="guardian", **with_)
    desk.record(f"child:{key}", given, on=on)


@pytest.mark.parametrize("use", USES)
def test_each_use_asks_for_its_own_purpose(desk, use):
    others = {*USES.values(), "services"} - {USES[use]}
    agreed = GiveConsent(
        purposes=sorted(others), given_by="guardian", with_=["dar-al-amal"]
    )
    desk.record("child:C01", agreed, on=DAY)
    assert not desk.may_hand_out("child:C01", use, to="dar-al-amal")

    agree(desk, USES[use], with_=["dar-al-amal"])
    assert desk.may_hand_out("child:C01", use, to="dar-al-amal")


@pytest.mark.parametrize("use", ["referral", "transfer"])
def test_to_share_is_with_that_very_organisation(desk, use):
    agree(desk, "share", with_=["dar-al-amal"])

    assert desk.may_hand_out("child:C01", use, to="dar-al-amal")
    assert not desk.may_hand_out("child:C01", use, to="another")


def test_withdrawn_it_holds_no_more_from_its_day(store, desk):
    agree(desk, "photo")
    store.turn_to("2025-10-02")
    withdrawn = WithdrawConsent(purposes=["photo"])
    desk.record("child:C01", withdrawn, on="2025-10-01")

    asked = {
        on: desk.may_hand_out("child:C01", "photo", to="the-web-site", on=on)
        for on in ("2025-09-30", "2025-10-01", "2025-10-02")
    }
    assert list(asked.values()) == [True, False, False]


def test_a_linked_record_is_the_same_child(store, desk):
    tell_of(store, "C02", "rachid")
    agree(desk, "photo", key="C02")
    assert not desk.may_hand_out("child:C01", "photo", to="x")

    desk.record("child:C01", LinkPersons(other="child:C02", evidence="same"), on=DAY)

    assert desk.may_hand_out("child:C01", "photo", to="x")


def test_what_goes_out_by_consent_is_told_of_the_child(desk):
    agree(desk, "sponsor-updates")

    desk.hand_out("child:C01", "sponsor-updates", to="sponsor-12", form="pdf")

    (seen,) = desk.who_saw("child:C01")
    assert (seen.what, seen.use, seen.to) == ("handed-out", "sponsor-updates", "sponsor-12")
    assert (seen.ground, seen.form, seen.by) == ("consent", "pdf", "nadia")


def test_without_consent_nothing_goes_out_and_nothing_is_told(desk):
    with pytest.raises(RuleBrokenError, match="consent-to-hand-out"):
        desk.hand_out("child:C01", "photo", to="the-web-site")

    assert desk.who_saw("child:C01") == ()


@pytest.mark.parametrize("ground", ["safeguarding", "legal-duty"])
def test_over_consent_somebody_answers_for_it(desk, ground):
    for answers in (None, "", " "):
        with pytest.raises(RuleBrokenError, match="handing-out-answered-for"):
            desk.hand_out(
                "child:C01", "referral", to="the-court", ground=ground, answers=answers
            )

    desk.hand_out("child:C01", "referral", to="the-court", ground=ground, answers="khadija")
    (seen,) = desk.who_saw("child:C01")
    assert (seen.ground, seen.answers) == (ground, "khadija")


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"use": "newsletter", "to": "x"}, "use"),
        ({"use": "photo", "to": " "}, "to"),
        ({"use": "photo", "to": "x", "ground": "curiosity"}, "ground"),
    ],
)
def test_what_cannot_be_asked_names_its_field(desk, how, field):
    with pytest.raises(InvalidError) as refused:
        desk.hand_out("child:C01", how.pop("use"), **how)

    assert refused.value.field == field


def test_whoever_does_not_know_the_child_hands_nothing_out(tmp_path):
    store = office(tmp_path)
    agree(store.acting_as("amina"), "photo")

    store.acting_as("nadia").hand_out("child:C01", "photo", to="the-web-site")
    for person, form in (("amina", None), ("leila", "html"), ("nadia", "pdf")):
        with pytest.raises(NotPermittedError):
            store.acting_as(person).hand_out("child:C01", "photo", to="x", form=form)
    assert not store.acting_as("youssef").may_hand_out("child:C01", "photo", to="x")


def lines(report):
    (section,) = report.sections
    block = section.blocks[0]
    return [] if isinstance(block, Note) else [row.cells for row in block.rows]


def test_a_donors_list_has_those_who_agreed_and_counts_the_others(store, desk):
    tell_of(store, "C02", "rachid")
    agree(desk, "reporting")

    report = desk.report("donor-list", *PERIOD, donor="kazyon")

    ((sex, age, district, programmes, since),) = lines(report)
    assert (sex.en, age.plain, district.en) == ("girl", "12", "Mediouna")
    assert (programmes.en, str(since)) == ("School support", DAY)
    assert [value.amount for value in values_of(report)] == [1, 1]
    assert report.personal
    assert "by their consent" in report.subtitle.en


def test_where_nobody_was_accompanied_nobody_is_said_to_have_refused(desk):
    early = desk.report("donor-list", "2001-01-01", "2001-12-31", donor="kazyon")

    (section,) = early.sections
    assert section.blocks[0].text.en == "No child was accompanied in this period."


def test_whoever_withdrew_is_on_no_list_made_since_whatever_its_period(store, desk):
    agree(desk, "reporting")
    assert len(lines(desk.report("donor-list", *PERIOD, donor="kazyon"))) == 1

    store.turn_to("2025-12-01")
    withdrawn = WithdrawConsent(purposes=["reporting"])
    desk.record("child:C01", withdrawn, on="2025-11-30")

    report = desk.report("donor-list", *PERIOD, donor="kazyon")
    assert lines(report) == []
    assert [value.amount for value in values_of(report)] == [0, 1]


def test_a_donors_list_that_leaves_is_told_of_each_on_it(store, desk):
    tell_of(store, "C02", "rachid")
    agree(desk, "reporting")

    desk.report("donor-list", *PERIOD, donor="kazyon")
    assert desk.who_saw("child:C01") == ()
    desk.report("donor-list", *PERIOD, donor="kazyon", form="xlsx")

    (seen,) = desk.who_saw("child:C01")
    assert (seen.use, seen.to, seen.form) == ("donor-list", "kazyon", "xlsx")
    assert desk.who_saw("child:C02") == ()


def test_who_writes_to_donors_exports_it_without_seeing_a_name(tmp_path):
    store = office(tmp_path)
    agree(store.acting_as("amina"), "reporting")
    leila = store.acting_as("leila")

    report = leila.report("donor-list", *PERIOD, donor="kazyon", form="xlsx")

    assert len(lines(report)) == 1
    assert "Salma" not in repr(report)
    with pytest.raises(NotPermittedError, match=r"export \(csv\)"):
        leila.report("donor-list", *PERIOD, donor="kazyon", form="csv")
    with pytest.raises(NotPermittedError, match="report"):
        store.acting_as("amina").report("donor-list", *PERIOD, donor="kazyon")
