"""Who is erased still counts once; what hung on the day of birth may become unknown."""

import pytest

from casemgmt import Store
from casemgmt.commands import GiveConsent, OpenCase, RegisterChild
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
