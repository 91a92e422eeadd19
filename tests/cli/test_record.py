"""``casemgmt record``: what goes in is counted, the rest is set aside with its reason."""

import json

import pytest

GOOD = {
    "id": "5d0c0000-0000-4000-8000-000000000001",
    "command": "register-child",
    "subject": "child:C01",
    "on": "2025-09-03",
    "by": "amina",
    "data": {
        "given_name": {"fr": "Zineb-Unique"},
        "family_name": "Bennis-Unique",
        "sex": "female",
        "born": "2013-03-14",
        "district": "mediouna",
    },
}


def changed(**keys):
    return {**GOOD, **keys}


def with_data(**data):
    return {**GOOD, "data": {**GOOD["data"], **data}}


def written(tmp_path, *lines):
    path = tmp_path / "journal.jsonl"
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def test_a_journal_is_recorded_once_however_often_it_is_read(casemgmt, f12):
    first = casemgmt(
        "record", "f12.db", f12 / "journal.jsonl", "--times", "given", "--json"
    )
    second = casemgmt(
        "record", "f12.db", f12 / "journal.jsonl", "--times", "given", "--json"
    )

    nothing_wrong = {"refused": 0, "invalid": 0, "rejects": None}
    assert (first.code, first.document) == (
        0,
        {"recorded": 242, "already": 1, **nothing_wrong},
    )
    assert (second.code, second.document) == (
        0,
        {"recorded": 0, "already": 243, **nothing_wrong},
    )


HOSTILE = {
    "broken UTF-8": (b'{"id": "\xff\xfe"}', None, "not-utf-8"),
    "no JSON": (b"{", None, "not-json"),
    "a list": (b"[1]", None, "not-an-object"),
    "NaN": (b'{"id": NaN}', None, "not-json"),
    "2 MB": (b'{"id": "' + b"x" * 2_000_000 + b'"}', None, "line-too-long"),
    "nested too deeply": (b'{"data": ' + b"[" * 100 + b"]" * 100 + b"}", None, "too-deep"),
    "a future day": (changed(on="2999-01-01"), "on", "in-the-future"),
    "29 February 2025": (changed(on="2025-02-29"), "on", "no-such-day"),
    "an unknown command": (changed(command="dance"), "command", "unknown-command"),
    "an unknown key": (changed(mood="good"), "mood", "unknown-field"),
    "an unknown field": (with_data(mood="good"), "data.mood", "unknown-field"),
    "a missing field": (
        changed(data={"sex": "female"}),
        "data.given_name",
        "missing-field",
    ),
    "a number for a text": (with_data(given_name=3), "data.given_name", "wrong-type"),
    "an unknown code": (with_data(district="atlantis"), "data.district", "unknown-code"),
    "an unknown sex": (with_data(sex="both"), "data.sex", "unknown-code"),
    "no id": (changed(id="seven"), "id", "not-an-id"),
    "no subject": (changed(subject="C01"), "subject", "not-a-subject"),
    "another kind of subject": (changed(subject="centre:C01"), "subject", "wrong-subject"),
    "a lone surrogate": (with_data(given_name="\ud800"), None, "not-json"),
    "a birth date that is none": (with_data(born="2013-13"), "data.born", "no-such-day"),
    "an instant without offset": (changed(at="2025-09-03T10:00:00"), "at", "no-offset"),
}


@pytest.mark.parametrize(("line", "field", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_is_set_aside_alone(casemgmt, tmp_path, line, field, code):
    journal = written(tmp_path, line, changed(id="5d0c0000-0000-4000-8000-00000000000f"))

    ended = casemgmt("record", "a.db", journal, "--json")

    assert ended.code == 3
    assert ended.document["recorded"] == 1
    assert ended.document["invalid"] == 1
    (rejected,) = (tmp_path / "journal.jsonl.rejects.jsonl").read_bytes().splitlines()
    error = json.loads(rejected)["error"]
    assert (error["field"], error["code"]) == (field, code)
    assert ended.err == ""


def test_a_refused_request_names_its_rule_in_the_asked_language(casemgmt, tmp_path):
    asked = changed(
        command="entitle-kit", data={"kit": "hygiene", "school_year": "2025-2026"}
    )
    journal = written(tmp_path, asked)

    ended = casemgmt("record", "a.db", journal, "--json", "--lang", "fr")

    assert (ended.code, ended.document["refused"]) == (3, 1)
    line = json.loads((tmp_path / "journal.jsonl.rejects.jsonl").read_bytes())
    assert line["error"]["rule"] == "case-open"
    assert line["id"] == asked["id"]
    assert (
        "dossier" in line["error"]["message"].lower() or "cas" in line["error"]["message"]
    )


def test_a_rejected_line_names_the_field_and_the_nearest_known_word(casemgmt, tmp_path):
    consent = {"purposes": ["services", "reportng"], "given_by": "guardian"}
    journal = written(tmp_path, changed(command="give-consent", data=consent))

    casemgmt("record", "a.db", journal)

    line = json.loads((tmp_path / "journal.jsonl.rejects.jsonl").read_bytes())
    error = line["error"]
    assert (error["field"], error["nearest"]) == ("data.purposes[1]", "reporting")
    assert error["message"].endswith("did you mean reporting?")


def test_rejected_lines_are_for_their_owner_only(casemgmt, tmp_path):
    casemgmt("record", "a.db", written(tmp_path, changed(on="2999-01-01")))

    rejects = tmp_path / "journal.jsonl.rejects.jsonl"
    assert rejects.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_is_done(casemgmt, tmp_path):
    (tmp_path / "empty.jsonl").touch()

    ended = casemgmt("record", "a.db", "empty.jsonl", "--json")

    assert (ended.code, ended.document["recorded"]) == (0, 0)


def test_standard_input_is_a_journal(casemgmt):
    ended = casemgmt("record", "a.db", "-", "--json", given=json.dumps(GOOD).encode())

    assert (ended.code, ended.document["recorded"]) == (0, 1)


UNUSABLE = {
    "a missing file": ("record", "a.db", "nowhere.jsonl"),
    "a folder": ("record", "a.db", "."),
    "no store": ("history", "nowhere.db", "child:C01"),
    "a store that is none": ("history", "notes.txt", "child:C01"),
    "a folder as store": ("history", ".", "child:C01"),
    "an unknown verb": ("dance",),
    "an unknown option": ("record", "a.db", "notes.txt", "--fast"),
    "an instant that is none": ("history", "notes.txt", "child:C01", "--known-at", "today"),
}


@pytest.mark.parametrize("arguments", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_what_cannot_be_used_is_said_in_one_or_two_lines(casemgmt, tmp_path, arguments):
    (tmp_path / "notes.txt").write_text("not a store", encoding="utf-8")

    ended = casemgmt(*arguments)

    assert ended.code == 2
    assert 1 <= len(ended.err.strip().splitlines()) <= 2
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_a_missing_file_makes_no_store(casemgmt, tmp_path):
    casemgmt("record", "a.db", "nowhere.jsonl")

    assert list(tmp_path.iterdir()) == []


def test_no_name_is_said_when_a_line_is_wrong(casemgmt, tmp_path):
    ended = casemgmt("record", "a.db", written(tmp_path, with_data(sex="Zineb-Unique")))

    assert "Unique" not in ended.out + ended.err


def test_a_disk_that_fills_up_keeps_what_was_recorded(casemgmt, tmp_path, f12):
    ended = casemgmt(
        "record", "a.db", f12 / "journal.jsonl", "--times", "given", largest_file=60
    )

    assert ended.code == 1
    assert len(ended.err.strip().splitlines()) == 1
    again = casemgmt("record", "a.db", f12 / "journal.jsonl", "--times", "given", "--json")
    assert again.document["recorded"] + again.document["already"] == 243
    assert again.code == 0


def test_what_standard_input_has_rejected_lies_beside_the_store(casemgmt, tmp_path):
    ended = casemgmt("record", "sqlite:///f12.db", "-", "--json", given=b"junk\n")

    assert (ended.code, ended.err) == (3, "")
    assert ended.document["rejects"] == "f12.db.rejects.jsonl"
    assert (tmp_path / "f12.db.rejects.jsonl").exists()


def test_of_a_line_without_end_only_the_beginning_is_kept(casemgmt, tmp_path):
    endless = b"x" * 5_000_000 + b"\n{}\n"

    ended = casemgmt("record", "f12.db", "-", "--json", given=endless)

    assert (ended.code, ended.document["invalid"]) == (3, 2)
    assert (tmp_path / "f12.db.rejects.jsonl").stat().st_size < 1_100_000
