"""What a page shows, runs: each page from top to bottom, its Python and its bash.

A ``py`` or ``toml`` block whose first line is ``# NAME`` is a file of that name; what a
``pyproject.toml`` brings counts as installed. A ``sh`` block is only shown: it is for what
installs or takes long; what a ``bash`` block installs comes into a venv of the page's own.
"""

import importlib
import os
import re
import signal
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from sybil.document import Document
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from tests.engines.server import free_port

pytestmark = pytest.mark.slow

HOUSE = Path(__file__).parents[2]
INSTALLED_WITHIN = 300
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


def write_file(example):
    """Write the file that a block shows, and take a project as installed."""
    name, _, content = str(example.parsed).partition("\n")
    path = Path(name.removeprefix("# "))
    path.write_text(content, encoding="utf-8")
    if path.name == "pyproject.toml":
        install(tomllib.loads(content)["project"])
    importlib.invalidate_caches()


def install(project):
    """Write what pip writes beside an installed project: its name and entry points."""
    name, version = project["name"], project["version"]
    folder = Path(f"{name}-{version}.dist-info")
    folder.mkdir()
    told = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (folder / "METADATA").write_text(told, encoding="utf-8")
    points = [
        line
        for group, named in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{point} = {to}" for point, to in named.items()))
    ]
    (folder / "entry_points.txt").write_text("\n".join(points), encoding="utf-8")


def blocks_of(page):
    parsers = (
        PythonCodeBlockParser(),
        CodeBlockParser("bash", run_in_bash),
        CodeBlockParser("py", write_file),
        CodeBlockParser("toml", write_file),
        SkipParser(),
    )
    return list(Document.parse(str(page), *parsers).examples())


INSTALLS = "```bash\npip install "


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """What we ship, built as it is shipped."""
    folder = tmp_path_factory.mktemp("wheels")
    ours = [HOUSE, HOUSE / "adapters" / "casemgmt-nats"]
    built = ["--no-deps", "--no-build-isolation", "--wheel-dir", folder]
    run([sys.executable, "-m", "pip", "wheel", "--quiet", *built, *ours])
    return folder


def in_a_venv_of_its_own(folder, wheels, monkeypatch):
    """Let what a page installs come into a venv of the page's own, ours among it."""
    own = folder / "venv"
    run([sys.executable, "-m", "venv", own])
    monkeypatch.setenv("PATH", f"{own / 'bin'}{os.pathsep}{os.environ['PATH']}")
    where = f"{wheels} {os.environ.get('PIP_FIND_LINKS', '')}".strip()
    monkeypatch.setenv("PIP_FIND_LINKS", where)
    monkeypatch.setenv("PIP_CONSTRAINT", str(HOUSE / "constraints.txt"))


def run(command):
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=INSTALLED_WITHIN
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


SERVER = "postgresql://keeper@db.insaf.example/insaf"


def on_a_real_server(page, folder, request):
    """The page with the address of a server that runs, where it names one."""
    words = page.read_text(encoding="utf-8")
    copy = folder / page.name
    if SERVER in words:
        server = request.getfixturevalue("postgres").database()
        copy.write_text(words.replace(SERVER, server))
        return copy
    if "nats-server -c" not in words:
        return page
    request.addfinalizer(lambda: let_none_go_on(folder))
    copy.write_text(on_free_ports(words))
    return copy


def on_free_ports(words):
    """The page with ports that nobody else has."""
    ports = sorted(set(re.findall(r"\b[468]22[2345]\b", words)))
    free = {port: str(free_port()) for port in ports}
    return re.sub(r"\b[468]22[2345]\b", lambda found: free[found[0]], words)


def let_none_go_on(folder):
    """End the servers that a page began, also where it stopped in the middle."""
    for noted in folder.glob("*/pid"):
        with suppress(ProcessLookupError):
            os.kill(int(noted.read_text()), signal.SIGKILL)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=str(page.relative_to(HOUSE)))
        for page in PAGES
        if blocks_of(page)
    ],
)
def test_every_block_of_the_page_runs(page, desk_of_the_reader, request, monkeypatch):
    if INSTALLS in page.read_text(encoding="utf-8"):
        built = request.getfixturevalue("wheels")
        in_a_venv_of_its_own(desk_of_the_reader, built, monkeypatch)
    for block in blocks_of(on_a_real_server(page, desk_of_the_reader, request)):
        block.evaluate()


def test_the_pages_for_newcomers_have_blocks_that_run():
    shown = {str(page.relative_to(HOUSE)) for page in PAGES if blocks_of(page)}

    assert {
        "README.md",
        "docs/tutorial/first_morning.md",
        "docs/how-to/record_a_journal.md",
        "docs/how-to/read_figures.md",
        "docs/how-to/declare_an_area.md",
        "docs/how-to/declare_an_indicator.md",
        "docs/how-to/keep_a_read_model.md",
        "docs/how-to/look_after_projections.md",
        "docs/how-to/write_a_report_renderer.md",
        "docs/how-to/write_an_adapter.md",
        "docs/how-to/run_on_postgresql.md",
        "docs/how-to/run_on_a_cluster.md",
    } <= shown
