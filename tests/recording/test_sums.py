"""What a long story adds up to is kept beside the log, and is right or not there at all."""

import shutil
import sqlite3
import stat
import threading
from pathlib import Path

import attrs
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.given import FOLD
from tests.domain.made_up import entries, patient
from tests.recording.telling import SALMA, VISIT, line, read, with_a_case

from casemgmt import Store
from casemgmt.commands import AssessRisk
from casemgmt.domain.areas import AREAS
from casemgmt.domain.told import as_told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.recording.past import Past
from casemgmt.recording.story import FEWEST, MANY, Story
from casemgmt.recording.sums import sums as of_sums
from casemgmt.recording.sums.code import mark_of, packages
from casemgmt.recording.sums.reading import States
from casemgmt.recording.sums.writing import UnwrittenError, used, written

CHILD, OTHER = "child:C01", "child:C02"
FOUND = {"ar": "كل شيء بخير", "fr": "Tout va bien à la maison."}
ORDER = {"ground": "asked for", "by": "amina", "second": "nadia"}
LONG = FEWEST + 5
WORK = {"economic_hours": 6.5, "chores_hours": 4, "hazardous": "no"}


def visits(number, subject=CHILD, on="2025-12-22"):
    said = VISIT | {"findings": FOUND}
    return [line("record-follow-up", said, subject=subject, on=on) for _ in range(number)]


def long_story(subject=CHILD):
    work = line("observe-work", WORK, subject=subject, on="2025-10-01")
    return [*with_a_case(subject), work, *visits(LONG, subject)]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A store that tells of two children at length, and of which nothing was read."""
    at = tmp_path_factory.mktemp("told")
    done = read(at / "a.db", [*long_story(), *long_story(OTHER)])
    assert done.refused == done.invalid == 0
    return at


@pytest.fixture
def path(told, tmp_path):
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.db"


def sums_of(path):
    return path.with_name(path.name + ".sums")


def rows_of(path):
    with sqlite3.connect(sums_of(path)) as db:
        return db.execute("SELECT events, sealed FROM sums ORDER BY rowid").fetchall()


def story(store, subject=CHILD):
    """The story of a child as it comes from the log, whatever is at hand."""
    shelf, of = store._parts.shelf, Subject.of(subject)
    shelf.drop([of])
    return shelf.story(of)


def is_from_a_sum(found):
    return not found._past.is_read


def whole(store, subject=CHILD):
    return store._parts.shelf.read(Subject.of(subject))


def assert_equal(found, expected):
    assert found.journey == expected.journey
    assert found.version == expected.version
    assert found.count == expected.count
    assert found.latest_day == expected.latest_day
    assert found.last_recorded == expected.last_recorded
    assert found.readable is expected.readable
    assert found.told == expected.told
    assert found.entries == expected.entries


def listed(path, day):
    """What is due on a day, and whether sums are kept after it was asked."""
    with Store.open(path) as opened:
        due = opened.acting_as("amina").due(day, ahead=30)
    return due, sums_of(path).exists() and sums_of(path).stat().st_size > 0


def change(path, sql, *values):
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute(sql, values)
    db.close()


def test_the_second_reading_adds_nothing_up_and_says_the_same(path):
    with Store.open(path) as store:
        first = story(store)
        second = story(store)

        assert not is_from_a_sum(first)
        assert is_from_a_sum(second)
        assert second.journey.work.observations[0].week.hazardous == "no"
        assert is_from_a_sum(second), "a journey needs no event"
        assert_equal(second, whole(store))
        assert not is_from_a_sum(second), "who asks for the events gets them"


def test_another_process_reads_what_the_first_one_kept(path):
    with Store.open(path) as store:
        story(store)

    with Store.open(path) as store:
        assert is_from_a_sum(story(store))
        assert_equal(story(store), whole(store))


def test_what_was_told_since_is_added(path):
    with Store.open(path) as store:
        story(store)
        store.acting_as("amina").record(CHILD, AssessRisk(level="low"), on="2026-01-05")

        assert is_from_a_sum(story(store))
        assert_equal(story(store), whole(store))


@pytest.mark.parametrize("command", ["retract", "correct"])
def test_what_was_put_right_since_is_read_anew(path, command):
    with Store.open(path) as store:
        desk = store.acting_as("amina")
        story(store)
        (target,) = [e for e in desk.history(CHILD) if e.name == "work-observed.1"]
        data = {"command_id": str(target.command_id), "reason": "Une erreur."}
        if command == "correct":
            data["data"] = WORK | {"economic_hours": 20}
    read(path, [line(command, data, on="2026-01-05")])

    with Store.open(path) as store:
        anew = story(store)
        assert_equal(anew, whole(store))
        assert is_from_a_sum(story(store)), "what was put right is in the sum from now on"
        assert_equal(story(store), whole(store))


def test_what_is_told_of_an_earlier_day_is_put_in_its_place(path):
    with Store.open(path) as store:
        story(store)
    read(path, [line("observe-work", WORK | {"economic_hours": 1}, on="2025-09-10")])

    with Store.open(path) as store:
        assert_equal(story(store), whole(store))


def test_a_sum_is_made_anew_when_much_was_told_since(path):
    with Store.open(path) as store:
        story(store)
    read(path, visits(MANY - 1))
    with Store.open(path) as store:
        story(store)
    assert [events for events, _ in rows_of(path)] == [LONG + 4]

    read(path, visits(1))
    with Store.open(path) as store:
        story(store)

    assert [events for events, _ in rows_of(path)] == [LONG + 4 + MANY]


def test_a_short_story_has_no_sum(tmp_path):
    read(tmp_path / "a.db", with_a_case())
    with Store.open(tmp_path / "a.db") as store:
        story(store)
        story(store)

    assert not sums_of(tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET state = substr(state, 2) WHERE position = 5",
        "UPDATE events SET state = x'ff00fe' WHERE position = 5",
        "UPDATE events SET state = replace(state, '6.5', '7.5') WHERE position = 4",
        "UPDATE events SET topic = 'kit-delivered.1' WHERE position = 5",
        "UPDATE events SET topic = CAST(x'ff' AS TEXT) WHERE position = 5",
        "UPDATE events SET originator_version = 5.5 WHERE position = 5",
        "UPDATE events SET originator_version = 500 WHERE position = 5",
        "UPDATE events SET originator_version = -5 WHERE position = 5",
        "DELETE FROM events WHERE position = 5",
    ],
)
def test_a_sum_opens_only_beside_the_very_events_it_is_of(path, sql):
    with Store.open(path) as store:
        story(store)
    change(path, sql)

    with Store.open(path) as store:
        found = story(store)
        assert found._past.count == 0
        assert_equal(found, whole(store))


def test_a_damaged_event_makes_its_case_read_only_though_it_was_summed_up_before(path):
    with Store.open(path) as store:
        story(store)
    change(path, "UPDATE events SET state = substr(state, 2) WHERE position = 9")

    with Store.open(path) as store:
        desk = store.acting_as("amina")
        assert not desk.journey(CHILD).readable
        with pytest.raises(InvalidError, match="read-only-case"):
            desk.record(CHILD, AssessRisk(level="low"), on="2026-01-05")


def test_other_code_reads_no_sum(path, monkeypatch):
    with Store.open(path) as store:
        story(store)
    monkeypatch.setattr(of_sums, "mark_of", lambda _: b"of a newer release")

    with Store.open(path) as store:
        assert not is_from_a_sum(story(store))
        assert is_from_a_sum(story(store)), "it keeps its own in its place"


def test_the_mark_is_another_with_every_letter_of_the_code(tmp_path, monkeypatch):
    before = mark_of(AREAS)
    home = Path(of_sums.__file__).parents[2]
    for part in ("domain", "recording"):
        (tmp_path / part).mkdir()
    for file in home.glob("domain/*.py"):
        (tmp_path / "domain" / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr("casemgmt.__file__", str(tmp_path / "__init__.py"))
    copied = mark_of(AREAS)
    with (tmp_path / "domain" / "told.py").open("a") as file:
        file.write("#")

    assert len({before, copied, mark_of(AREAS), mark_of(AREAS[1:])}) == 4


def test_where_no_source_is_to_be_seen_there_are_no_sums(tmp_path, monkeypatch):
    monkeypatch.setattr("casemgmt.__file__", str(tmp_path / "__init__.py"))

    assert mark_of(AREAS) is None


def test_the_file_is_its_owners_only_and_says_nothing_in_clear(path):
    with Store.open(path) as store:
        story(store)
        files = [f for f in path.parent.iterdir() if f.name.startswith("a.db.sums")]
        said = b"".join(file.read_bytes() for file in files)

        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        for word in ("Salma", "hazardous", "mediouna", "Tout va bien", "C01", "work"):
            assert word.encode() not in said


def test_of_who_is_erased_there_is_no_sum(path):
    with Store.open(path) as store:
        story(store), story(store, OTHER)
        assert len(rows_of(path)) == 2

        certificate = store.erase(CHILD, **ORDER)

        assert certificate.complete
        assert any(place.place.endswith(".sums") for place in certificate.places)
        assert len(rows_of(path)) == 1
        assert is_from_a_sum(story(store, OTHER))


def test_a_sum_that_came_back_from_a_copy_opens_for_nobody_once_its_child_was_erased(path):
    with Store.open(path) as store:
        story(store)
        stream = store._parts.shelf.vault.find(Subject.of(CHILD))
        kept = store._parts.shelf.sums._file.get(stream)
        store.erase(CHILD, **ORDER)
        store._parts.shelf.sums._file.put(stream, kept)

        assert store._parts.shelf.sums.of(stream) is None


def test_a_sum_is_gone_with_the_first_key_of_all_who_are_named_in_it(path):
    named = line("register-child", SALMA | {"mother": "Zahra Idrissi"}, subject="child:C03")
    read(path, [named, *long_story("child:C03")[1:]])
    with Store.open(path) as store:
        story(store, "child:C03")
        shelf = store._parts.shelf
        stream = shelf.vault.find(Subject.of("child:C03"))
        kept = shelf.sums._file.get(stream)
        assert len(kept.persons) == 2
        assert shelf.sums.of(stream) is not None

        store.erase("child:C03", **ORDER, named="mother")
        assert shelf.sums._file.get(stream) is None
        shelf.sums._file.put(stream, kept)

        assert shelf.sums.of(stream) is None
        assert_equal(story(store, "child:C03"), whole(store, "child:C03"))


@pytest.mark.parametrize("what", ["zeros", "words", "another", "folder", "cut"])
def test_whatever_stands_in_its_place_stops_nobody(path, what):
    with Store.open(path) as store:
        story(store)
        expected = whole(store).journey
    at = sums_of(path)
    match what:
        case "zeros":
            at.write_bytes(bytes(at.stat().st_size))
        case "words":
            at.write_bytes(b"not a database at all, but some words" * 40)
        case "another":
            at.unlink()
            change(at, "CREATE TABLE sums (x)")
        case "folder":
            at.unlink()
            at.mkdir()
        case "cut":
            at.write_bytes(at.read_bytes()[:5000])

    with Store.open(path) as store:
        assert story(store).journey == expected
        assert story(store).journey == expected
        store.acting_as("amina").record(CHILD, AssessRisk(level="low"), on="2026-01-05")


def test_somebody_who_writes_it_keeps_nobody_from_reading(path):
    with Store.open(path) as store:
        story(store)
        with sqlite3.connect(sums_of(path), isolation_level=None) as db:
            db.execute("BEGIN EXCLUSIVE")
            found = story(store, OTHER)
            db.execute("ROLLBACK")
        db.close()

        assert found.journey.case.is_open
        assert not is_from_a_sum(story(store, OTHER))
        assert is_from_a_sum(story(store, OTHER)), "it is kept once it can be"


def test_threads_read_together(path):
    with Store.open(path) as store:
        expected = {of: whole(store, of).journey for of in (CHILD, OTHER)}
        wrong = []

        def look(of):
            shelf = store._parts.shelf
            stream = shelf.vault.find(Subject.of(of))
            for _ in range(20):
                known = shelf.sums.of(stream)
                if known is not None and dict(known.states) != dict(expected[of].states):
                    wrong.append(of)

        story(store), story(store, OTHER)
        threads = [threading.Thread(target=look, args=(of,)) for of in (CHILD, OTHER) * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

        assert not wrong
        assert not any(thread.is_alive() for thread in threads)


def test_what_is_asked_of_an_earlier_day_is_read_from_the_events(path):
    with Store.open(path) as store:
        story(store)
        desk = store.acting_as("amina")
        store._parts.shelf.clear()

        assert not desk.journey(CHILD, as_of="2025-09-30").work.observations
        assert desk.journey(CHILD).work.observations


STORED = {
    str(subject): f"{subject.kind}:{number:032x}"
    for number, subject in enumerate(
        [Subject("child", "C01"), Subject("child", "C02")], start=1
    )
}
OUTSIDE = {stored: Subject.of(known) for known, stored in STORED.items()}


def kept(states):
    """What *states* are once they were written down and read."""
    said = {
        area: written(state, packages(AREAS), lambda of: STORED.get(str(of)))
        for area, state in states.items()
    }
    kinds, names = used(said.values())
    lines = {area: orjson.dumps(one) for area, one in said.items()}
    return States(lines, kinds, {name: OUTSIDE[name] for name in names}), lines


every_kind = pytest.mark.parametrize("kind", ["child", "household", "centre", "agreement"])


@every_kind
@given(data=st.data())
@settings(patient, max_examples=20)
def test_states_of_the_areas_read_back_equal(kind, data):
    assert_reads_back_equal(kind, data.draw(entries(kind)))


@pytest.mark.long
@every_kind
@given(data=st.data())
@settings(patient, max_examples=400)
def test_every_state_of_every_area_reads_back_equal(kind, data):
    assert_reads_back_equal(kind, data.draw(entries(kind)))


def exactly(value):
    """What it is to the type of each part: True is not 1; a set has no order."""
    kind = type(value).__name__
    match value:
        case dict():
            return kind, [(exactly(key), exactly(one)) for key, one in value.items()]
        case frozenset() | set():
            return kind, sorted((exactly(one) for one in value), key=repr)
        case list() | tuple():
            return kind, [exactly(one) for one in value]
        case _ if attrs.has(type(value)):
            names = [a.name for a in attrs.fields(type(value))]
            return kind, [(name, exactly(getattr(value, name))) for name in names]
        case _:
            return kind, repr(value)


def assert_reads_back_equal(kind, story):
    journey = FOLD.journey(Subject(kind, "K1"), as_told(story))

    states, lines = kept(journey.states)

    assert states == journey.states
    assert exactly(dict(states)) == exactly(dict(journey.states))
    assert len(states) == len(journey.states)
    assert not any(known.encode() in one for known in STORED for one in lines.values())


@pytest.mark.parametrize(
    "value", [object(), 1.5, [1], {1, 2}, b"x", range(3), Past(0, None), 2**70, "\ud800"]
)
def test_what_is_no_value_of_a_story_is_not_written(value):
    with pytest.raises((UnwrittenError, orjson.JSONEncodeError)):
        orjson.dumps(written((value,), {"nobody"}, str))


def test_a_subject_that_was_erased_is_not_written():
    with pytest.raises(UnwrittenError):
        written((Subject("child", "erased-01234567"),), packages(AREAS), lambda _: None)


def test_a_class_that_is_not_there_is_not_looked_for_elsewhere():
    with pytest.raises(LookupError):
        States({}, ["antigravity:Flight"], {})
    with pytest.raises(LookupError):
        States({}, ["casemgmt.domain.told:Never"], {})


def test_a_story_whose_past_is_not_read_is_extended_as_any_other(path):
    with Store.open(path) as store:
        expected = whole(store)
        story(store)
        found = story(store)
        *_, last = expected.entries
        again = Story.of(found.subject, expected.entries, found.fold)

        assert found.after(last).count == again.after(last).count
        assert is_from_a_sum(found.after(last))


def test_a_list_of_a_past_day_is_read_from_the_log_and_makes_no_sums(path):
    past, today = "2025-12-01", "2999-01-01"
    from_the_log = listed(path, past)
    assert from_the_log[0]
    assert not from_the_log[1]

    assert listed(path, today)[1]
    assert listed(path, past) == (from_the_log[0], True)
