"""Steps of features/reporting: children as the figures count them."""

from pytest_bdd import then

from .words import FIRST_DAY, code, says

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
