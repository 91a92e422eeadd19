"""Steps of features/school_support."""

from pytest_bdd import given, then, when

from casemgmt.commands import DeliverKit, EntitleKit
from casemgmt.events import KitEntitled

from .words import code, says


@given(says("{kit:text} for {year:year} was asked for {child}"))
@given(says("{kit:text} a été demandé pour {child} pour {year:year}"))
@given(says("طُلبت {kit:text} لفائدة {child} برسم {year:year}"))
@when(says("{kit:text} for {year:year} is asked for {child}"))
@when(says("{kit:text} est demandé pour {child} pour {year:year}"))
@when(says("تُطلب {kit:text} لفائدة {child} برسم {year:year}"))
def _(world, kit, year, child, on):
    world.tell(f"child:{child}", EntitleKit(kit=code(kit), school_year=year), on=on)


@then(says("{child} has one school bag coming for {year:year}"))
def _(world, child, year):
    assert ("school-bag-full", year) in world.journey(f"child:{child}").kits.entitled
    asked = [e for e in world.history(f"child:{child}") if type(e.event) is KitEntitled]
    assert sum(e.retracted_by is None for e in asked) == 1


@given(says("{child} received a school bag for {year:year}"))
@when(says("{child} receives a school bag for {year:year}"))
def _(world, child, year, on):
    received = DeliverKit(kit="school-bag-full", school_year=year)
    world.tell(f"child:{child}", received, on=on)


@then(says("{child} has received {count:number} school bags for {year:year}"))
def _(world, child, count, year):
    received = world.journey(f"child:{child}").kits.received
    assert received.count(("school-bag-full", year)) == int(count)
