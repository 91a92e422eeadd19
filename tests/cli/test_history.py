"""``casemgmt history``: the story as told, corrections shown."""

import sqlite3
from contextlib import closing

import pytest

from casemgmt.locale import sentence


def test_the_story_stands_in_the_order_it_happened(recorded):
    told = recorded("history", "f12.db", "child:C06", "--json").document

    days = [event["on"] for event in told]
    assert days == sorted(days)
    assert told[0]["event"] == "child-identified.1"
    assert {"position", "id", "command_id", "event", "on", "at", "by", "data"} <= told[
        0
    ].keys()


def test_a_correction_is_shown_beside_what_it_corrects(recorded, f12):
    recorded("record", "f12.db", f12 / "journal-late.jsonl", "--times", "given")

    told = recorded("history", "f12.db", "child:C06", "--json").document

    (correction,) = [e for e in told if e["event"] == "command-corrected.1"]
    (corrected,) = [e for e in told if e.get("corrected_by")]
    assert corrected["corrected_by"] == correction["command_id"]
    assert corrected["data"]["days_absent"] == 8
    assert correction["data"]["data"]["days_absent"] == 7


def test_subjects_named_inside_read_as_they_were_sent(recorded):
    told = recorded("history", "f12.db", "household:H1", "--json").document

    formed = next(e for e in told if e["event"] == "household-formed.1")
    assert [m["person"] for m in formed["data"]["members"]] == ["child:C01", "child:C02"]


def test_what_was_not_known_yet_is_not_shown(recorded):
    told = recorded(
        "history", "f12.db", "child:C06", "--json", "--known-at", "2025-09-15T15:08:00Z"
    ).document

    assert [e["event"] for e in told] == [
        "child-identified.1",
        "child-registered.1",
        "consent-given.1",
    ]


def test_of_a_stranger_nothing_is_told(recorded):
    ended = recorded("history", "f12.db", "child:nobody", "--json")

    assert (ended.code, ended.document) == (0, [])


def test_around_it_stands_what_the_household_tells_of_the_child(recorded):
    own = recorded("history", "f12.db", "child:C01", "--json").document

    told = recorded("history", "f12.db", "child:C01", "--around", "--json").document

    others = [event for event in told if event["subject"] != "child:C01"]
    assert [event for event in told if event["subject"] == "child:C01"] == own
    assert {event["event"] for event in others} >= {"household-formed.1", "home-visited.1"}
    assert {event["subject"] for event in others} >= {"household:H1"}
    assert [event["on"] for event in told] == sorted(event["on"] for event in told)


def test_around_a_household_stands_nothing_of_its_childrens_stories(recorded):
    own = recorded("history", "f12.db", "household:H1", "--json").document

    told = recorded("history", "f12.db", "household:H1", "--around", "--json").document

    assert told == own


def damage(path, column, value):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"UPDATE events SET {column} = ? WHERE position = 35", [value])


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_what_cannot_be_read_is_marked_and_nobody_is_shown_a_day_it_does_not_have(
    recorded, tmp_path, language
):
    damage(tmp_path / "f12.db", "state", b"\x00\xff")

    ended = recorded("history", "f12.db", "child:C03", "--lang", language)

    (line,) = [
        a for a in ended.out.splitlines() if sentence("cli.unreadable", language) in a
    ]
    assert "1970" not in line
    assert ended.err.startswith(
        f"casemgmt: {sentence('invalid.read-only-case', language)}\n"
    )


def test_an_event_of_an_area_that_is_not_installed_says_so_and_closes_no_case(
    recorded, tmp_path
):
    damage(tmp_path / "f12.db", "topic", "insaf.moon.1")

    ended = recorded("history", "f12.db", "child:C03")

    assert "insaf.moon" in ended.out
    assert sentence("cli.not-installed") in ended.out
    assert sentence("invalid.read-only-case") not in ended.err


def test_a_name_in_a_damaged_row_is_no_order_to_a_terminal(recorded, tmp_path):
    damage(tmp_path / "f12.db", "topic", "\x1b[31mred")

    ended = recorded("history", "f12.db", "child:C03")

    assert "\x1b" not in ended.out
    assert "[31mred" in ended.out
