"""On a file and on a server alike: followed, set aside, given again, by one at a time."""

import pytest

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.copies import back_up, restore
from casemgmt.errors import BusyError
from casemgmt.projections.patience import Patience

from .read_model import ReadModel, clean

CALL = RecordFollowUp(kind="call", seen_child=True)


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch):
    monkeypatch.setattr(Patience, "after", lambda *_: 0.0)


@pytest.fixture(params=["file", "server"])
def opened(request, tmp_path):
    """Open the same store again and again: each time another handle on it."""
    if request.param == "server":
        yield request.getfixturevalue("server_store")
        return
    stores = []

    def open_():
        stores.append(Store.open(tmp_path / "a.db", create=True))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


def told(store):
    for day in (1, 2, 3):
        for n in range(4):
            store.acting_as("amina").record(f"child:K{n}", CALL, on=f"2025-09-0{day}")


def cannot_take(version, story):
    """Be unable to take one event of the third story told of."""

    def refuse(batch):
        for event in batch.events:
            if (event.version, str(event.subject)) == (version, str(story)):
                raise ValueError

    return refuse


def test_a_story_waits_and_is_given_again_by_whoever_comes_next(opened):
    first, second = opened(), opened()
    told(first)
    third = list(clean(first))[2]
    model = ReadModel(before=cannot_take(2, third))

    assert first.project(model).parked == 1
    (parked,) = second.projections.parked()
    model.before = lambda _: None
    of = second.projections.destination(model)
    assert second.projections.replay(model, of, parked)

    assert first.projections.parked() == ()
    assert model.stories() == clean(first)


def test_two_handles_never_bring_up_one_destination_at_once(opened):
    first, second = opened(), opened()
    told(first)
    sent_away = []

    def meanwhile(_):
        try:
            second.project(ReadModel(model.place))
        except BusyError:
            sent_away.append(True)

    model = ReadModel(before=meanwhile)
    first.project(model)

    assert sent_away
    assert model.stories() == clean(first)


def test_what_another_process_recorded_is_followed(opened):
    first, second = opened(), opened()
    told(first)
    model = ReadModel()
    first.project(model)

    second.acting_as("nadia").record("child:K9", CALL, on="2025-09-09")
    progress = first.project(model)

    assert (progress.events, progress.behind_events) == (1, 0)


def test_a_restored_store_has_another_epoch_and_every_read_model_notices(tmp_path):
    model = ReadModel()
    path, again = tmp_path / "a.db", tmp_path / "again.db"
    with Store.open(path, create=True) as store:
        told(store)
        store.project(model)
    back_up(path, tmp_path / "a.backup")
    with Store.open(path) as store:
        store.acting_as("amina").record("child:K9", CALL, on="2025-09-09")
        store.project(model)
    restore(tmp_path / "a.backup", again)
    again.with_suffix(".vault").write_bytes(path.with_suffix(".vault").read_bytes())

    with Store.open(again) as store:
        store.project(model)

        assert model.stories() == clean(store)
        assert len(model.stories()) == 4  # what the backup never saw is gone
        assert store.destinations()  # the backup holds where everything went
