"""Rows that come again are not waited for at the disk; what nobody gives again is."""

import os
from contextlib import closing

import pytest
from attrs import evolve
from sqlalchemy import text

from casemgmt.adapters import Batch
from casemgmt.testing.adapter_desk import batch_of
from casemgmt.testing.golden import golden
from casemgmt_sql import SqlReadModel
from casemgmt_sql.engine import reading

NORMAL = 1
TOLD = golden("households", fields=SqlReadModel.fields)
WHOLE = batch_of(TOLD)


@pytest.fixture
def kept(tmp_path):
    with closing(SqlReadModel(str(tmp_path / "register.db"))) as made:
        made.project(WHOLE)
        yield made


@pytest.fixture
def waited_for(monkeypatch):
    """The files that were waited for, and how many bytes each had."""
    found = []
    real = os.fsync

    def noted(descriptor):
        found.append(
            (os.path.realpath(f"/proc/self/fd/{descriptor}"), os.fstat(descriptor))
        )
        real(descriptor)

    monkeypatch.setattr("casemgmt_sql.engine.os.fsync", noted)
    return found


def test_a_commit_waits_for_no_disk_and_a_checkpoint_does(kept, waited_for):
    kept.project(Batch((), evolve(WHOLE.until, number=WHOLE.until.number + 1)))

    assert waited_for == []
    with reading(kept._engine) as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == NORMAL
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_what_comes_late_is_on_the_disk_before_it_is_said_to_be_kept(kept, waited_for):
    kept.project(evolve(WHOLE, events=WHOLE.events[-1:]))

    ((name, _),) = waited_for
    assert name.endswith("register.db-wal")


def test_whoever_is_forgotten_is_so_on_the_disk_before_it_is_confirmed(kept, waited_for):
    kept.forget(WHOLE.events[0].subject)

    assert waited_for
    assert {name.rsplit("/")[-1] for name, _ in waited_for} == {"register.db-wal"}
    assert all(found.st_size == 0 for _, found in waited_for), "its bytes are cut off first"
