"""Steps of features/reporting: a register that follows what is told."""

from typing import ClassVar
from unittest.mock import patch

from attrs import define, field
from pytest_bdd import given, then, when

from casemgmt import RecordedEvent, Subject
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError
from casemgmt.projections.patience import Patience

from .words import says


@define
class Register:
    """What an association keeps beside its stories; it may be unable to take some of it."""

    api_version: ClassVar[int] = 1

    told: list[RecordedEvent] = field(factory=list)
    at: object = None
    cannot_take: set[Subject] = field(factory=set)
    reached: bool = True

    def position(self):
        return self.at

    def project(self, batch):
        if not self.reached:
            raise ConnectionRefusedError
        if self.cannot_take & {event.subject for event in batch.events}:
            raise ValueError
        self.told += [event for event in batch.events if event not in self.told]
        self.at = batch.until

    def forget(self, subject):
        self.told = [event for event in self.told if event.subject != subject]


def known_to_the_register(world, child: str) -> Subject:
    """Return a child as registers know it: by the store's own id."""
    vault = world.store._parts.shelf.vault
    subject = Subject("child", child)
    return Subject("child", str(vault.identify([subject])[subject]))


def brought_up(world) -> None:
    with patch.object(Patience, "after", lambda *_: 0.0):
        try:
            world.store.project(world.register)
        except BusyError:
            assert not world.register.reached


@given(says("the register cannot take what is told of {child}"))
def _(world, child):
    world.register.cannot_take.add(known_to_the_register(world, child))


@given("the register cannot be reached")
def _(world):
    world.register.reached = False


@given("the register was brought up to date")
@when("the register is brought up to date")
def _(world):
    brought_up(world)


@given(says("the register could not take what was told of {child}"))
def _(world, child):
    world.register.cannot_take.add(known_to_the_register(world, child))
    world.tell(f"child:{child}", RecordFollowUp(kind="office", seen_child=True))
    brought_up(world)


@when("the register is mended, and given again what waits")
def _(world):
    world.register.cannot_take.clear()
    read_models = world.store.projections
    of = read_models.destination(world.register)
    for parked in read_models.parked():
        assert read_models.replay(world.register, of, parked)
    brought_up(world)


@then(says("{child}'s story waits"))
def _(world, child):
    assert [str(p.subject) for p in world.store.projections.parked()] == [f"child:{child}"]


@then("nothing waits")
def _(world):
    assert world.store.projections.parked() == ()


@then(says("the register tells {count:number} thing of {child}"))
@then(says("the register tells {count:number} things of {child}"))
def _(world, count, child):
    subject = known_to_the_register(world, child)
    assert len([e for e in world.register.told if e.subject == subject]) == int(count)
