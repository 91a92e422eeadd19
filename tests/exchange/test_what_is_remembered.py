"""Both stores remember that they were exchanged: with whom, when, how much, by whom."""

import pytest
from tests.privacy.office import config_in
from tests.recording.telling import SALMA, line, with_a_case, written

from casemgmt.errors import NotPermittedError
from casemgmt.testing import memory_store

CHILD = "child:C01"


@pytest.fixture
def office():
    return memory_store(on="2025-10-10")


@pytest.fixture
def laptop():
    return memory_store(on="2025-10-11")


def told(store, *lines):
    store.acting_as("amina").record_file(written(lines))


def test_a_store_that_never_met_another_remembers_nothing(office):
    assert office.exchanges() == ()


def test_each_remembers_the_other_and_how_it_looked_from_there(office, laptop):
    told(office, *with_a_case(CHILD))
    told(laptop, line("register-child", SALMA, subject="child:C02"))

    office.exchange(laptop, by="khadija")

    ((here,), (there,)) = office.exchanges(), laptop.exchanges()
    assert (here.by, here.told.sent, here.told.received) == ("khadija", 3, 1)
    assert (there.by, there.told.sent, there.told.received) == ("khadija", 1, 3)
    assert here.told.other != there.told.other
    assert here.at.date().isoformat() == "2025-10-10"
    assert there.at.date().isoformat() == "2025-10-11"


def test_what_somebody_has_to_look_at_is_counted_and_names_nobody(office, laptop):
    told(office, line("register-child", SALMA, subject=CHILD))
    told(laptop, line("register-child", SALMA, subject=CHILD))

    office.exchange(laptop)

    (here,) = office.exchanges()
    assert (here.told.refused, here.told.conflicts) == (0, 1)
    assert "C01" not in repr(here)


def test_the_same_store_is_known_again(office, laptop):
    office.exchange(laptop)
    laptop.exchange(office)

    first, second = office.exchanges()
    assert first.told.other == second.told.other
    assert office.exchange(laptop).sent == 0, "what a store tells of itself stays with it"


def test_whoever_may_not_exchange_leaves_nothing_to_remember(tmp_path, laptop):
    office = memory_store(config=config_in(tmp_path))

    with pytest.raises(NotPermittedError):
        office.exchange(laptop, by="amina")

    assert (office.exchanges(), laptop.exchanges()) == ((), ())
