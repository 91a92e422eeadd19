"""What two publications tell together of few people is held back in the later one."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from tests.many import many

from casemgmt import Store
from casemgmt.commands import GiveConsent, OpenCase, RegisterChild
from casemgmt.desk.publishing import publications
from casemgmt.reports import Hidden, Number, values_of
from casemgmt.reports.beside import GROWING
from casemgmt.testing import memory_store

AUTUMN, WINTER = ("2025-09-01", "2025-12-31"), ("2025-09-01", "2026-01-31")
BELOW = 5


def take_on(store, many, on, *, sex="female", district="mediouna", known_as="A"):
    desk = store.acting_as("amina")
    for number in range(many):
        desk.record(
            f"child:{known_as}{number}",
            RegisterChild(
                given_name="Salma",
                family_name="Idrissi",
                sex=sex,
                born="2013-05-05",
                district=district,
            ),
            GiveConsent(purposes=["services", "reporting"], given_by="guardian"),
            OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
            on=on,
        )


@pytest.fixture
def store():
    with memory_store(on="2026-02-05") as store:
        take_on(store, 20, "2025-09-10")
        take_on(store, 20, "2025-09-10", sex="male", known_as="B")
        yield store


@pytest.fixture
def desk(store):
    return store.acting_as("hind")


def shown(report):
    """Return every count that can be read in a report."""
    numbers = (v for v in values_of(report) if isinstance(v, Number))
    return {n.source: n.amount for n in numbers if n.source.kind == "figure"}


def hidden(report):
    return {v.source for v in values_of(report) if isinstance(v, Hidden)}


def test_the_few_who_came_after_an_earlier_report_cannot_be_taken_from_a_later_one(
    store, desk
):
    desk.publish("partner", *AUTUMN, ref="autumn")
    take_on(store, 2, "2026-01-10", known_as="C")

    told = desk.publish("partner", *WINTER, ref="winter")

    assert told.held.beside == ("autumn",)
    assert not told.held.knowingly
    out = desk.published("winter")
    assert "I01" in {source.name for source in hidden(out)}
    readable = {source.cell for source in shown(out) if source.name == "I01"}
    assert not readable & {"", "sex=female", "district=mediouna"}
    assert not hidden(desk.published("autumn"))
    assert not hidden(desk.published("winter", internal=True))


@pytest.mark.slow
def test_it_is_the_same_when_the_longer_report_went_out_first(store, desk):
    take_on(store, 2, "2026-01-10", known_as="C")
    desk.publish("partner", *WINTER, ref="winter")

    desk.publish("partner", *AUTUMN, ref="autumn")

    assert not hidden(desk.published("winter"))
    assert ("I01", "") in {(s.name, s.cell) for s in hidden(desk.published("autumn"))}


def test_as_many_as_may_be_known_hide_nothing(store, desk):
    desk.publish("partner", *AUTUMN, ref="autumn")
    take_on(store, BELOW, "2026-01-10", known_as="C")

    assert desk.publish("partner", *WINTER, ref="winter").held is None


def test_one_who_was_told_late_cannot_be_taken_from_the_same_days(store, desk):
    desk.publish("partner", *AUTUMN, ref="autumn")
    assert desk.publish("partner", *AUTUMN, ref="again").held is None
    take_on(store, 1, "2025-10-01", known_as="C")

    told = desk.publish("partner", *AUTUMN, ref="anew")

    assert told.held.beside == ("autumn", "again")
    assert ("I01", "") in {(s.name, s.cell) for s in hidden(desk.published("anew"))}


@pytest.mark.slow
def test_days_that_only_overlap_are_not_compared(store, desk):
    desk.publish("partner", *AUTUMN, ref="autumn")
    take_on(store, 2, "2026-01-10", known_as="C")

    assert desk.publish("partner", "2025-10-01", "2026-01-31", ref="late").held is None


@pytest.mark.slow
def test_what_is_held_back_stays_so_and_what_is_shown_knowingly_too(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        take_on(store, 20, "2025-09-10")
        desk = store.acting_as("hind")
        desk.publish("partner", *AUTUMN, ref="autumn")
        take_on(store, 2, "2026-01-10", known_as="C")
        desk.publish("partner", *WINTER, ref="winter")
        knowing = desk.publish("partner", *WINTER, ref="knowing", knowingly=True)
        first = hidden(desk.published("winter"))

    with Store.open(tmp_path / "a.db") as store:
        desk = store.acting_as("amina")
        assert first == hidden(desk.published("winter")) != set()
        assert not hidden(desk.published("knowing"))
        assert (knowing.held.knowingly, knowing.held.counts) == (True, ())


@pytest.mark.parametrize("seed", many(range(3), gate=1))
def test_no_two_reports_of_a_growing_year_differ_by_few(seed):
    """Who takes a shown count from another finds nobody, or as many as may be known."""
    chance = Random(seed)
    with memory_store(on="2026-07-01") as store:
        for number in range(60):
            take_on(
                store,
                1,
                chance.choice(("2025-09-10", "2025-10-10", "2026-01-10", "2026-03-10")),
                sex=chance.choice(("female", "male")),
                district=chance.choice(("mediouna", "hay-hassani", "derb-ghallef")),
                known_as=f"{number}-",
            )
        desk = store.acting_as("hind")
        for end in ("2025-09-30", "2025-12-31", "2026-02-28", "2026-06-30"):
            desk.publish("partner", "2025-09-01", end, ref=end)
        out = [shown(desk.published(one)) for one in publications(store._parts)]

    pairs = [
        (source, abs(one[source] - other[source]))
        for one, other in combinations(out, 2)
        for source in one.keys() & other.keys()
        if source.part in GROWING.get(source.name, ()) and "age-band" not in source.cell
    ]
    assert any(more for _, more in pairs), "nothing grew: this year shows nothing"
    assert not [source for source, more in pairs if 0 < more < BELOW]
