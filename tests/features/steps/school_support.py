"""Steps of features/school_support."""

from pytest_bdd import given, then, when

from casemgmt.commands import (
    AssessSchooling,
    DeliverKit,
    EntitleKit,
    GrantSecondKit,
    IssueGoods,
    RecordDropout,
    ReportAttendance,
    TakeSchoolPlace,
)
from casemgmt.events import KitEntitled

from .enrolment import consent, opened, register
from .words import code, day, days_of, says

BAG = "school-bag-full"


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
    assert (BAG, year) in world.journey(f"child:{child}").kits.entitled
    asked = [e for e in world.history(f"child:{child}") if type(e.event) is KitEntitled]
    assert sum(e.retracted_by is None for e in asked) == 1


@given(says("{child} received a school bag for {year:year}"))
@when(says("{child} receives a school bag for {year:year}"))
def _(world, child, year, on):
    received = DeliverKit(kit=BAG, school_year=year)
    world.tell(f"child:{child}", received, on=on)


@then(says("{child} has received {count:number} school bags for {year:year}"))
def _(world, child, count, year):
    received = world.journey(f"child:{child}").kits.received
    assert received.count((BAG, year)) == int(count)


@given(says("a second school bag for {year:year} was granted to {child} after a fire"))
def _(world, child, year, on):
    granted = GrantSecondKit(kit=BAG, school_year=year, reason="fire")
    world.tell(f"child:{child}", granted, on=on)


@given(says("{count:number} children were to have a school bag for {year:year}"))
def _(world, count, year):
    world.children = [f"child:{number}" for number in range(int(count))]
    for child in world.children:
        asked = EntitleKit(kit=BAG, school_year=year)
        world.tell(child, register("Child"), consent("services"), opened(), asked)


@when(
    says(
        "{count:number} school bags are handed out in {place:text},"
        " two of them to one child"
    )
)
def _(world, count, place):
    world.tell(f"centre:{code(place)}", IssueGoods(item=BAG, quantity=int(count)))
    first, *others, _without = world.children
    for child in (first, first, *others):
        world.tell(child, DeliverKit(kit=BAG, school_year="2025-2026"))


# Going to school


@given(says("{child} was found out of school"))
def _(world, child, on):
    world.tell(f"child:{child}", AssessSchooling(situation="out"), on=on)


@given(says("{child} took a school place for {year:year}"))
@when(says("{child} takes a school place for {year:year}"))
def _(world, child, year, on):
    place = TakeSchoolPlace(
        school="al-massira", school_year=year, grade="p5", kind="returning"
    )
    world.tell(f"child:{child}", place, on=on)


@when(says("the school tells on {when:day} that {child} was last there on {last:day}"))
def _(world, when, child, last):
    world.tell(f"child:{child}", RecordDropout(last_day=day(last)), on=when)


def attended(missed: str, possible: str, month: str, with_leave: str = "0"):
    first, last = days_of(month)
    return ReportAttendance(
        from_=first,
        to=last,
        days_possible=int(possible),
        days_absent=int(missed),
        days_absent_authorised=int(with_leave),
        source="school-register",
    )


@given(
    says(
        "the school reported that {child} missed {missed:number} of {possible:number} days"
        " in {when:month}"
    )
)
@when(
    says(
        "the school reports that {child} missed {missed:number} of {possible:number} days"
        " in {when:month}"
    )
)
def _(world, child, missed, possible, when):
    world.tell(f"child:{child}", attended(missed, possible, when), on=end_of(when))


@when(
    says(
        "the school reports that {child} missed {missed:number} of {possible:number} days"
        " in {when:month}, and {leave:number} with leave"
    )
)
def _(world, child, missed, possible, when, leave):
    world.tell(f"child:{child}", attended(missed, possible, when, leave), on=end_of(when))


def end_of(month: str):
    return days_of(month)[1]
