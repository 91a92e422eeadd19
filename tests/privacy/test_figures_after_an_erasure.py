"""Who is erased still counts once; what hung on the day of birth may become unknown."""

import pytest

from casemgmt import Store
from casemgmt.commands import GiveConsent, LinkPersons, ObserveWork, OpenCase, RegisterChild
from casemgmt.desk.frozen import cell_of
from casemgmt.testing import memory_store

PERIOD = ("2025-09-01", "2025-12-15")
ORDER = {"ground": "the parents ask for it", "by": "amina", "second": "nadia"}


def accompanied(store):
    """Two children; one had her twelfth birthday five days before the period ended."""
    desk = store.acting_as("amina")
    for child, born in (("child:C01", "2013-12-10"), ("child:C02", "2010-03-14")):
        desk.record(
            child,
            RegisterChild(
                given_name="Salma",
                family_name="Idrissi",
                sex="female",
                born=born,
                district="mediouna",
            ),
            GiveConsent(purposes=["services", "reporting"], given_by="guardian"),
            OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
            on="2025-09-03",
        )
    return desk


def counted(desk, **how):
    found = desk.figures(*PERIOD, only=["I01"], **how)
    return {cell_of(f.by): f.numerator for f in found}


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    if request.param == "memory":
        yield memory_store(on="2026-01-05")
    else:
        with Store.open(tmp_path / "a.db", create=True) as store:
            yield store


def test_the_erased_count_once_and_of_their_birth_the_month_is_left(store):
    desk = accompanied(store)
    before = counted(desk, by=["age-band"])
    store.erase("child:C01", **ORDER)

    after = counted(desk, by=["age-band"])

    assert before[""] == after[""] == 2
    assert before["age-band=12-14"] == 1
    assert "age-band=12-14" not in after
    assert sum(n for cell, n in after.items() if cell) == 2


def test_a_published_figure_stays_and_restating_names_the_erasure():
    store = memory_store(on="2026-01-05")
    desk = accompanied(store)
    desk.publish("partner", *PERIOD, ref="kazyon-1")
    first = desk.published("kazyon-1")
    assert desk.restate("kazyon-1") == ()

    store.erase("child:C01", **ORDER)

    again, moved = desk.published("kazyon-1"), desk.restate("kazyon-1")
    assert (first.headlines, first.sections) == (again.headlines, again.sections)
    assert moved
    assert {"" for one in moved if not one.any.by} == set()
    assert {cause.why for one in moved for cause in one.because} == {"erased"}
    assert all(one.because for one in moved)


def why(moved):
    return {(one.any.indicator, cell_of(one.any.by)): one for one in moved}


def erasures(store):
    """The events that tell of erasures, the first first."""
    told = (event for event in store.events() if event.name.startswith("erasure-begun"))
    return [event.id for event in told]


@pytest.mark.slow
@pytest.mark.parametrize("first", ["child:C01", "child:C02"])
def test_of_two_who_were_erased_who_moved_nothing_is_not_named(first):
    store = memory_store(on="2026-01-05")
    desk = accompanied(store)
    desk.publish("partner", *PERIOD, ref="kazyon-1")

    second = ({"child:C01", "child:C02"} - {first}).pop()
    for child in (first, second):
        store.erase(child, **ORDER)

    moved = why(desk.restate("kazyon-1"))
    the_one = erasures(store)[0 if first == "child:C01" else 1]
    assert {cell for indicator, cell in moved if indicator == "I01"} == {
        "age-band=12-14",
        "age-band=unknown",
        "age-band=12-14,sex=female",
        "age-band=unknown,sex=female",
    }
    for one in moved.values():
        assert [(c.event, c.why) for c in one.because] == [(the_one, "erased")]


@pytest.mark.slow
def test_what_was_told_late_of_who_is_erased_moves_a_figure_by_both():
    store = memory_store(on="2026-01-05")
    desk = accompanied(store)
    desk.publish("partner", *PERIOD, ref="kazyon-1")

    # five days after her birthday, if that were known: eleven or twelve, one or no labour
    work = ObserveWork(economic_hours=10, chores_hours=0, hazardous="no")
    desk.record("child:C01", work, on="2025-12-15")
    store.erase("child:C01", **ORDER)

    labour = why(desk.restate("kazyon-1"))["I20", ""]
    assert (labour.published.unknown, labour.now.unknown) == (0, 1)
    assert [cause.why for cause in labour.because] == ["late", "erased"]


@pytest.mark.slow
def test_one_who_was_linked_and_then_erased_is_named_by_both():
    store = memory_store(on="2026-01-05")
    desk = accompanied(store)
    desk.publish("partner", *PERIOD, ref="kazyon-1")

    link = LinkPersons(other="child:C02", evidence="birth-act")
    desk.record("child:C01", link, on="2026-01-04")
    store.erase("child:C02", **ORDER)

    moved = why(desk.restate("kazyon-1"))
    assert (moved["I01", ""].published.numerator, moved["I01", ""].now.numerator) == (2, 1)
    assert [c.why for c in moved["I01", ""].because] == ["linked"]
    assert [c.why for c in moved["I01", "age-band=unknown"].because] == ["linked", "erased"]
