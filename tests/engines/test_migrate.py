"""The tables of a server's store: made and upgraded on purpose, by one, once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from casemgmt import Store
from casemgmt.errors import NewerStoreError, NoStoreError
from casemgmt.recording.engines.file import FORMAT
from casemgmt.recording.engines.postgres import PostgresLog, tables


@pytest.fixture
def address(postgres):
    return postgres.address()


def schema_of(address):
    return address.rpartition("=")[2]


def test_a_store_without_tables_says_what_makes_them(address, tmp_path):
    config = tmp_path / "casemgmt.toml"
    config.write_text('vault = "insaf.vault"')

    for create in (False, True):
        with pytest.raises(NoStoreError, match="no tables here yet: casemgmt migrate"):
            Store.open(address, config=config, create=create)
    assert not (tmp_path / "insaf.vault").exists()


def test_migrating_again_changes_nothing(address):
    first = PostgresLog.migrate(address)
    log = PostgresLog(address)

    assert PostgresLog.migrate(address) == first == len(tables.STEPS)
    again = PostgresLog(address)
    assert again.epoch == log.epoch
    log.close()
    again.close()


def test_eight_that_migrate_at_once_make_one_store(postgres, address):
    with ThreadPoolExecutor(8) as pool:
        versions = list(pool.map(PostgresLog.migrate, [address] * 8))

    assert versions == [len(tables.STEPS)] * 8
    schema = schema_of(address)
    kept = postgres.asked(f"SELECT name, value FROM {schema}.store ORDER BY name")
    assert [name for name, _ in kept] == ["epoch", "version"]


def test_one_database_holds_several_stores(postgres):
    here, there = postgres.address(), postgres.address()
    for address in (here, there):
        PostgresLog.migrate(address)
    one, other = PostgresLog(here), PostgresLog(there)

    assert one.epoch != other.epoch
    one.close()
    other.close()


def test_older_tables_are_upgraded_and_keep_their_epoch(postgres, address, monkeypatch):
    PostgresLog.migrate(address)
    log = PostgresLog(address)
    log.close()
    step = ("CREATE TABLE added (thing text)",)
    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, step))

    with pytest.raises(NoStoreError, match="an older casemgmt made the tables"):
        PostgresLog(address)
    assert PostgresLog.migrate(address) == len(tables.STEPS)

    upgraded = PostgresLog(address)
    assert upgraded.epoch == log.epoch
    assert postgres.asked(f"SELECT count(*) FROM {schema_of(address)}.added") == [(0,)]
    upgraded.close()


def test_a_step_that_fails_leaves_the_tables_as_they_were(postgres, address, monkeypatch):
    PostgresLog.migrate(address)
    steps = ("CREATE TABLE added (thing text)",), ("CREATE TABLE store (name text)",)
    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, *steps))

    with pytest.raises(NoStoreError, match="tables of something else"):
        PostgresLog.migrate(address)

    schema = schema_of(address)
    assert postgres.asked(f"SELECT to_regclass('{schema}.added')") == [(None,)]
    assert postgres.asked(f"SELECT value FROM {schema}.store WHERE name = 'version'") == [
        (str(len(tables.STEPS) - 2),)
    ]


def test_tables_of_a_newer_version_are_left_alone(postgres, address):
    PostgresLog.migrate(address)
    newer = f"UPDATE {schema_of(address)}.store SET value = '99' WHERE name = 'version'"
    postgres.asked(newer)

    for touch in (PostgresLog, PostgresLog.migrate):
        with pytest.raises(NewerStoreError, match="version 99"):
            touch(address)


@pytest.mark.parametrize(
    "table", ["events (x int)", "store (x int)", "store (name text, value text)"]
)
def test_a_schema_that_holds_something_else_is_left_alone(postgres, address, table):
    schema = schema_of(address)
    postgres.asked(f"CREATE SCHEMA {schema}")
    postgres.asked(f"CREATE TABLE {schema}.{table}")

    with pytest.raises(NoStoreError, match="tables of something else"):
        PostgresLog.migrate(address)

    found = postgres.asked(
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = %s", schema
    )
    assert found == [(1,)]


def test_of_functions_there_are_only_those_of_the_links(postgres, address):
    PostgresLog.migrate(address)

    functions = "SELECT proname FROM pg_proc WHERE pronamespace = %s::regnamespace"
    assert {name for (name,) in postgres.asked(functions, schema_of(address))} == {
        "link_after",
        "chained",
    }


def test_on_the_command_line_it_says_the_version(address, run):
    first, again = run("migrate", address, "--json"), run("migrate", address, "--json")

    assert first.code == again.code == 0
    assert json.loads(first.out) == json.loads(again.out) == {"version": 2}
    assert "2" in run("migrate", address, "--lang", "ar").out


def test_the_tables_of_a_file_are_made_with_it(tmp_path):
    with pytest.raises(NoStoreError):
        Store.migrate(tmp_path / "a.db")
    Store.open(tmp_path / "a.db", create=True).close()

    assert Store.migrate(tmp_path / "a.db") == FORMAT
