"""A command is recorded once: sent again, tapped twice, by threads and by processes."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID, uuid4

import pytest
from tests.recording.telling import (
    BAG,
    SALMA,
    log_of,
    stored,
    stories,
    with_a_case,
    written,
)

from casemgmt import RuleBrokenError, Store
from casemgmt.commands import (
    EntitleKit,
    GiveConsent,
    JoinProgramme,
    OpenCase,
    RecordFollowUp,
    RegisterChild,
)
from casemgmt.errors import ConflictError, InvalidError
from casemgmt.recording.recorder import new_id
from casemgmt.testing import memory_store

VISIT = RecordFollowUp(kind="home-visit", seen_child=True, findings="vue à la maison")
OPENING = (
    RegisterChild(**SALMA),
    GiveConsent(purposes=["services"], given_by="guardian"),
    OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
)


@pytest.fixture(params=["sqlite", "memory", "postgres"])
def store(request, tmp_path):
    if request.param == "memory":
        yield memory_store(on="2026-01-05")
        return
    if request.param == "postgres":
        yield request.getfixturevalue("server_store")()
        return
    with Store.open(tmp_path / "a.db", create=True) as made:
        yield made


@pytest.fixture
def desk(store):
    return store.acting_as("amina", role="caseworker")


def test_a_command_sent_again_is_answered_as_the_first_time(store, desk):
    own = uuid4()
    first = desk.record("child:C01", VISIT, on="2025-09-08", id=own)

    again = desk.record("child:C01", VISIT, on="2025-09-08", id=own)

    assert (first.again, again.again) == (False, True)
    assert (again.command_id, again.events, again.position) == (own, first.events, 1)
    assert stored(store) == 1


def test_several_commands_sent_again_are_answered_as_the_first_time(store, desk):
    own = uuid4()
    first = desk.record("child:C01", *OPENING, on="2025-09-03", id=own)

    again = desk.record("child:C01", *OPENING, on="2025-09-03", id=own)

    assert again.again
    assert again.events == first.events
    assert store.outcome(own).events == first.events
    assert stored(store) == 3


def test_a_request_sent_again_is_not_refused_by_what_it_did_itself(desk):
    own = uuid4()
    desk.record("child:C01", *OPENING, on="2025-09-03")
    desk.record("child:C01", EntitleKit(**BAG), on="2025-09-08", id=own)

    assert desk.record("child:C01", EntitleKit(**BAG), on="2025-09-08", id=own).again


def test_several_whose_first_is_already_so_are_met_again_by_the_same_id(store, desk):
    desk.record("child:C01", *OPENING, on="2025-09-03")
    own, before = uuid4(), stored(store)
    commands = JoinProgramme(programme="education"), EntitleKit(**BAG)

    first = desk.record("child:C01", *commands, on="2025-09-08", id=own)
    again = desk.record("child:C01", *commands, on="2025-09-08", id=own)

    assert (first.command_id, first.again, len(first.events)) == (own, False, 1)
    assert (again.events, again.again) == (first.events, True)
    assert stored(store) == before + 1


def test_what_is_already_so_stores_nothing_and_leaves_its_id_free(store, desk):
    desk.record("child:C01", *OPENING, on="2025-09-03")
    own, before = uuid4(), stored(store)

    answer = desk.record(
        "child:C01", JoinProgramme(programme="education"), on="2025-09-08", id=own
    )

    assert (answer.events, answer.position, answer.again) == ((), None, False)
    assert (store.outcome(own), stored(store)) == (None, before)


def test_a_refused_command_leaves_its_id_free(store, desk):
    own = uuid4()
    with pytest.raises(RuleBrokenError):
        desk.record("child:C01", EntitleKit(**BAG), on="2025-09-08", id=own)
    desk.record("child:C01", *OPENING, on="2025-09-03")

    answer = desk.record("child:C01", EntitleKit(**BAG), on="2025-09-08", id=own)

    assert store.outcome(own) is not None
    assert not answer.again


def test_all_or_none_of_several_commands_are_recorded(store, desk):
    with pytest.raises(RuleBrokenError) as refused:
        desk.record("child:C01", OPENING[0], OPENING[2], on="2025-09-03")

    assert refused.value.rule == "consent-to-services"
    assert stored(store) == 0


def test_no_command_at_all_is_invalid(desk):
    with pytest.raises(InvalidError):
        desk.record("child:C01", on="2025-09-03")


def test_the_same_id_twice_in_one_file_is_one_command(store, desk):
    lines = written(with_a_case())

    summary = desk.record_file([*lines, *lines, lines[0]])

    assert (summary.recorded, summary.already) == (3, 4)
    assert stored(store) == 3


def test_the_outcome_of_what_was_never_sent_is_none(store):
    assert store.outcome(uuid4()) is None


def test_a_double_tap_from_many_threads_is_recorded_once(store, desk):
    ids = [uuid4() for _ in range(25)]

    def tap(own: UUID):
        return desk.record("child:C01", VISIT, on="2025-09-08", id=own)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(tap, [own for own in ids for _ in range(4)]))

    assert sum(not a.again for a in answers) == len(ids) == stored(store)


def test_two_desks_with_stores_of_their_own_never_hear_an_old_story(tmp_path):
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as one, Store.open(path) as other:
        here, there = one.acting_as("amina"), other.acting_as("driss")
        here.record("child:C01", *OPENING, on="2025-09-03")
        there.record("child:C01", EntitleKit(**BAG), on="2025-09-08")

        with pytest.raises(RuleBrokenError) as refused:
            here.record("child:C01", EntitleKit(**BAG), on="2025-09-09")
        here.record("child:C01", VISIT, on="2025-09-10")
        seen = there.journey("child:C01")

    assert refused.value.rule == "one-kit-entitlement"
    assert seen.kits == seen.kits
    assert len(stories(path)["child:C01"]) == 5


def test_what_another_desk_told_of_a_linked_record_is_heard_before_deciding(tmp_path):
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as one, Store.open(path) as other:
        here, there = one.acting_as("amina"), other.acting_as("driss")
        for child in ("child:C01", "child:C02"):
            here.record(child, *OPENING, on="2025-09-03")
        link = {"other": "child:C02", "evidence": "same-birth-act"}
        here.record_file(
            [json.dumps(_line("link-persons", link, "2025-09-04", subject="child:C01"))]
        )
        there.record("child:C02", EntitleKit(**BAG), on="2025-09-08")

        with pytest.raises(RuleBrokenError) as refused:
            here.record("child:C01", EntitleKit(**BAG), on="2025-09-09")

    assert refused.value.rule == "one-kit-entitlement"


def _line(command, data, on, *, subject):
    return {
        "id": str(uuid4()),
        "command": command,
        "subject": subject,
        "on": on,
        "by": "amina",
        "data": data,
    }


TAPPING = """
import sys
from uuid import UUID
from casemgmt import RuleBrokenError, Store
from casemgmt.commands import EntitleKit, RecordFollowUp
from casemgmt.errors import ConflictError
path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
new = again = 0
with Store.open(path) as store:
    desk = store.acting_as("amina")
    for n in range(first, last):
        while True:
            try:
                visit = RecordFollowUp(kind="home-visit", seen_child=True, findings=str(n))
                answer = desk.record("child:C01", visit, on="2025-09-08", id=UUID(int=n))
                break
            except ConflictError:
                continue
        new, again = new + (not answer.again), again + answer.again
print(new, again)
"""


def tapped(path, ranges):
    """What processes did that each recorded visits with the ids of one range."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", TAPPING, path, str(first), str(last)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first, last in ranges
    ]
    return [tuple(map(int, p.communicate()[0].split())) for p in started]


def test_the_same_ids_from_two_processes_are_recorded_once(tmp_path):
    path = tmp_path / "a.db"
    Store.open(path, create=True).close()

    done = tapped(path, [(1, 61)] * 2)

    assert sum(new for new, _ in done) == 60
    assert sum(again for _, again in done) == 60
    assert len(stories(path)["child:C01"]) == 60


def test_four_processes_on_one_child_lose_nothing_and_double_nothing(tmp_path):
    path = tmp_path / "a.db"
    Store.open(path, create=True).close()

    done = tapped(path, [(1 + n * 40, 41 + n * 40) for n in range(4)])

    told = stories(path)["child:C01"]
    assert done == [(40, 0)] * 4
    assert sorted(e.command_id.int for e in told) == list(range(1, 161))
    assert sorted(e.version for e in told) == list(range(1, 161))


def test_three_conflicts_in_a_row_are_said_and_nothing_is_recorded(tmp_path, monkeypatch):
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as one, Store.open(path) as other:
        here, there = one.acting_as("amina"), other.acting_as("driss")
        here.record("child:C01", VISIT, on="2025-09-01")
        vault = one._parts.shelf.vault
        at_first = vault.identify

        def somebody_is_faster(references):
            there.record("child:C01", VISIT, on="2025-09-02")
            return at_first(references)

        monkeypatch.setattr(vault, "identify", somebody_is_faster)
        own = uuid4()
        with pytest.raises(ConflictError):
            here.record("child:C01", VISIT, on="2025-09-03", id=own)

        assert one.outcome(own) is None
        assert log_of(one).head() == 4


def test_an_id_that_the_store_makes_is_a_random_one_as_others_make_them():
    made = [new_id() for _ in range(2_000)]

    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(4, RFC_4122)}
    assert {UUID(str(one)) for one in made} == set(made)
    bits = [0, 0]
    for one in made:
        bits[0] |= one.int
        bits[1] |= ~one.int
    free = UUID("ffffffff-ffff-0fff-3fff-ffffffffffff").int
    assert bits[0] & bits[1] & (1 << 128) - 1 == free
