"""Every table, column and view says what it is, and datasette is told."""

from casemgmt.testing.adapter_desk import batch_of
from casemgmt.testing.golden import golden
from casemgmt_sql import METADATA, SqlReadModel
from casemgmt_sql.datasette import FACETS, SORTED, metadata
from casemgmt_sql.views import DESCRIPTIONS, views


def test_every_table_and_column_says_what_it_is():
    told = metadata("register")["databases"]["register"]["tables"]

    assert set(told) == {t.name for t in METADATA.sorted_tables} | set(DESCRIPTIONS)
    for table in METADATA.sorted_tables:
        assert table.comment
        assert all(told[table.name]["columns"].values()), table.name
    assert views("sqlite").keys() == views("postgresql").keys() == DESCRIPTIONS.keys()
    for name, columns in [*FACETS.items(), *((n, [c]) for n, c in SORTED.items())]:
        assert set(columns) <= set(told[name]["columns"])


def test_a_server_is_told_too(postgres):
    kept = SqlReadModel(postgres.address("commented"))
    kept.project(batch_of(golden("corrections")))
    kept.close()

    told = postgres.asked(
        "SELECT obj_description('commented.cases'::regclass), "
        "col_description('commented.cases'::regclass, 3), "
        "obj_description('commented.work_list'::regclass)"
    )

    cases = METADATA.tables["cases"]
    assert told == [(cases.comment, cases.c.opened_on.comment, DESCRIPTIONS["work_list"])]
