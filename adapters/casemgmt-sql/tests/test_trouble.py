"""What cannot be kept is said in one plain line, and nobody's password with it."""

import resource
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import psycopg
import pytest
from tests.engines.server import PASSWORD, free_port

from casemgmt.errors import BusyError, CaseManagementError, ConfigurationError
from casemgmt.testing.adapter_desk import batch_of
from casemgmt.testing.golden import golden
from casemgmt_sql import VERSION, SqlReadModel
from casemgmt_sql.engine import _write_ahead

from .tables_read import shown

TOLD = golden("every_command", fields=SqlReadModel.fields)
WHOLE = batch_of(TOLD)


def said(address, error=ConfigurationError):
    """The one line in which *address* is refused."""
    with pytest.raises(error) as refused, closing(SqlReadModel(str(address))) as kept:
        kept.project(WHOLE)
    line = str(refused.value)
    assert "\n" not in line
    assert PASSWORD not in line
    assert refused.value.__cause__ is None
    return line


@pytest.mark.parametrize(
    "address",
    ["", "mysql://h/db", "register.db?colour=red", "postgresql://", "postgresql://h:x/d"],
)
def test_an_address_of_no_engine(address):
    assert "a read model is kept at register.db" in said(address)


def test_a_schema_that_is_none():
    assert "small letters" in said("postgresql://h/d?schema=Robert'); DROP")


def test_a_configuration_that_is_not_there(tmp_path):
    assert "none.toml" in said(f"{tmp_path}/register.db?config={tmp_path}/none.toml")


def test_a_folder_that_is_not_there(tmp_path):
    assert str(tmp_path) in said(tmp_path / "no" / "register.db")


def test_a_file_that_is_something_else(tmp_path):
    (tmp_path / "letter.db").write_text("Dear friends, " * 500)

    assert "something else" in said(tmp_path / "letter.db")
    assert (tmp_path / "letter.db").read_text().startswith("Dear friends, ")


def test_a_database_that_keeps_something_else(tmp_path):
    with sqlite3.connect(tmp_path / "own.db") as own:
        own.execute("CREATE TABLE donors (name)")

    assert "a file of its own" in said(tmp_path / "own.db")


def test_a_newer_version_is_refused(tmp_path):
    kept = SqlReadModel(str(tmp_path / "register.db"))
    kept.project(WHOLE)
    kept.close()
    with sqlite3.connect(tmp_path / "register.db") as newer:
        newer.execute("UPDATE read_model SET version = 99")

    assert "a newer casemgmt-sql made these tables (99)" in said(
        tmp_path / "register.db", CaseManagementError
    )


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_an_older_version_is_made_anew_from_what_was_told(engine, tmp_path, request):
    address = str(tmp_path / "register.db")
    if engine == "postgres":
        address = request.getfixturevalue("postgres").address("older")
    kept = SqlReadModel(address)
    kept.project(WHOLE)
    before = shown(kept)
    with kept._engine.begin() as older:
        older.exec_driver_sql("DROP VIEW open_cases")
        older.exec_driver_sql("DELETE FROM distributions")
        older.exec_driver_sql(f"UPDATE read_model SET version = {VERSION - 1}")

    kept.project(batch_of((), until=WHOLE.until.number))

    assert shown(kept) == before
    assert kept.position() == WHOLE.until
    kept.close()


def test_another_policy_is_another_work_list(tmp_path):
    (tmp_path / "policy.toml").write_text(
        '[[rule]]\nparameter = "review.months"\nvalue = 1\nsource = "a test"\n'
    )
    (tmp_path / "casemgmt.toml").write_text('policy = "policy.toml"\n')
    kept = SqlReadModel(f"{tmp_path}/register.db")
    kept.project(WHOLE)
    before = shown(kept)
    kept.close()

    chosen = SqlReadModel(f"{tmp_path}/register.db?config={tmp_path}/casemgmt.toml")
    chosen.project(batch_of((), until=WHOLE.until.number))

    assert shown(chosen)["work"] != before["work"]
    chosen.close()


def test_a_full_disk(tmp_path):
    kept = SqlReadModel(str(tmp_path / "register.db"))
    kept.project(batch_of(TOLD[:1]))
    before = shown(kept)
    most, limits = (tmp_path / "register.db").stat().st_size, resource.RLIMIT_FSIZE
    soft, hard = resource.getrlimit(limits)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(limits, (most, hard))
    try:
        with pytest.raises(BusyError, match="disk"):
            kept.project(WHOLE)
    finally:
        resource.setrlimit(limits, (soft, hard))

    assert shown(kept) == before
    kept.project(WHOLE)
    assert kept.position() == WHOLE.until
    kept.close()


def test_a_server_that_is_not_there():
    line = said(f"postgresql://keeper:{PASSWORD}@127.0.0.1:{free_port()}/stores", BusyError)

    assert "cannot be reached" in line


def test_a_password_that_is_not_accepted(postgres):
    address = postgres.address("wrong").replace(PASSWORD, "wrong")

    assert "not accepted" in said(address)


def test_a_database_that_is_not_there(postgres):
    address = postgres.address("nowhere").replace("/stores", "/nowhere")

    assert "no such database" in said(address)


def test_no_right_to_make_tables(postgres):
    postgres.asked("CREATE ROLE reader LOGIN PASSWORD 'reads-8321'")
    address = postgres.address("guarded").replace(f"keeper:{PASSWORD}", "reader:reads-8321")

    line = said(address)

    assert "no right" in line
    assert "reads-8321" not in line


def test_two_runners_at_once_keep_everything_once(tmp_path, postgres):
    for address in (str(tmp_path / "register.db"), postgres.address("two")):
        with ThreadPoolExecutor(2) as runners:
            ends = range(40, len(TOLD), 40)
            batches = [batch_of(TOLD[:end]) for end in ends] + [WHOLE]
            for done in [runners.submit(_all_of, address, batches) for _ in range(2)]:
                done.result()
        kept, alone = SqlReadModel(address), SqlReadModel(f"{tmp_path}/alone.db")
        alone.project(WHOLE)

        assert (kept.position(), shown(kept).keys()) == (WHOLE.until, shown(alone).keys())
        assert kept.seen() == alone.seen()
        kept.close()
        alone.close()


@pytest.mark.slow
def test_two_who_open_a_new_file_at_once_both_open_it(tmp_path):
    with ThreadPoolExecutor(2) as both:
        for number in range(150):
            path, together = tmp_path / f"{number}.db", Barrier(2)
            path.touch()
            for done in [both.submit(_opened, path, together) for _ in range(2)]:
                done.result()


def _opened(path, together):
    together.wait()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _write_ahead(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS told (of_whom)")
        connection.execute("COMMIT")


def _all_of(address, batches):
    kept = SqlReadModel(address)
    for batch in batches:
        kept.project(batch)
    kept.close()


def test_what_takes_over_leaves_rights_and_views_of_others(postgres):
    address = postgres.address("rights")
    kept = SqlReadModel(address)
    kept.project(batch_of(TOLD[:50]))
    postgres.asked("CREATE ROLE dashboard LOGIN PASSWORD 'd'")
    postgres.asked("GRANT USAGE ON SCHEMA rights TO dashboard")
    postgres.asked("GRANT SELECT ON rights.children TO dashboard")
    postgres.asked("CREATE VIEW ours AS SELECT count(*) AS n FROM rights.children")

    beside = kept.beside()
    beside.project(WHOLE)
    beside.take_over()

    where = address.replace(f"keeper:{PASSWORD}", "dashboard:d").partition("?")[0]
    with psycopg.connect(where) as reader:
        told = reader.execute("SELECT count(*) FROM rights.children").fetchall()
    assert postgres.asked("SELECT n FROM ours") == told != [(0,)]
    for handle in (kept, beside):
        handle.close()


def test_a_reader_who_has_the_file_open_sees_the_new_rows(tmp_path):
    kept = SqlReadModel(str(tmp_path / "register.db"))
    kept.project(batch_of(TOLD[:50]))
    reader = sqlite3.connect(tmp_path / "register.db")
    before = reader.execute("SELECT count(*) FROM timeline").fetchone()

    beside = kept.beside()
    beside.project(WHOLE)
    beside.take_over()

    assert before == (50,)
    assert reader.execute("SELECT count(*) FROM timeline").fetchone() == (len(TOLD),)
    assert not list(tmp_path.glob("*_beside*"))
    reader.close()
    for handle in (kept, beside):
        handle.close()
