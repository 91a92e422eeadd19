"""Several machines bring up one register in a database, each at other stories."""

from contextlib import closing
from itertools import count
from json import dumps

import pytest
from tests.engines.cluster import cluster_of_three
from tests.oracle.errands import errands
from tests.oracle.journals import journal

from casemgmt import Store
from casemgmt.adapters import Shareable
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import ConfigurationError
from casemgmt_sql import SqlReadModel
from casemgmt_sql.place import Place

from .sharers import NAME, eventually, sharers
from .tables_read import shown

CALL = RecordFollowUp(kind="call", seen_child=True)
TOLD = journal(21, children=8)
LINES = [x if isinstance(x, str) else dumps(x) for x in [*TOLD, *errands(21, TOLD)]]
_schemas = count(1)


@pytest.fixture(scope="module")
def three():
    with cluster_of_three() as servers:
        yield servers


@pytest.fixture(params=["server", "cluster"])
def store_at(request, tmp_path):
    """Where a store is that several machines open, and its configuration."""
    config = tmp_path / "insaf.toml"
    config.write_text('vault = "insaf.vault"')
    servers = "postgres" if request.param == "server" else "three"
    address = request.getfixturevalue(servers).address()
    Store.migrate(address)
    return address, config


@pytest.fixture
def place(postgres):
    """Where read models are kept, each in a schema of its own."""
    return lambda: postgres.address(f"shared_{next(_schemas)}")


def is_shared(address):
    return address.replace("?", "?shared=yes&")


def by_one_alone(store, address):
    """What the tables say when one brings them up, and what was counted."""
    with closing(SqlReadModel(address)) as model:
        store.project(model, name="alone", to=address)
        return shown(model), model.seen()


def test_only_in_a_database_is_it_shared():
    server = "postgresql://keeper@db.insaf.example/insaf?schema=register"

    assert (Place.of(server).shared, Place.of(is_shared(server)).shared) == (False, True)
    for refused in ("register.db?shared=yes", is_shared(server).replace("yes", "maybe")):
        with pytest.raises(ConfigurationError):
            Place.of(refused)


@pytest.mark.slow
def test_who_shares_says_so_and_nobody_else(place):
    for address, said in ((place(), False), (is_shared(place()), True)):
        with closing(SqlReadModel(address)) as model:
            assert isinstance(model, Shareable) is said


@pytest.mark.slow
def test_what_one_brought_up_alone_others_go_on_with_together(store_at, place):
    address, config = store_at
    at = place()
    with Store.open(address, config=config, create=True) as store:
        store.acting_as("amina").record_file(LINES[:200], times_given=True)
        by_one_alone(store, at)
        store.acting_as("amina").record_file(LINES[200:], times_given=True)

        with closing(SqlReadModel(is_shared(at))) as model:
            progress = store.project(model, name=NAME, to=is_shared(at))

            assert 0 < progress.events < progress.head
            assert (shown(model), model.seen()) == by_one_alone(store, place())


@pytest.mark.slow
def test_of_two_processes_that_share_a_register_one_is_killed(store_at, place, tmp_path):
    address, config = store_at
    at, notes = is_shared(place()), tmp_path / "notes"
    notes.mkdir()
    with (
        Store.open(address, config=config, create=True) as store,
        closing(SqlReadModel(at)) as model,
        sharers(2, address, config, at, notes) as (one, other),
    ):
        desk = store.acting_as("amina")
        desk.record_file(LINES, times_given=True)

        def has_all():
            stands = model.position()
            return stands is not None and stands.number >= store._parts.shelf.log.head()

        eventually(has_all)
        gave = {path.name for path in notes.glob("gave-*")}
        assert gave == {f"gave-{one.pid}", f"gave-{other.pid}"}

        (notes / f"doomed-{one.pid}").touch()
        days = count(1)

        def is_in_hand():
            day = 1 + next(days) % 28
            for child in range(4):
                desk.record(f"child:late-{child}", CALL, on=f"2025-09-{day:02}")
            return (notes / "in-hand").exists()

        eventually(is_in_hand)
        one.kill()
        desk.record("child:late-9", CALL, on="2025-09-09")

        whole = by_one_alone(store, place())
        eventually(lambda: has_all() and (shown(model), model.seen()) == whole)
        assert store.projections.parked() == ()
