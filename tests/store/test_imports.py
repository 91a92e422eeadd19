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


FOLDING = """
import sys
from casemgmt.facts.shares import Share
from casemgmt.read_models.log_apart import read_apart
with read_apart("a.db", None) as source:
    Share(sorted(source.changed(0))[0].bytes, source.head(), source.epoch, {}).done(source)
print(*sys.modules)
"""


def test_a_process_that_folds_a_share_brings_in_no_database_and_nothing_that_records(
    tmp_path,
):
    said_by(RECORDING, cwd=tmp_path)
    loaded = said_by(FOLDING, cwd=tmp_path).split()
    needless = (
        "duckdb",
        "nanoarrow",
        "casemgmt.recording.recorder",
        "casemgmt.projections.reading",
    )

    assert [name for name in needless if name in loaded] == []


def test_every_public_door_opens_without_the_engines_and_extras():
    code = (
        "import sys, casemgmt.commands, casemgmt.events, casemgmt.errors, casemgmt.stores"
    )
    loaded = said_by(f"{code}; print(*sys.modules)").split()

    assert [name for name in (*EXTRAS, *LATER) if name in loaded] == []


RECORDING = """
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
with Store.open("a.db", create=True) as store:
    visit = RecordFollowUp(kind="call", seen_child=True)
    print(store.acting_as("amina").record("child:C01", visit, on="2025-09-01").position)
"""
ELSEWHERE = f"""
import sys
sys.modules["fcntl"] = sys.modules["resource"] = None  # as on another platform
{RECORDING}
"""


def test_a_store_works_where_the_platform_has_no_posix_locks(tmp_path):
    assert said_by(ELSEWHERE, cwd=tmp_path) == "1"


CORE_ALONE = """
import sys
for name in ("duckdb", "nanoarrow", "cyclopts", "rich", "babel", "rapidfuzz", "psycopg",
             "pytest", "hypothesis", "pyrage", "python_calamine", "opentelemetry"):
    sys.modules[name] = None  # as where it is not installed
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import MissingExtraError
from casemgmt import testing

def lacks(ask):
    try:
        ask()
    except MissingExtraError as lacking:
        return str(lacking)

with Store.open("a.db", create=True) as store:
    desk = store.acting_as("amina")
    visit = RecordFollowUp(kind="call", seen_child=True, findings="at home")
    desk.record("child:C01", visit, on="2025-09-01")
    assert len(desk.history("child:C01")) == len(list(store.events())) == 1
    assert list(desk.cases()) == list(desk.contradictions()) == []
    done = store.erase("child:C01", ground="asked by the family", by="amina", second="omar")
    assert done.complete, done
    print(lacks(lambda: desk.figures("2025-09-01", "2025-12-31")))
    print(lacks(desk.duplicates))
    print(lacks(lambda: testing.StoreContract))
"""


def test_the_core_alone_records_reads_and_erases_and_names_what_else_needs(tmp_path):
    said = said_by(CORE_ALONE, cwd=tmp_path).splitlines()

    assert ["figures" in said[0], "names" in said[1], "testing" in said[2]] == [True] * 3
    assert all("casemgmt[" in line for line in said)
