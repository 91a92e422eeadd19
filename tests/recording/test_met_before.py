"""Lines recorded before are met wherever they stand, though few are looked for."""

import random

import pytest
from tests.recording.telling import BAG, VISIT, line, stories, with_a_case, written

from casemgmt import Store
from casemgmt.recording import journal

BEGUN = with_a_case()
FACTS = [line("record-follow-up", VISIT) for _ in range(12)]
BAGS = [line("entitle-kit", BAG)]
"""Of which a second would be refused."""


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store that takes four lines at once."""
    monkeypatch.setattr(journal, "FIRST", 4)
    monkeypatch.setattr(journal, "BATCH", 4)
    with Store.open(tmp_path / "met.db", create=True) as made:
        yield made


def read(store, lines):
    return store.acting_as("amina").record_file(written(lines))


def looked_for(store, monkeypatch):
    """How many ids are looked for in the log from now on, each time."""
    log, numbers = type(store._parts.shelf.log), []
    real = log.outcome
    monkeypatch.setattr(
        log, "outcome", lambda self, ids: numbers.append(len(ids)) or real(self, ids)
    )
    return numbers


def test_facts_of_who_is_known_are_not_looked_for_while_none_was_met(store, monkeypatch):
    read(store, BEGUN)
    numbers = looked_for(store, monkeypatch)

    assert read(store, FACTS).recorded == len(FACTS)

    assert numbers == [4]  # the first few, to see whether the file was read before


@pytest.mark.parametrize("seed", range(20))
def test_what_was_recorded_is_met_behind_what_is_new(store, seed):
    chance = random.Random(seed)
    old = [*BEGUN, *BAGS, *FACTS]
    before = read(store, old)
    new = [line("record-follow-up", VISIT) for _ in range(9)]
    again = chance.sample(old, chance.randrange(1, len(old) + 1))

    summary = read(store, [*new, *again, *chance.sample(again, len(again) // 2)])

    assert (before.recorded, before.refused) == (len(old), 0)
    assert (summary.refused, summary.invalid) == (0, 0)
    assert summary.recorded == len(new)
    assert summary.already == len(again) + len(again) // 2


def test_a_request_that_was_granted_before_is_met_and_not_refused(store):
    read(store, [*BEGUN, *BAGS])

    summary = read(store, [*FACTS, *BAGS, line("entitle-kit", BAG)])

    assert (summary.recorded, summary.already, summary.refused) == (len(FACTS), 1, 1)


def test_who_was_erased_has_no_reference_again_when_their_lines_are_read_again(store):
    read(store, [*BEGUN, *FACTS, *with_a_case("child:C02")])
    store.erase("child:C01", ground="asked for", by="amina", second="salwa")
    others = [line("record-follow-up", VISIT, subject="child:C02") for _ in range(9)]

    summary = read(store, [*others, *BEGUN, *FACTS])

    assert summary.recorded == len(others)
    assert summary.already == len(BEGUN) + len(FACTS)
    known = store.acting_as("amina").subjects("child")
    assert [str(subject) for subject in known] == ["child:C02"]


def test_a_file_of_which_half_was_read_before_ends_as_if_it_was_read_once(tmp_path, store):
    lines = [*BEGUN, *BAGS, *FACTS, *with_a_case("child:C02")]
    read(store, lines[::2])
    with Store.open(tmp_path / "once.db", create=True) as once:
        read(once, [*lines[::2], *lines])

    read(store, lines)

    store.close()
    assert stories(tmp_path / "met.db", clocks=False) == stories(
        tmp_path / "once.db", clocks=False
    )
