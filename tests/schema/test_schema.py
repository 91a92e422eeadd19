"""The schema and the door say the same of a line, as far as a schema can say it."""

import json
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.oracle.journals import journal
from tests.samples import EVERY_PLACE, REGISTRY, Place, good_line, places
from tests.store.test_own_rules import CARDS

from casemgmt.cli.answer import _plain
from casemgmt.cli.history import _row
from casemgmt.commands import RegisterChild
from casemgmt.domain.area import Area
from casemgmt.errors import InvalidError
from casemgmt.recording.door import Door
from casemgmt.recording.registry import Registry
from casemgmt.schema import commands_schema, events_schema
from casemgmt.testing import memory_store
from casemgmt.vocabularies import default, with_files

F12 = Path(__file__).parents[1] / "data" / "f12"
DOOR = Door(REGISTRY, default().lists, ZoneInfo("Africa/Casablanca"))


def exactly(text: str | bytes):
    """What *text* says, its decimals as they are written."""
    return json.loads(text, parse_float=Decimal)


COMMANDS = commands_schema(REGISTRY)
EVENTS = events_schema(REGISTRY)
LINES = Draft202012Validator(exactly(json.dumps(COMMANDS)))
HISTORY = Draft202012Validator(EVENTS)

NOT_SAID = {
    "no-such-day": "30 February, or 2025-2027, has the form of a day",
    "not-a-school-year": "so 2025-2027 has the form of a school year",
    "not-a-ref": "which characters are printable is for Unicode to say",
    "not-a-subject": "the same, of the key of a subject",
}
"""Why the door refuses what the schema lets pass."""

STRANGE = [
    *(None, True, False, 0, 1, 3, -1, 2.5, 1.13, 1.005, 3.0, 10**12, 10**12 - 0.01),
    *("", "x", "X y", "a" * 64, "a" * 65, "a-", "é", "mediouna", "neither", "unknown"),
    *("2025", "2025-10", "2025-13", "2025-2026", "2025-2027", "2025-02-29", "0000"),
    *("child:U1", "child:", "child", "centre:x", ":x", "child:" + "k" * 65, "child:\u200b"),
    *("5d0c0000-0000-4000-8000-00000000000A", "5d0c000000004000800000000000000a", "5d0c"),
    *("{5d0c0000-0000-4000-8000-00000000000a}", "5d0c00000000-40008000-00000000000a"),
    *([], {}, ["x"], [None], [{}], [7], ["services", "share"], [["services"]]),
    *({"fr": "oui"}, {"fr": 3}, {"fr": None}, {"de": "ja"}, {"fr": "a", "ar": "ب"}),
    *({"unknown": True}, {"unknown": False}, {"value": 3, "about": True}, {"value": None}),
    *({"value": 3, "unknown": True}, {"value": 3, "unknown": False}, {"about": True}),
    *({"value": 3, "raw": {"fr": "trois"}}, {"value": 3, "raw": 3}, {"value": 3, "x": 3}),
    *({"forgotten": True}, {"withheld": True}, "2025-09-03T16:20:00Z", "amina"),
]


def code_of(text: bytes) -> str | None:
    """What the door finds wrong with a line, None when it takes it."""
    try:
        DOOR.attempt(orjson.loads(text))
    except InvalidError as error:
        return error.code
    return None


def assert_agreed(line) -> None:
    text = orjson.dumps(line)
    code, valid = code_of(text), LINES.is_valid(exactly(text))
    assert valid == (code is None) or (valid and code in NOT_SAID), (line, code)


def test_both_are_schemas_of_the_draft_they_name():
    for schema in (COMMANDS, EVENTS):
        assert schema["$schema"].endswith("2020-12/schema")
        Draft202012Validator.check_schema(schema)


def test_they_are_written_the_same_each_time():
    assert json.dumps(commands_schema(REGISTRY)) == json.dumps(COMMANDS)
    assert json.dumps(events_schema(REGISTRY)) == json.dumps(EVENTS)


@pytest.mark.parametrize("file", ["journal.jsonl", "journal-late.jsonl"])
def test_every_line_of_the_twelve_children_is_valid(file):
    lines = (F12 / file).read_bytes().splitlines()

    assert [line for line in lines if not LINES.is_valid(exactly(line))] == []


def test_every_line_of_a_journal_made_by_chance_is_valid():
    lines = [json.dumps(line) for line in journal(seed=20251122, children=6)]

    assert [line for line in lines if not LINES.is_valid(exactly(line))] == []
    assert len(lines) > 200


@pytest.mark.parametrize("command", REGISTRY.commands)
def test_a_line_in_which_everything_is_said_is_valid(command):
    assert LINES.is_valid(exactly(json.dumps(good_line(command))))


@pytest.mark.parametrize("command", REGISTRY.commands)
def test_schema_and_door_agree_on_every_field_with_every_strange_value(command):
    data = {"$ref": f"#/$defs/command.{command}", "$defs": COMMANDS["$defs"]}
    alone = Draft202012Validator(exactly(json.dumps(data)))
    for place in places(command):
        for value in STRANGE:
            text = orjson.dumps(place.put(deepcopy(good_line(command)), value))
            code, valid = code_of(text), alone.is_valid(exactly(text)["data"])
            assert valid == (code is None) or (valid and code in NOT_SAID), (place, value)


@pytest.mark.parametrize("year", ["2025", "2025-10", "2025-26", "2025-2026 "])
def test_what_has_another_form_is_no_school_year(year):
    line = good_line("entitle-kit")
    line["data"]["school_year"] = year
    assert not LINES.is_valid(exactly(json.dumps(line)))


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**13), 10**13)
    | st.floats(-1e9, 1e9).map(lambda number: round(number, 3))
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=70),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["fr", "ar", "value", "unknown", "x"]), inner)
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(EVERY_PLACE), ANY_JSON)
def test_schema_and_door_agree_on_a_field_with_any_value(place: Place, value):
    assert_agreed(place.put(deepcopy(good_line(place.command)), value))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EVERY_PLACE), st.booleans())
def test_schema_and_door_agree_on_a_field_too_few_or_too_many(place: Place, gone):
    line = deepcopy(good_line(place.command))
    holder = place.holder(line)
    if gone:
        del holder[place.path[-1]]
    else:
        holder["colour"] = "red"

    assert_agreed(line)


ENVELOPE = ("id", "command", "subject", "on", "at", "by", "role", "data", "colour")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(list(REGISTRY.commands)),
    st.sampled_from(ENVELOPE),
    st.sampled_from([*STRANGE, "agreement:A1", "household:H1", "2025-09-03T16:20:00"]),
)
@example("open-case", "subject", "centre:mediouna")
@example("open-case", "at", "2025-09-03T16:20:00+01:00")
def test_schema_and_door_agree_on_the_envelope(command, key, value):
    assert_agreed(good_line(command) | {key: value})


@given(st.sampled_from(ENVELOPE[:-1]))
def test_schema_and_door_agree_on_what_may_be_left_out(key):
    line = good_line("open-case")
    line.pop(key, None)

    assert_agreed(line)


def test_codes_are_those_of_the_organisation(tmp_path):
    own = tmp_path / "our-codes.toml"
    own.write_text('[[districts]]\ncode = "sidi-moumen"\nfr = "Sidi Moumen"\n')
    line = good_line("register-child")
    line["data"]["district"] = "sidi-moumen"

    ours = Draft202012Validator(commands_schema(REGISTRY, with_files([own])))

    assert ours.is_valid(line)
    assert not LINES.is_valid(line)


def test_an_area_of_ones_own_is_described_too():
    assert isinstance(CARDS, Area)
    ours = Registry.of([CARDS])

    command = commands_schema(ours)["$defs"]["command.insaf.give-card"]

    assert command["properties"]["card"] == {"$ref": "#/$defs/ref"}
    assert "event.insaf.card-given.1" in events_schema(ours)["$defs"]


def test_every_personal_field_says_so_and_no_other():
    defs = COMMANDS["$defs"]
    for place in EVERY_PLACE:
        if len(place.path) == 1:
            told = defs[f"command.{place.command}"]["properties"][place.path[0]]
            assert told.get("x-personal", False) == place.personal, place
    assert defs["value.Goal"]["properties"]["measure"]["x-personal"]


def test_a_request_and_a_fact_are_told_apart():
    defs = COMMANDS["$defs"]
    telling = {name: defs[f"command.{name}"]["x-telling"] for name in REGISTRY.commands}

    asked = "grant-allowance open-case correct retract release-hold add-identifier".split()
    assert {telling[name] for name in asked} == {"request"}
    facts = "deliver-kit observe-work place-hold record-follow-up plan-visit".split()
    assert {telling[name] for name in facts} == {"fact"}
    assert list(telling.values()).count("request") == 38


def test_what_a_history_shows_is_valid():
    store = memory_store("2026-06-01")
    desk = store.acting_as("amina", role="caseworker")
    for file in ("journal.jsonl", "journal-late.jsonl"):
        desk.record_file((F12 / file).read_text(encoding="utf-8").splitlines())
    every = [event for child in desk.subjects("child") for event in desk.history(child)]

    opened, closed = map(shown, every), map(shown, store.events())

    wrong = [row for row in (*opened, *closed) if not HISTORY.is_valid(row)]
    assert wrong == []
    assert {"command-corrected.1", "case-opened.1"} <= {event.name for event in every}


def shown(event):
    """An event as the command line shows it."""
    return json.loads(orjson.dumps(_row(event), _plain))


@pytest.mark.parametrize(
    "wrong", [{"sex": "both"}, {"born": "13-3-2014"}, {"mood": "good"}]
)
def test_an_event_of_another_shape_is_not_valid(wrong):
    store = memory_store("2026-06-01")
    (row,) = map(shown, store_with_a_child(store).events())

    assert HISTORY.is_valid(row)
    assert not HISTORY.is_valid(row | {"data": row["data"] | wrong})
    assert not HISTORY.is_valid({k: v for k, v in row.items() if k != "by"})


def store_with_a_child(store):
    salma = RegisterChild(
        given_name="Salma", family_name="B", sex="female", born="2014", district="mediouna"
    )
    store.acting_as("amina").record("child:C01", salma, on="2025-09-01")
    return store
