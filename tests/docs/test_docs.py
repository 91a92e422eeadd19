"""What a page shows, runs: each page from top to bottom, its Python and its bash.

A ``sh`` block is only shown: it is for what installs or takes long.
"""

import subprocess
from pathlib import Path

import pytest
from sybil.document import Document
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

HOUSE = Path(__file__).parents[2]
PAGES = sorted(
    [*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), *HOUSE.glob("adapters/*/README.md")]
)


def run_in_bash(example):
    """Stop at the first command that fails, and show what it said."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", str(example.parsed)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{example.path}:{example.line}\n{done.stdout}{done.stderr}")


def blocks_of(page):
    parsers = (PythonCodeBlockParser(), CodeBlockParser("bash", run_in_bash), SkipParser())
    return list(Document.parse(str(page), *parsers).examples())


@pytest.mark.usefixtures("desk_of_the_reader")
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=str(page.relative_to(HOUSE)))
        for page in PAGES
        if blocks_of(page)
    ],
)
def test_every_block_of_the_page_runs(page):
    for block in blocks_of(page):
        block.evaluate()


def test_the_pages_for_newcomers_have_blocks_that_run():
    shown = {str(page.relative_to(HOUSE)) for page in PAGES if blocks_of(page)}

    assert {
        "README.md",
        "docs/tutorial/first_morning.md",
        "docs/how-to/record_a_journal.md",
        "docs/how-to/read_figures.md",
    } <= shown
