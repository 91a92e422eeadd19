"""Whatever happens to a read model, it ends equal to one that met no trouble.

Children's stories are recorded while a read model is brought up, dies, is refused, rebuilt,
restored to another epoch. What is poisoned waits with its story, and no other does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from typing import ClassVar
from unittest.mock import patch
from uuid import UUID, uuid5

from attrs import define, field

from casemgmt.adapters import Position
from casemgmt.commands import JoinHousehold, RecordFollowUp
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import BusyError
from casemgmt.projections import runner
from casemgmt.projections.auditing import audit
from casemgmt.projections.giving import PoisonError, UnreachedError
from casemgmt.projections.ledger import Ledger, resume
from casemgmt.projections.patience import Patience
from casemgmt.projections.runner import Asked, Run
from casemgmt.recording.engines.memory import MemoryLog
from casemgmt.recording.port import Append
from casemgmt.testing import memory_store

from .campaign import Campaign

ON = "2025-09-01"
CALL = RecordFollowUp(kind="call", seen_child=True)
PATIENCE = Patience(tries=2, pause=0.0, rounds=3)
BATCHES = (1, 2, 3, 5, 8, 1_000)
STEPS = 14
SPACE = UUID("6f1bd6ce-8a9c-4be0-9c0c-3a4b77f0a4d1")
TROUBLES = (
    "refused before its commit",
    "refused after its commit",
    "dead before its commit",
    "dead after its commit",
    "busy for a moment",
    "down",
)
KINDS = (
    *TROUBLES,
    "poisoned",
    "a story waits",
    "another runner sent away",
    "restored to another epoch",
    "restored without its end",
    "rebuilt beside",
    "rebuilt in place",
    "a rebuild met poison",
    "one subject alone",
    "given again while it waits",
    "rested",
)


class DeadError(BaseException):
    """The process is no more."""


@define
class Place:
    """Where a read model is kept: it outlives whoever brings it up."""

    told: dict = field(factory=dict)
    at: Position | None = None
    seen: Counter = field(factory=Counter)
    sent: list = field(factory=list)

    def rows(self, batch):
        """Take in the rows of *batch*: each subject's, in the order they come."""
        if batch.afresh:
            self.told, self.seen = {}, Counter()
        for event in batch.events:
            story = self.told.setdefault(event.subject, {})
            if event.version not in story:
                self.seen[event.name] += 1
                if batch.caught_up:
                    self.sent.append(event.command_id)
            story[event.version] = event.name

    def stories(self):
        return {subject: list(story) for subject, story in self.told.items() if story}


def no_trouble(when, batch):
    """Let everything pass."""


@define
class Model:
    """Keeps each subject's events; its trouble is met before and after its commit."""

    api_version: ClassVar[int] = 1

    place: Place = field(factory=Place)
    trouble: Callable = no_trouble

    def position(self):
        return self.place.at

    def project(self, batch):
        self.trouble("before", batch)
        self.place.rows(batch)
        self.place.at = batch.until
        self.trouble("after", batch)

    def forget(self, subject):
        story = self.place.told.pop(subject, {})
        self.place.seen -= Counter(story.values())

    def seen(self):
        return self.place.seen


@define
class BesideModel(Model):
    """One that can be built beside the one in use."""

    live: Model | None = None

    def beside(self):
        return BesideModel(Place(sent=list(self.place.sent)), self.trouble, self)

    def take_over(self):
        self.live.place.told, self.live.place.at = self.place.told, self.place.at
        self.live.place.seen = self.place.seen
        self.live.place.sent[:] = self.place.sent


@define
class Life:
    """One read model, and all that happens to it."""

    chance: object
    reached: Counter
    store: object = field(factory=lambda: memory_store(on="2025-09-20"))
    place: Place = field(factory=Place)
    kind: type = Model
    poison: set = field(factory=set)
    told: int = 0

    @property
    def parts(self):
        return self.store._parts

    @property
    def children(self):
        return [f"child:K{n}" for n in range(4)]

    def record(self):
        """Somebody tells something of some children; some of it will be poison."""
        desk = self.store.acting_as("amina")
        for _ in range(self.chance.randint(1, 6)):
            child = self.chance.choice(self.children)
            if self.chance.random() < 0.1:
                joined = JoinHousehold(person=Subject.of(child), role="child")
                desk.record("household:H1", joined, on=ON)
                continue
            position = desk.record(child, CALL, on=ON).position
            self.told += 1
            if self.chance.random() < 0.07:
                (stored,) = self.parts.shelf.log.scan(position - 1, 1)
                self.poison.add((str(stored.stream), stored.version))
                self.reached["poisoned"] += 1

    def brought_up(self, trouble=no_trouble, **how):
        """Bring it up by a runner of its own, which may meet trouble."""
        model = self.kind(self.place, self.poisoned(trouble))
        asked = Asked(patience=PATIENCE, **how)
        try:
            self.store.projections.bring_up(model, self.of(model), asked)
        except DeadError:
            return "dead"
        except UnreachedError:
            return "unreached"
        except PoisonError:
            return "poison"
        return "done"

    def of(self, model):
        return self.store.projections.destination(model, "register", "register.db")

    def poisoned(self, trouble):
        """Meet *trouble*, and be unable to take what is poisoned."""

        def meet(when, batch):
            trouble(when, batch)
            met = {(e.subject.key, e.version) for e in batch.events}
            if when == "before" and met & self.poison:
                raise ValueError("a name")

        return meet

    def chanced(self):
        """A trouble by chance, and at which call it is met."""
        what, left = self.chance.choice(TROUBLES), [self.chance.randint(0, 5)]
        error = self.chance.choice((RuntimeError, KeyError, OSError, BusyError))

        def trouble(when, batch):
            if what.endswith(f"{when} its commit"):
                left[0] -= 1
                if left[0] == -1:
                    self.reached[what] += 1
                    raise DeadError if what.startswith("dead") else error
            elif when == "before" and what == "busy for a moment":
                left[0] -= 1
                if left[0] == -1:
                    self.reached[what] += 1
                    raise BusyError("busy")
            elif when == "before" and what == "down":
                left[0] -= 1
                if left[0] < 0:
                    self.reached[what] += left[0] == -1
                    raise ConnectionRefusedError

        return trouble

    def run(self):
        self.brought_up(self.chanced())

    def run_twice_at_once(self):
        """Another runner comes while one gives."""

        def also(when, batch):
            if when == "before":
                other = Model(self.place)
                try:
                    self.store.projections.bring_up(other, self.of(other), Asked())
                except BusyError:
                    self.reached["another runner sent away"] += 1
                else:
                    raise AssertionError("two brought it up at once")

        self.brought_up(also)

    def restore(self):
        """The log is another one, as it was: perhaps without its end."""
        shelf, log = self.parts.shelf, self.parts.shelf.log
        shorter = self.chance.random() < 0.5
        kept = self.chance.randint(0, log.head()) if shorter else log.head()
        again = MemoryLog()
        for event in log.scan(0, kept):
            again.append([Append(event, uuid5(SPACE, f"{event.stream}{event.version}"))])
        shelf.log = again
        shelf.clear()
        there = {(str(e.stream), e.version) for e in again.scan(0, kept)}
        self.poison &= there
        kind = "restored without its end" if shorter else "restored to another epoch"
        self.reached[kind] += 1
        resume(self.parts.recorder, "register", "nadia")  # it may have been resting then

    def rebuild(self):
        """Everything is given again; where there is poison it must not be taken."""
        before = self.place.stories()
        ended = self.brought_up(self.chanced(), rebuild=True)
        if ended == "poison":
            self.reached["a rebuild met poison"] += 1
            assert self.poison, "poison was met where there is none"
            if self.kind is BesideModel:
                assert self.place.stories() == before, "the one in use was changed"
        if ended == "done":
            beside = self.kind is BesideModel
            self.reached["rebuilt beside" if beside else "rebuilt in place"] += 1

    def one_alone(self):
        child = self.chance.choice(self.children)
        if self.parts.shelf.vault.find(Subject.of(child)) is None:
            return
        stream = self.parts.shelf.vault.find(Subject.of(child))
        if self.parts.shelf.log.read(stream):
            self.brought_up(self.chanced(), subject=child)
            self.reached["one subject alone"] += 1

    def replay(self):
        """What waits is given again, while it is still poison or meets other trouble."""
        for parked in self.store.projections.parked():
            model = self.kind(self.place, self.poisoned(self.chanced()))
            try:
                self.replayed(model, parked)
            except (DeadError, BusyError):
                continue
            finally:
                self.reached["given again while it waits"] += 1

    def replayed(self, model, parked):
        """Give what waits again, once the read model is of this log."""
        at, epoch = self.place.at, self.parts.shelf.log.epoch
        if at is not None and at.epoch == epoch:
            self.store.projections.replay(model, self.of(model), parked)

    def rest(self):
        model = Model(self.place)
        self.store.project(model, name="register", to="register.db", until=0)
        self.store.projections.pause("register", by="nadia")
        at = self.place.at
        self.record()
        self.brought_up()
        assert self.place.at == at, "it was given something while it rested"
        self.store.projections.resume("register", by="nadia")
        self.reached["rested"] += 1

    def cure(self):
        """Somebody mends what could not take some of the poison."""
        for one in sorted(self.poison):
            if self.chance.random() < 0.5:
                self.poison.discard(one)

    def assert_only_the_poisoned_wait(self):
        """Every other story is whole; of a poisoned one what stood before it."""
        assert self.brought_up() == "done"
        clean = self.clean()
        waiting = {str(p.story) for p in self.store.projections.parked()}
        self.reached["a story waits"] += len(waiting)
        for subject, story in clean.items():
            if subject.key not in waiting:
                found = self.place.stories().get(subject)
                assert found == story, "a story that does not wait is not whole"
        assert {key for key, _ in self.poison} <= waiting, "poison was taken"

    def assert_equal_to_a_clean_rebuild(self):
        self.poison.clear()
        assert self.brought_up() == "done"
        for parked in self.store.projections.parked():
            model = Model(self.place)
            assert self.store.projections.replay(model, self.of(model), parked)
        assert self.brought_up() == "done"
        assert self.store.projections.parked() == ()
        assert self.place.stories() == self.clean(), "it is not what a clean one is"
        model = Model(self.place)
        source = self.store.projections.source(model, self.of(model))
        found = audit(source, model)
        assert found.ok, f"it was given something else: {found.differs}"
        sent = self.place.sent
        assert len(sent) == len(set(sent)), "something was sent twice"

    def clean(self):
        model = Model()
        self.store.project(model, name="clean", to=f"clean{self.chance.random()}")
        return model.place.stories()


ACTS = (
    Life.record,
    Life.record,
    Life.run,
    Life.run,
    Life.run_twice_at_once,
    Life.restore,
    Life.rebuild,
    Life.one_alone,
    Life.replay,
    Life.rest,
    Life.cure,
)


def round_(chance, reached) -> int:
    life = Life(chance, reached, kind=chance.choice((Model, BesideModel)))
    with (
        patch.object(runner, "BATCH", chance.choice(BATCHES)),
        patch.object(Patience, "after", lambda *_: 0.0),
    ):
        life.record()
        for _ in range(STEPS):
            chance.choice(ACTS)(life)
            assert_in_order(life.place)
        life.assert_only_the_poisoned_wait()
        life.assert_equal_to_a_clean_rebuild()
    life.store.close()
    return 1


def assert_in_order(place):
    for story in place.stories().values():
        assert story == list(range(1, len(story) + 1)), (
            "an event was skipped, or came early"
        )


@contextmanager
def checkpoint_committed_apart():
    """The position is there before the rows are."""

    def project(model, batch):
        model.place.at = batch.until
        model.trouble("before", batch)
        model.place.rows(batch)
        model.trouble("after", batch)

    with patch.object(Model, "project", project):
        yield


@contextmanager
def set_aside_in_memory_only():
    """That a story waits is known to the runner, and told nowhere."""
    with patch.object(Ledger, "park", lambda *_: None):
        yield


@contextmanager
def later_events_of_a_story_that_waits_flow():
    with patch.object(Run, "_waits", lambda *_: False):
        yield


@contextmanager
def without_the_lease():
    @contextmanager
    def lease(_, name):
        yield lambda: None

    with patch.object(MemoryLog, "lease", lease):
        yield


CAMPAIGN = Campaign(
    name="projections",
    promise="R4",
    small=1_000,
    full=10_000,
    kinds=KINDS,
    round=round_,
    planted={
        "checkpoint committed apart": checkpoint_committed_apart,
        "set aside in memory only": set_aside_in_memory_only,
        "later events of a story that waits flow": later_events_of_a_story_that_waits_flow,
        "without the lease": without_the_lease,
    },
)
