"""``casemgmt report`` and ``demo``: every number on the page is one of the figures."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.calling import called

SEASON = ("--from", "2025-09-01", "--to", "2026-06-30")


class Numbers(HTMLParser):
    """The numbers of a page that say which figure they are."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        marks = dict(attributes)
        if tag == "data" and "data-indicator" in marks:
            self.found.append(marks)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo of sixty children, made once: the folder it is in, and what it said."""
    folder = tmp_path_factory.mktemp("season")
    ended = called(("demo", "--out", "demo", "--children", 60, "--json"), folder)
    assert ended.code == 0
    return folder, ended.document


def cell_of(mark):
    pairs = (pair.split("=") for pair in mark["data-by"].split(",") if pair)
    return dict(pairs)


def figures_of(folder, cells):
    """Ask the command line for each table the pages name."""
    found = {}
    for dimensions in {tuple(cell) for cell in cells}:
        by = ("--by", ",".join(dimensions)) if dimensions else ()
        asked = ("indicators", "demo/season.db", *SEASON, *by, "--json")
        for row in called(asked, folder).document:
            key = (row["indicator"], json.dumps(row["by"], sort_keys=True))
            found[key] = row
    return found


@pytest.mark.slow
def test_the_demo_says_where_everything_is(demo):
    folder, said = demo

    assert said.keys() == {"store", "recorded", "reports", "seconds", "projected"}
    assert said["recorded"] > 500
    assert len(said["reports"]) == 9 * 3
    assert all((folder / report).stat().st_size > 5_000 for report in said["reports"])


@pytest.mark.slow
def test_the_demo_brings_every_installed_adapter_up_to_date(demo):
    folder, said = demo
    kept = called(("projections", "demo/season.db", "--json"), folder).document
    installed = called(("adapters", "--json"), folder).document

    names = {one["name"] for one in installed if one["group"] == "adapters"}
    assert {"excel", "sql"} <= names
    assert {one["projection"] for one in kept} == names | {"facts"}
    assert {one["behind_events"] for one in kept} == {0}
    assert len(said["projected"]) == len(names)
    assert all((folder / place).exists() for place in said["projected"])


@pytest.mark.slow
def test_an_adapter_that_fails_leaves_the_season_there(casemgmt, tmp_path):
    config = tmp_path / "other.toml"
    config.write_text('[adapters.register]\nadapter = "sql"\nto = "nowhere/r.db"\n')

    ended = casemgmt("demo", "--out", "demo", "--children", 3, "--config", config)

    assert ended.code == 1
    assert "register: " in ended.err
    assert "Traceback" not in ended.err
    assert (tmp_path / "demo/partner-ar.html").exists()


@pytest.mark.slow
def test_every_number_on_the_page_equals_the_indicators(demo):
    folder, _ = demo
    pages = [
        Numbers(
            (folder / f"demo/partner-{language}.html").read_text(encoding="utf-8")
        ).found
        for language in ("ar", "fr", "en")
    ]
    figures = figures_of(folder, [cell_of(mark) for marks in pages for mark in marks])

    for marks in pages:
        assert len(marks) > 40
        for mark in marks:
            key = mark["data-indicator"], json.dumps(cell_of(mark), sort_keys=True)
            expected = figures[key][mark["data-part"]]
            assert float(mark["value"]) == pytest.approx(expected, abs=1e-9), key


def test_a_report_is_written_whole_and_says_how_large_it_is(recorded, tmp_path):
    ended = recorded(
        "report", "f12.db", "partner", *SEASON, "--lang", "ar", "--out", "p.html", "--json"
    )

    assert ended.code == 0
    assert ended.document == {
        "path": "p.html",
        "bytes": (tmp_path / "p.html").stat().st_size,
    }
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert [p.name for p in tmp_path.glob(".p.html*")] == []


def test_a_file_is_written_in_the_format_of_its_name(recorded, tmp_path):
    for name, begins in (("p.PDF", b"%PDF"), ("p.xlsx", b"PK"), ("p.html", b"<!doctype")):
        made = recorded("report", "f12.db", "partner", *SEASON, "--out", name)

        assert made.code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_report_or_format_that_is_not_there_is_one_plain_line(recorded):
    no_report = recorded("report", "f12.db", "gossip", *SEASON, "--out", "g.html")
    no_format = recorded(
        "report", "f12.db", "partner", *SEASON, "--out", "p.rtf", "--format", "rtf"
    )

    assert no_report.code != 0
    assert no_format.code != 0
    for ended in (no_report, no_format):
        assert len(ended.err.strip().splitlines()) == 1
        assert "Traceback" not in ended.err


def test_a_format_nobody_draws_is_not_the_fault_of_the_call(recorded):
    ended = recorded(
        "report", "f12.db", "partner", *SEASON, "--out", "p.pptx", "--format", "pptx"
    )

    assert ended.code == 1
    assert ended.err == "casemgmt: nothing installed here writes reports as pptx\n"


def test_a_report_is_not_written_over_a_folder(recorded, tmp_path):
    (tmp_path / "here").mkdir()

    ended = recorded("report", "f12.db", "partner", *SEASON, "--out", "here")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "casemgmt: --out: this is a folder, not a file\n"


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(recorded, tmp_path):
    (tmp_path / "file").touch()

    ended = recorded("report", "f12.db", "partner", *SEASON, "--out", "file/p.html")

    assert ended.code == 1
    assert "Traceback" not in ended.err


@pytest.mark.slow
def test_a_device_is_written_to_and_never_replaced(recorded):
    ended = recorded("report", "f12.db", "partner", *SEASON, "--out", "/dev/full")

    assert ended.code == 1
    assert Path("/dev/full").is_char_device()


def test_a_house_that_names_itself_is_on_the_page(recorded, tmp_path):
    (tmp_path / "brand.toml").write_text(
        '[house]\nname = "Maison Essai"\n[parts]\npartner = ["kits"]\n', encoding="utf-8"
    )
    ended = recorded(
        "report", "f12.db", "partner", *SEASON, "--out", "p.html", "--brand", "brand.toml"
    )
    page = (tmp_path / "p.html").read_text(encoding="utf-8")

    assert ended.code == 0
    assert "Maison Essai" in page
    assert 'id="kits"' in page
    assert 'id="work"' not in page


def test_an_unknown_part_is_one_line_and_nothing_is_written(recorded, tmp_path):
    (tmp_path / "brand.toml").write_text('[parts]\npartner = ["kit"]\n', encoding="utf-8")
    ended = recorded(
        "report", "f12.db", "partner", *SEASON, "--out", "p.html", "--brand", "brand.toml"
    )

    assert ended.code != 0
    assert ended.err.startswith("casemgmt: brand.toml: parts.partner: no part 'kit'")
    assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "p.html").exists()


@pytest.mark.slow
def test_an_internal_edition_leads_to_who_was_counted_and_the_other_does_not(
    recorded, tmp_path
):
    said = ("report", "f12.db", "partner", *SEASON, "--lang", "fr")
    assert recorded(*said, "--out", "out.html").code == 0
    assert recorded(*said, "--internal", "--out", "in.html").code == 0
    refused = recorded(*said, "--internal", "--out", "in.pdf", "--format", "pdf")
    together = recorded("report", "f12.db", "--all", "--internal", *SEASON, "--out", "all")
    out, within = (
        (tmp_path / name).read_text(encoding="utf-8") for name in ("out.html", "in.html")
    )

    assert "child:" not in out
    assert 'id="behind-1"' in within
    assert "child:" in within
    for one in (refused, together):
        assert one.code == 2
        assert "page HTML" in one.err or "HTML page" in one.err
