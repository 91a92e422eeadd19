"""Who follows leaves the disk to who records: it writes seldom, and never into the log."""

import pytest
from attrs import define, field

from casemgmt import Store
from casemgmt.commands import RecordFollowUp
from casemgmt.projections import glancing
from casemgmt.projections.glancing import KEPT_EVERY
from casemgmt.testing import memory_store

from .read_model import ReadModel

CALL = RecordFollowUp(kind="call", seen_child=True)
READ, UNREAD = frozenset({"follow-up-recorded.1"}), frozenset({"case-opened.1"})
LOOKS = 30


@define
class Looks:
    """So many looks of a follower; between two of them something happens."""

    happens: object
    left: int = LOOKS

    def is_set(self):
        return self.left <= 0

    def wait(self, _):
        self.left -= 1
        self.happens()
        return self.is_set()


@define
class Clock:
    """A clock that somebody sets."""

    now: float = field(default=0.0)

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(glancing, "monotonic", made)
    return made


@pytest.fixture
def store():
    with memory_store(on="2025-09-20") as made:
        call(made)
        yield made


def call(store):
    store.acting_as("amina").record("child:K1", CALL, on="2025-09-01")


def follow(store, model, happens):
    of = store.projections.destination(model, "register")
    store.projections.follow(lambda: model, of, Looks(happens))


def head(store):
    return store._parts.shelf.log.head()


def test_a_position_alone_is_not_kept_at_each_look(store, clock):
    model = ReadModel(events=UNREAD)

    follow(store, model, lambda: call(store))

    first, last = model.batches
    assert first.events == last.events == ()
    assert model.place.at.number == head(store)


def test_a_position_alone_is_kept_now_and_then(store, clock):
    model = ReadModel(events=UNREAD)

    def happens():
        call(store)
        clock.now += KEPT_EVERY / 10

    follow(store, model, happens)

    assert 1 + LOOKS // 10 <= len(model.batches) <= 3 + LOOKS // 10


def test_the_last_position_is_kept_also_where_nothing_comes_any_more(store, clock):
    model, waits = ReadModel(events=UNREAD), iter(range(LOOKS))

    def happens():
        if next(waits) == 0:
            call(store)
        assert model.place.at.number < head(store) or clock.now >= KEPT_EVERY
        clock.now += 1.0

    follow(store, model, happens)

    assert model.place.at.number == head(store)


def test_what_is_read_is_given_at_the_next_look(store, clock):
    model, waits = ReadModel(events=READ), iter(range(LOOKS))

    def happens():
        if next(waits) % 5 == 0:
            assert sum(model.place.seen.values()) == len(told(store))
            call(store)

    follow(store, model, happens)

    assert sum(model.place.seen.values()) == len(told(store)) == 1 + LOOKS // 5


def told(store):
    return [event for event in store.events() if event.name in READ]


def test_whoever_records_meanwhile_is_not_run_after(store):
    model = ReadModel(events=READ)

    def records(_):
        assert len(model.batches) < LOOKS, "it would go on as long as somebody records"
        call(store)

    model.after = records
    store.project(model)

    assert model.place.at.number < head(store)


def test_who_follows_writes_nothing_into_the_log_or_the_vault(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        call(store)
        model = ReadModel(events=READ)
        store.project(model, name="register")
        call(store)
        before = written(tmp_path)

        follow(store, model, lambda: None)

        assert written(tmp_path) == before
        assert model.place.at.number == head(store)


def written(folder):
    """Every byte of the store, but for what SQLite maps to tell its readers apart."""
    files = [f for f in folder.rglob("*") if f.is_file() and not f.name.endswith("-shm")]
    return {f.name: f.read_bytes() for f in files}
