"""A child's file: the whole journey in plain words, for who may have it."""

import pytest

from casemgmt.commands import (
    CorrectBirthDate,
    GiveConsent,
    LinkPersons,
    RegisterChild,
    Retract,
    WithdrawConsent,
)
from casemgmt.domain.areas import AREAS
from casemgmt.domain.personal import Forgotten, Withheld
from casemgmt.errors import InvalidError
from casemgmt.reports import Manner, worded
from casemgmt.reports.child_file.words import TOLD

from .house import house, rows, section, words

YEAR = ("2025-09-01", "2026-06-30")


@pytest.fixture
def desk():
    return house()


def file_of(desk, child="child:S", **about):
    return desk.report("child-file", *YEAR, subject=child, **about)


def test_the_four_stages_stand_in_their_order(desk):
    names = [one.name for one in file_of(desk).sections]

    assert names == [
        "identity", "consent", "enrolment", "school-support", "vocational-training",
        "family-support", "protection",
    ]  # fmt: skip


def test_what_happened_is_told_in_words_of_each_language(desk):
    (table,) = section(file_of(desk), "vocational-training").blocks

    assert next(iter(rows(table, "en"))) == (
        "Apprenticeship signed in Sewing with atelier-nour, "
        "from October 1, 2025 to September 30, 2026"
    )
    assert list(rows(table, "fr"))[1] == (
        "Heures d’apprentissage : 60 h en entreprise, 15 h au centre"
    )
    assert next(iter(rows(table, "ar"))).startswith("توقيع عقد التدرج المهني")


def test_days_within_a_sentence_are_in_the_digits_and_the_calendar_asked_for(desk):
    (table,) = section(file_of(desk), "vocational-training").blocks
    contract = table.rows[0].label

    both = worded(contract, Manner("fr", hijri=True))
    arab = worded(contract, Manner("ar", "arab", hijri=True))

    assert both.endswith(
        "du 1er octobre 2025 (9 rabia II 1447 H) au 30 septembre 2026 (19 rabia II 1448 H)"
    )
    assert "١ أكتوبر ٢٠٢٥ (٩ ربيع الآخر ١٤٤٧ هـ)" in arab
    assert not set("0123456789") & set(arab)


def test_every_event_of_a_child_and_of_a_household_has_its_sentence():
    told = {
        name.rpartition(".")[0]
        for area in AREAS
        if area.subject in ("child", "household")
        for name in area.events
    }

    assert not {name for name in told if not any(k.startswith(f"{name}.") for k in TOLD)}


def test_what_somebody_wrote_stands_behind_the_sentence(desk):
    (table,) = section(file_of(desk), "enrolment").blocks

    assert "Follow-up (home visit): the child was seen. She reads well" in rows(table)


def test_who_told_the_association_of_the_child_stands_in_no_file(desk):
    share = GiveConsent(purposes=["share"], given_by="guardian", with_=["amal"])
    desk.record("child:S", share, on="2025-11-30")

    for about in ({}, {"recipient": "amal"}):
        assert "Hajja Zohra" not in words(file_of(desk, **about))


def test_what_was_reported_to_an_authority_is_for_a_transfer_alone(desk):
    share = GiveConsent(purposes=["share"], given_by="guardian", with_=["amal"])
    desk.record("child:S", share, on="2025-11-30")

    assert "Sealed facts" not in words(file_of(desk))
    assert "Sealed facts" in words(file_of(desk, recipient="amal"))


def test_without_consent_to_services_nothing_is_handed_to_the_family(desk):
    desk.record("child:S", WithdrawConsent(purposes=["services"]), on="2025-11-30")

    with pytest.raises(InvalidError) as refusal:
        file_of(desk)

    assert (refusal.value.field, refusal.value.code) == (
        "subject",
        "no-consent-to-hand-over",
    )


def test_consent_to_share_with_one_organisation_is_not_consent_for_another(desk):
    share = GiveConsent(purposes=["share"], given_by="guardian", with_=["amal"])
    desk.record("child:S", share, on="2025-11-30")

    with pytest.raises(InvalidError) as refusal:
        file_of(desk, recipient="noor")

    assert refusal.value.field == "recipient"
    assert file_of(desk, recipient="amal").subtitle.en.startswith("For amal")


def test_consent_is_told_purpose_by_purpose(desk):
    (table,) = section(file_of(desk), "consent").blocks

    assert rows(table)["Services"] == ("in force",)
    assert rows(table)["Photo"] == ("not in force",)


def test_what_was_taken_back_is_not_told_and_what_was_put_right_is_told_right(desk):
    told = desk.history("child:S")
    (hours,) = [e for e in told if e.name == "hours-logged.1" and str(e.on) == "2025-11"]
    twice = Retract(command_id=hours.command_id, reason="twice")
    desk.record("child:S", twice, on="2025-12-01")
    born = CorrectBirthDate(born="2010-02-11", evidence="birth-act", reason="the act")
    desk.record("child:S", born, on="2025-12-01")

    report = file_of(desk)

    (table,) = section(report, "vocational-training").blocks
    assert len(table.rows) == 2
    identity, *_ = section(report, "identity").blocks
    assert rows(identity)["Birth date"] == ("2010-02-11",)


def test_two_records_of_one_child_make_one_file(desk):
    other = RegisterChild(
        given_name="Selma", family_name="Idrissi", sex="female", born="2010-01-10",
        district="mediouna",
    )  # fmt: skip
    desk.record("child:S2", other, on="2025-11-01")
    desk.record("child:S", LinkPersons(other="child:S2", evidence="same"), on="2025-11-02")

    (table,) = section(file_of(desk), "enrolment").blocks

    assert sum(row.label.en == "Registered with the association" for row in table.rows) == 2


class Blinded:
    """A desk whose reader may not see personal fields, as access rights make it."""

    def __init__(self, desk, kept):
        self.desk, self.kept = desk, kept

    def __getattr__(self, name):
        return getattr(self.desk, name)

    def history(self, *asked, **how):
        return tuple(self._blinded(e) for e in self.desk.history(*asked, **how))

    def _blinded(self, told):
        from attrs import evolve

        if not hasattr(told.event, "given_name"):
            return told
        hidden = dict.fromkeys(("given_name", "family_name", "born", "phone"), self.kept)
        return evolve(told, event=evolve(told.event, **hidden))


@pytest.mark.parametrize(
    ("kept", "said"),
    [(Withheld(), "withheld from this reader"), (Forgotten(), "erased")],
)
def test_what_a_reader_may_not_see_and_what_was_erased_is_said_to_be_so(desk, kept, said):
    from casemgmt.reports import Period, report_named

    blind = Blinded(desk, kept)
    report = report_named("child-file").of(blind, Period.of(*YEAR), {"subject": "child:S"})

    identity, *_ = section(report, "identity").blocks
    told = rows(identity)
    assert {told[n] for n in ("Given name", "Family name", "Birth date", "Telephone")} == {
        (said,)
    }
    assert "Salma" not in words(report)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("child:nobody", "unknown-subject"),
        ("centre:mediouna", "not-a-child"),
        ("Salma", "not-a-subject"),
    ],
)
def test_a_subject_that_is_no_child_told_of_is_refused(desk, subject, code):
    with pytest.raises(InvalidError) as refusal:
        file_of(desk, subject)

    assert (refusal.value.field, refusal.value.code) == ("subject", code)
