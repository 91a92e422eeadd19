"""Steps of features/reporting: children as the figures count them."""

from pytest_bdd import then

from .words import FIRST_DAY, code, days_of, says

ACTIVE = "I01"
"""Children active in the period."""


@then(says("{count:number} child is accompanied"))
@then(says("{count:number} children are accompanied"))
def _(world, count):
    assert counted(world) == int(count)


@then(says("{count:number} child takes part in {programme:text}"))
def _(world, count, programme):
    assert counted(world, programme=code(programme)) == int(count)


@then(says("{count:number} child is accompanied in {centre:text}"))
def _(world, count, centre):
    assert counted(world, centre=code(centre)) == int(count)


def counted(world, **cell: str) -> int:
    return world.figure(ACTIVE, FIRST_DAY, world.today, **cell).value


@then(says("{count:number} child was accompanied in the season {season:year}"))
def _(world, count, season):
    figure = world.figure(ACTIVE, *days_of("2009"), season=season)
    assert figure.value == int(count)


@then(says("told again to an empty store, every figure for {when:period} is the same"))
def _(world, when):
    period = days_of(when)
    assert world.told_again().answers(*period) == world.answers(*period)
