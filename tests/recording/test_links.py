"""Each event of a file has a link over itself and all before it."""

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from tests.recording.telling import line, log_of, read, with_a_case

from casemgmt import Store
from casemgmt.recording.engines.file import FORMAT
from casemgmt.recording.proof import chained, leaf


def links(path):
    """What the events of a file have as links, and should have, from the first that has."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(
            "SELECT originator_id, originator_version, topic, state, link FROM events"
            " ORDER BY position"
        ).fetchall()
    before, wanted = None, []
    for *event, link in rows:
        before = chained(before, leaf(*event)) if link is not None else None
        wanted.append(before)
    return [row[-1] for row in rows], wanted


def without_links(path):
    """Make of a store what an older version wrote."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("ALTER TABLE events DROP COLUMN link")
        db.execute("PRAGMA user_version = 1")


def test_every_event_is_linked_to_the_one_before_across_appends_and_processes(tmp_path):
    read(tmp_path / "a.db", with_a_case("child:C01"))
    read(tmp_path / "a.db", with_a_case("child:C02"))

    found, wanted = links(tmp_path / "a.db")

    assert found == wanted
    assert len({*found}) == 6


def test_a_store_of_the_first_format_is_read_and_its_events_are_linked_from_here_on(
    tmp_path,
):
    read(tmp_path / "a.db", with_a_case("child:C01"))
    without_links(tmp_path / "a.db")

    read(tmp_path / "a.db", with_a_case("child:C02"))

    found, wanted = links(tmp_path / "a.db")
    assert found == wanted
    assert found[:3] == [None] * 3
    assert None not in found[3:]
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_a_leaf_says_nothing_of_when_it_was_stored_here():
    told = b'{"at":1,"by":"a","c":"00","d":{"stored":2},"k":"child","on":"2025"%b}'
    own = leaf("00", 1, "visit.1", told % b"")

    assert leaf("00", 1, "visit.1", told % b',"stored":-77') == own
    with_others = b',"with":"5d0c"'
    assert leaf("00", 1, "visit.1", told % (b',"stored":77' + with_others)) == leaf(
        "00", 1, "visit.1", told % with_others
    )
    assert leaf("00", 1, "visit.1", told.replace(b":2}", b":3}") % b"") != own


@pytest.mark.parametrize(
    "other",
    [
        ("01", 1, "visit.1"),
        ("00", 2, "visit.1"),
        ("00", 1, "visit.2"),
        ("00", 1, 'v","x":"'),
    ],
)
def test_a_leaf_says_whose_which_and_what(other):
    assert leaf(*other, b"{}") != leaf("00", 1, "visit.1", b"{}")


def test_a_moment_of_the_log_stays_as_it_was_while_others_write(tmp_path):
    read(tmp_path / "a.db", with_a_case("child:C01"))
    with Store.open(tmp_path / "a.db") as store, log_of(store).snapshot() as then:
        read(tmp_path / "a.db", with_a_case("child:C02"))

        assert (then.head(), len(then.scan(0, 100))) == (3, 3)
        assert log_of(store).head() == 6


def test_what_a_command_holds_can_be_asked(tmp_path):
    number = {"kind": "massar", "value": "M1", "status": "verified"}
    holding = line("add-identifier", number)
    read(tmp_path / "a.db", [*with_a_case(), holding])
    with Store.open(tmp_path / "a.db") as store:
        log = log_of(store)
        held = log.held([UUID(holding["id"]), UUID(int=1)])

        (claims,) = held.values()
        assert log.holders(claims)[claims[0]].command_id == UUID(holding["id"])
