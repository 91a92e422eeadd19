"""``casemgmt history``: the story as told, corrections shown."""


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
