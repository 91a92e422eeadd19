"""A story opened in an emergency: for a reason, for an hour, and never unseen."""

from datetime import timedelta

import pytest
from tests.privacy.office import listed, office, tell_of, told

from casemgmt import Text
from casemgmt.domain.personal import Known, Withheld
from casemgmt.errors import InvalidError, NotPermittedError
from casemgmt.events import ChildIdentified, FollowUpRecorded
from casemgmt.testing import memory_store

WHY = "at the hospital, nobody else can be reached"
THEIRS = "child:C03"


@pytest.fixture
def store(tmp_path):
    return office(tmp_path)


def rachid(store):
    return store.acting_as("rachid")


def test_a_story_is_opened_for_its_reason_and_only_this_one(store):
    tell_of(store, "C04", "khadija")
    assert rachid(store).history(THEIRS) == ()

    rachid(store).open_in_emergency(THEIRS, WHY)

    found = told(rachid(store), THEIRS, FollowUpRecorded)
    assert found.findings == Known(Text(fr="vu C03"))
    assert rachid(store).history("child:C04") == ()
    assert listed(rachid(store)) == ["C01", "C02", "C03"]


def test_what_the_role_opens_in_no_emergency_stays_withheld(store):
    rachid(store).open_in_emergency(THEIRS, WHY)

    assert told(rachid(store), THEIRS, ChildIdentified).reporter == Withheld()


def test_it_holds_for_an_hour_and_not_a_moment_longer(store):
    opened = rachid(store).open_in_emergency(THEIRS, WHY)
    a_moment = timedelta(seconds=1)
    assert timedelta(hours=1) - a_moment < opened.until - opened.at <= timedelta(hours=1)

    store.clock.now = opened.until - a_moment
    assert rachid(store).history(THEIRS)
    store.clock.now = opened.until
    assert rachid(store).history(THEIRS) == ()


def test_it_opens_the_story_to_nobody_else(store):
    rachid(store).open_in_emergency(THEIRS, WHY)

    assert store.acting_as("amina").history(THEIRS) == ()


def test_every_reading_by_it_says_by_which_emergency(store):
    opened = rachid(store).open_in_emergency(THEIRS, WHY)
    rachid(store).history(THEIRS)

    (event,) = [e.event for e in store.events() if e.name == "sensitive-disclosed.1"]
    assert event.opened == (opened.id,)
    seen = store.acting_as("nadia").who_saw(THEIRS)
    assert [one.what for one in seen] == ["emergency", "shown"]
    assert seen[0].reason == Known(Text(plain=WHY))


@pytest.mark.parametrize("reason", ["", "urgent", "  a   b   c   d   e   f "])
def test_a_reason_is_a_sentence(store, reason):
    with pytest.raises(InvalidError, match="too-short-a-reason"):
        rachid(store).open_in_emergency(THEIRS, reason)
    assert list(store.acting_as("nadia").emergencies()) == []


def test_a_case_kept_from_somebody_by_name_is_opened_by_no_emergency(store):
    tell_of(store, "C07", "amina")
    tell_of(store, "C11", "khadija", by="khadija")

    for subject in ("child:C07", "child:C11"):
        with pytest.raises(NotPermittedError, match="emergency"):
            rachid(store).open_in_emergency(subject, WHY)


def test_a_role_that_opens_nothing_opens_nothing(store):
    for person in ("youssef", "leila", "nadia"):
        with pytest.raises(NotPermittedError, match="emergency"):
            store.acting_as(person).open_in_emergency(THEIRS, WHY)


def test_somebody_else_judges_and_the_first_word_stays(store):
    opened = rachid(store).open_in_emergency(THEIRS, WHY)
    nadia = store.acting_as("nadia")
    assert [one.id for one in nadia.emergencies(waiting=True)] == [opened.id]

    judged = nadia.review_emergency(opened.id, "right")

    assert (judged.verdict, judged.reviewed_by) == ("right", "nadia")
    assert list(nadia.emergencies(waiting=True)) == []
    with pytest.raises(InvalidError, match="judged-before"):
        nadia.review_emergency(opened.id, "wrong")


def test_wrongly_opened_a_story_is_closed_at_once(store):
    opened = rachid(store).open_in_emergency(THEIRS, WHY)
    assert rachid(store).history(THEIRS)

    store.acting_as("nadia").review_emergency(opened.id, "wrong")

    assert rachid(store).history(THEIRS) == ()


def test_who_may_not_review_neither_reads_the_list_nor_judges(store):
    opened = rachid(store).open_in_emergency(THEIRS, WHY)

    for ask in (
        lambda: list(rachid(store).emergencies()),
        lambda: rachid(store).who_saw(THEIRS),
        lambda: rachid(store).review_emergency(opened.id, "right"),
    ):
        with pytest.raises(NotPermittedError, match="review"):
            ask()


def test_nobody_judges_themselves(tmp_path):
    from tests.privacy.office import PACKAGED, config_in

    both = PACKAGED.replace(
        'emergency = ["public", "personal", "sensitive"]\n',
        'emergency = ["public"]\n[[roles.caseworker.may]]\nverbs = ["review"]\n'
        'cases = "organisation"\n',
        1,
    )
    store = memory_store(on="2025-09-10", config=config_in(tmp_path, both))
    tell_of(store, "C03", "khadija")
    opened = rachid(store).open_in_emergency(THEIRS, WHY)

    with pytest.raises(InvalidError, match="judges-themselves"):
        rachid(store).review_emergency(opened.id, "right")
    assert store.acting_as("amina").review_emergency(opened.id, "right").reviewed_by


def test_without_a_matrix_there_is_nothing_to_open():
    desk = memory_store().acting_as("owner")

    with pytest.raises(InvalidError, match="no-matrix"):
        desk.open_in_emergency("child:C01", WHY)
    assert list(desk.emergencies()) == []
