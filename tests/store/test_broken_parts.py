"""A broken part of another distribution is told in one line and hurts nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GROUPS = ("adapters", "renderers", "reports", "indicators", "areas", "stores", "vaults")
OLDER = "class Older:\n    api_version = 0\n    formats = {'html'}\n"


@pytest.fixture
def casemgmt(tmp_path):
    """The command line, where a broken part of every kind is installed."""
    (tmp_path / "sad_part.py").write_text("raise RuntimeError('never shown')\n")
    (tmp_path / "sad_older.py").write_text(OLDER)
    folder = tmp_path / "sad-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: sad\nVersion: 1.0\n")
    points = [f"[casemgmt.{group}]\nasad = sad_part:thing\n" for group in GROUPS]
    points[0] += "older = sad_older:Older\n"
    points[1] += "absent = sad_absent:thing\n"
    (folder / "entry_points.txt").write_text("\n".join(points))

    def run(*arguments):
        return subprocess.run(
            [Path(sys.executable).with_name("casemgmt"), *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_each_is_listed_with_what_is_wrong(casemgmt):
    done = casemgmt("adapters", "--json")

    rows = {(r["group"], r["name"]): r for r in json.loads(done.stdout)}
    for group in GROUPS:
        broken = rows[group, "asad"]["needs"]["broken"]
        assert broken == "asad of sad cannot be loaded: RuntimeError"
    assert "version 0" in rows["adapters", "older"]["needs"]["broken"]
    assert "sad_absent" in rows["renderers", "absent"]["needs"]["broken"]
    assert "broken" not in rows["renderers", "html"]["needs"]


def test_what_is_wrong_is_said_in_the_language_asked_for(casemgmt):
    said = casemgmt("adapters", "--lang", "fr").stdout

    assert "il parle la version 0 du protocole, et non la 1" in said
    assert "cannot be loaded" not in said


def test_one_that_lacks_an_extra_says_which(casemgmt, tmp_path):
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError(name='psycopg')")

    rows = json.loads(casemgmt("adapters", "--json").stdout)

    (said,) = {r["needs"]["broken"] for r in rows if r["name"].startswith("postgres")}
    assert said == "a store on PostgreSQL needs casemgmt[postgres], which is not installed"


@pytest.mark.slow
def test_everything_else_goes_on(casemgmt, tmp_path):
    told = {
        "id": "5d0c0000-0000-4000-8000-000000000001", "command": "open-centre",
        "subject": "centre:mediouna", "on": "2025-09-01", "by": "amina",
        "data": {"name": "Mediouna", "kind": "kindergarten"},
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(told) + "\n")
    period = ("--from", "2025-09-01", "--to", "2025-12-31")

    for asked in (
        ("record", "insaf.db", "a.jsonl"),
        ("indicators", "insaf.db", *period, "--only", "I01"),
        ("report", "insaf.db", "partner", *period, "--lang", "fr", "--out", "a.html"),
        ("project", "insaf.db", "template", "--to", "cases.db"),
    ):
        done = casemgmt(*asked)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        more = asked[0] in ("indicators", "report")  # with no matrix, who asks is told so
        assert len(set(done.stderr.splitlines())) <= 1 + more


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        ("project", "insaf.db", "asad", "--to", "x.db"),
        ("project", "insaf.db", "older", "--to", "x.db"),
        ("cases", "asad://here"),
    ],
)
def test_whoever_asks_for_it_by_name_is_told_in_a_line(casemgmt, tmp_path, asked):
    (tmp_path / "a.jsonl").write_text("")
    casemgmt("record", "insaf.db", "a.jsonl")

    done = casemgmt(*asked)

    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "never shown" not in done.stderr
