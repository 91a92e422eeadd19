"""A campaign fails when a promise breaks, little is reached or a fault goes unnoticed."""

from contextlib import contextmanager

import pytest
from tests.campaigns import erasures, running
from tests.campaigns.campaign import Campaign
from tests.campaigns.disk import IOERR_OF, Watcher, watched
from tests.campaigns.running import BrokenError, Run
from tests.campaigns.tape import Disk, Held

from casemgmt.errors import BusyError

FAULTY = []


def round_(chance, reached):
    """Ten points; broken while a fault is planted."""
    reached["seen"] += 1
    reached["rare"] += chance.random() < 0.02
    assert not FAULTY, "it is broken"
    return 10


@contextmanager
def fault():
    FAULTY.append(True)
    yield
    FAULTY.clear()


@contextmanager
def no_fault():
    yield


def campaign(**how):
    return Campaign(
        **{"name": "c", "promise": "R0", "small": 10, "full": 200, "round": round_}
        | {"kinds": ("seen",)}
        | how
    )


@pytest.fixture(autouse=True)
def kept_at(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "KEPT_AT", tmp_path)


def test_a_campaign_that_holds_says_its_points_and_what_it_reached():
    run = Run(campaign(planted={"a fault": fault}), 200, seed=1)

    run.carried_out()

    assert (run.points, run.reached["seen"], run.noticed) == (200, 20, ["a fault"])
    assert "200 points" in run.line("holds")
    assert "seed 1  1 of 1 planted faults noticed  holds" in run.line("holds")


def test_what_is_reached_too_rarely_breaks_it():
    with pytest.raises(BrokenError, match=r"reached too rarely: \{'rare': \d\}"):
        Run(campaign(kinds=("seen", "rare")), 200, seed=1).carried_out()


def test_what_is_reached_late_is_waited_for_a_while():
    rounds = []

    def late(chance, reached):
        rounds.append(chance)
        reached["late"] += len(rounds) == 2
        return 10

    run = Run(campaign(round=late, kinds=("late",)), 10, seed=1)

    run.carried_out()

    assert (run.points, run.reached["late"]) == (20, 1)


def test_a_smaller_campaign_has_to_reach_less_but_everything():
    asked = campaign(kinds=("seen", "rare"))

    assert asked.missing({"seen": 9, "rare": 10}, 200) == {"seen": 9}
    assert asked.missing({"seen": 1}, 10) == {"rare": 0}


def test_a_planted_fault_that_nobody_notices_breaks_it():
    with pytest.raises(BrokenError, match="planted and not noticed"):
        Run(campaign(planted={"none": no_fault}), 10, seed=1).carried_out()


def test_what_breaks_says_how_to_repeat_it(capfd):
    run = Run(campaign(), 200, seed=7, round=3)
    FAULTY.append(True)
    try:
        with pytest.raises(BrokenError, match="--only c --seed 7 --round 3"):
            run.carried_out()
    finally:
        FAULTY.clear()
    assert "it is broken" in capfd.readouterr().err


def test_a_campaign_goes_on_where_it_stopped():
    Run(campaign(), 100, seed=5).carried_out()
    kept = (running.KEPT_AT / "c.json").read_text()
    (running.KEPT_AT / "c.json").write_text(kept.replace('"wanted": 100', '"wanted": 200'))
    run = Run(campaign(), 200, seed=5)

    run.resumed()
    assert (run.points, run.round) == (100, 10)
    run.carried_out()

    assert (run.points, run.reached["seen"]) == (200, 20)


def test_another_seed_begins_anew():
    Run(campaign(), 200, seed=5).carried_out()
    run = Run(campaign(), 200, seed=6)

    run.resumed()

    assert (run.points, run.round, run.seed) == (0, 0, 6)


def test_a_fault_that_only_looks_like_a_busy_machine_is_not_noticed():
    def busy(chance, reached):
        if FAULTY:
            raise BusyError("somebody else writes")
        reached["seen"] += 1
        return 10

    with pytest.raises(BrokenError, match="planted and not noticed"):
        Run(campaign(round=busy, planted={"a fault": fault}), 10, seed=1).carried_out()


class Counting(Watcher):
    def __init__(self, *, failing=None):
        self.seen, self.failing = [], failing

    def before(self, call):
        self.seen.append((call.kind, call.data))
        return IOERR_OF[call.kind] if call.kind == self.failing else 0


def test_a_watched_disk_tells_what_sqlite_writes_and_fails_when_it_is_told(tmp_path):
    import sqlite3

    with watched(Counting()) as disk:
        db = sqlite3.connect(tmp_path / "a.db")
        db.execute("CREATE TABLE words (word)")
        db.execute("INSERT INTO words VALUES ('Salma')")
        db.commit()
        assert any(kind == "write" and b"Salma" in data for kind, data in disk.seen)
        assert ("sync", b"") in disk.seen

        disk.failing = "write"
        with pytest.raises(sqlite3.OperationalError, match="disk I/O error"):
            db.execute("INSERT INTO words VALUES ('Yasmine')")
        db.close()

    with sqlite3.connect(tmp_path / "a.db") as db:
        assert db.execute("SELECT word FROM words").fetchall() == [("Salma",)]
    db.close()


class Cut:
    """A call as a tape has it."""

    def __init__(self, kind, at=0, data=b"", *, path="a", folder=False):
        self.kind, self.at, self.data = kind, at, data
        self.path, self.folder = path, folder


def test_what_was_not_synced_may_be_absent_and_what_was_synced_is_there():
    disk = Disk()
    for call in (
        Cut("open"),
        Cut("write", 0, b"first"),
        Cut("sync", folder=True),
        Cut("write", 5, b" second"),
    ):
        disk.step(call)

    held: Held = disk.on_disk["a"]
    assert held.after_cut("absent", None) == b"first"
    assert held.after_cut("whole", None) == b"first second"


def test_a_name_reaches_the_disk_with_its_folder_only(tmp_path):
    disk = Disk()
    disk.step(Cut("open"))
    disk.step(Cut("write", 0, b"words"))
    disk.step(Cut("sync"))
    assert disk.after_cut("absent", None, tmp_path)
    assert list(tmp_path.iterdir()) == []

    disk.step(Cut("open", path="b"))
    disk.step(Cut("sync", path="b", folder=True))
    disk.step(Cut("delete"))
    disk.after_cut("absent", None, tmp_path)
    assert (tmp_path / "a").read_bytes() == b"words"


def test_every_place_where_an_erasure_is_killed_is_there():
    for of, name, _ in erasures.KILLED_AT.values():
        assert hasattr(of, name), name
