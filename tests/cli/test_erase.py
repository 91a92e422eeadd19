"""``casemgmt erase``: what it answers, and how it ends."""

import json

import pytest
from tests.privacy import keepers
from tests.projections.conftest import put_in_place

from casemgmt.care.certificate import CertifiedPlace
from casemgmt.cli.app import run as carried_out
from casemgmt.cli.erase import gathered

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


def test_a_hundred_files_of_a_read_model_are_one_line_for_a_person():
    own = CertifiedPlace("a.db", 10, 0)
    lake = [CertifiedPlace(f"lake: lake/facts/{n}.parquet", 2, 0) for n in range(100)]
    odd = CertifiedPlace("lake: lake/facts/odd.parquet", 2, 1)

    shown = list(gathered([own, *lake, odd]))

    assert shown == [own, CertifiedPlace("lake: lake/facts (100)", 200, 0), odd]


def test_in_words_every_place_has_a_line_and_nobody_a_name(run):
    code, said, _ = run()("erase", "a.db", "child:C01", *ORDER, "--lang", "fr")

    assert code == 0
    assert "kept.txt" in said
    assert "C01" not in said


def test_a_read_model_that_keeps_a_copy_ends_with_four(run):
    code, said, _ = run("Hoards")("erase", "a.db", "child:C01", *ORDER, "--json")

    assert code == 4
    assert [p["place"] for p in said["places"] if p["found"]] == ["lines: kept.txt.copy"]


def test_a_copy_ends_with_four_again_until_it_is_gone(run, tmp_path):
    call = run("Hoards")
    call("erase", "a.db", "child:C01", *ORDER)

    assert call("erase", "a.db", "--due")[0] == 4
    (tmp_path / "kept.txt.copy").unlink()
    code, (gone,), _ = call("erase", "a.db", "--due", "--json")

    assert (code, gone["complete"], gone["searched"]) == (0, True, True)
    assert call("erase", "a.db", "--due", "--json")[:2] == (0, [])


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


def test_a_read_model_that_is_gone_for_good_is_declared_so_by_two(run, tmp_path):
    call = run()
    (tmp_path / "down").touch()
    (tmp_path / "kept.txt").unlink()
    assert call("erase", "a.db", "child:C01", *ORDER, "--json")[0] == 1
    gone = ("--ground", "the disk was shredded", "--by", "karim", "--second", "nadia")
    declared = ("erase", "a.db", "--destroyed", "lines", *gone)

    assert call("erase", "a.db", "--destroyed", "lines", "--by", "karim")[0] == 2
    assert call(*declared, "--json")[:2] == (0, {"destroyed": True})
    code, said, err = call("erase", "a.db", "--due", "--lang", "fr")

    assert (code, err) == (0, "")
    assert "karim et nadia" in said
    assert "the disk was shredded" in said


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_one_that_is_there_still_is_not_gone_in_any_language(run, language):
    gone = ("--ground", "x", "--by", "karim", "--second", "nadia", "--lang", language)

    code, said, err = run()("erase", "a.db", "--destroyed", "lines", *gone)

    assert (code, said) == (2, "")
    assert err.startswith("casemgmt: at: ")
    assert len(err.splitlines()) == 1
