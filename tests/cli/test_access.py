"""The right of access at the command line: one file a family can read."""

import pytest


@pytest.mark.parametrize(
    ("lang", "says", "runs"),
    [
        ("ar", "ما نحتفظ به عنك", 'dir="rtl"'),
        ("fr", "Ce que nous conservons sur vous", 'dir="ltr"'),
        ("en", "What we hold on you", 'dir="ltr"'),
    ],
)
def test_a_family_reads_it_in_its_language(recorded, tmp_path, lang, says, runs):
    ended = recorded(
        "access", "f12.db", "child:C01", "--lang", lang, "--out", "held.html", "--json"
    )

    page = (tmp_path / "held.html").read_text()
    assert ended.code == 0
    assert ended.document == {
        "path": "held.html",
        "bytes": (tmp_path / "held.html").stat().st_size,
    }
    assert says in page
    assert runs in page
    assert "http:" not in page.replace("http://www.w3.org", ""), "it asks nobody for more"
    assert (tmp_path / "held.html").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("of", ["child:C99", "centre:mediouna", "nobody"])
def test_of_who_is_not_known_nothing_is_written(recorded, tmp_path, of):
    ended = recorded("access", "f12.db", of, "--out", "held.html")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("casemgmt: subject: ")
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "held.html").exists()
