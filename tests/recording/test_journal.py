"""A journal file: read twice, in any order, with times of its own or without."""

import json
import random
from datetime import datetime
from uuid import UUID

import pytest
from tests.recording.telling import BAG, SALMA, line, read, stories, with_a_case, written

from casemgmt import Store
from casemgmt.errors import JournalFileError, OutcomeUnknownError
from casemgmt.recording import journal as reading
from casemgmt.recording.recorder import Recorder
from casemgmt.recording.shelf import Shelf
from casemgmt.testing import memory_store


def at(minute, day=3):
    return f"2025-09-{day:02d}T10:{minute:02d}:00Z"


def timed(lines):
    """The lines, each recorded a minute after the one before."""
    return [one | {"at": at(minute)} for minute, one in enumerate(lines)]


def two_children():
    kit = line("entitle-kit", BAG)
    return timed(
        [
            *with_a_case(),
            *with_a_case("child:C02"),
            kit,
            line("correct", {"command_id": kit["id"], "data": BAG, "reason": "x"}),
            line("entitle-kit", BAG),
            line("link-persons", {"other": "child:C02", "evidence": "birth-act"}),
            line("entitle-kit", BAG, subject="child:C02"),
            line("assess-risk", {"level": "low"}, on="2025-09-02"),
        ]
    )


@pytest.mark.parametrize("times_given", [True, False])
def test_a_file_read_twice_is_recorded_once(tmp_path, times_given):
    lines = two_children()

    first = read(tmp_path / "a.db", lines, times_given=times_given)
    second = read(tmp_path / "a.db", lines, times_given=times_given)

    assert (first.recorded, first.already, first.refused) == (10, 0, 2)
    assert (second.recorded, second.already, second.refused) == (0, 10, 2)


@pytest.mark.parametrize("batch", [1, 3, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_with_times_given_the_order_of_the_lines_does_not_matter(
    tmp_path, monkeypatch, batch, seed
):
    monkeypatch.setattr(reading, "BATCH", batch)
    lines = two_children()
    read(tmp_path / "a.db", lines, times_given=True)

    permuted = random.Random(seed).sample(lines, len(lines))
    read(tmp_path / "b.db", permuted, times_given=True)

    assert stories(tmp_path / "a.db") == stories(tmp_path / "b.db")


def test_lines_of_the_same_instant_are_taken_in_the_order_of_their_ids(tmp_path):
    consent, case = (one | {"at": at(0)} for one in with_a_case()[1:])
    register = with_a_case()[0] | {"at": at(0)}
    first, second, third = (str(UUID(int=4 << 76 | n)) for n in (1, 2, 3))
    good = [register | {"id": first}, consent | {"id": second}, case | {"id": third}]
    bad = [register | {"id": first}, consent | {"id": third}, case | {"id": second}]

    assert read(tmp_path / "good.db", good[::-1], times_given=True).refused == 0
    assert read(tmp_path / "bad.db", bad, times_given=True).refused == 1


def test_lines_without_a_time_come_last_in_the_order_of_the_file(tmp_path):
    register, consent, case = with_a_case()
    lines = [consent, case, register | {"at": at(0)}]

    assert read(tmp_path / "a.db", lines, times_given=True).recorded == 3


def test_without_times_given_the_order_of_the_file_holds_and_the_time_is_kept_as_told():
    store = memory_store(on="2025-12-01")
    register, consent, case = timed(with_a_case())

    summary = store.acting_as("amina").record_file(written([case, register, consent]))

    states = [json.loads(s.state) for s in store._parts.shelf.log.scan(0, 10)]
    assert (summary.recorded, summary.refused) == (2, 1)
    assert [s["captured"] for s in states] == [_micros(register), _micros(consent)]
    assert all("stored" not in s for s in states)
    assert all(e.at.month == 12 for e in store.events())


def test_with_times_given_the_stores_own_time_is_kept_beside():
    store = memory_store(on="2025-12-01")
    register = timed(with_a_case())[0]

    store.acting_as("amina").record_file(written([register]), times_given=True)

    state = json.loads(store._parts.shelf.log.scan(0, 1)[0].state)
    assert state["at"] == _micros(register)
    assert state["stored"] > state["at"]
    assert "captured" not in state


def _micros(one):
    return int(datetime.fromisoformat(one["at"]).timestamp() * 1_000_000)


def test_a_time_that_is_yet_to_come_makes_the_line_invalid_only_where_times_are_given():
    late = with_a_case()[0] | {"at": "2030-01-01T00:00:00Z"}

    for times_given, invalid in ((True, 1), (False, 0)):
        desk = memory_store(on="2025-12-01").acting_as("amina")
        assert desk.record_file(written([late]), times_given=times_given).invalid == invalid


def test_a_day_after_its_own_time_is_invalid_where_times_are_given(tmp_path):
    early = with_a_case(on="2025-09-10")[0] | {"at": at(0, day=9)}

    assert read(tmp_path / "a.db", [early], times_given=True).invalid == 1


def test_a_request_is_decided_on_what_was_known_at_its_own_time(tmp_path):
    lines = timed([*with_a_case(), line("withdraw-consent", {"purposes": ["services"]})])
    read(tmp_path / "a.db", [lines[0], lines[1], lines[3]], times_given=True)

    summary = read(tmp_path / "a.db", [lines[2]], times_given=True)

    assert (summary.recorded, summary.refused) == (1, 0)


def test_two_files_tell_one_story(tmp_path):
    lines = two_children()
    read(tmp_path / "one.db", lines, times_given=True)

    read(tmp_path / "two.db", lines[:5], times_given=True)
    read(tmp_path / "two.db", lines[3:], times_given=True)

    assert stories(tmp_path / "one.db") == stories(tmp_path / "two.db")


def moved_in(path):
    with Store.open(path) as store:
        return [e.event for e in store.events() if e.name == "history-moved-in.1"]


def test_history_moved_in_is_told_once_for_each_file_that_recorded_something(tmp_path):
    lines = two_children()
    for name, part in (("a", lines[:4]), ("b", lines), ("a-again", lines[:4])):
        file = tmp_path / f"{name}.jsonl"
        file.write_text("\n".join(written(part)))
        with Store.open(tmp_path / "s.db", create=True) as store:
            store.acting_as("amina").record_file(file, times_given=True)

    assert [(e.file, e.lines) for e in moved_in(tmp_path / "s.db")] == [
        ("a.jsonl", 4),
        ("b.jsonl", 6),
    ]


def test_history_is_not_said_to_be_moved_in_by_a_file_without_times_given(tmp_path):
    read(tmp_path / "a.db", two_children())

    assert moved_in(tmp_path / "a.db") == []


def test_lines_may_come_from_anything_that_gives_lines():
    lines = written(with_a_case())
    endings = (
        iter(lines),
        [one + "\n" for one in lines],
        [one.encode() + b"\r\n" for one in lines],
        ["", lines[0], "   \n", *lines[1:], "\n"],
        ["\ufeff" + lines[0], *lines[1:]],
    )

    for source in endings:
        assert (
            memory_store(on="2026-01-05").acting_as("amina").record_file(source).recorded
            == 3
        )


def test_an_empty_file_records_nothing(tmp_path):
    (tmp_path / "empty.jsonl").touch()

    summary = (
        memory_store(on="2026-01-05")
        .acting_as("amina")
        .record_file(tmp_path / "empty.jsonl")
    )

    assert summary == reading.Summary()


@pytest.mark.parametrize("name", ["nothing.jsonl", "folder"])
def test_a_file_that_cannot_be_read_is_one_plain_error(tmp_path, name):
    (tmp_path / "folder").mkdir()

    with pytest.raises(JournalFileError, match=name):
        memory_store(on="2026-01-05").acting_as("amina").record_file(tmp_path / name)


def test_progress_is_told_batch_by_batch(monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 2)
    seen = []

    memory_store(on="2026-01-05").acting_as("amina").record_file(
        written(two_children()), progress=seen.append
    )

    assert seen == [2, 4, 6, 8, 10, 12]


def rejects_of(path, **how):
    with Store.open(path.with_suffix(".db"), create=True) as store:
        summary = store.acting_as("amina").record_file(path, **how)
    return summary, path.with_name(path.name + ".rejects.jsonl")


@pytest.mark.parametrize("times_given", [True, False])
def test_rejected_lines_are_kept_byte_for_byte_in_the_order_of_the_file(
    tmp_path, times_given
):
    good, refused = with_a_case()[0] | {"at": at(9)}, with_a_case("child:C09")[2]
    spaced = json.dumps(refused | {"at": at(8)}, indent=None, separators=(" ,  ", " : "))
    strange = '{"id": "é", "number": 1.10, "big": 123456789012345678901234567890}'
    lines = [spaced, json.dumps(good), strange, "not json at all", "[1, 2]"]
    file = tmp_path / "season.jsonl"
    file.write_text("\n".join(lines))

    summary, rejects = rejects_of(file, times_given=times_given)

    kept = rejects.read_text().splitlines()
    assert summary.rejects == rejects
    assert (summary.recorded, summary.refused, summary.invalid) == (1, 1, 3)
    assert kept[0].startswith(spaced[:-1] + ',"error":{')
    assert kept[1].startswith(strange[:-1] + ',"error":{')
    assert [json.loads(one).get("line") for one in kept[2:]] == [
        "not json at all",
        "[1, 2]",
    ]
    assert [json.loads(one)["error"]["line"] for one in kept] == [1, 3, 4, 5]
    assert rejects.stat().st_mode & 0o777 == 0o600


def test_a_rejected_line_says_its_code_rule_message_and_field_in_the_language_asked(
    tmp_path,
):
    file = tmp_path / "a.jsonl"
    wrong = with_a_case()[0] | {"data": SALMA | {"sex": "f"}}
    file.write_text("\n".join(written([with_a_case()[2], wrong])))

    _, rejects = rejects_of(file, language="fr")

    refused, invalid = (json.loads(o)["error"] for o in rejects.read_text().splitlines())
    assert (refused["code"], refused["rule"], refused["field"]) == (
        "refused",
        "registered-first",
        None,
    )
    assert (invalid["code"], invalid["rule"], invalid["field"]) == (
        "unknown-code",
        None,
        "data.sex",
    )
    assert refused["message"]
    assert invalid["message"] == "ce code n'est pas dans la liste"


def test_the_rejects_of_an_older_reading_do_not_stay(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("nonsense\n")
    _, rejects = rejects_of(file)
    assert rejects.exists()

    file.write_text("\n".join(written(with_a_case())))
    summary, rejects = rejects_of(file)

    assert summary.rejects is None
    assert not rejects.exists()


def test_rejected_lines_mended_in_their_own_file_may_be_sent_in(tmp_path):
    file = tmp_path / "a.jsonl"
    register, consent, case = with_a_case()
    file.write_text("\n".join(written([case, register, consent])))
    _, rejects = rejects_of(file)

    mended = [json.loads(one) for one in rejects.read_text().splitlines()]
    for one in mended:
        del one["error"]
    with Store.open(file.with_suffix(".db")) as store:
        summary = store.acting_as("amina").record_file(written(mended))

    assert summary.recorded == 1


def test_a_reading_that_is_stopped_says_how_far_it_came(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 4)
    tries = iter([None, OutcomeUnknownError(UUID(int=7))])

    def lost(recorder, session):
        if failure := next(tries):
            raise failure
        return commit(recorder, session)

    commit, lines = Recorder.commit, two_children()
    monkeypatch.setattr(Recorder, "commit", lost)

    with pytest.raises(OutcomeUnknownError) as stopped:
        read(tmp_path / "a.db", lines)
    assert stopped.value.__notes__ == ["lines read before: 4; the file may be read again"]
    monkeypatch.undo()
    assert read(tmp_path / "a.db", lines).already == 4


def test_a_key_that_is_in_no_table_is_refused_rather_than_lost(tmp_path):
    summary = read(tmp_path / "a.db", [line("register-child", SALMA) | {"device": "d1"}])

    assert (summary.recorded, summary.invalid) == (0, 1)


def test_who_was_ever_linked_is_asked_once_a_batch_and_never_of_who_is_new(monkeypatch):
    asked = []
    neighbours = Shelf.neighbours
    monkeypatch.setattr(
        Shelf, "neighbours", lambda shelf, of: asked.append(of) or neighbours(shelf, of)
    )
    kits = [
        line("entitle-kit", BAG | {"school_year": f"{y}-{y + 1}"}) for y in (2025, 2026)
    ]

    with memory_store("2026-09-03") as store:
        desk = store.acting_as("amina")
        desk.record_file(written(with_a_case()))
        of_the_new = len(asked)
        desk.record_file(written(kits))

    assert of_the_new == 0
    assert list(map(str, asked)) == ["child:C01"]
