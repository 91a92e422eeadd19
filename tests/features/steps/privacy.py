"""Steps of features/privacy: who is erased, by whom, and what is kept how long."""

import re

from pytest_bdd import given, then, when

from casemgmt.commands import (
    ApproveClosure,
    FormHousehold,
    PlaceHold,
    ReleaseHold,
    RequestClosure,
)
from casemgmt.domain.personal import Forgotten, Known
from casemgmt.events import Member

from .words import code, day, says

HOME = "household:home"
NO_REASON = {"for no reason", "sans motif", "بلا سبب"}


def order(world, subject: str, who: str, why: str, named: str | None = None) -> None:
    """Order an erasure; in a ``When`` keep the refusal."""
    by, second = (*re.split(r" and | et | و(?=\w)", who), "")[:2]
    ground = "" if why in NO_REASON else why
    world.erase(subject, ground=ground, by=code(by), second=code(second), named=named)


@given(says("{who:text} ordered that {child} is erased {why:text}"))
@given(says("{who:text} ont ordonné d'effacer {child} {why:text}"))
@given(says("أمرت {who:text} بمحو {child} {why:text}"))
@when(says("{who:text} order that {child} is erased {why:text}"))
@when(says("{who:text} orders that {child} is erased {why:text}"))
@when(says("{who:text} ordonnent d'effacer {child} {why:text}"))
@when(says("{who:text} ordonne d'effacer {child} {why:text}"))
@when(says("تأمر {who:text} بمحو {child} {why:text}"))
def _(world, who, child, why):
    world.before_erasing = {name: world.history(f"child:{name}") for name in ("Yassine",)}
    order(world, f"child:{child}", who, why)


@when(says("{who:text} order that the mother is erased from {child}'s household"))
def _(world, who, child):
    del child
    order(world, HOME, who, "she asks for it", "mother")


@given(says("what is known of {child} is held for a court"))
@given(says("ce qui est su de {child} est mis en réserve pour un tribunal"))
@given(says("ما يُعرف عن {child} محفوظ للمحكمة"))
def _(world, child):
    world.tell(f"child:{child}", PlaceHold(ground="judicial"))


@given(says("the hold on {child} was released"))
@given(says("la réserve sur {child} a été levée"))
@given(says("رُفع الحفظ عن {child}"))
def _(world, child):
    world.tell(f"child:{child}", ReleaseHold(ground="judicial"))


@given(says("{child} lives in a household with her mother and her father"))
def _(world, child):
    members = (
        Member(person=f"child:{child}", role="child"),
        Member(name="Fatima Zohra", role="mother"),
        Member(name="Hassan", role="father"),
    )
    world.tell(HOME, FormHousehold(members=members, district="mediouna"))


@given(says("her case was closed"))
def _(world, on):
    story = world.page.subject
    world.tell(story, RequestClosure(reason="moved-away"), on=on)
    world.tell(story, ApproveClosure(), on=on, by="Nadia")


@when(says("{who:text} let go what is due"))
def _(world, who, on):
    by, second = map(code, who.split(" and "))
    world.store.retention.carry_out(day(on), by=by, second=second)


@then(says("nothing is known of {child} any more"))
def _(world, child):
    assert world.history(f"child:{child}") == ()


@then(says("{child}'s story is new"))
def _(world, child):
    assert {told.version for told in world.history(f"child:{child}")} == {1, 2, 3}


@then(says("{child}'s story is as it was"))
def _(world, child):
    assert world.history(f"child:{child}") == world.before_erasing[child]


@then(says("{child}'s story is there"))
def _(world, child):
    assert world.history(f"child:{child}")


@then(says("the household still names the father, and the mother no more"))
def _(world):
    (formed,) = world.history(HOME)
    named = {member.role: member.name for member in formed.event.members}
    assert isinstance(named["father"], Known)
    assert named["mother"] == Forgotten()


@then(says("nothing of {child} is due"))
def _(world, child, on):
    assert due(world, child, on) == []


@then(says("{child}'s record is due"))
def _(world, child, on):
    assert due(world, child, on) == ["record"]


def due(world, child: str, on: str) -> list[str]:
    """Return the kinds of data of a child that are due."""
    found = world.store.retention.due(day(on))
    return [one.due.kind.value for one in found if one.due.subject.key == child]
