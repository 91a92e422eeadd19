"""What a desk shows of whom, where an access matrix is configured."""

import pytest
from tests.privacy.office import DAY, PACKAGED, config_in, listed, office, tell_of, told

from casemgmt import Text
from casemgmt.commands import FormHousehold, LinkPersons, RecordFollowUp
from casemgmt.config import Config
from casemgmt.domain.personal import Known, Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError, NotPermittedError
from casemgmt.events import ChildRegistered, FollowUpRecorded, Member, WorkObserved
from casemgmt.testing import memory_store


@pytest.fixture
def store(tmp_path):
    return office(tmp_path)


def test_a_caseworker_sees_their_own_cases_whole_but_for_what_is_sealed(store):
    desk = store.acting_as("amina")

    registered = told(desk, "child:C01", ChildRegistered)
    found = told(desk, "child:C01", FollowUpRecorded)
    assert registered.given_name == Known(Text(fr="Salma C01"))
    assert found.findings == Known(Text(fr="vu C01"))
    identified = next(iter(desk.history("child:C01"))).event
    assert identified.reporter == Withheld()


def test_of_the_teams_cases_no_history_is_told_and_names_are_read(store):
    desk = store.acting_as("amina")

    assert desk.history("child:C02") == ()
    journey = desk.journey("child:C02")
    assert journey.case.caseworker == "rachid"
    assert journey.registration.disability == Withheld()
    assert listed(desk) == ["C01", "C02"]


def test_a_case_that_may_not_be_known_looks_like_one_that_is_not_there(store):
    desk = store.acting_as("youssef")

    for subject in ("child:C01", "child:C99"):
        assert desk.history(subject) == ()
        assert desk.journey(subject).states == {}
        assert desk.weeks(subject) == ()
        assert list(desk.contradictions(subject=subject)) == []
    assert listed(desk) == []
    assert list(desk.subjects("child")) == []


def test_a_day_of_birth_that_is_withheld_leaves_its_month(store):
    births = [
        str(store.acting_as(who).journey("child:C01").registration.birth)
        for who in ("nadia", "hakim")
    ]
    assert births == ["2013-03-14", "2013-03"]


def test_whoever_is_not_in_the_matrix_is_asked_who_they_are(store):
    for person in ("owner", "zineb"):
        with pytest.raises(InvalidError, match="who-asks"):
            store.acting_as(person).history("child:C01")
    with pytest.raises(InvalidError, match="who-asks"):
        store.acting_as("amina", role="director").history("child:C01")
    with pytest.raises(InvalidError, match="who-asks"):
        store.acting_as("khadija").history("child:C01")  # which of both roles?


def test_what_a_role_never_does_is_refused_in_one_line(store):
    with pytest.raises(NotPermittedError, match="role donor-liaison: history"):
        store.acting_as("leila").history("child:C01")


def test_figures_without_persons_need_no_rights(store):
    figures = store.acting_as("owner").figures("2025-09-01", "2025-09-10", only=["I01"])

    assert figures[0].numerator == 3


def test_behind_a_figure_only_those_are_named_who_are_known(store):
    (figure,) = store.acting_as("owner").figures("2025-09-01", "2025-09-10", only=["I01"])

    seen = store.acting_as("amina").explain(figure)
    assert [unit.subject.key for unit in seen.numerator] == ["C01", "C02"]
    assert seen.withheld == 1


def test_weeks_of_work_are_not_judged_where_a_part_of_them_is_withheld(store):
    assert len(store.acting_as("amina").weeks("child:C01")) == 1
    with pytest.raises(NotPermittedError):
        store.acting_as("amina").weeks("child:C02")
    assert told(store.acting_as("amina"), "child:C01", WorkObserved).worst_form is None


def test_a_relative_sees_nothing_of_the_child_nor_of_its_other_records(store):
    tell_of(store, "C07", "amina")
    tell_of(store, "C08", "rachid")
    assert listed(store.acting_as("rachid")) == ["C01", "C02", "C08"]
    link = LinkPersons(other="child:C08", evidence="same-mother")
    store.acting_as("amina").record("child:C07", link, on=DAY)

    rachid = store.acting_as("rachid")
    assert listed(rachid) == ["C01", "C02"]
    assert rachid.journey("child:C08").states == {}
    assert listed(store.acting_as("amina")) == ["C01", "C02", "C07", "C08"]


def test_a_restricted_case_is_for_those_it_names(store):
    tell_of(store, "C11", "amina", by="khadija")

    assert "C11" not in listed(store.acting_as("amina"))
    assert "C11" in listed(store.acting_as("nadia"))


def test_another_child_named_in_a_household_is_withheld(store):
    desk = store.acting_as("amina")
    members = [
        {"person": "child:C01", "role": "child"},
        {"person": "child:C03", "role": "child"},
    ]
    desk.record(
        "household:H1",
        FormHousehold(
            members=tuple(Member(**m) for m in members),
            district="mediouna",
            address=Text(fr="rue 3"),
        ),
        on=DAY,
    )

    (formed,) = desk.history("household:H1")
    assert [str(m.person) for m in formed.event.members] == ["child:C01", "child:withheld"]
    assert formed.event.address == Known(Text(fr="rue 3"))
    (around,) = [e for e in desk.history("child:C01", around=True) if e.position > 18]
    assert "child:C03" not in repr(around.event)


def test_the_events_of_a_store_name_nobody_where_a_matrix_is_configured(store):
    shown = "".join(f"{e}{e.event!r}" for e in store.events())

    assert "C01" not in shown
    assert Subject("child", "C01") not in {e.subject for e in store.events()}
    assert {
        e.event.disability for e in store.events() if e.name == "child-registered.1"
    } == {Withheld()}


def test_only_who_may_record_of_a_case_records(store):
    visit = RecordFollowUp(kind="call", seen_child=True)
    store.acting_as("amina").record("child:C01", visit, on=DAY)
    with pytest.raises(NotPermittedError, match="record"):
        store.acting_as("amina").record("child:C02", visit, on=DAY)
    with pytest.raises(NotPermittedError, match="record"):
        store.acting_as("nadia").record("child:C01", visit, on=DAY)
    with pytest.raises(NotPermittedError, match="record"):
        store.acting_as("amina").record_file([])
    assert store.acting_as("omar").record_file([]).recorded == 0


def test_reading_what_is_sensitive_is_recorded_once_a_sitting(store):
    desk = store.acting_as("amina")
    desk.history("child:C01")
    desk.history("child:C01")

    (seen,) = store.acting_as("nadia").who_saw("child:C01")
    assert (seen.by, seen.role, seen.verb) == ("amina", "caseworker", "history")
    assert "record-follow-up.findings" in seen.fields
    assert "identify-child.reporter" not in seen.fields

    store.acting_as("amina").history("child:C01")
    assert len(store.acting_as("nadia").who_saw("child:C01")) == 2


def test_reading_what_is_not_sensitive_is_not_recorded(store):
    store.acting_as("amina").journey("child:C02")
    listed(store.acting_as("amina"))

    assert store.acting_as("nadia").who_saw("child:C02") == ()


def test_without_a_matrix_nothing_is_withheld_or_recorded():
    store = memory_store(on="2025-09-10", config=Config.default())
    tell_of(store, "C01", "amina")
    desk = store.acting_as("owner")

    assert told(desk, "child:C01", FollowUpRecorded).findings == Known(Text(fr="vu C01"))
    assert desk.who_saw("child:C01") == ()


def test_what_is_held_on_a_child_who_may_not_be_known_is_asked_in_vain(tmp_path):
    a_second = '\n[people.samir]\nroles = ["director"]\n'
    store = memory_store(on="2025-09-10", config=config_in(tmp_path, PACKAGED + a_second))
    tell_of(store, "C11", "khadija")

    assert store.acting_as("nadia").held_on("child:C11").sections
    for subject in ("child:C11", "child:C99"):
        with pytest.raises(InvalidError, match="unknown-subject"):
            store.acting_as("samir").held_on(subject)


def test_of_those_behind_a_figure_who_may_not_be_known_is_nobody_one_by_one(store):
    desk = store.acting_as("amina")
    (figure,) = desk.figures("2025-09-01", "2025-12-31", only=["I01"])
    whole = desk.explain(figure)

    each = [unit for _, unit in desk.explain_each(figure)]

    assert whole.withheld == each.count(None) > 0
    assert [unit for unit in each if unit] == list(whole.numerator)
