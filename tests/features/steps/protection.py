"""Steps of features/protection."""

from datetime import date

from pytest_bdd import given, then, when

from casemgmt.commands import MakeMandatoryReport, ObserveWork
from casemgmt.events import MandatoryReportMade

from .words import days_of, says

HOURS = {"a quarter hour": 0.25, "1 hour": 1}


def worked(hours: str, hazardous: str = "no") -> ObserveWork:
    said = HOURS[hours] if hours in HOURS else float(hours.removesuffix(" hours"))
    return ObserveWork(economic_hours=said, chores_hours=0, hazardous=hazardous)


@given(says("{person} saw that {child} had worked {hours:text}"))
@when(says("{person} sees that {child} has worked {hours:text}"))
@given(says("{person} told later that {child} had worked {hours:text}"))
def _(world, person, child, hours, on):
    world.tell(f"child:{child}", worked(hours), on=on, by=person)


@when(says("{person} sees that {child} has done {hours:text} of dangerous work"))
def _(world, person, child, hours, on):
    world.tell(f"child:{child}", worked(hours, "yes"), on=on, by=person)


@then(says("{child} had worked {hours:text} at the last observation"))
def _(world, child, hours):
    assert_worked(world.journey(f"child:{child}"), hours)


@then(says("{child} had worked {hours:text} at the last observation as of {until:day}"))
def _(world, child, hours, until):
    assert_worked(world.journey(f"child:{child}", as_of=until), hours)


@then(
    says("as known on {known:day}, {child} had worked {hours:text} at the last observation")
)
def _(world, known, child, hours):
    assert_worked(world.journey(f"child:{child}", known_on=known), hours)


@then(says("nobody has looked at {child}'s work"))
def _(world, child):
    assert world.journey(f"child:{child}").work.last is None


@then(says("nobody had looked at {child}'s work as of {until:day}"))
def _(world, child, until):
    assert world.journey(f"child:{child}", as_of=until).work.last is None


@then(says("as known on {known:day}, nobody had looked at {child}'s work"))
def _(world, known, child):
    assert world.journey(f"child:{child}", known_on=known).work.last is None


def assert_worked(journey, hours: str) -> None:
    assert journey.work.last.economic_hours == worked(hours).economic_hours


@when(says("{child}'s situation is reported to the prosecutor"))
def _(world, child, on):
    world.tell(f"child:{child}", MakeMandatoryReport(authority="prosecutor"), on=on)


@then(says("{child}'s story tells of {count:number} report to the prosecutor"))
def _(world, child, count):
    told = [e.event for e in world.history(f"child:{child}")]
    assert told.count(MandatoryReportMade(authority="prosecutor")) == int(count)


FOUND = "I22"
"""Found in child labour: of the children looked at in a period, those who are."""


@then("it is child labour")
def _(world):
    assert found_on(world, world.page.on) == (1, 1, 0)


@then("it is not child labour")
def _(world):
    assert found_on(world, world.page.on) == (0, 1, 0)


@then("it is child labour or not, nobody can say")
def _(world):
    assert found_on(world, world.page.on) == (0, 0, 1)


@then(says("in {when:month} it is child labour"))
def _(world, when):
    assert found_on(world, *days_of(when)) == (1, 1, 0)


@then(says("in {when:month} it is not child labour"))
def _(world, when):
    assert found_on(world, *days_of(when)) == (0, 1, 0)


def found_on(world, first: date, last: date | None = None) -> tuple[int, int, int]:
    """Return how many are in child labour, of how many known, and how many unknown."""
    figure = world.figure(FOUND, first, last or first)
    return figure.numerator, figure.denominator, figure.unknown
