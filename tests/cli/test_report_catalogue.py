"""``casemgmt report``: the list, the look, one and all, and what can go wrong."""

from importlib.resources import files

import pytest

YEAR = ("--from", "2025-09-01", "--to", "2025-12-31")
MATRIX = files("casemgmt.data").joinpath("access-example.toml").read_text("utf-8")


def test_without_a_name_the_reports_are_listed_with_readers_and_needs(casemgmt):
    listed = {one["name"]: one for one in casemgmt("report", "--json").document}

    assert {"partner", "season", "register", "child-file"} <= listed.keys()
    assert listed["partner"]["audience"] == "partner"
    assert [p["name"] for p in listed["centre-month"]["parameters"]] == ["centre"]
    shown = casemgmt("report", "--lang", "fr")
    assert "--subject, --recipient (au choix)" in shown.out


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "من أيام الدراسة"), ("fr", "des jours d’école"), ("en", "of school days")],
)
def test_a_preview_shows_the_figures_and_writes_nothing(recorded, tmp_path, language, said):
    before = set(tmp_path.iterdir())

    ended = recorded("report", "f12.db", "partner", *YEAR, "--preview", "--lang", language)

    assert ended.code == 0
    assert said in ended.out
    assert {path.name for path in set(tmp_path.iterdir()) - before} <= {"f12.db.facts"}


def test_in_arabic_a_table_begins_at_the_right(recorded):
    shown = recorded("report", "f12.db", "partner", *YEAR, "--preview", "--lang", "ar").out

    (headings,) = [line for line in shown.splitlines() if "المسجلون الجدد" in line][:1]
    assert headings.index("المسجلون الجدد") < headings.index("الأطفال")


@pytest.mark.slow
def test_all_writes_every_report_for_which_enough_is_said_and_names_the_others(
    recorded, tmp_path
):
    ended = recorded("report", "f12.db", "--all", *YEAR, "--out", "here", "--json")

    assert ended.code == 0
    written = {path.name for path in (tmp_path / "here").iterdir()}
    assert written == {"data-quality-en.html", "partner-en.html", "season-en.html"}
    assert ended.document["not_made"]["centre-month"] == "not made, for want of: --centre"


@pytest.mark.slow
def test_all_with_a_centre_and_a_child_writes_theirs_in_each_format(recorded, tmp_path):
    ended = recorded(
        "report", "f12.db", "--all", *YEAR, "--out", "here", "--lang", "ar",
        "--centre", "mediouna", "--subject", "child:C01", "--format", "html,json",
    )  # fmt: skip

    assert ended.code == 0
    written = {path.name for path in (tmp_path / "here").iterdir()}
    assert {"centre-month-ar.html", "child-file-ar.json", "logbook-ar.html"} <= written
    assert not [name for name in written if name.startswith(".")]


BAD = {
    "a period that ends before it begins": (
        ("partner", "--from", "2025-12-31", "--to", "2025-09-01", "--out", "x.html"),
        "--to: the period ends before it begins",
    ),
    "no days": (("partner", "--out", "x.html"), "--from: something is missing"),
    "no file": (("partner", *YEAR), "--out: something is missing"),
    "nothing said of the centre": (
        ("centre-month", *YEAR, "--out", "x.html"),
        "--centre: this report needs to be told this",
    ),
    "a centre nobody knows": (
        ("register", *YEAR, "--centre", "nowhere", "--out", "x.html"),
        "--centre: nothing was ever told of this subject",
    ),
    "a child nobody knows": (
        ("child-file", *YEAR, "--subject", "child:C99", "--out", "x.html"),
        "--subject: nothing was ever told of this subject",
    ),
    "something the report does not take": (
        ("partner", *YEAR, "--centre", "mediouna", "--out", "x.html"),
        "--centre: this report takes no such thing",
    ),
    "a language there is not": (
        ("partner", *YEAR, "--lang", "de", "--out", "x.html"),
        "--lang",
    ),
    "a file where the folder should be": (
        ("--all", *YEAR, "--out", "f12.db"),
        "--out: this is a file, not a folder",
    ),
}


@pytest.mark.parametrize("asked", BAD)
def test_what_cannot_be_done_is_one_plain_line_and_no_file(recorded, tmp_path, asked):
    arguments, said = BAD[asked]

    ended = recorded("report", "f12.db", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert not (tmp_path / "x.html").exists()


def test_a_report_asked_without_the_right_is_refused_and_leaves_no_file(recorded, tmp_path):
    (tmp_path / "access.toml").write_text(MATRIX, encoding="utf-8")
    (tmp_path / "casemgmt.toml").write_text('access = "access.toml"\n', encoding="utf-8")

    ended = recorded(
        "report", "f12.db", "register", *YEAR, "--centre", "mediouna", "--out", "x.html",
        "--as", "omar", "--role", "data-officer",
    )  # fmt: skip

    assert ended.code != 0
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err
    assert list(tmp_path.glob("*x.html*")) == []


def test_a_report_that_names_persons_cannot_be_published(recorded):
    ended = recorded("publish", "f12.db", "data-quality", *YEAR, "--as", "autumn")

    assert ended.code == 2
    assert (
        ended.err == "casemgmt: report: this report names persons: it is never published\n"
    )
