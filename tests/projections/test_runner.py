"""Whatever happens to a read model, it comes up to date; what cannot be taken waits."""

import threading
from unittest.mock import patch
from uuid import UUID

import pytest
from attrs import define, evolve

from casemgmt import Subject
from casemgmt.commands import JoinHousehold, RecordFollowUp
from casemgmt.errors import BusyError, InvalidError, RepairNeededError
from casemgmt.projections import giving, runner
from casemgmt.projections.adapter import Position
from casemgmt.projections.giving import PoisonError, UnreachedError
from casemgmt.projections.patience import Patience
from casemgmt.projections.progress import State
from casemgmt.testing import memory_store

from .read_model import BesideModel, Place, ReadModel, clean

CHILDREN = [f"child:K{n}" for n in range(5)]
CALL = RecordFollowUp(kind="call", seen_child=True)
VISIT = RecordFollowUp(kind="home-visit", seen_child=True)
AT_ONCE = Patience(tries=2, pause=0.0, rounds=3)


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch):
    defaults = {f.name: f for f in giving.Giving.__attrs_attrs__}
    assert defaults["patience"]
    monkeypatch.setattr(Patience, "after", lambda *_: 0.0)


@pytest.fixture
def store():
    with memory_store(on="2025-09-20") as made:
        for day in (1, 2, 3):
            for child in CHILDREN:
                made.acting_as("amina").record(child, CALL, on=f"2025-09-0{day}")
        yield made


def story_of(store, subject):
    """The subject as a read model knows it."""
    found = store._parts.shelf.vault.find(Subject.of(subject))
    return Subject("child", str(found))


def poisoned_by(store, subject, version=1, error=ValueError):
    """Refuse one event of a subject whenever it is met."""
    guilty = story_of(store, subject)

    def refuse(batch):
        if any((e.subject, e.version) == (guilty, version) for e in batch.events):
            raise error("Salma")

    return refuse


# What cannot be taken


def test_the_story_of_a_poisoned_event_waits_and_everyone_elses_flows(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=2))

    progress = store.project(model)

    wanted = clean(store)
    k2 = story_of(store, "child:K2")
    assert wanted[k2] == [1, 2, 3]
    assert model.stories() == wanted | {k2: [1]}
    assert (progress.state, progress.parked) == (State.PARKED, 1)
    assert progress.position == model.place.at.number


def test_only_the_kind_of_error_is_told_and_nothing_of_the_story(store):
    store.project(ReadModel(before=poisoned_by(store, "child:K2", version=2)))

    (parked,) = store.projections.parked()

    assert (str(parked.subject), parked.error) == ("child:K2", "ValueError")
    (entry,) = [e for e in store.events() if e.name == "story-parked.1"]
    assert "Salma" not in repr(entry.event)


def test_later_events_of_a_story_that_waits_wait_too_and_make_no_second_entry(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=2))
    store.project(model)
    for child in ("child:K1", "child:K2"):
        store.acting_as("amina").record(child, VISIT, on="2025-09-10")

    store.project(model)

    assert model.stories()[story_of(store, "child:K1")] == [1, 2, 3, 4]
    assert model.stories()[story_of(store, "child:K2")] == [1]
    assert len([e for e in store.events() if e.name == "story-parked.1"]) == 1


def test_the_entry_is_durable_before_the_position_moves_past_the_event(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=2))
    found = []

    def look(batch):
        if batch.until.number >= 8 and not found:  # past the guilty one
            found.append(store.projections.parked())

    model.after = look
    store.project(model)

    assert len(found[0]) == 1


def test_what_waits_is_given_in_order_when_it_is_replayed(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=2))
    store.project(model)
    (parked,) = store.projections.parked()
    of = store.projections.destination(model)
    stood = model.place.at

    assert not store.projections.replay(model, of, parked)
    model.before = lambda _: None
    assert store.projections.replay(model, of, parked)

    assert store.projections.parked() == ()
    assert model.place.at == stood
    assert model.stories() == clean(store)


def test_a_story_that_fails_later_in_its_replay_waits_from_there(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=1))
    store.project(model)
    (parked,) = store.projections.parked()
    model.before = poisoned_by(store, "child:K2", version=3, error=KeyError)

    assert not store.projections.replay(model, store.projections.destination(model), parked)

    (waits,) = store.projections.parked()
    assert (waits.error, waits.position > parked.position) == ("KeyError", True)
    assert model.stories()[story_of(store, "child:K2")] == [1, 2]


def test_two_poisoned_stories_wait_and_no_third(store, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 7)
    first, second = (poisoned_by(store, f"child:K{n}", version=n) for n in (1, 3))
    model = ReadModel(before=lambda batch: (first(batch), second(batch)))

    assert store.project(model).parked == 2

    k1, k3 = story_of(store, "child:K1"), story_of(store, "child:K3")
    assert model.stories() == {
        s: told for s, told in (clean(store) | {k3: [1, 2]}).items() if s != k1
    }


def test_when_too_many_stories_would_wait_the_read_model_is_at_fault(store, monkeypatch):
    monkeypatch.setattr(runner, "MOST_PARKED", 3)

    def refuse(batch):
        if batch.events:
            raise ValueError

    with pytest.raises(UnreachedError, match="TooMany"):
        store.project(ReadModel(before=refuse))

    assert len(store.projections.parked()) == 3


# What passes by itself


@pytest.mark.parametrize("error", [OSError(28, "disk full"), BusyError("busy")])
def test_a_trouble_that_passes_sets_nothing_aside(store, error):
    left = [error, error]

    def trouble(batch):
        if batch.events and left:
            raise left.pop()

    model = ReadModel(before=trouble)

    assert store.project(model).parked == 0
    assert (left, model.stories()) == ([], clean(store))


def test_a_destination_that_takes_nothing_is_at_fault_and_nothing_is_set_aside(store):
    def down(_):
        raise ConnectionRefusedError(111, "refused")

    model = ReadModel(before=down)

    with pytest.raises(
        UnreachedError, match=r"ReadModel: .* \(ConnectionRefusedError 111\)"
    ):
        store.project(model)

    assert store.projections.parked() == ()
    assert not any(e.name == "story-parked.1" for e in store.events())
    progress = store.projections.progress(
        store.projections.source(model, store.projections.destination(model)), model
    )
    assert (progress.state, progress.behind_events) == (State.STOPPED, 15)


def test_a_destination_that_comes_back_while_it_is_asked_is_brought_up(store):
    tries = []

    def down_for_a_while(_):
        tries.append(1)
        if len(tries) < 6:
            raise ConnectionRefusedError

    model = ReadModel(before=down_for_a_while)

    progress = store.project(model)

    assert (progress.state, progress.parked) == (State.RUNNING, 0)
    assert model.stories() == clean(store)
    told = [e.name for e in store.events() if e.name.startswith("read-model-")]
    assert told.count("read-model-unreached.1") == told.count("read-model-reached.1") == 1


def test_an_outage_is_told_once_however_often_it_is_run_into(store):
    def down(_):
        raise ConnectionRefusedError

    for _ in range(4):
        with pytest.raises(UnreachedError):
            store.project(ReadModel(before=down))

    names = [e.name for e in store.events()]
    assert names.count("read-model-unreached.1") == 1


def test_a_batch_whose_answer_was_lost_is_not_given_again(store):
    lost = [TimeoutError]

    def lose(_):
        if lost:
            raise lost.pop()

    model = ReadModel(after=lose)

    store.project(model)

    assert [len(b.events) for b in model.batches] == [15]


# One at a time


def test_a_second_runner_of_the_same_destination_is_sent_away(store):
    met = []

    def also(_):
        if not met:
            with pytest.raises(BusyError) as busy:
                store.project(ReadModel(model.place))
            met.append(busy)
            store.project(ReadModel(address="elsewhere"))  # another destination is free

    model = ReadModel(before=also)
    store.project(model)

    assert met


def test_a_runner_that_lost_its_lease_gives_nothing_more(store, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 5)
    model, log = ReadModel(), store._parts.shelf.log
    held_before = log.lease

    class Lost:
        def __init__(self, name):
            self.inner = held_before(name)

        def __enter__(self):
            self.inner.__enter__()
            return self.check

        def __exit__(self, *error):
            return self.inner.__exit__(*error)

        def check(self):
            if model.batches:
                raise BusyError("lost")

    monkeypatch.setattr(log, "lease", Lost)

    with pytest.raises(BusyError, match="lost"):
        store.project(model)

    assert len(model.batches) == 1


# What is read


def test_an_adapter_is_given_the_events_it_names_and_its_position_is_what_was_scanned(
    store,
):
    store.acting_as("amina").record("household:H1", _joined(), on="2025-09-09")
    model = ReadModel(events=frozenset({"household-joined.1"}))

    progress = store.project(model)

    assert (progress.events, progress.position) == (1, progress.head)
    assert list(model.stories().values()) == [[1]]


def test_what_an_adapter_does_not_read_is_never_decoded(store, monkeypatch):
    decoded = []
    codec = store._parts.shelf.codec
    at_first = type(codec).entry

    def entry(self, stored, **how):
        decoded.append(stored.name)
        return at_first(self, stored, **how)

    monkeypatch.setattr(type(codec), "entry", entry)
    source = store.projections.source(
        ReadModel(events=frozenset()), store.projections.destination(ReadModel())
    )

    assert source.reading.given(store._parts.shelf.log.scan(0, 100)) == ()
    assert decoded == []


def test_an_old_shape_is_given_to_who_reads_the_new_one(store, monkeypatch):
    old = {"follow-up-recorded.0": lambda data: ("follow-up-recorded.1", data)}
    for module in ("casemgmt.recording.payloads", "casemgmt.projections.reading"):
        monkeypatch.setattr(f"{module}.UPCASTERS", old)
    page = [
        evolve(e, name="follow-up-recorded.0") for e in store._parts.shelf.log.scan(0, 3)
    ]

    def read(*names):
        model = ReadModel(events=frozenset(names))
        of = store.projections.destination(model)
        return store.projections.source(model, of).reading.given(page)

    assert [e.name for e in read("follow-up-recorded.1")] == ["follow-up-recorded.0"] * 3
    assert read("kit-delivered.1") == ()


def test_what_the_store_tells_of_read_models_is_given_to_no_read_model(store):
    model = ReadModel(before=poisoned_by(store, "child:K2"))

    store.project(model)
    store.project(model)

    assert {subject.kind for subject in model.stories()} == {"child"}


# Rebuilding


def test_a_rebuild_that_meets_poison_leaves_the_one_in_use_and_says_where(store):
    model = BesideModel()
    store.project(model)
    before, stood = model.stories(), model.place.at
    guilty = story_of(store, "child:K2")
    model.before = poisoned_by(store, "child:K2", version=2)

    with pytest.raises(PoisonError, match=rf"position 8 .*{guilty}.* \(ValueError\)"):
        store.project(model, rebuild=True)

    assert (model.stories(), model.place.at) == (before, stood)
    assert store.projections.parked() == ()


def test_a_rebuild_takes_what_waited_and_nothing_waits_any_more(store):
    model = BesideModel(before=poisoned_by(store, "child:K2", version=2))
    store.project(model)
    model.before = lambda _: None

    progress = store.project(model, rebuild=True)

    assert (progress.parked, progress.position) == (0, model.place.at.number)
    assert model.stories() == clean(store)


def test_an_adapter_that_cannot_be_built_beside_is_filled_again_where_it_stands(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=2))
    store.project(model)
    model.before = lambda _: None
    model.batches.clear()

    store.project(model, rebuild=True)

    assert [b.afresh for b in model.batches[:2]] == [True, False]
    assert model.stories() == clean(store)
    assert store.projections.parked() == ()


def test_nothing_is_sent_again_in_a_rebuild_and_what_is_new_is_sent_once(store):
    for model in (ReadModel(address="in place"), BesideModel(address="beside")):
        store.project(model)
        assert model.place.sent == []  # history to a read model that begins
        store.acting_as("amina").record("child:K1", VISIT, on="2025-09-10")
        store.project(model)
        (sent,) = model.place.sent
        store.acting_as("amina").record("child:K1", VISIT, on="2025-09-11")

        store.project(model, rebuild=True)

        again = [position for position in model.place.sent if position == sent]
        assert len(again) == 1


def test_an_interrupted_rebuild_beside_leaves_the_one_in_use(store, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 4)
    model, stop = BesideModel(), threading.Event()
    store.project(model)
    before = model.stories()
    model.after = lambda batch: stop.set() if batch.until.number > 5 else None

    store.project(model, rebuild=True, stop=stop)

    assert model.stories() == before
    assert model.place.other.at.number < model.place.at.number


def test_one_subject_alone_is_given_again_and_the_position_stays(store):
    model = ReadModel()
    store.project(model)
    k2 = story_of(store, "child:K2")
    stood = model.place.at
    model.place.told[k2] = {1: "spoilt"}
    model.batches.clear()

    store.project(model, subject="child:K2")

    assert model.stories() == clean(store)
    assert model.place.told[k2] == dict.fromkeys((1, 2, 3), "follow-up-recorded.1")
    assert model.place.at == stood
    assert {e.subject for b in model.batches for e in b.events} == {k2}


def test_a_subject_that_was_forgotten_when_its_runner_died_waits_and_is_given_again(store):
    model = ReadModel()
    store.project(model)

    def die(batch):
        raise KeyboardInterrupt

    model.before = die
    with pytest.raises(KeyboardInterrupt):
        store.project(model, subject="child:K2")
    (parked,) = store.projections.parked()
    assert story_of(store, "child:K2") not in model.stories()
    model.before = lambda _: None

    assert store.projections.replay(model, store.projections.destination(model), parked)

    assert model.stories() == clean(store)
    assert store.projections.parked() == ()


def test_what_other_stories_say_of_a_subject_is_given_again_with_it(store):
    store.acting_as("amina").record("household:H1", _joined("child:K2"), on="2025-09-09")
    store.acting_as("amina").record("household:H2", _joined("child:K3"), on="2025-09-09")
    model = ReadModel()
    store.project(model)
    model.batches.clear()

    store.project(model, subject="child:K2")

    given = [e.subject.kind for b in model.batches for e in b.events]
    assert given == ["child"] * 3 + ["household"]


def test_a_subject_nobody_told_of_is_refused(store):
    with pytest.raises(InvalidError):
        store.project(ReadModel(), subject="child:K99")


# Resting, stopping, another log


def test_a_projection_that_rests_is_given_nothing_until_it_is_resumed(store):
    model = ReadModel()
    store.project(model, name="register")
    store.projections.pause("register", by="nadia")
    store.acting_as("amina").record("child:K1", VISIT, on="2025-09-10")

    resting = store.project(model, name="register")
    store.projections.resume("register", by="nadia")
    running = store.project(model, name="register")

    assert (resting.state, resting.events, resting.behind_events) == (State.PAUSED, 0, 1)
    assert (running.state, running.events, running.behind_events) == (State.RUNNING, 1, 0)


def test_only_a_projection_that_is_known_can_rest(store):
    with pytest.raises(InvalidError):
        store.projections.pause("registre", by="nadia")


def test_it_stops_at_a_position(store):
    model = ReadModel()

    progress = store.project(model, until=7)

    assert (progress.position, progress.events) == (7, 7)
    assert progress.behind_events == 8
    assert progress.behind_seconds > 0


def test_a_position_beyond_the_log_stops_at_its_head(store):
    progress = store.project(ReadModel(), until=10_000)

    assert progress.position == progress.head


def test_a_read_model_of_another_log_begins_anew_and_sends_nothing_again(store):
    place = Place()
    store.project(ReadModel(place))
    with memory_store(on="2025-09-20") as other:
        other.acting_as("amina").record("child:K9", CALL, on="2025-09-01")
        model = ReadModel(place)

        other.project(model)

        assert model.stories() == clean(other)
        assert place.at.epoch == other._parts.shelf.log.epoch
        assert [b.afresh for b in model.batches] == [True, False]
        assert place.sent == []


def test_an_adapter_ahead_of_the_log_is_not_followed(store):
    model = ReadModel(Place(at=Position(store._parts.shelf.log.epoch, 99)))

    with pytest.raises(RepairNeededError, match="ahead"):
        store.project(model)


# What an adapter says in its own words


@define
class Settling(ReadModel):
    """Cannot write what it keeps into its file."""

    def settle(self):
        raise ZeroDivisionError("Salma")


def test_what_cannot_be_settled_is_said_in_our_words_and_nothing_is_lost(store):
    model = Settling()

    with pytest.raises(UnreachedError, match="ZeroDivisionError") as said:
        store.project(model)

    assert "Salma" not in str(said.value)
    assert model.stories() == clean(store)


def test_what_cannot_be_forgotten_is_said_in_our_words_and_the_story_waits(store):
    model = ReadModel()
    store.project(model)

    def refuse(_):
        raise ZeroDivisionError("Salma")

    with patch.object(ReadModel, "forget", refuse), pytest.raises(UnreachedError) as said:
        store.project(model, subject="child:K2")

    assert "Salma" not in str(said.value)
    assert len(store.projections.parked()) == 1


def test_one_that_cannot_be_built_beside_says_so_and_the_one_in_use_stays(store):
    model = BesideModel()
    store.project(model)
    before = model.stories()

    def refuse(_):
        raise ZeroDivisionError("Salma")

    with patch.object(BesideModel, "beside", refuse), pytest.raises(UnreachedError):
        store.project(model, rebuild=True)
    with patch.object(BesideModel, "take_over", refuse), pytest.raises(UnreachedError):
        store.project(model, rebuild=True)

    assert model.stories() == before


# What is known of them


def test_every_address_ever_projected_to_is_registered_once_without_its_password(store):
    secret = "postgresql://keeper:tajine@h:5432/register?schema=a"
    for _ in range(2):
        store.project(ReadModel(address=secret), name="register")
        store.project(ReadModel(), name="register", to="kits.db")

    found = [(d.projection, d.address) for d in store.destinations()]

    assert found[0] == ("register", "postgresql://h:5432/register?schema=a")
    assert (found[1][0], found[1][1].endswith("/kits.db")) == ("register", True)
    assert len(found) == 2
    assert not any("tajine" in str(e) + repr(e.event) for e in store.events())


def test_what_is_granted_is_told_when_it_changes(tmp_path):
    config = tmp_path / "casemgmt.toml"
    config.write_text(
        '[adapters.register]\nadapter = "x"\nto = "y"\nfields = ["given_name"]\n'
    )
    with memory_store(config=config) as store:
        for _ in range(2):
            store.project(ReadModel(address=""), name="register")

        told = [e.event.fields for e in store.events() if e.name == "fields-granted.1"]

    assert told == [("given_name",)]


def test_an_audit_finds_what_is_missing_and_does_not_miss_what_waits(store):
    model = ReadModel(before=poisoned_by(store, "child:K2", version=2))
    store.project(model)
    found = _audited(store, model)
    assert (found.ok, found.waiting, found.counts) == (True, 2, True)

    model.place.seen["follow-up-recorded.1"] -= 1

    (difference,) = _audited(store, model).differs
    assert (difference.event, difference.log, difference.seen) == (
        "follow-up-recorded.1",
        13,
        12,
    )


def _audited(store, model):
    from casemgmt.projections.auditing import audit

    of = store.projections.destination(model)
    return audit(store.projections.source(model, of), model)


def _joined(child="child:K1"):
    return JoinHousehold(person=Subject.of(child), role="child")


def test_the_ids_it_is_given_are_those_of_the_log(store):
    model = ReadModel()
    store.project(model)

    streams = {e.stream for e in store._parts.shelf.log.scan(0, 15)}
    assert {UUID(subject.key) for subject in model.stories()} == streams
