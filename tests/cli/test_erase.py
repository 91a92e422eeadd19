"""``casemgmt erase``: what it answers, and how it ends."""

import json

import pytest
from tests.privacy import keepers
from tests.projections.conftest import put_in_place

from casemgmt.cli.app import run as carried_out

ORDER = ("--ground", "the parents ask for it", "--by", "amina", "--second", "nadia")
CONFIG = """
[adapters.lines]
adapter = "{adapter}"
to = "kept.txt"
fields = ["given_name", "family_name"]
isolated = false
"""


@pytest.fixture
def run(tmp_path, monkeypatch, f12, capfd):
    """Call the command line beside the twelve children and a read model of them."""
    put_in_place(keepers, tmp_path / "installed", monkeypatch)
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = carried_out(arguments)
        out, err = capfd.readouterr()
        return code, json.loads(out) if "--json" in arguments and out else out, err

    def begun(adapter="Lines"):
        (tmp_path / "casemgmt.toml").write_text(CONFIG.format(adapter=adapter))
        journal = str(f12 / "journal.jsonl")
        assert call("record", "a.db", journal, "--times", "given")[0] == 0
        assert call("project", "a.db")[0] == 0
        return call

    return begun


def test_a_person_is_erased_and_a_certificate_says_so(run):
    code, said, err = run()("erase", "a.db", "child:C01", *ORDER, "--json")

    assert (code, err) == (0, "")
    assert {"subject", "erased_at", "complete", "places"} <= said.keys()
    assert said["complete"] is True
    assert {frozenset(place) for place in said["places"]} == {
        frozenset({"place", "searched_bytes", "found"})
    }
    assert {place["found"] for place in said["places"]} == {0}
    assert sum(place["searched_bytes"] for place in said["places"]) > 0


def test_in_words_every_place_has_a_line_and_nobody_a_name(run):
    code, said, _ = run()("erase", "a.db", "child:C01", *ORDER, "--lang", "fr")

    assert code == 0
    assert "kept.txt" in said
    assert "C01" not in said


def test_a_read_model_that_keeps_a_copy_ends_with_four(run):
    code, said, _ = run("Hoards")("erase", "a.db", "child:C01", *ORDER, "--json")

    assert code == 4
    assert [p["place"] for p in said["places"] if p["found"]] == ["lines: kept.txt.copy"]


def test_a_place_that_cannot_be_reached_ends_with_one_and_the_next_run_goes_on(
    run, tmp_path
):
    call = run()
    (tmp_path / "down").touch()
    code, said, _ = call("erase", "a.db", "child:C01", *ORDER, "--json")
    assert (code, said["complete"]) == (1, False)
    (tmp_path / "down").unlink()

    code, (again,), _ = call("erase", "a.db", "--due", "--json")

    assert (code, again["complete"], again["subject"]) == (0, True, said["subject"])
    assert call("erase", "a.db", "--due", "--json")[:2] == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ("child:C01", *ORDER[:4], "--second", "amina"),
        ("child:C01", *ORDER[2:]),
        ("child:C99", *ORDER),
        ("centre:mediouna", *ORDER),
        ORDER,
        ("child:C01", "--take-back", "--by", "amina"),
    ],
)
def test_what_is_refused_ends_with_two_and_one_line(run, arguments):
    code, said, err = run()("erase", "a.db", *arguments, "--json")

    assert (code, said) == (2, "")
    assert len(err.splitlines()) == 1
