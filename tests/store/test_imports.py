"""What importing casemgmt brings in: the core alone, on any platform."""

import subprocess
import sys

EXTRAS = (
    "duckdb",
    "nanoarrow",
    "cyclopts",
    "rich",
    "babel",
    "altair",
    "numpy",
    "pandas",
    "psycopg",
)
LATER = ("eventsourcing", "casemgmt.indicators", "casemgmt.facts", "casemgmt.reports")


def said_by(code, *, cwd=None):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_casemgmt_brings_in_no_extra():
    loaded = said_by("import sys, casemgmt; print(*sys.modules)").split()

    assert [name for name in (*EXTRAS, *LATER) if name in loaded] == []


def test_every_public_door_opens_without_the_engines_and_extras():
    code = (
        "import sys, casemgmt.commands, casemgmt.events, casemgmt.errors, casemgmt.stores"
    )
    loaded = said_by(f"{code}; print(*sys.modules)").split()

    assert [name for name in (*EXTRAS, *LATER) if name in loaded] == []


ELSEWHERE = """
import sys
sys.modules["fcntl"] = sys.modules["resource"] = None  # as on another platform
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
with Store.open("a.db", create=True) as store:
    visit = RecordFollowUp(kind="call", seen_child=True)
    print(store.acting_as("amina").record("child:C01", visit, on="2025-09-01").position)
"""


def test_a_store_works_where_the_platform_has_no_posix_locks(tmp_path):
    assert said_by(ELSEWHERE, cwd=tmp_path) == "1"
