"""What a server still shows to somebody who reads is not taken for gone."""

from contextlib import closing

import psycopg
import pytest

from casemgmt.errors import BusyError
from casemgmt.testing.adapter_desk import batch_of
from casemgmt.testing.golden import golden
from casemgmt_sql import SqlReadModel, sweeping

pytestmark = pytest.mark.slow


def test_whom_somebody_may_still_see_is_not_said_to_be_gone(postgres, monkeypatch):
    monkeypatch.setattr(sweeping, "WAITS", 0.3)
    told = golden("households")
    address = postgres.address("swept")
    with (
        closing(SqlReadModel(address)) as kept,
        psycopg.connect(address.partition("?")[0]) as reader,
    ):
        kept.project(batch_of(told))
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")

        with pytest.raises(BusyError, match="others are reading"):
            kept.forget(told[0].subject)

        reader.rollback()
        kept.forget(told[0].subject)
