"""Steps of features/recording: an office and a laptop, which meet."""

from collections import Counter

import pytest
from attrs import define
from pytest_bdd import given, then, when

from casemgmt.commands import (
    AssessRisk,
    EntitleKit,
    GiveConsent,
    OpenCase,
    RecordFollowUp,
    RegisterChild,
)
from casemgmt.testing import MemoryStore, memory_store

from .words import code, day, says

SALMA = "child:Salma"
OCTOBER = "2025-10-10"
BAG = EntitleKit(kit="school-bag-full", school_year="2025-2026")
NUMBERS = {"one": 1, "two": 2}
SHOWN = {
    "a rule of the other place forbids it": "refused",
    "they are two persons": "two-persons",
    "it was told apart": "told-apart",
    "Salma was erased": "erased",
}


@define
class TwoPlaces:
    """Two stores, and what was left to look at when they met last."""

    office: MemoryStore
    laptop: MemoryStore
    left: tuple = ()

    def of(self, person):
        """Return the store in which somebody works, as their desk."""
        store = self.office if person == "Amina" else self.laptop
        return store.acting_as(code(person))

    @property
    def both(self):
        return self.office, self.laptop


@pytest.fixture
def places():
    return TwoPlaces(memory_store(on=OCTOBER), memory_store(on=OCTOBER))


def child(name):
    born = {"born": "2013-03-14", "district": "mediouna"}
    return RegisterChild(given_name=name, family_name="Idrissi", sex="female", **born)


@given("Amina works in the office, and Rachid with a laptop in the village")
def _(places):
    assert places.office.exchanges() == ()


@given("both know Salma")
def _(places):
    consent = GiveConsent(purposes=["services"], given_by="guardian")
    case = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
    amina = places.of("Amina")
    amina.record(SALMA, child("Salma"), consent, case, on="2025-09-03")
    places.office.exchange(places.laptop)


@given(says("{person} visited Salma"))
def _(places, person, on):
    visit = RecordFollowUp(kind="home-visit", seen_child=True)
    places.of(person).record(SALMA, visit, on=day(on))


@given(says("{person} registered Anas in the village"))
def _(places, person):
    places.of(person).record("child:Anas", child("Anas"), on="2025-10-05")


@given(says("{person} registered Hiba in the office"))
@given(says("{person} registered another girl in the village as Hiba"))
def _(places, person):
    places.of(person).record("child:Hiba", child("Hiba"), on="2025-10-05")


@given(says("{person} promised Salma a school bag for 2025-2026"))
def _(places, person):
    places.of(person).record(SALMA, BAG, on="2025-10-06")


@given(says("{person} judged the risk {level}"))
def _(places, person, level, on):
    places.of(person).record(SALMA, AssessRisk(level=level), on=day(on))


@given("the office erased Salma because her family asked for it")
def _(places):
    order = {"ground": "the family asks for it", "by": "amina", "second": "nadia"}
    places.office.erase(SALMA, **order)


@when("the two places meet")
def _(places):
    places.left = places.office.exchange(places.laptop, by="khadija").conflicts


@then(says("both know of {many} visit to Salma"))
@then(says("both know of {many} visits to Salma"))
def _(places, many):
    for store in places.both:
        told = Counter(one.name for one in store.acting_as("amina").history(SALMA))
        assert told["follow-up-recorded.1"] == NUMBERS[many]


@then("the office knows Anas")
def _(places):
    assert places.of("Amina").history("child:Anas")


@then("the office knows nothing of Salma")
def _(places):
    assert places.of("Amina").history(SALMA) == ()


@then(says("it is left to somebody, because {why:text}"))
def _(places, why):
    assert {str(one.because) for one in places.left} == {SHOWN[why]}


@then("both remember that they met")
def _(places):
    for store in places.both:
        assert [one.by for one in store.exchanges()] == ["owner", "khadija"]


@then(says("both remember that {many} things were left to look at"))
def _(places, many):
    for store in places.both:
        assert store.exchanges()[-1].told.conflicts == NUMBERS[many]
