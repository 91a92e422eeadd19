"""Several who bring up one read model: bucket by bucket, and nobody at another's."""

import time
from pathlib import Path

import pytest
from tests.projections.shared_model import WITHIN, SharedModel, followers

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.copies import back_up, restore
from casemgmt.errors import BusyError
from casemgmt.projections import buckets
from casemgmt.projections.patience import Patience

from .read_model import clean

CALL = RecordFollowUp(kind="call", seen_child=True)


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch):
    monkeypatch.setattr(Patience, "after", lambda *_: 0.0)


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.slow)])
def shared(request, tmp_path):
    """Where a store is that several processes open, and its configuration."""
    config = tmp_path / "insaf.toml"
    config.write_text('vault = "insaf.vault"')
    if request.param == "file":
        return str(tmp_path / "insaf.db"), config
    address = request.getfixturevalue("postgres").address()
    Store.migrate(address)
    return address, config


@pytest.fixture
def opened(shared):
    """Open the same store again and again: each time another handle on it."""
    stores = []

    def open_():
        address, config = shared
        stores.append(Store.open(address, config=config, create=True))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


@pytest.fixture
def model_at(tmp_path):
    return str(tmp_path / "shared.db")


def told(store, children=16, days=(1, 2, 3)):
    for day in days:
        for n in range(children):
            store.acting_as("amina").record(f"child:K{n}", CALL, on=f"2025-09-0{day}")


def whole(store):
    """What is there once everything was given once."""
    return {subject.key: versions for subject, versions in clean(store).items()}


def test_one_alone_brings_up_every_bucket(opened, model_at):
    store, model = opened(), SharedModel(model_at)
    told(store)

    progress = store.project(model)

    assert model.stories() == whole(store)
    assert (progress.events, progress.behind_events) == (48, 0)
    stands = dict(model.db.execute("SELECT rank, number FROM stands"))
    assert stands == dict.fromkeys(range(SharedModel.buckets), progress.position)
    assert store.project(model).events == 0
    model.close()


def test_while_one_is_at_a_bucket_another_does_the_others(opened, model_at):
    first, second, done = opened(), opened(), []
    told(first)
    other = SharedModel(model_at)

    def meanwhile(batch):
        if batch.events and not done:
            done.append(second.project(other).events)

    model = SharedModel(model_at, meanwhile)
    progress = first.project(model)

    assert 0 < done[0] < 48
    assert progress.events + done[0] == 48
    assert model.stories() == whole(first)
    model.close()
    other.close()


def test_who_wants_all_of_it_waits_until_the_others_have_come_out(
    opened, model_at, monkeypatch
):
    monkeypatch.setattr(buckets, "ALL_OUT", 0.2)
    first, second = opened(), opened()
    told(first)
    other, sent_away = SharedModel(model_at), []

    def meanwhile(_):
        if not sent_away:
            with pytest.raises(BusyError):
                second.project(other, rebuild=True)
            sent_away.append(True)

    model = SharedModel(model_at, meanwhile)
    first.project(model)
    second.project(other, rebuild=True)

    assert sent_away
    assert other.stories() == whole(first)
    model.close()
    other.close()


def test_where_all_of_it_is_others_it_is_busy(opened, model_at, monkeypatch):
    monkeypatch.setattr(buckets, "AT_THE_DOOR", 0.1)
    first, second = opened(), opened()
    told(first)
    model = SharedModel(model_at)
    of = first.projections.destination(model)

    with (
        buckets.alone(first._parts.shelf.log, of, model),
        pytest.raises(BusyError),
    ):
        second.project(model)
    model.close()


def test_a_story_that_cannot_be_taken_waits_and_the_others_flow(opened, model_at):
    store = opened()
    told(store)
    third = [*whole(store)][2]

    def refuse(batch):
        if any(e.subject.key == third and e.version == 2 for e in batch.events):
            raise ValueError

    model = SharedModel(model_at, refuse)
    assert store.project(model).parked == 1
    assert model.stories() == whole(store) | {third: whole(store)[third][:1]}

    model.before = lambda _: None
    (parked,) = store.projections.parked()
    assert store.projections.replay(model, store.projections.destination(model), parked)
    assert model.stories() == whole(store)
    assert store.project(model).behind_events == 0
    model.close()


def test_one_subject_is_given_again_in_its_own_bucket_alone(opened, model_at):
    store, model = opened(), SharedModel(model_at)
    told(store)
    store.project(model)
    before = [*model.db.execute("SELECT * FROM stands")]

    store.project(model, subject="child:K3")

    assert model.stories() == whole(store)
    assert [*model.db.execute("SELECT * FROM stands")] == before
    model.close()


def test_of_another_log_every_bucket_begins_anew(tmp_path, model_at):
    path, again = tmp_path / "a.db", tmp_path / "again.db"
    with Store.open(path, create=True) as store:
        told(store)
        back_up(path, tmp_path / "a.backup")
        store.acting_as("amina").record("child:K99", CALL, on="2025-09-09")
        model = SharedModel(model_at)
        store.project(model)
    restore(tmp_path / "a.backup", again)
    again.with_suffix(".vault").write_bytes(path.with_suffix(".vault").read_bytes())

    with Store.open(again) as store:
        store.project(model)

        assert model.stories() == whole(store)
        assert len(model.stories()) == 16  # what the backup never saw is gone
    model.close()


def eventually(is_so):
    until = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < until, "it never was so"
        time.sleep(0.02)


@pytest.mark.slow
def test_of_two_processes_that_share_the_work_one_is_killed(shared, opened, model_at):
    store = opened()
    told(store)
    with followers(2, *shared, model_at) as (one, other):
        model, all_of_it = SharedModel(model_at), whole(store)
        eventually(lambda: model.stories() == all_of_it)
        assert {pid for _, pid in model.workers()} == {one.pid, other.pid}

        Path(f"{model_at}.doomed").write_text(str(one.pid))
        in_hand = Path(f"{model_at}.in-hand")
        eventually(lambda: in_hand.exists() or told(store, days=(4,)))
        one.kill()
        told(store, days=(6,))

        all_of_it = whole(store)
        eventually(lambda: model.stories() == all_of_it)
        assert store.projections.parked() == ()
    model.close()
