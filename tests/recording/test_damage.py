"""A damaged row stops nobody: its case can be read and not added to, all others go on."""

import json
import random
import sqlite3
import subprocess
import sys
from uuid import UUID

import pytest
from tests.recording.telling import SALMA, line, log_of, read, with_a_case

from casemgmt import Store
from casemgmt.care.faults import What
from casemgmt.care.verify import verify
from casemgmt.errors import InvalidError
from casemgmt.recording.envelope import Unreadable

HURT, WHOLE = "child:C01", "child:C02"


@pytest.fixture
def store_at(tmp_path):
    lines = [*with_a_case(HURT), *with_a_case(WHOLE)]
    read(tmp_path / "a.db", lines)
    return tmp_path / "a.db"


def change(path, column, value, position=2):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"UPDATE events SET {column} = ? WHERE position = ?", [value, position])
    db.close()


def state_of(path, position=2):
    db = sqlite3.connect(path)
    (state,) = db.execute("SELECT state FROM events WHERE position = ?", [position])
    db.close()
    return json.loads(state[0])


def assert_only_that_case_is_read_only(path, hurt=HURT, whole=WHOLE):
    from casemgmt.commands import AssessRisk

    with Store.open(path) as store:
        desk = store.acting_as("amina")
        history = desk.history(hurt)
        assert len(history) == 3
        assert any(isinstance(e.event, Unreadable) for e in history)
        assert not desk.journey(hurt).readable
        with pytest.raises(InvalidError, match="read-only-case"):
            desk.record(hurt, AssessRisk(level="low"), on="2025-09-09")
        assert desk.journey(whole).readable
        desk.record(whole, AssessRisk(level="low"), on="2025-09-09")
        assert len(list(store.events())) == 7


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b"\xff\xfe",
        b'{"d": {}}',
        b"{" * 5000,
        b'{"d":[],"c":5,"on":[],"at":{},"by":{}}',
        7,
        "text",
        4.5,
    ],
)
def test_bytes_that_are_no_event_make_their_case_read_only(store_at, state):
    change(store_at, "state", state)

    assert_only_that_case_is_read_only(store_at)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("c", 5),
        ("c", "not hex"),
        ("on", "2025-02-30"),
        ("on", ["2025"]),
        ("on", None),
        ("at", 10**30),
        ("at", -(10**30)),
        ("at", "noon"),
        ("by", None),
        ("by", {"x": 1}),
        ("fix", 7),
        ("ret", "x"),
        ("d", None),
        ("d", {"purposes": 7}),
        ("d", {"purposes": ["services"], "given_by": "guardian", "more": 1}),
    ],
)
def test_an_envelope_with_something_strange_makes_its_case_read_only(store_at, key, value):
    change(store_at, "state", json.dumps(state_of(store_at) | {key: value}))

    assert_only_that_case_is_read_only(store_at)


@pytest.mark.parametrize(
    "name",
    [
        "consent-given.99",
        "consent-given",
        "",
        "os:system",
        "antigravity:fly_geohash",
        "../../etc/passwd",
        "__import__('os')",
        "casemgmt",
        "x" * 10_000,
        "\u202e\0",
        b"\xff\xfe",
        7,
    ],
)
def test_an_unknown_name_of_ours_makes_its_case_read_only(store_at, name):
    change(store_at, "topic", name)

    assert_only_that_case_is_read_only(store_at)


def test_a_name_never_imports_or_runs_anything(tmp_path):
    read(tmp_path / "a.db", [*with_a_case(HURT), *with_a_case(WHOLE)])
    (tmp_path / "hostile_module.py").write_text("open('touched', 'w')")
    names = [
        "hostile_module:anything",
        "hostile_module.anything.1",
        "hostile_module",
        "casemgmt.hostile_module.1",
        "this:s",
    ]
    for position, name in enumerate(names, start=1):
        change(tmp_path / "a.db", "topic", name, position)
    reading = (
        "import sys; from casemgmt import Store; s = Store.open('a.db');"
        "before = {*sys.modules};"
        "events = list(s.events()); [s.acting_as('a').journey(e.subject) for e in events];"
        "new = {*sys.modules} - before; assert not new & {'hostile_module', 'this'}, new"
    )

    done = subprocess.run(
        [sys.executable, "-c", reading],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "touched").exists()


def test_an_event_of_an_area_that_is_not_installed_is_passed_over(store_at):
    from casemgmt.commands import AssessRisk

    change(store_at, "topic", "insaf.school-fees-covered.1", position=1)

    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        journey = desk.journey(HURT)
        assert journey.readable
        assert not journey.registration.registered
        assert journey.case.is_open
        desk.record(HURT, AssessRisk(level="low"), on="2025-09-09")
        assert len(desk.history(HURT)) == 4


def test_a_row_of_no_subject_stops_nobody(store_at):
    change(store_at, "originator_id", "no subject at all", position=3)

    with Store.open(store_at) as store:
        assert len(list(store.events())) == 6
        assert store.acting_as("amina").journey(WHOLE).case.is_open


@pytest.mark.parametrize("version", [-1, 0, 7, 2**62, "two", 2.5, b"\xff"])
def test_an_event_that_lost_its_rank_makes_its_case_read_only(store_at, version):
    from casemgmt.commands import AssessRisk

    change(store_at, "originator_version", version)

    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        first, again = (desk.journey(HURT) for _ in range(2))
        assert first.case == again.case
        with pytest.raises(InvalidError, match="read-only-case"):
            desk.record(HURT, AssessRisk(level="low"), on="2025-09-09")
        desk.record(WHOLE, AssessRisk(level="low"), on="2025-09-09")
        assert len(desk.history(HURT)) in (2, 3)


@pytest.mark.parametrize("link", [7, 4.5, "text", b"", b"x" * 100_000])
def test_a_link_that_is_none_stops_nobody_and_is_found(store_at, link):
    from casemgmt.commands import AssessRisk

    change(store_at, "link", link, position=6)

    with Store.open(store_at) as store:
        desk = store.acting_as("amina")
        for subject in (HURT, WHOLE):
            desk.record(subject, AssessRisk(level="low"), on="2025-09-09")
        found = verify(log_of(store))

    assert found.events == 8
    assert {(f.position, f.what) for f in found.faults} == {(6, What.LINK)}


def sealed_name(path, position):
    return state_of(path, position)["d"]["given_name"]


def assert_name_does_not_open(path, subject=HURT, position=1):
    with Store.open(path) as store:
        desk = store.acting_as("amina")
        events = [e for e in desk.history(subject) if e.position == position]
        assert isinstance(events[0].event, Unreadable)
        assert "Salma" not in repr(events)
        assert not desk.journey(subject).readable
        assert desk.journey(WHOLE).readable or subject == WHOLE


def test_a_sealed_value_moved_to_another_field_does_not_open(store_at):
    state = state_of(store_at, 1)
    data = state["d"]
    data["given_name"], data["family_name"] = data["family_name"], data["given_name"]
    change(store_at, "state", json.dumps(state), 1)

    assert_name_does_not_open(store_at)


def test_a_sealed_value_moved_to_another_child_does_not_open(store_at):
    state = state_of(store_at, 1)
    state["d"]["given_name"] = sealed_name(store_at, 4)
    change(store_at, "state", json.dumps(state), 1)

    assert_name_does_not_open(store_at)


def test_a_sealed_value_moved_to_another_row_of_the_same_child_does_not_open(tmp_path):
    register = [*with_a_case(HURT), line("register-child", SALMA), *with_a_case(WHOLE)]
    read(tmp_path / "a.db", register)
    state = state_of(tmp_path / "a.db", 1)
    state["d"]["given_name"] = sealed_name(tmp_path / "a.db", 4)
    change(tmp_path / "a.db", "state", json.dumps(state), 1)

    assert_name_does_not_open(tmp_path / "a.db")


def test_a_sealed_value_with_one_bit_changed_does_not_open(store_at):
    state = state_of(store_at, 1)
    sealed = state["d"]["given_name"]["~"]
    state["d"]["given_name"]["~"] = ("A" if sealed[20] != "A" else "B").join(
        [sealed[:20], sealed[21:]]
    )
    change(store_at, "state", json.dumps(state), 1)

    assert_name_does_not_open(store_at)


def test_a_whole_row_moved_to_another_child_does_not_open(store_at):
    db = sqlite3.connect(store_at, isolation_level=None)
    rows = dict(db.execute("SELECT position, state FROM events WHERE position IN (1, 4)"))
    db.execute("UPDATE events SET state = ? WHERE position = 1", [rows[4]])
    db.close()

    assert_name_does_not_open(store_at)


@pytest.mark.slow
def test_random_damage_anywhere_in_the_rows_is_never_a_crash(tmp_path):
    chance = random.Random(5)
    read(tmp_path / "a.db", [*with_a_case(HURT), *with_a_case(WHOLE)])
    whole = (tmp_path / "a.db").read_bytes()
    for _ in range(150):
        (tmp_path / "a.db").write_bytes(whole)
        db = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        (state,) = db.execute("SELECT state FROM events WHERE position = 1").fetchone()
        hurt = bytearray(state)
        for _ in range(chance.randint(1, 4)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        db.execute("UPDATE events SET state = ? WHERE position = 1", [bytes(hurt)])
        db.close()

        with Store.open(tmp_path / "a.db") as store:
            desk = store.acting_as("amina")
            assert len(list(store.events())) == 6
            assert len(desk.history(HURT)) == 3
            assert desk.journey(HURT).subject
            assert desk.journey(WHOLE).case.is_open


def test_a_correction_of_an_event_of_an_area_not_installed_is_passed_over(tmp_path):
    register, consent, case = with_a_case(HURT)
    risk = line("assess-risk", {"level": "low"})
    fix = {"command_id": risk["id"], "data": {"level": "high"}, "reason": "x"}
    read(tmp_path / "a.db", [register, consent, case, risk, line("correct", fix)])
    change(tmp_path / "a.db", "topic", "insaf.weather-seen.1", position=4)
    state = state_of(tmp_path / "a.db", 5)
    state["d"]["name"] = "insaf.weather-seen.1"
    change(tmp_path / "a.db", "state", json.dumps(state), 5)

    with Store.open(tmp_path / "a.db") as store:
        journey = store.acting_as("amina").journey(HURT)

    assert journey.readable
    assert journey.assessment.risk is None
    assert UUID(risk["id"])
