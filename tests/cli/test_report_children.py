"""``casemgmt report`` of several children: each is asked for and refused by itself."""

from importlib.resources import files

import pytest

MATRIX = files("casemgmt.data").joinpath("access-example.toml").read_text("utf-8")
YEAR = ("--from", "2025-09-01", "--to", "2025-12-31")
FILES = ("report", "f12.db", "child-file", *YEAR, "--out", "here")
NO_CONSENT = "no consent in force covers handing this file over; it is asked for first"


def of(*keys):
    return [word for key in keys for word in ("--subject", f"child:{key}")]


def written_in(folder):
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_each_child_named_has_a_file_in_each_format(recorded, tmp_path):
    ended = recorded(*FILES, *of("C01", "C02", "C01"), "--format", "html,json", "--json")

    assert ended.code == 0
    assert ended.document["not_made"] == {}
    assert written_in(tmp_path / "here") == {
        f"child-file-{key}-en.{form}" for key in ("C01", "C02") for form in ("html", "json")
    }


def test_who_cannot_be_handed_over_is_named_by_reference_and_the_others_are_written(
    recorded, tmp_path
):
    ended = recorded(*FILES, *of("C01", "C99"))

    assert ended.code == 3
    assert "child:C99: nothing was ever told of this subject" in ended.out
    assert written_in(tmp_path / "here") == {"child-file-C01-en.html"}


def test_a_centre_that_is_handed_over_has_the_files_of_its_open_cases(recorded, tmp_path):
    open_ = recorded(
        "cases", "f12.db", "--on", "2025-12-31", "--centre", "mediouna", "--json"
    )
    ended = recorded(*FILES, "--centre", "mediouna", "--json")

    keys = {case["subject"].partition(":")[2] for case in open_.document}
    done = {name.split("-")[2] for name in written_in(tmp_path / "here")}
    refused = {one.partition(":")[2] for one in ended.document["not_made"]}
    assert done
    assert done | refused == keys
    assert done & refused == set()


def test_without_consent_to_share_no_file_of_the_centre_goes_to_another_house(
    recorded, tmp_path
):
    ended = recorded(*FILES, "--centre", "mediouna", "--recipient", "Elsewhere", "--json")

    assert ended.code == 3
    assert ended.document["written"] == []
    assert {why.split(": ")[-1] for why in ended.document["not_made"].values()} == {
        NO_CONSENT
    }
    assert written_in(tmp_path / "here") == set()


def test_of_whom_the_reader_may_not_know_no_file_is_written(recorded, tmp_path):
    (tmp_path / "access.toml").write_text(MATRIX, encoding="utf-8")
    (tmp_path / "casemgmt.toml").write_text('access = "access.toml"\n', encoding="utf-8")

    ended = recorded(*FILES, *of("C01", "C02"), "--as", "omar", "--role", "data-officer")

    assert ended.code != 0
    assert written_in(tmp_path / "here") == set()


BAD = {
    "children and a centre": (
        (*of("C01"), "--centre", "mediouna", "--out", "x"),
        "--centre: children are named or found by their cases, not both",
    ),
    "two centres": (
        ("--centre", "mediouna", "--centre", "elsewhere", "--out", "x"),
        "--centre: this is asked for twice",
    ),
    "a centre without cases": (
        ("--centre", "elsewhere", "--out", "x"),
        "--centre: no case is open there on that day",
    ),
    "something the report does not take": (
        ("--centre", "mediouna", "--donor", "Kazyon", "--out", "x"),
        "--donor: this report takes no such thing",
    ),
    "a look at several": (
        (*of("C01", "C02"), "--preview"),
        "--out: this is for one child alone",
    ),
    "the inside of several": (
        (*of("C01", "C02"), "--internal", "--out", "x"),
        "--internal: this is for one child alone",
    ),
    "a file where the folder should be": (
        (*of("C01", "C02"), "--out", "f12.db"),
        "--out: this is a file, not a folder",
    ),
}


@pytest.mark.parametrize("asked", BAD)
def test_what_cannot_be_done_of_several_is_one_plain_line(recorded, tmp_path, asked):
    arguments, said = BAD[asked]

    ended = recorded("report", "f12.db", "child-file", *YEAR, *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"casemgmt: {said}\n"
    assert not (tmp_path / "x").exists()
