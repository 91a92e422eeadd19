"""Steps of features/recording: telling, putting right, reading."""

from uuid import uuid4

from pytest_bdd import given, then, when

from casemgmt import RuleBrokenError
from casemgmt.commands import Correct, RequestClosure, Retract
from casemgmt.events import WorkObserved

from .protection import worked
from .words import day, says


def hours_of(text: str) -> dict:
    """Return the data of a week of work, as a journal writes it."""
    hours = float(text.split(maxsplit=1)[0])
    return {"economic_hours": hours, "chores_hours": 0, "hazardous": "no"}


def corrected(command_id, hours: str, **more) -> Correct:
    return Correct(command_id=command_id, data=hours_of(hours), reason="misread", **more)


def taken_back(command_id) -> Retract:
    return Retract(command_id=command_id, reason="told of the wrong child")


@given(says("it is {today:day}"))
@when(says("it is {today:day}"))
def _(world, today):
    world.it_is(day(today))


@when("the same page is sent again")
def _(world):
    world.send(world.kept or world.page)


@then(says("{child}'s story has {count:number} {entries}"))
def _(world, child, count):
    assert len(world.history(f"child:{child}")) == int(count)


# Putting right


@given(says("that was put right to {hours:number} hours"))
@when(says("that is put right to {hours:number} hours"))
def _(world, hours, on):
    world.fix(corrected(world.page.id, hours))


@when(says("that is put right to {correct:day}"))
def _(world, correct):
    hours = str(world.page.commands[0].economic_hours)
    world.fix(corrected(world.page.id, hours, on=day(correct)))


@given("that was taken back")
@given("cela a été retiré")
@given("سُحب ذلك")
@when("that is taken back")
def _(world):
    world.fix(taken_back(world.page.id))


@when(says("that is taken back in {child}'s story"))
def _(world, child):
    world.fix(taken_back(world.page.id), f"child:{child}")


@when(says("that is put right to {hours:number} hours in {child}'s story"))
def _(world, hours, child):
    world.fix(corrected(world.page.id, hours), f"child:{child}")


@when(says("something that was never told is taken back in {child}'s story"))
def _(world, child):
    world.tell(f"child:{child}", taken_back(uuid4()))


@when(says("the correction is put right to {hours:number} hours"))
@when(says("the taking back is put right to {hours:number} hours"))
def _(world, hours):
    world.fix(corrected(world.fixes[-1], hours))


@when("the correction is taken back")
@when("the taking back is taken back")
def _(world):
    world.fix(taken_back(world.fixes[-1]))


@then(says("{child}'s story still shows {hours:number} hours, put right"))
def _(world, child, hours):
    first = first_told(world, child, hours)
    assert first.corrected_by == world.fixes[-1]


@then(says("{child}'s story still shows {hours:number} hours, taken back"))
def _(world, child, hours):
    first = first_told(world, child, hours)
    assert first.retracted_by == world.fixes[-1]


def first_told(world, child: str, hours: str):
    """Return what was first told of the child's work, and check that it said *hours*."""
    told = world.history(f"child:{child}")
    (first,) = [e for e in told if isinstance(e.event, WorkObserved)]
    assert first.event.economic_hours == worked(f"{hours} hours").economic_hours
    return first


# What would be answered


@then(says("closing {child}'s case as goals met would be {answer} as known on {known:day}"))
def _(world, child, answer, known):
    refused = would_be_refused(world, child, known)
    assert refused == (answer == "refused")


def would_be_refused(world, child: str, known: str) -> bool:
    asked = RequestClosure(reason="goals-met")
    try:
        world.desk.would_record(
            f"child:{child}", asked, on=day(known), known_at=world.end_of(known)
        )
    except RuleBrokenError:
        return True
    return False
