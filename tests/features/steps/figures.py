"""Steps about figures: each is called by the title a table gives it."""

from pytest_bdd import then

from casemgmt.read_models.figuring import titles

from .words import days_of, says

NAMED = {title: indicator for indicator, title in titles("en").items()}


@then(says('"{title:text}" for {when:period} is {value:number}'))
def _(world, title, when, value):
    assert asked(world, title, when).value == int(value)


@then(says('"{title:text}" for {when:period} is {value:number}, as of {until:day}'))
def _(world, title, when, value, until):
    assert asked(world, title, when, until).value == int(value)


@then(says('"{title:text}" for {when:period} is {count:number} of {whole:number}'))
def _(world, title, when, count, whole):
    assert shares(asked(world, title, when)) == (int(count), int(whole))


@then(
    says(
        '"{title:text}" for {when:period} is {count:number} of {whole:number},'
        " as of {until:day}"
    )
)
def _(world, title, when, count, whole, until):
    assert shares(asked(world, title, when, until)) == (int(count), int(whole))


@then(says('"{title:text}" for {when:period} is not applicable'))
def _(world, title, when):
    assert asked(world, title, when).value is None


@then(says('"{title:text}" for {when:period} is not applicable, as of {until:day}'))
def _(world, title, when, until):
    assert asked(world, title, when, until).value is None


def asked(world, title: str, when: str, until: str | None = None):
    """Return the figure of this title for a period, as of its end or of a day."""
    first, last = days_of(when)
    as_of = days_of(until)[0] if until else None
    return world.figure(NAMED[title], first, last, as_of=as_of)


def shares(figure) -> tuple[int, int]:
    return figure.numerator, figure.denominator
