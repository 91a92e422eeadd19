"""``casemgmt indicators`` and ``explain`` on the twelve children: the published figures."""

import csv
import io
import json

import pytest

from casemgmt.cli.figure_table import inert
from casemgmt.cli.figures import _say_behind
from casemgmt.indicators import Unit

pytestmark = pytest.mark.slow

SEASON = ("--from", "2025-09-01", "--to", "2025-12-31")
TABLES = {
    "by nothing": (),
    "by sex": ("--by", "sex"),
    "by district": ("--by", "district"),
    "by programme": ("--by", "programme"),
    "by sex,district, I01 and I20": ("--by", "sex,district", "--only", "I01,I20"),
}
COMPARED = ("version", "unit", "numerator", "denominator", "unknown", "excluded", "by")


def keyed(rows):
    return {(row["indicator"], json.dumps(row["by"], sort_keys=True)): row for row in rows}


def assert_same(found, expected):
    ours, theirs = keyed(found), keyed(expected)
    assert ours.keys() == theirs.keys()
    for key, row in theirs.items():
        assert {k: ours[key][k] for k in COMPARED} == {k: row[k] for k in COMPARED}, key
        if row["value"] is None:
            assert ours[key]["value"] is None, key
        else:
            assert ours[key]["value"] == pytest.approx(row["value"], abs=1e-9), key


@pytest.mark.parametrize("table", TABLES)
def test_gives_every_published_table(recorded, f12, table):
    expected = json.loads((f12 / "expected.json").read_text(encoding="utf-8"))[table]

    found = recorded("indicators", "f12.db", *SEASON, *TABLES[table], "--json")

    assert found.code == 0
    assert_same(found.document, expected)
    assert {row["policy"] for row in found.document} == {"morocco@1"}
    assert all(row["period"] == ["2025-09-01", "2025-12-31"] for row in found.document)


@pytest.mark.parametrize("moment", ["2026-01-10T00:00:00Z", "2026-01-31T00:00:00Z"])
def test_gives_what_was_known_at_a_moment(recorded, f12, moment):
    known = json.loads((f12 / "expected-known-at.json").read_text(encoding="utf-8"))
    recorded("record", "f12.db", f12 / "journal-late.jsonl", "--times", "given")

    found = recorded("indicators", "f12.db", *SEASON, "--known-at", moment, "--json")

    assert_same(found.document, known[f"known at {moment}"])


def test_another_policy_gives_another_figure_and_says_so(recorded, f12):
    policy = f12.parent / "policy-mics6.toml"

    found = recorded(
        "indicators", "f12.db", *SEASON, "--only", "I20", "--policy", policy, "--json"
    )

    (row,) = found.document
    assert (row["numerator"], row["denominator"], row["policy"]) == (5, 11, "mics6@1")


def test_several_policies_stand_side_by_side(recorded, f12, tmp_path):
    mics, none = f12.parent / "policy-mics6.toml", tmp_path / "as-it-is.toml"
    none.write_text("")
    asked = ("indicators", "f12.db", *SEASON, "--only", "I20,I01", "--by", "sex")
    asked = (*asked, "--known-at", "2026-11-01T00:00:00Z")
    both = (*asked, "--policy", mics, "--policy", none)

    rows = recorded(*both, "--json").document
    each = [recorded(*asked, "--policy", p, "--json").document for p in (mics, none)]
    lines = recorded(*both).out.splitlines()

    assert rows == each[0] + each[1]
    assert lines[0].split()[2:5] == ["sex", "policy", "value"]
    for line, of in zip(lines[1:3], each, strict=True):
        assert of[0]["policy"] in line.split()


def test_policies_that_nobody_could_tell_apart_do_not_stand_side_by_side(
    recorded, f12, tmp_path
):
    mics, changed = f12.parent / "policy-mics6.toml", tmp_path / "changed.toml"
    changed.write_text(mics.read_text("utf-8").replace("28", "30"), "utf-8")

    refused = recorded(
        "indicators", "f12.db", *SEASON, "--policy", mics, "--policy", changed
    )

    assert refused.code == 2
    assert "--policy: these policies have one name and version" in refused.err


def test_a_parameter_that_no_figure_reads_is_said(recorded, tmp_path):
    mistyped = tmp_path / "ours.toml"
    rules = (f'[[rule]]\nparameter = "{p}"\nvalue = 3\nsource = "us"\n' for p in PLANS)
    mistyped.write_text('name = "ours"\n' + "".join(rules))

    said = recorded("indicators", "f12.db", *SEASON, "--policy", mistyped).err

    assert said.splitlines() == [
        "casemgmt: no figure reads this of the policy ours@1: plan.dayz"
    ]


def test_what_stands_side_by_side_is_known_at_one_moment(recorded, f12, tmp_path):
    mics, none = f12.parent / "policy-mics6.toml", tmp_path / "as-it-is.toml"
    none.write_text("")
    both = ("--policy", mics, "--policy", none)

    rows = recorded("indicators", "f12.db", *SEASON, *both, "--json").document

    assert len({row["known_at"] for row in rows}) == 1


def test_a_sheet_opens_in_the_spreadsheet_of_each_country(recorded):
    asked = ("indicators", "f12.db", *SEASON, "--only", "I27", "--by", "sex")

    english = recorded(*asked, "--format", "csv").out
    french = recorded(*asked, "--format", "csv", "--lang", "fr").out

    assert english.splitlines()[:2] == [
        "\ufeffindicator,title,sex,value,N,D,unknown,excluded",
        "I27,Change in weekly hours,,-64 %,-64,100,0,0",
    ]
    assert "heures par semaine;;-64 %;-64;100;0;0" in french.splitlines()[1]
    assert list(csv.reader(io.StringIO(english)))[2][:3] == [
        "I27",
        "Change in weekly hours",
        "female",
    ]


PLANS = ("plan.days", "plan.dayz")


@pytest.mark.parametrize(
    ("language", "places"),
    [
        ("ar", ["أنثى", "ذكر"]),
        ("fr", ["Féminin", "Masculin"]),
        ("en", ["female", "male"]),
    ],
)
def test_places_are_called_as_they_are_in_the_language(recorded, language, places):
    asked = (*SEASON, "--only", "I01", "--by", "sex", "--lang", language)

    rows = recorded("indicators", "f12.db", *asked).out.splitlines()[2:]
    cell = ("--cell", f"sex={places[0]}", "--json")
    explained = recorded("explain", "f12.db", "I01", *SEASON, *cell, "--lang", language)

    assert [
        place for place, row in zip(places, rows, strict=True) if place in row
    ] == places
    assert len(explained.document["numerator"]) == 6


def test_ages_stand_in_their_order_and_are_no_days_in_a_sheet(recorded):
    asked = ("indicators", "f12.db", *SEASON, "--only", "I41,I01", "--by", "age-band")

    table = recorded(*asked).out.splitlines()
    sheet = list(csv.reader(io.StringIO(recorded(*asked, "--format", "csv").out)))

    assert [line.split()[3] for line in table[3:]] == ["5-11", "12-14", "15-17"]
    assert [row[2] for row in sheet[3:]] == ["5–11", "12–14", "15–17"]
    assert sheet[1][3] == ""  # contracts completed: no value, not a dash that is text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_sheet_is_a_formula(start):
    assert inert(f"{start}cmd|' /C calc'!A0")[0] == "'"
    assert [inert(cell) for cell in ("-64 %", "-1,5", "beni")] == ["-64 %", "-1,5", "beni"]


def test_an_explanation_names_each_child_as_sent(recorded):
    found = recorded("explain", "f12.db", "I20", *SEASON, "--json").document

    assert found["indicator"] == "I20"
    assert len(found["numerator"]) == 6
    assert len(found["denominator"]) == 11
    assert {unit["subject"].partition(":")[0] for unit in found["denominator"]} == {"child"}
    assert all(unit["commands"] and unit["events"] for unit in found["numerator"])


def test_an_explanation_for_people_names_the_commands_too(recorded):
    said = recorded("explain", "f12.db", "I20", *SEASON).out.splitlines()
    found = recorded("explain", "f12.db", "I20", *SEASON, "--json").document

    first = found["numerator"][0]
    assert said[:2] == ["N", f"  {first['subject']}"]
    assert said[2 : 2 + len(first["commands"])] == [f"    {c}" for c in first["commands"]]
    assert [line for line in said if not line.startswith(" ")] == [
        *("N", "N: 6", "D", "D: 11", "unknown: 0", "excluded: 0"),
    ]


def test_an_explanation_is_said_as_it_is_found(capsys):
    """Nothing is held back until the last is known: who follows has read the first."""
    said = []

    def behind():
        for n in range(3):
            yield "denominator", Unit(f"child:C{n}", "", ())
            said.append(capsys.readouterr().out.splitlines())

    _say_behind(behind(), "en")

    assert said == [["N: 0", "D", "  child:C0"], ["  child:C1"], ["  child:C2"]]
    assert capsys.readouterr().out.splitlines()[0] == "D: 3"


def test_an_explained_cell_holds_the_units_of_that_cell(recorded):
    whole = recorded("explain", "f12.db", "I20", *SEASON, "--json").document
    girls = recorded(
        "explain", "f12.db", "I20", *SEASON, "--cell", "sex=female", "--json"
    ).document

    those = {unit["subject"] for unit in girls["denominator"]}
    assert those < {unit["subject"] for unit in whole["denominator"]}


WRONG = {
    "an unknown indicator": ("--only", "I99"),
    "an unknown dimension": ("--by", "shoe-size"),
    "a day that is none": ("--as-of", "2025-13-01"),
    "a policy that is not there": ("--policy", "nowhere.toml"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_asked_is_one_plain_line(recorded, wrong):
    ended = recorded("indicators", "f12.db", *SEASON, *wrong)

    assert ended.code == 2
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err


def test_a_period_that_ends_before_it_begins_is_refused(recorded):
    ended = recorded("indicators", "f12.db", "--from", "2025-12-31", "--to", "2025-09-01")

    assert ended.code == 2
    assert ended.err.startswith("casemgmt: --to: ")


@pytest.mark.parametrize("option", ["--from", "--to", "--as-of", "--known-at"])
def test_what_is_wrong_is_named_as_the_option_that_was_given(casemgmt, option):
    casemgmt("record", "a.db", "-", given=b"")
    days = {"--from": "2025-09-01", "--to": "2025-12-31", option: "some day"}
    given = [word for pair in days.items() for word in pair]

    ended = casemgmt("indicators", "a.db", *given)

    assert ended.code == 2
    assert ended.err.startswith(f"casemgmt: {option}: ")


EXPLAINED = {
    "an unknown indicator": ("I99", (), "INDICATOR"),
    "a cell of an unknown dimension": ("I20", ("--cell", "shoe-size=42"), "--cell"),
    "an unknown dimension": ("I20", ("--by", "shoe-size"), "--by"),
}


@pytest.mark.parametrize(
    ("indicator", "options", "typed"), EXPLAINED.values(), ids=EXPLAINED.keys()
)
def test_what_cannot_be_explained_is_told_of_what_was_typed(
    recorded, indicator, options, typed
):
    ended = recorded("explain", "f12.db", indicator, *SEASON, *options)

    assert ended.code == 2
    assert ended.err.startswith(f"casemgmt: {typed}: ")


def test_facts_that_find_no_room_are_one_plain_line_and_leave_nothing(recorded, tmp_path):
    ended = recorded("indicators", "f12.db", *SEASON, largest_file=2_000)

    assert ended.code == 1
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err
    assert [p.name for p in (tmp_path / "f12.db.facts").iterdir()] == ["lock"]
    assert recorded("indicators", "f12.db", *SEASON).code == 0


def test_an_explanation_written_bit_by_bit_is_one_document(recorded):
    empty = recorded("explain", "f12.db", "I41", *SEASON, "--json")
    said = recorded("explain", "f12.db", "I19", *SEASON, "--json")

    sides = ("numerator", "denominator", "unknown", "excluded")
    assert empty.document == {"indicator": "I41"} | {side: [] for side in sides}
    assert said.document.keys() == {"indicator", *sides}
    assert len(said.document["denominator"]) == 201
    subjects = [unit["subject"] for unit in said.document["denominator"]]
    assert subjects == sorted(subjects)
