"""Steps of features/reporting/publishing.feature: what went out, and what moves it."""

import pytest
from pytest_bdd import given, then

from casemgmt.desk.frozen import figures_of
from casemgmt.errors import InvalidError

from .figures import NAMED, shares
from .words import days_of, says

A_WORD = {"told late": "late"}


@given(says('the partner report for {when:period} was published as "{ref:text}"'))
def _(world, when, ref):
    world.published[ref] = world.publish(ref, *days_of(when)).report


@then(
    says('the partner report for {when:period} cannot be published as "{ref:text}" again')
)
def _(world, when, ref):
    with pytest.raises(InvalidError):
        world.publish(ref, *days_of(when))


@then(says('"{title:text}" is {count:number} of {whole:number} in "{ref:text}"'))
def _(world, title, count, whole, ref):
    figure = figures_of(world.published[ref])[NAMED[title], ""]
    assert shares(figure) == (int(count), int(whole))


@then(says('every figure of "{ref:text}" stands'))
def _(world, ref):
    assert world.restated(ref) == ()


@then(
    says(
        '"{title:text}" of "{ref:text}" would be {count:number} today:'
        " something was {why:text}"
    )
)
def _(world, title, ref, count, why):
    assert moved(world, title, ref, why).numerator == int(count)


@then(
    says(
        '"{title:text}" of "{ref:text}" would be {count:number} of {whole:number} today:'
        " something was {why:text}"
    )
)
def _(world, title, ref, count, whole, why):
    assert shares(moved(world, title, ref, why)) == (int(count), int(whole))


def moved(world, title: str, ref: str, why: str):
    """Return what a published figure would be today, moved by this alone."""
    found = {(one.any.indicator, *one.any.by): one for one in world.restated(ref)}
    one = found[NAMED[title],]
    assert {cause.why for cause in one.because} == {A_WORD.get(why, why)}
    return one.now
