"""Stories that were let go of leave their ends: facts go on there, decisions read again."""

import sqlite3

import pytest
from tests.recording.telling import BAG, VISIT, line, stories, with_a_case, written

from casemgmt import Store
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording import journal

CHILDREN = [f"child:C{n}" for n in range(12)]
"""More than are at hand below."""


def of_each(*told):
    """What is told, of each child in turn, as an agency's own days go."""
    return [line(*one, subject=child) for one in told for child in CHILDREN]


BEGUN = [one for turn in zip(*map(with_a_case, CHILDREN), strict=True) for one in turn]
FACTS = of_each(*[("record-follow-up", VISIT)] * 4)
ASKED = of_each(("entitle-kit", BAG), ("entitle-kit", BAG), ("record-follow-up", VISIT))


@pytest.fixture
def few_at_hand(tmp_path, monkeypatch):
    """A store that has the events of two children at hand, and takes five lines at once."""
    monkeypatch.setattr(journal, "FIRST", 5)
    monkeypatch.setattr(journal, "BATCH", 5)
    with Store.open(tmp_path / "few.db", create=True) as store:
        store._parts.shelf.events_kept = 12
        yield store


def read(store, lines):
    return store.acting_as("amina").record_file(written(lines))


def streams_read(store, monkeypatch):
    """Which stories are read from the log from now on."""
    log, whose = store._parts.shelf.log, []
    real = type(log).read
    monkeypatch.setattr(
        type(log), "read", lambda self, *asked: whose.append(asked[0]) or real(self, *asked)
    )
    return whose


def test_with_few_stories_at_hand_a_journal_ends_as_with_all_of_them(tmp_path, few_at_hand):
    lines = [*BEGUN, *FACTS, *ASKED, *FACTS]
    with Store.open(tmp_path / "all.db", create=True) as all_at_hand:
        whole = read(all_at_hand, lines)

    summary = read(few_at_hand, lines)

    assert summary.refused == whole.refused == len(CHILDREN)
    assert summary.recorded == whole.recorded
    few_at_hand.close()
    assert stories(tmp_path / "few.db", clocks=False) == stories(
        tmp_path / "all.db", clocks=False
    )


def test_facts_of_stories_that_were_let_go_of_read_nothing(few_at_hand, monkeypatch):
    read(few_at_hand, BEGUN)
    whose = streams_read(few_at_hand, monkeypatch)

    assert read(few_at_hand, FACTS).recorded == len(FACTS)

    assert whose == []


def test_what_is_decided_on_an_end_is_decided_on_the_whole_story(few_at_hand, monkeypatch):
    read(few_at_hand, [*BEGUN, *FACTS])
    whose = streams_read(few_at_hand, monkeypatch)
    first = CHILDREN[0]

    told = [line("record-follow-up", VISIT, subject=first)]
    told += [line("entitle-kit", BAG, subject=first)] * 2
    summary = read(few_at_hand, told)

    assert (summary.recorded, summary.already) == (2, 1)
    assert len(whose) == 1


def test_no_more_ends_stay_than_are_to_be_kept(few_at_hand):
    shelf = few_at_hand._parts.shelf
    shelf.ends_kept = 3

    read(few_at_hand, [*BEGUN, *FACTS])

    assert len(shelf._ends) == 3
    assert shelf._ids.keys() == shelf._ends.keys() | shelf._stories.keys()


def test_an_end_that_is_behind_the_log_is_found_out(tmp_path, few_at_hand):
    read(few_at_hand, [*BEGUN, *FACTS])
    first = CHILDREN[0]
    with Store.open(tmp_path / "few.db") as other:
        read(other, [line("record-follow-up", VISIT, subject=first)])

    summary = read(few_at_hand, [line("record-follow-up", VISIT, subject=first)])

    assert summary.recorded == 1
    told = few_at_hand.acting_as("amina").history(first)
    assert sorted(one.version for one in told) == list(range(1, len(told) + 1))


def test_an_end_of_a_damaged_story_decides_nothing(tmp_path, few_at_hand):
    read(few_at_hand, [*BEGUN, *FACTS])
    first = CHILDREN[0]
    stream = few_at_hand._parts.shelf.vault.find(Subject.of(first))
    with sqlite3.connect(tmp_path / "few.db") as log:
        log.execute(
            "UPDATE events SET state = x'00' WHERE originator_id = ?"
            " AND originator_version = 3",
            [stream.hex],
        )

    summary = read(few_at_hand, [line("entitle-kit", BAG, subject=first)])

    assert (summary.recorded, summary.invalid) == (0, 1)


def test_who_was_erased_has_no_end_at_hand(few_at_hand):
    read(few_at_hand, [*BEGUN, *FACTS])
    first = CHILDREN[0]
    assert Subject.of(first) in few_at_hand._parts.shelf._ends

    few_at_hand.erase(first, ground="asked for", by="amina", second="nadia")

    assert Subject.of(first) not in few_at_hand._parts.shelf._ids
