"""Consent holds purpose by purpose: the last word on the day, within its bounds."""

from datetime import date

import pytest
from tests.domain.given import CONSENTED, journey, told

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.consent import GiveConsent, WithdrawConsent

BORN = Day.of("2013-03-14")


def covers(story, day, *, purpose="services", birth=BORN, grace=30):
    day = date.fromisoformat(day)
    return journey(*story).consent.covers(purpose, day, birth, grace)


def shared(story, with_, day="2025-12-31", *, birth=BORN):
    day = date.fromisoformat(day)
    return journey(*story).consent.shares_with(with_, day, birth, 30)


def sharing(*organisations, **more):
    return GiveConsent(purposes=["share"], given_by="guardian", with_=organisations, **more)


def test_nothing_is_allowed_that_nobody_was_asked_about():
    assert not covers([], "2025-09-03")
    assert not covers([CONSENTED], "2025-09-03", purpose="photo")


def test_consent_holds_from_its_day():
    assert covers([CONSENTED], "2025-09-03")
    assert not covers([CONSENTED], "2025-09-02")


def test_consent_holds_until_it_is_withdrawn():
    withdrawn = told("2025-10-01", WithdrawConsent(purposes=["services"], reason="moved"))

    assert covers([CONSENTED, withdrawn], "2025-09-30")
    assert not covers([CONSENTED, withdrawn], "2025-10-01")


def test_withdrawing_one_purpose_leaves_the_others():
    both = GiveConsent(purposes=["services", "photo"], given_by="guardian")
    story = [
        told("2025-09-03", both),
        told("2025-10-01", WithdrawConsent(purposes=["photo"])),
    ]

    assert covers(story, "2025-10-02")
    assert not covers(story, "2025-10-02", purpose="photo")


def test_consent_may_be_given_again():
    withdrawn = told("2025-10-01", WithdrawConsent(purposes=["services"]))
    again = told("2025-10-05", GiveConsent(purposes=["services"], given_by="guardian"))

    assert covers([CONSENTED, withdrawn, again], "2025-10-05")


def test_consent_holds_on_its_last_day():
    until = GiveConsent(purposes=["services"], given_by="guardian", until="2025-10")
    story = [told("2025-09-03", until)]

    assert covers(story, "2025-10-31")
    assert not covers(story, "2025-11-01")


@pytest.mark.parametrize(
    ("birth", "last"),
    [
        ("2007-03-14", date(2025, 4, 13)),
        ("2007-03", date(2025, 4, 30)),
        ("2008-02-29", date(2026, 3, 31)),
    ],
)
def test_a_guardians_consent_ends_thirty_days_after_the_18th_birthday(birth, last):
    story = [told("2025-01-01", GiveConsent(purposes=["services"], given_by="guardian"))]
    consent = journey(*story).consent
    the_day_after = date.fromordinal(last.toordinal() + 1)

    assert consent.covers("services", last, Day.of(birth), 30)
    assert not consent.covers("services", the_day_after, Day.of(birth), 30)


def test_ones_own_consent_has_no_age():
    own = told("2025-01-01", GiveConsent(purposes=["services"], given_by="self"))

    assert covers([own], "2045-01-01")


def test_without_a_birth_date_nobody_is_of_age():
    assert covers([CONSENTED], "2045-01-01", birth=None)


def test_sharing_is_with_the_organisations_that_were_named():
    story = [told("2025-09-03", sharing("clinic", "school-a"))]

    assert shared(story, "clinic")
    assert not shared(story, "court")


def test_sharing_without_a_name_is_with_nobody():
    assert not shared([told("2025-09-03", sharing())], "clinic")


def test_a_later_consent_for_another_organisation_leaves_the_first():
    story = [told("2025-09-03", sharing("clinic")), told("2025-10-03", sharing("court"))]

    assert shared(story, "clinic")
    assert shared(story, "court")


def test_withdrawing_to_share_is_for_every_organisation():
    withdrawn = told("2025-10-03", WithdrawConsent(purposes=["share"]))
    story = [told("2025-09-03", sharing("clinic", "court")), withdrawn]

    assert shared(story, "clinic", "2025-10-02")
    assert not shared(story, "clinic", "2025-10-03")
    assert not shared(story, "court", "2025-10-03")


def test_an_organisation_that_is_named_for_another_purpose_is_told_nothing():
    photo = GiveConsent(purposes=["photo"], given_by="guardian", with_=["clinic"])

    assert not shared([told("2025-09-03", photo)], "clinic")


def test_sharing_has_the_same_bounds_as_every_consent():
    story = [told("2025-09-03", sharing("clinic", until="2025-10-01"))]
    born_early = Day.of("2000")

    assert shared(story, "clinic", "2025-10-01")
    assert not shared(story, "clinic", "2025-10-02")
    assert not shared(story, "clinic", "2025-09-20", birth=born_early)


def test_a_consent_rests_on_a_guardian_while_theirs_is_the_last_word_about_it():
    def rests(*story, on="2025-10-01"):
        state = journey(*story).consent
        return state.rests_on_a_guardian("services", date.fromisoformat(on))

    guardian = told("2025-09-03", GiveConsent(purposes=["services"], given_by="guardian"))
    child = told("2025-09-10", GiveConsent(purposes=["services"], given_by="child"))
    photo = told("2025-09-10", GiveConsent(purposes=["photo"], given_by="child"))
    withdrawn = told("2025-09-10", WithdrawConsent(purposes=["services"]))

    assert rests(guardian)
    assert rests(told("2025-09-01", WithdrawConsent(purposes=["services"])), guardian)
    assert rests(guardian, photo)
    assert rests(guardian, child, on="2025-09-09")
    assert not rests(guardian, child)
    assert not rests(guardian, withdrawn)
    assert not rests(guardian, on="2025-09-02")
    assert not rests()
