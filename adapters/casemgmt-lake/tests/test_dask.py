"""On a cluster of Dask, a worker killed on the way: the rows are those of one process."""

import json
import os
import signal
import sys
from concurrent.futures import Executor
from pathlib import Path

import pytest
from tests.facts.saying import said
from tests.oracle.journals import journal

from casemgmt import Store
from casemgmt.facts import Facts, shares
from casemgmt.projections import dividing
from casemgmt.read_models.figuring import brought_up, log_source
from casemgmt_lake import Lake

from .lake_read import rows_in, shown

pytestmark = pytest.mark.slow
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def store_at(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "a.db"
    lines = [json.dumps(line) for line in journal(3, children=6)]
    with Store.open(path, create=True) as store:
        store.acting_as("amina").record_file(lines, times_given=True)
    return path


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    kept = pytest.MonkeyPatch()
    mark = tmp_path_factory.mktemp("dies") / "once"
    kept.setenv("DIES_ONCE", str(mark))
    kept.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    kept.syspath_prepend(Path(__file__).parent)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
        ) as made,
        distributed.Client(made) as client,
    ):
        yield client, mark
    kept.undo()


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(shares, "EVENTS_A_SHARE", 40)
    monkeypatch.setattr(dividing, "EVENTS_A_PART", 40)


def everything(lake):
    return shown(lake.address), rows_in(Path(lake.address) / "current" / "events")


def test_a_lake_built_on_a_cluster_is_that_of_one_process(store_at, tmp_path, cluster):
    client, mark = cluster
    mark.touch()
    dying = sys.modules.get("dying_lake") or __import__("dying_lake")
    apart, alone = dying.DyingLake(str(tmp_path / "apart")), Lake(str(tmp_path / "alone"))
    with Store.open(store_at) as store:
        store.project(alone)
        store.project(apart, rebuild=True, executor=client.get_executor())

    assert not mark.exists()
    assert everything(apart) == everything(alone)
    assert apart.seen() == alone.seen()


class Killing(Executor):
    """Kills a worker of the cluster once some shares were given out."""

    def __init__(self, client):
        self.client, self.inner, self.given = client, client.get_executor(), 0

    def submit(self, fn, /, *args, **kwargs):
        self.given += 1
        if self.given == 5:
            os.kill(min(self.client.run(os.getpid).values()), signal.SIGKILL)
        return self.inner.submit(fn, *args, **kwargs)


def test_facts_folded_on_a_cluster_are_those_of_one_process(store_at, cluster):
    killing = Killing(cluster[0])
    with Store.open(store_at) as store, Facts() as facts:
        facts.refresh(log_source(store._parts))
        alone = said(facts)

        assert said(brought_up(store._parts, killing)) == alone
    assert killing.given > 5
