"""What others made on the tables is theirs: it stands, or is said to be in the way."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from tests.engines.server import PASSWORD

from casemgmt.errors import RepairNeededError
from casemgmt.testing.adapter_desk import batch_of
from casemgmt.testing.golden import golden
from casemgmt_sql import VERSION, SqlReadModel

TOLD = golden("every_command", fields=SqlReadModel.fields)
NOTHING_NEW = batch_of((), until=batch_of(TOLD).until.number)


def older(address):
    """A read model as an older version of this distribution left it."""
    kept = SqlReadModel(str(address))
    kept.project(batch_of(TOLD))
    with kept._engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE read_model SET version = {VERSION - 1}")
    return closing(kept)


def version(kept):
    with kept._engine.connect() as connection:
        return connection.exec_driver_sql("SELECT version FROM read_model").scalar_one()


def test_in_a_file_the_views_of_others_stand_on_the_new_tables(tmp_path):
    with older(tmp_path / "register.db") as kept:
        with sqlite3.connect(tmp_path / "register.db") as theirs:
            theirs.execute("CREATE VIEW ours AS SELECT count(*) AS n FROM open_cases")
            before = theirs.execute("SELECT n FROM ours").fetchall()

        kept.project(NOTHING_NEW)

        with sqlite3.connect(tmp_path / "register.db") as theirs:
            assert theirs.execute("SELECT n FROM ours").fetchall() == before != [(0,)]
        assert version(kept) == VERSION


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["VIEW", "MATERIALIZED VIEW"])
@pytest.mark.parametrize("on", ["children", "open_cases"])
def test_on_a_server_tables_under_the_views_of_others_are_not_made_anew(postgres, kind, on):
    schema = f"{kind.split()[0]}_{on}".lower()
    with older(postgres.address(schema)) as kept:
        name = f"public.{schema}_theirs"
        postgres.asked(f"CREATE {kind} {name} AS SELECT count(*) AS n FROM {schema}.{on}")
        before = postgres.asked(f"SELECT n FROM {name}")

        with pytest.raises(RepairNeededError, match=f"stand on them: {name}; keep") as told:
            kept.project(NOTHING_NEW)

        assert PASSWORD not in str(told.value)
        assert postgres.asked(f"SELECT n FROM {name}") == before != [(0,)]
        assert version(kept) == VERSION - 1

        postgres.asked(f"DROP {kind} {name}")
        kept.project(NOTHING_NEW)

        assert version(kept) == VERSION


@pytest.mark.slow
def test_on_a_server_who_could_read_the_old_tables_reads_the_new_ones(postgres):
    address = postgres.address("granted")
    with older(address) as kept:
        postgres.asked("CREATE ROLE \"Carte d'or\" LOGIN PASSWORD 'd'")
        postgres.asked('GRANT USAGE ON SCHEMA granted TO "Carte d\'or"')
        postgres.asked('GRANT SELECT ON granted.children TO "Carte d\'or"')
        postgres.asked("GRANT SELECT ON granted.in_care TO PUBLIC")

        kept.project(NOTHING_NEW)

        where = psycopg.conninfo.make_conninfo(
            address.partition("?")[0], user="Carte d'or", password="d"
        )
        with psycopg.connect(where) as reader:
            found = reader.execute("SELECT count(*) FROM granted.children").fetchone()
            assert found != (0,)
            reader.execute("SELECT * FROM granted.in_care")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute("SELECT * FROM granted.cases")
