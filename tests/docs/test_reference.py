"""The reference says what the code says, and every link on every page leads somewhere."""

import re
from importlib import import_module
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
REFERENCE = HOUSE / "docs" / "reference"
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture
def written(monkeypatch):
    monkeypatch.syspath_prepend(HOUSE)
    return import_module("tools.reference.pages")


def anchors(page):
    return {
        "".join(c for c in heading.lower() if c.isalnum() or c in " -_").replace(" ", "-")
        for heading in HEADING.findall(page.read_text(encoding="utf-8"))
    }


def broken_links(page):
    for to, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / to).resolve() if to else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield f"{to}#{anchor}" if anchor else to


def test_what_is_committed_is_what_the_code_says(written):
    stale = [
        name
        for name in written.PAGES
        if not (REFERENCE / name).exists()
        or (REFERENCE / name).read_text(encoding="utf-8") != written.rendered(name)
    ]

    assert not stale, f"make reference, and commit: {stale}"


def test_no_page_stays_that_nobody_writes_any_more(written):
    kept = {
        page.relative_to(REFERENCE).as_posix()
        for page in REFERENCE.glob("**/*.md")
        if page.read_text(encoding="utf-8").startswith(written.WRITTEN)
    }

    assert kept == set(written.PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_link_of_the_page_leads_somewhere(page):
    assert list(broken_links(page)) == []


@pytest.mark.parametrize(
    "page", sorted(REFERENCE.glob("**/*.md")), ids=lambda page: page.stem
)
def test_arabic_runs_from_right_to_left(page):
    text = page.read_text(encoding="utf-8")
    outside = re.sub(r'<span dir="rtl" lang="ar">[^<]*</span>', "", text)

    assert not ARABIC.search(outside)
