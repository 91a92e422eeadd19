"""Steps of features/organisation."""

from pytest_bdd import given, then, when

from casemgmt.commands import (
    AcceptOverCapacity,
    AdmitChild,
    AssessRisk,
    ChangeCentreKind,
    CountGoods,
    IssueGoods,
    OpenCentre,
    ReceiveGoods,
)
from casemgmt.domain.vocabulary import Quantity
from casemgmt.events import GoodsIssued, GoodsReceived

from .enrolment import consent, opened, register
from .words import code, day, says


def centre(name: str) -> str:
    return f"centre:{code(name)}"


def quantity(said: str) -> Quantity:
    """Return what a delivery note says: 6, at least 2300, about 284366, a number of."""
    number = said.rsplit(maxsplit=1)[-1]
    return Quantity(
        value=int(number) if number.isdigit() else None,
        at_least=said.startswith("at least"),
        about=said.startswith("about"),
    )


@given(says("the centre of {place:text} has {places:number} place"))
@given(says("the centre of {place:text} has {places:number} places"))
def _(world, place, places, on):
    opening = OpenCentre(name=place, kind="child-labour-centre", capacity=int(places))
    world.tell(centre(place), opening, on=on)


@given(says("{child} has a place in the centre of {place:text}"))
@when(says("{child} takes a place in the centre of {place:text}"))
def _(world, child, place, on):
    world.tell(f"child:{child}", AdmitChild(centre=code(place)), on=on)


@then(says("{child} has a place in the centre of {place:text}"))
def _(world, child, place):
    assert code(place) in world.journey(f"child:{child}").admission.centres


@given(says("the centre of {place:text} received {count:number} {item:text}"))
@given(says("the centre of {place:text} received a number of power strips"))
@when(says("the centre of {place:text} receives {count:text} power strips"))
def _(world, place, on, count="a number of", item="power strips"):
    received = ReceiveGoods(item=code(item), quantity=quantity(count))
    world.tell(centre(place), received, on=on)


@given(says("{count:number} {item:text} left the centre of {place:text}"))
@when(says("{count:number} {item:text} leave the centre of {place:text}"))
def _(world, count, item, place, on):
    left = IssueGoods(item=code(item), quantity=quantity(count))
    world.tell(centre(place), left, on=on)


@when(says("{count:number} {item:text} are counted in the centre of {place:text}"))
def _(world, count, item, place, on):
    counted = CountGoods(item=code(item), quantity=quantity(count))
    world.tell(centre(place), counted, on=on)


@then(says("the centre of {place:text} has {count:quantity} {item:text}"))
@then(says("the centre of {place:text} had {count:quantity} {item:text}"))
def _(world, place, count, item, on):
    assert in_stock(world, place, item, on) == quantity(count)


@then(
    says(
        "{count:number} {item:text} more has left the centre of {place:text} than had come"
    )
)
def _(world, count, item, place):
    assert in_stock(world, place, f"{item}s", None) == Quantity(value=-int(count))


def in_stock(world, place: str, item: str, on: str | None) -> Quantity:
    stock = world.journey(centre(place)).goods.stock_on(day(on) if on else world.today)
    return stock[code(item)].quantity


@then(says("the centre of {place:text} tells of {count:number} {item:text} that left"))
def _(world, place, count, item):
    assert told_of(world, place, GoodsIssued) == [(code(item), quantity(count))]


@then(says("the centre of {place:text} tells of {count:text} power strips that came"))
def _(world, place, count):
    assert told_of(world, place, GoodsReceived) == [("power-strip", quantity(count))]


def told_of(world, place: str, kind: type) -> list[tuple[str, Quantity]]:
    told = (e.event for e in world.history(centre(place)))
    return [(e.item, e.quantity) for e in told if isinstance(e, kind)]


@given(says("{person} accompanies {count:number} children"))
def _(world, person, count):
    for number in range(int(count)):
        take_on(world, f"{code(person)}-{number}", person)


@given(says("{person} took on one child more"))
@when(says("{person} takes on one child more"))
def _(world, person):
    take_on(world, "child-more", person)


def take_on(world, name: str, person: str) -> None:
    world.tell(f"child:{name}", register(name), consent("services"), opened(person))


@then(says("{count:number} cases are open with {person}"))
def _(world, count, person):
    cases = world.desk.cases(world.today, caseworker=code(person))
    assert len(list(cases)) == int(count)


@given(says("{child}'s risk was {level}"))
@when(says("{child}'s risk is {level}"))
def _(world, child, level, on):
    world.tell(f"child:{child}", AssessRisk(level=level), on=on)


@then(says("{child}'s risk stands at {level}"))
def _(world, child, level):
    assert world.journey(f"child:{child}").assessment.risk == level


KINDS = {
    "initiation centre": "initiation",
    "apprenticeship centre": "apprenticeship",
}


@given(says("the centre of {place:text} opened as an {kind:text}"))
def _(world, place, kind, on):
    world.tell(centre(place), OpenCentre(name=place, kind=KINDS[kind]), on=on)


@when(says("the centre of {place:text} becomes an {kind:text}"))
def _(world, place, kind, on):
    world.tell(centre(place), ChangeCentreKind(kind=KINDS[kind]), on=on)


@then(says("the centre of {place:text} was an {kind:text}"))
def _(world, place, kind, on):
    assert world.journey(centre(place)).centre.kind_on(day(on)) == KINDS[kind]


@then(says("nobody says of which kind the centre of {place:text} was"))
def _(world, place, on):
    assert world.journey(centre(place)).centre.kind_on(day(on)) is None


# Watching


@then(says("there are more children than places in the centre of {place:text}"))
def _(world, place):
    assert line_of(world, place).over_capacity is True


@then(says("there are no more children than places in the centre of {place:text}"))
def _(world, place):
    assert line_of(world, place).over_capacity is False


@when(
    says(
        "somebody answers for {count:number} children in the centre of {place:text}"
        " until {until:day}"
    )
)
def _(world, count, place, until, on):
    accepted = AcceptOverCapacity(places=int(count), until=day(until))
    world.tell(centre(place), accepted, on=on)


@then(says("somebody answers for the children in the centre of {place:text}"))
def _(world, place, on):
    assert line_of(world, place, on).accepted


@then(says("nobody answers for the children in the centre of {place:text}"))
def _(world, place, on):
    assert not line_of(world, place, on).accepted


def line_of(world, place: str, on: str | None = None):
    lines = world.desk.centres(day(on) if on else world.today)
    return next(line for line in lines if str(line.subject) == centre(place))


@then(says("{person} has more cases than she should"))
def _(world, person):
    assert caseload_of(world, person).over


@then(says("{person} has no more cases than she should"))
def _(world, person):
    assert not caseload_of(world, person).over


def caseload_of(world, person: str):
    loads = world.desk.caseloads(world.today)
    return next(load for load in loads if load.caseworker == code(person))
