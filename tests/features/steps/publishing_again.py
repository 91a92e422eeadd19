"""Steps of features/reporting/publishing_again.feature: what two reports tell together."""

from pytest_bdd import then, when

from casemgmt.reports import Hidden, Number

from .figures import NAMED
from .words import days_of, says


@when(says('the partner report for {when:period} is published as "{ref:text}"'))
def _(world, when, ref):
    world.publish(ref, *days_of(when))


@when(says('the partner report for {when:period} is published as "{ref:text}", knowingly'))
def _(world, when, ref):
    world.publish(ref, *days_of(when), knowingly=True)


@then(says('"{title:text}" is {count:number} in "{ref:text}"'))
def _(world, title, count, ref):
    shown = headline(world, title, ref)
    assert isinstance(shown, Number)
    assert shown.amount == int(count)


@then(says('"{title:text}" is hidden in "{ref:text}" because of "{earlier:text}"'))
def _(world, title, ref, earlier):
    assert isinstance(headline(world, title, ref), Hidden)
    assert world.held[ref].beside == (earlier,)


@then(says('it is recorded that "{ref:text}" shows it beside "{earlier:text}"'))
def _(world, ref, earlier):
    held = world.held[ref]
    assert (held.beside, held.knowingly) == ((earlier,), True)


def headline(world, title: str, ref: str):
    """Return a number at the head of a report, as it went out."""
    values = (one.value for one in world.desk.published(ref).headlines)
    return next(v for v in values if v.source.name == NAMED[title])
