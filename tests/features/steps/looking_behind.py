"""Steps of features/reporting/looking_behind.feature: who was counted, and who may know."""

from pytest_bdd import then, when

from .figures import NAMED
from .words import says

THIS_AUTUMN = ("2025-09-01", "2025-12-31")
READER = "nadia"


@when("the house makes its own edition of the partner report")
def _(world):
    desk = world.store.acting_as(READER)
    world.shown = desk.report("partner", *THIS_AUTUMN, internal=True)


@then(says('{child} is named behind "{title:text}"'))
def _(world, child, title):
    (whole,) = [b for b in world.shown.behind if (b.name, b.by) == (NAMED[title], ())]
    assert f"child:{child}" in {one.subject for one in whole.numerator}


@then("the partner's edition names nobody")
def _(world):
    out = world.store.acting_as(READER).report("partner", *THIS_AUTUMN)
    assert out.behind == ()
    assert not out.personal


@then(says('it is kept that {child} was shown behind "{title:text}"'))
def _(world, child, title):
    seen = world.store.acting_as(READER).who_saw(f"child:{child}")
    assert f"explain.{NAMED[title]}" in {name for one in seen for name in one.fields}
