"""What another tool does with casemgmt, by its public doors alone."""

from enum import StrEnum
from typing import assert_never

import pytest
from attrs import field, frozen

from casemgmt import Area, Policy, RuleBrokenError, Store, Text, Told
from casemgmt.commands import (
    EntitleKit,
    GiveConsent,
    OpenCase,
    RegisterChild,
    TakeSchoolPlace,
)
from casemgmt.errors import InvalidError
from casemgmt.testing import given, memory_store

SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services", "reporting"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
BAG = EntitleKit(kit="school-bag-full", school_year="2025-2026")


def test_a_morning_at_the_desk(tmp_path):
    with Store.open(tmp_path / "insaf.db", create=True) as store:
        desk = store.acting_as("amina", role="caseworker")

        answer = desk.record("child:C01", SALMA, CONSENT, CASE, on="2025-09-03")
        salma = desk.journey("child:C01", as_of="2025-12-31")

        assert (answer.position, answer.again, len(answer.events)) == (1, False, 3)
        assert salma.case.is_open
        assert salma.case.caseworker == "amina"
        assert [str(line.subject) for line in desk.cases("2025-12-31")] == ["child:C01"]
        assert [e.role for e in desk.history("child:C01")] == ["caseworker"] * 3


def test_a_refusal_says_its_rule_in_three_languages_and_records_nothing():
    store = memory_store(on="2025-09-08")
    desk = store.acting_as("amina")

    with pytest.raises(RuleBrokenError) as refused:
        desk.record("child:C01", BAG, on="2025-09-08")

    assert refused.value.rule == "case-open"
    assert len({refused.value.sentence(language) for language in ("ar", "fr", "en")}) == 3
    assert list(store.events()) == []


def test_a_journey_is_read_as_of_any_day_and_as_known_at_any_moment():
    store = memory_store(on="2025-09-03")
    desk = store.acting_as("amina")
    desk.record("child:C01", SALMA, CONSENT, CASE, on="2025-09-03")
    before = store.clock()
    store.turn_to("2025-10-01")
    desk.record("child:C01", BAG, on="2025-09-08")

    assert not desk.journey("child:C01", as_of="2025-09-02").case.is_open
    assert desk.journey("child:C01").kits != desk.journey("child:C01", known_at=before).kits
    assert len(desk.history("child:C01", known_at=before)) == 3


def test_would_record_tells_why_it_was_refused_at_the_time_and_stores_nothing():
    store = memory_store(on="2025-09-01")
    desk = store.acting_as("amina")
    desk.record("child:C01", SALMA, on="2025-09-01")
    at_first = store.clock()
    store.turn_to("2025-09-05")
    desk.record("child:C01", CONSENT, CASE, on="2025-09-01")

    with pytest.raises(RuleBrokenError) as refused:
        desk.would_record("child:C01", BAG, on="2025-09-01", known_at=at_first)
    now = desk.would_record("child:C01", BAG, on="2025-09-01")

    assert refused.value.rule == "case-open"
    assert len(now) == 1
    assert len(list(store.events())) == 3


def test_a_wrong_field_is_named():
    desk = memory_store().acting_as("amina")

    with pytest.raises(InvalidError) as refused:
        desk.record(
            "child:C01", EntitleKit(kit="a-castle", school_year="2025-2026"), on="2025"
        )

    assert (refused.value.field, refused.value.code) == ("data.kit", "unknown-code")


def test_events_are_read_closed_in_the_order_of_the_log():
    store = memory_store(on="2025-09-03")
    store.acting_as("amina").record("child:C01", SALMA, CONSENT, CASE, on="2025-09-03")

    names = [e.name for e in store.events()]

    assert names == ["child-registered.1", "consent-given.1", "case-opened.1"]
    assert [e.position for e in store.events(after=1)] == [2, 3]
    assert "Salma" not in repr([e.event for e in store.events()])


class FeesRule(StrEnum):
    """The rules of an area of one's own: each has a code and a sentence."""

    NEED_A_PLACE = "insaf.need-a-place"

    @property
    def sentence(self):
        return "School fees are covered only while the child has a school place"


@frozen(kw_only=True)
class SchoolFeesCovered:
    """The association has paid the child's fees for the term."""

    term: str


@frozen
class Fees:
    """The terms whose fees were paid."""

    terms: frozenset[str] = field(default=frozenset())


def evolve(state, event, told: Told):
    """Return the fees after *event*."""
    del told
    match event:
        case SchoolFeesCovered(term=term):
            return Fees(state.terms | {term})
        case _:
            assert_never(event)


@frozen(kw_only=True)
class CoverSchoolFees:
    """Pay the child's fees for a term."""

    term: str

    def decide(self, journey, told: Told, policy: Policy):
        del policy
        if not journey.schooling.enrolled_on(told.on):
            raise RuleBrokenError(FeesRule.NEED_A_PLACE)
        return (
            () if self.term in journey[AREA].terms else (SchoolFeesCovered(term=self.term),)
        )


AREA = Area(
    "insaf.fees",
    subject="child",
    initial=Fees(),
    evolve=evolve,
    events={"insaf.school-fees-covered.1": SchoolFeesCovered},
    commands={"insaf.cover-school-fees": CoverSchoolFees},
)
PLACE = TakeSchoolPlace(
    school="lycee-lumiere", school_year="2025-2026", grade="p5", kind="continuing"
)
TERM = CoverSchoolFees(term="2026-1")


@pytest.fixture
def desk():
    return memory_store(on="2025-09-08", areas=[AREA]).acting_as("amina")


def test_an_area_of_ones_own_is_recorded_read_and_already_so(desk):
    desk.record("child:C01", SALMA, CONSENT, CASE, PLACE, on="2025-09-03")

    first = desk.record("child:C01", TERM, on="2025-09-08")
    second = desk.record("child:C01", TERM, on="2025-09-08")

    assert first.events == (SchoolFeesCovered(term="2026-1"),)
    assert second.events == ()
    assert desk.journey("child:C01")[AREA].terms == {"2026-1"}
    assert [e.name for e in desk.history("child:C01")][-1] == "insaf.school-fees-covered.1"


def test_an_area_of_ones_own_refuses_by_its_own_rule(desk):
    with pytest.raises(RuleBrokenError) as refused:
        desk.record("child:C01", TERM, on="2025-09-08")

    assert refused.value.rule is FeesRule.NEED_A_PLACE
    assert refused.value.sentence("fr").startswith("School fees are covered only")


def test_an_area_of_ones_own_comes_in_by_journal_too(desk, tmp_path):
    desk.record("child:C01", SALMA, CONSENT, CASE, PLACE, on="2025-09-03")
    line = (
        '{"id": "5d0c0000-0000-4000-8000-00000000f001", "by": "amina", "on": "2025-09-08",'
        ' "command": "insaf.cover-school-fees", "subject": "child:C01",'
        ' "data": {"term": %s}}'
    )
    rejects = tmp_path / "rejects.jsonl"

    summary = desk.record_file([line % '"2026-1"', line % "7"], rejects=rejects)

    assert (summary.recorded, summary.invalid) == (1, 1)
    assert '"field":"data.term"' in rejects.read_text()


def test_an_area_of_ones_own_is_tested_with_given_and_when():
    enrolled = given(AREA, _taken(PLACE), on="2025-09-03")

    enrolled.when(TERM).then(SchoolFeesCovered(term="2026-1"))
    given(AREA, _taken(PLACE), SchoolFeesCovered(term="2026-1")).when(TERM).then()
    given(AREA).when(TERM).refused(FeesRule.NEED_A_PLACE)


def _taken(command):
    (event,) = command.happened()
    return event


def test_every_door_opens_and_no_other_is_said():
    import casemgmt

    assert dir(casemgmt) == sorted(casemgmt.__all__)
    assert all(getattr(casemgmt, door) is not None for door in casemgmt.__all__)
    with pytest.raises(AttributeError):
        casemgmt.Shelf  # noqa: B018 - a name that is no door
