"""Whatever somebody changes in the file is found, and the first place of it is named."""

import re
import sqlite3
from contextlib import closing

import pytest
from attrs import evolve
from tests.care import tampering
from tests.care.tampering import KINDS, chance_of, cut_the_tail, hashed_again, rows_of

from casemgmt import Store
from casemgmt.care.faults import What
from casemgmt.care.verify import Noted
from casemgmt.commands import Correct, FormHousehold, LinkPersons
from casemgmt.domain.family_support.household import Member
from casemgmt.errors import DamagedStoreError

SEEDS = 12


def noted(found):
    root = bytes.fromhex(found.root)
    return Noted(found.events, root, What.UNLIKE_CHECKPOINT, found.marks)


def tampered(path, kind, seed, *, then=lambda rows: rows):
    """Change the store at *path* in one place; return that place."""
    chance, rows = chance_of(seed), rows_of(path)
    first = kind(rows, chance.randrange(len(rows)), chance)
    tampering.rewritten(path, then(rows))
    return first + 1


def test_a_store_as_it_was_recorded_is_whole(store_at, looked_over):
    found = looked_over(store_at)

    assert found.ok
    assert (found.first_bad, found.unfit, found.linked_from) == (None, (), 1)
    assert found.events == found.position == len(rows_of(store_at))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_change_is_found_at_its_first_place(store_at, looked_over, kind, seed):
    first = tampered(store_at, kind, seed)

    found = looked_over(store_at)

    assert not found.ok
    assert found.first_bad == first


@pytest.mark.parametrize("kind", [*KINDS, cut_the_tail], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_checkpoint_finds_it_also_when_every_link_was_made_to_fit(
    store_at, looked_over, kind, seed
):
    before = noted(looked_over(store_at))
    first = tampered(store_at, kind, seed, then=hashed_again)

    found = looked_over(store_at, before)

    assert not found.ok
    assert found.first_bad == first


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_tail_that_was_cut_is_found_by_who_noted_the_size(store_at, looked_over, seed):
    before = noted(looked_over(store_at))
    first = tampered(store_at, cut_the_tail, seed)

    found = looked_over(store_at, before)

    assert found.first_bad == first
    assert found.faults[0].what is What.MISSING


def test_a_root_alone_tells_that_it_changed_but_not_where(store_at, looked_over):
    before = evolve(noted(looked_over(store_at)), marks=b"", unlike=What.UNLIKE_REPORT)
    tampered(store_at, tampering.edit_a_payload, 1, then=hashed_again)

    assert looked_over(store_at).ok
    found = looked_over(store_at, before)

    assert [(f.position, f.what) for f in found.faults] == [
        (before.events, What.UNLIKE_REPORT)
    ]


def test_a_store_that_grew_since_is_whole(store_at, looked_over):
    before = noted(looked_over(store_at))
    rows = rows_of(store_at)

    found = looked_over(store_at, evolve(before, events=len(rows)))

    assert found.ok


def hurt(path, sql, *values):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(sql, values)


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE events SET state = 7 WHERE position = 5", What.DAMAGED),
        ("UPDATE events SET state = x'7b7d' WHERE position = 5", What.DAMAGED),
        ("UPDATE events SET state = x'ff' WHERE position = 5", What.DAMAGED),
        ("UPDATE events SET topic = CAST(x'ff41' AS TEXT) WHERE position = 5", What.LINK),
        ("UPDATE events SET originator_id = 'nobody' WHERE position = 5", What.LINK),
        ("UPDATE events SET originator_version = 'x' WHERE position = 5", What.LINK),
        ("UPDATE events SET link = NULL WHERE position = 5", What.NO_LINK),
        ("UPDATE events SET link = x'00' WHERE position = 5", What.LINK),
        ("UPDATE commands SET position = 99 WHERE position = 5", What.COMMAND),
        ("DELETE FROM commands WHERE position = 5", What.COMMAND),
    ],
)
def test_a_damaged_row_is_named_by_its_position_and_stops_nothing(
    store_at, looked_over, sql, what
):
    hurt(store_at, sql)

    found = looked_over(store_at)

    assert found.first_bad == 5
    assert what in {f.what for f in found.faults if f.position == 5}
    assert found.events == 60


def test_an_event_that_is_not_written_canonically_is_named(store_at, looked_over):
    rows = rows_of(store_at)
    rows[4][4] = rows[4][4].replace(b'","', b'", "', 1)
    tampering.rewritten(store_at, hashed_again(rows))

    found = looked_over(store_at)

    assert [(f.position, f.what) for f in found.faults] == [(5, What.NOT_CANONICAL)]


def test_an_event_recorded_before_the_one_before_it_is_named(store_at, looked_over):
    rows = rows_of(store_at)
    changed = tampering.said(rows[4])
    tampering.saying(rows[4], changed | {"at": changed["at"] - 10**9})
    tampering.rewritten(store_at, hashed_again(rows))

    found = looked_over(store_at)

    assert [(f.position, f.what) for f in found.faults] == [(5, What.TIME)]


def test_what_stands_beside_events_that_are_not_there_is_said(store_at, looked_over):
    hurt(store_at, "INSERT INTO commands VALUES (randomblob(16), 1000)")
    hurt(store_at, "INSERT INTO claims VALUES (x'01', x'02', x'03')")

    found = looked_over(store_at)

    assert (found.ok, found.first_bad) == (False, None)
    assert [words.split()[0] for words in found.unfit] == ["commands", "claims"]


@pytest.fixture
def with_others(store_at):
    """Return the store, and where it is told that K1 and K2 are one, and of a household."""
    other = {"other": "child:K2", "evidence": "seen"}
    wrong = {"other": "child:K3", "evidence": "seen"}
    members = [Member(person="child:K4", role="child")]
    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        linked = desk.record("child:K1", LinkPersons(**wrong), on="2025-10-01")
        fix = Correct(command_id=linked.command_id, data=other, reason="it was K2")
        desk.record("child:K1", fix, on="2025-10-02")
        formed = FormHousehold(members=members, district="mediouna")
        at_home = desk.record("household:H1", formed, on="2025-10-03")
    return store_at, {"K2": linked.position + 1, "K4": at_home.position}


@pytest.mark.parametrize(("kind", "whom"), [("link", "K2"), ("named", "K4")])
def test_an_event_whose_story_is_not_found_by_whom_it_names_is_named(
    with_others, looked_over, kind, whom
):
    path, told_at = with_others
    assert looked_over(path).ok
    with closing(sqlite3.connect(path)) as db:
        (state,) = db.execute(
            "SELECT state FROM events WHERE position = ?", [told_at[whom]]
        ).fetchone()
    named = re.search(rb"child:([0-9a-f]{32})", state)[1].decode()

    hurt(
        path,
        f"DELETE FROM mentions WHERE kind = '{kind}' AND hex(subject) = upper(?)",
        named,
    )
    found = looked_over(path)

    assert [(f.position, f.what) for f in found.faults] == [(told_at[whom], What.NAMED)]


def test_what_finds_stories_by_whom_they_name_is_missed_when_it_is_gone(
    with_others, looked_over
):
    path, _ = with_others
    hurt(path, "DROP TABLE mentions")

    found = looked_over(path)

    assert (found.ok, found.first_bad) == (False, None)
    assert "no such table: mentions" in found.unfit[0]


def test_pages_that_are_lost_are_named_by_the_first_event_on_them(store_at, looked_over):
    hurt(store_at, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = store_at.read_bytes()
    named, refused = [], 0
    for page in range(2, len(whole) // 4096):
        for beside in store_at.parent.glob("a.db-*"):
            beside.unlink()
        lost = whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :]
        store_at.write_bytes(lost)
        try:
            found = looked_over(store_at)
        except DamagedStoreError:
            refused += 1
            continue
        assert not found.ok
        named.append(found.first_bad)

    assert len({place for place in named if place is not None}) > 3
    assert refused == 1  # the page of the store's own mark
