"""``casemgmt project``, ``projections`` and ``parked``, also in processes of their own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from casemgmt import Store
from casemgmt.cli.app import run as carried_out
from casemgmt.commands import DeliverKit, RecordFollowUp
from casemgmt.projections.patience import Patience

CALL = RecordFollowUp(kind="call", seen_child=True)
KIT = DeliverKit(kit="school-bag-full", school_year="2025-2026")
TOLD = {
    "projection",
    "position",
    "head",
    "behind_events",
    "behind_seconds",
    "parked",
    "state",
}
ELSEWHERE = "import sys; from casemgmt.cli.app import run; sys.exit(run(sys.argv[1:]))"


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch):
    monkeypatch.setattr(Patience, "after", lambda *_: 0.0)


@pytest.fixture
def store(tmp_path, rows):
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as made:
        desk = made.acting_as("amina")
        for n in range(4):
            for day in (1, 2, 3):
                desk.record(f"child:K{n}", CALL, on=f"2025-09-0{day}")
    return path


@pytest.fixture
def kept(tmp_path):
    """Where the read model is kept."""
    return tmp_path / "rows.db"


@pytest.fixture
def run(capfd):
    def call(*arguments):
        code = carried_out([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, json.loads(out) if "--json" in arguments and out else out, err

    return call


def told_in(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "SELECT who, version, name FROM told ORDER BY who, version"
        ).fetchall()


def clean(store, path):
    """What a read model holds that never met any trouble."""
    assert carried_out(["project", str(store), "Rows", "--to", str(path)]) == 0
    return told_in(path)


def record(path, subject="child:K1", command=CALL, on="2025-09-10"):
    with Store.open(path) as opened:
        return opened.acting_as("amina").record(subject, command, on=on)


def refuse(kept, name="kit-delivered.1"):
    kept.with_name(kept.name + ".refuse").write_text(name)


def poisoned(store, kept):
    """One story that waits."""
    record(store, "child:K1", KIT)
    record(store, "child:K1", on="2025-09-11")
    refuse(kept)
    return "child:K1"


def test_project_and_projections_say_where_each_read_model_stands(run, store, kept):
    code, (brought,), _ = run("project", store, "Rows", "--to", kept, "--json")
    again, (stands,), _ = run("projections", store, "--json")

    assert (code, again) == (0, 0)
    assert brought.keys() >= TOLD
    assert stands.keys() >= TOLD
    assert (brought["events"], brought["state"], brought["parked"]) == (12, "running", 0)
    assert brought["position"] == brought["head"] == stands["position"] == stands["head"]
    assert (stands["behind_events"], stands["behind_seconds"]) == (0, 0)


@pytest.mark.slow
def test_what_a_read_model_is_behind_is_told_in_events_and_in_seconds(run, store, kept):
    run("project", store, "Rows", "--to", kept)
    record(store)
    record(store, on="2025-09-11")
    time.sleep(0.05)

    _, (stands,), _ = run("projections", store, "--json")

    assert stands["behind_events"] == 2
    assert 0.05 <= stands["behind_seconds"] < 60


def test_a_story_that_waits_is_listed_shown_and_given_again(run, store, kept):
    whose = poisoned(store, kept)
    code, (row,), _ = run("project", store, "Rows", "--to", kept, "--json")
    assert (code, row["parked"], row["state"]) == (0, 1, "parked")

    _, (listed,), _ = run("parked", store, "--json")
    _, (shown,), _ = run("parked", store, "show", "--json")
    refused, (left,), _ = run("parked", store, "replay", "--json")
    kept.with_name(kept.name + ".refuse").unlink()
    taken, nothing, _ = run("parked", store, "replay", "--json")

    assert listed.keys() >= {"projection", "subject", "position", "error"}
    assert (listed["subject"], listed["error"]) == (whose, "ValueError")
    assert [e["event"] for e in shown["events"]] == [
        "kit-delivered.1",
        "follow-up-recorded.1",
    ]
    assert (refused, left["subject"], taken, nothing) == (1, whose, 0, [])
    assert told_in(kept) == clean(store, kept.with_name("clean.db"))


def test_a_rebuild_that_meets_poison_ends_with_one_plain_line_in_ones_language(
    run, store, kept
):
    run("project", store, "Rows", "--to", kept)
    poisoned(store, kept)

    code, _, said = run("project", store, "Rows", "--to", kept, "--rebuild", "--lang", "fr")

    assert code == 1
    lines = said.splitlines()
    assert "il est vidé" in lines[0]
    assert lines[1].endswith("(ValueError) ; la reconstruction s'arrête là")
    assert "kit-delivered.1" in lines[1]
    assert "Salma" not in said


@pytest.mark.slow
def test_a_destination_that_is_down_keeps_no_other_waiting(run, store, kept, tmp_path):
    other = tmp_path / "other.db"
    (tmp_path / "casemgmt.toml").write_text(
        f'[adapters.first]\nadapter = "Rows"\nto = "{kept}"\n'
        f'[adapters.second]\nadapter = "Rows"\nto = "{other}"\n'
    )
    down = kept.with_name(kept.name + ".down")
    down.touch()

    code, found, said = run("project", store, "--json")
    states = {row["projection"]: (row["state"], row["behind_events"]) for row in found}
    down.unlink()
    after, again, _ = run("project", store, "--json")

    assert (code, after) == (1, 0)
    assert states == {"first": ("stopped", 12), "second": ("running", 0)}
    assert said.count("ConnectionRefusedError") == 1
    assert [row["state"] for row in again] == ["running", "running"]
    assert told_in(kept) == told_in(other)


@pytest.mark.slow
def test_an_adapter_that_cannot_be_made_while_its_destination_is_down_says_so_plainly(
    run, store, kept
):
    run("project", store, "Rows", "--to", kept)
    gone = kept.with_name(kept.name + ".gone")
    gone.touch()

    code, (row,), said = run("project", store, "Rows", "--to", kept, "--json")
    _, (stands,), _ = run("projections", store, "--json")
    gone.unlink()
    run("project", store, "Rows", "--to", kept)
    _, (after,), _ = run("projections", store, "--json")

    assert (code, len(said.splitlines())) == (1, 1)
    assert "ConnectionRefusedError" in said
    assert (row["position"], row["state"], stands["state"]) == (None, "stopped", "stopped")
    assert after["state"] == "running"


def test_what_nothing_installed_can_keep_is_not_said_to_run(run, store, kept):
    nobodys = f'[adapters.register]\nadapter = "Nobody"\nto = "{kept}"\n'
    store.with_name("casemgmt.toml").write_text(nobodys)
    code, (row,), said = run("project", store, "--json")

    assert code == 1
    assert "Nobody" in said
    assert (row["position"], row["state"]) == (None, "stopped")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_of_each_that_does_not_run_it_is_said_by_which_command_it_goes_on(
    run, store, kept, language
):
    asked = ("projections", store, "--lang", language)
    poisoned(store, kept)
    run("project", store, "Rows", "--to", kept)
    _, parked, _ = run(*asked)
    run("projections", store, "--pause", "Rows")
    _, paused, _ = run(*asked)
    run("projections", store, "--resume", "Rows")
    gone = kept.with_name(kept.name + ".gone")
    gone.touch()
    _, stopped, _ = run(*asked)

    ends = [said.splitlines()[-1] for said in (parked, paused, stopped)]
    assert [line.split(": ")[-1] for line in ends] == [
        f"casemgmt parked {store} show",
        f"casemgmt projections {store} --resume Rows",
        f"casemgmt project {store}",
    ]


def test_of_what_runs_nothing_is_said_below_the_table(run, store, kept):
    run("project", store, "Rows", "--to", kept)

    _, said, _ = run("projections", store)

    assert len(said.splitlines()) == 2


def test_a_projection_rests_and_goes_on(run, store, kept):
    run("project", store, "Rows", "--to", kept)
    record(store)

    _, (paused,), _ = run("projections", store, "--pause", "Rows", "--json")
    _, (still,), _ = run("project", store, "Rows", "--to", kept, "--json")
    run("projections", store, "--resume", "Rows")
    _, (resumed,), _ = run("project", store, "Rows", "--to", kept, "--json")

    assert (paused["state"], still["state"], still["events"]) == ("paused", "paused", 0)
    assert (resumed["state"], resumed["events"]) == ("running", 1)


def test_a_projection_nobody_knows_cannot_rest(run, store):
    code, _, said = run("projections", store, "--pause", "Rows", "--lang", "ar")

    assert code == 2
    assert "لا يوجد نموذج قراءة بهذا الاسم" in said


@pytest.mark.slow
def test_an_audit_finds_what_is_missing_and_ends_with_four(run, store, kept):
    run("project", store, "Rows", "--to", kept)
    whole, (row,), _ = run("projections", store, "--audit", "--json")
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("DELETE FROM told WHERE version = 2")

    code, (missing,), _ = run("projections", store, "--audit", "--json")
    in_words = run("projections", store, "--audit", "--lang", "fr")[1]

    assert (whole, row["audit"]["ok"]) == (0, True)
    assert (code, missing["audit"]["ok"]) == (4, False)
    assert missing["audit"]["differs"] == [
        {"event": "follow-up-recorded.1", "log": 12, "seen": 8}
    ]
    assert "dans le journal 12, chez lui 8" in in_words


def test_it_stops_at_a_position_and_one_subject_alone_is_given_again(run, store, kept):
    _, (stopped,), _ = run("project", store, "Rows", "--to", kept, "--until", 5, "--json")
    run("project", store, "Rows", "--to", kept)
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("UPDATE told SET name = 'spoilt'")

    run("project", store, "Rows", "--to", kept, "--subject", "child:K2")

    assert (stopped["position"], stopped["behind_events"]) == (5, 7)
    names = [name for _, _, name in told_in(kept)]
    assert (names.count("spoilt"), names.count("follow-up-recorded.1")) == (9, 3)


def test_what_needs_an_address_says_so(run, store):
    code, _, said = run("project", store, "Rows")

    assert code == 2
    assert "--to" in said


def test_an_adapter_that_is_not_installed_is_named_wrongly(run, store, kept):
    code, out, said = run("project", store, "Row", "--to", kept, "--lang", "fr")

    assert (code, out) == (2, "")
    assert "aucun adaptateur de ce nom" in said
    assert "Rows" in said
    assert not kept.exists()


def test_what_was_given_again_is_said_and_no_empty_table(run, store, kept):
    whose = poisoned(store, kept)
    run("project", store, "Rows", "--to", kept)
    kept.with_name(kept.name + ".refuse").unlink()

    _, before, _ = run("parked", store, "list", "--lang", "fr")
    _, again, _ = run("parked", store, "replay", "--lang", "fr")
    _, after, _ = run("parked", store, "list", "--lang", "fr")

    assert before.startswith("modèle de lecture  sujet")
    assert whose in before
    assert again == "ce qui attendait a été redonné : histoires 1\n"
    assert after == "aucune histoire n'attend\n"


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ["journal à", "en marche"]), ("ar", ["الحالة", "جارٍ"])]
)
def test_tables_are_headed_in_the_language_asked_for(run, store, kept, language, words):
    said = run("project", store, "Rows", "--to", kept, "--lang", language)[1]
    said += run("projections", store, "--lang", language)[1]
    said += run("adapters", "--lang", language)[1]

    assert all(said.count(word) == 2 for word in words)
    assert not {"state", "behind", "running", "distribution", "needs"} & {*said.split()}


def test_where_nothing_is_projected_it_is_said(run, store):
    assert "there is no read model" in run("projections", store)[1]
    assert "there is no read model" in run("project", store)[1]


# Followers, in processes of their own


def following(store, kept, rows):
    """Start a follower; it is another process."""
    asked = ["project", str(store), "Rows", "--to", str(kept), "--follow", "--json"]
    return subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(rows)},
    )


def eventually(claim, seconds=60.0):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if claim():
            return True
        time.sleep(0.02)
    return False


def stands_at(kept):
    """Where the read model stands, None before the first batch."""
    try:
        with closing(sqlite3.connect(kept)) as db:
            row = db.execute("SELECT number FROM stands").fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else row[0]


@pytest.mark.slow
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_follower_sees_what_is_recorded_and_ends_when_it_is_asked(
    store, kept, rows, asked
):
    follower = following(store, kept, rows)
    try:
        assert eventually(lambda: (stands_at(kept) or 0) >= 12)
        position = record(store).position
        assert eventually(lambda: (stands_at(kept) or 0) >= position)

        follower.send_signal(asked)
        out, err = follower.communicate(timeout=60)
    finally:
        follower.kill()
        follower.communicate()

    assert (follower.returncode, err) == (0, b"")
    (row,) = json.loads(out)
    assert (row["state"], row["behind_events"]) == ("running", 0)
    assert told_in(kept) == clean(store, kept.with_name("clean.db"))


@pytest.mark.slow
def test_a_follower_waits_for_a_destination_that_is_down_when_it_begins(store, kept, rows):
    gone = kept.with_name(kept.name + ".gone")
    gone.touch()
    follower = following(store, kept, rows)
    try:
        time.sleep(1)
        assert follower.poll() is None
        gone.unlink()
        assert eventually(lambda: (stands_at(kept) or 0) >= 12)
        follower.terminate()
        _, err = follower.communicate(timeout=60)
    finally:
        follower.kill()
        follower.communicate()

    assert (follower.returncode, err) == (0, b"")


@pytest.mark.slow
def test_a_follower_ends_after_the_batch_in_hand(store, kept, rows):
    slow = kept.with_name(kept.name + ".slow")
    slow.write_text("0.7")
    follower = following(store, kept, rows)
    try:
        assert eventually(lambda: kept.with_name(kept.name + ".in-hand").exists())
        follower.terminate()
        follower.communicate(timeout=60)
    finally:
        follower.kill()
        follower.communicate()

    assert follower.returncode == 0
    assert stands_at(kept) is not None  # what was begun was ended


@pytest.mark.slow
def test_a_follower_killed_in_mid_batch_leaves_what_the_next_one_makes_whole(
    store, kept, rows
):
    slow = kept.with_name(kept.name + ".slow")
    slow.write_text("5")
    follower = following(store, kept, rows)
    try:
        assert eventually(lambda: kept.with_name(kept.name + ".in-hand").exists())
    finally:
        follower.kill()  # between its rows and its commit
        follower.communicate()
    slow.unlink()
    assert stands_at(kept) is None
    record(store)

    assert carried_out(["project", str(store), "Rows", "--to", str(kept)]) == 0

    assert told_in(kept) == clean(store, kept.with_name("clean.db"))
