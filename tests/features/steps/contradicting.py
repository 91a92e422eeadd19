"""Steps about what cannot both be true, and about decisions overtaken since."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from pytest_bdd import given, then, when

from casemgmt import RuleBrokenError
from casemgmt.commands import (
    Correct,
    DischargeChild,
    RecordDeath,
    RecordDropout,
    RecordFollowUp,
    RecordService,
    RequestClosure,
    ResolveContradiction,
    Retract,
    ReturnToSchool,
    TakeSchoolPlace,
    VisitHome,
)
from casemgmt.domain.contradictions.kinds import Kind
from casemgmt.domain.rules import Rule
from casemgmt.locale import sentence

from .enrolment import consent, opened, register
from .protection import worked
from .school_support import attended, end_of
from .vocational_training import contract
from .words import code, day, says

CASABLANCA = ZoneInfo("Africa/Casablanca")
HALF_PAST_MIDNIGHT = time(0, 30)
SOUGHT = {"contract": "sign-contract", "closure": "request-closure", "bag": "entitle-kit"}


def found(world) -> list:
    """Return what is shown of the rule this example stands under."""
    kinds = {
        sentence(f"contradiction.{k}", world.language, default=k.sentence): k for k in Kind
    }
    shown = list(world.desk.contradictions())
    kind = kinds.get(world.rule)
    return shown if kind is None else [one for one in shown if one.kind is kind]


# What happened


@given(says("{child} and {other} are accompanied by the association"))
def _(world, child, other, on):
    for name in (child, other):
        world.tell(f"child:{name}", register(name), consent("services"), opened(), on=on)


@given(says("{child} died"))
@given(says("{child} est décédée"))
@given(says("توفيت {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", RecordDeath(), on=on)


@when(says("{person} voit {child}"))
@when(says("ترى {person} {child}"))
def _(world, person, child, on):
    seen = RecordFollowUp(kind="home-visit", seen_child=True)
    world.tell(f"child:{child}", seen, on=on, by=person)


@when(says("{person} constate que {child} a travaillé {hours:number} heures"))
@when(says("تلاحظ {person} أن {child} اشتغلت {hours:number} ساعة"))
def _(world, person, child, hours, on):
    world.tell(f"child:{child}", worked(f"{hours} hours"), on=on, by=person)


@given(says("l'école a déclaré {missed:number} {absence} de {child} en {month:month}"))
@when(says("l'école déclare {missed:number} {absence} de {child} en {month:month}"))
def _(world, missed, absence, child, month, on):
    told = attended(missed, "20", month)
    world.tell(f"child:{child}", told, on=end_of(month))


@given(says("صرّحت المدرسة بعدد {missed:number} من أيام غياب {child} في {month:month}"))
@when(says("تصرّح المدرسة بعدد {missed:number} من أيام غياب {child} في {month:month}"))
def _(world, missed, child, month, on):
    told = attended(missed, "20", month)
    world.tell(f"child:{child}", told, on=end_of(month))


@when(says("{person} does not find {child}"))
def _(world, person, child, on):
    tried = RecordFollowUp(kind="home-visit", seen_child=False)
    world.tell(f"child:{child}", tried, on=on, by=person)


@when(says("{child}'s home is visited, and {other} is there"))
def _(world, child, other, on):
    visit = VisitHome(caregiver_present=True, children=[f"child:{other}"])
    world.tell(f"household:{child}", visit, on=on)


@given(says("{child} was last at school"))
@given(says("le dernier jour d'école de {child} fut"))
@given(says("كان آخر يوم ل{child} في المدرسة"))
def _(world, child, on):
    world.tell(f"child:{child}", RecordDropout(last_day=day(on)), on=on)


@given(says("{child} stayed out of school"))
def _(world, child, on):
    """Nothing is told."""


@given(says("{child} went back to school"))
@given(says("{child} est revenue à l'école"))
@given(says("عادت {child} إلى المدرسة"))
def _(world, child, on):
    back = ReturnToSchool(school="al-massira", school_year="2025-2026")
    world.tell(f"child:{child}", back, on=on)


@given(says("{child} received {service:text} in {centre:text}"))
@when(says("{child} receives {service:text} in {centre:text}"))
@given(says("{child} a reçu {service:text} à {centre:text}"))
@when(says("{child} reçoit {service:text} à {centre:text}"))
@given(says("تلقت {child} {service:text} في {centre:text}"))
@when(says("تتلقى {child} {service:text} في {centre:text}"))
def _(world, child, service, centre, on):
    given_there = RecordService(service=code(service), centre=code(centre))
    world.tell(f"child:{child}", given_there, on=on)


@given(says("{child} left the centre of {place:text}"))
def _(world, child, place, on):
    world.tell(f"child:{child}", DischargeChild(centre=code(place)), on=on)


@given(says("{child} took a place in the school {school:text} for {year:year}"))
@when(says("{child} takes a place in the school {school:text} for {year:year}"))
@given(says("{child} a pris place à l'école {school:text} pour {year:year}"))
@when(says("{child} prend place à l'école {school:text} pour {year:year}"))
@given(says("أخذت {child} مقعدا في مدرسة {school:text} برسم {year:year}"))
@when(says("تأخذ {child} مقعدا في مدرسة {school:text} برسم {year:year}"))
def _(world, child, school, year, on):
    place = TakeSchoolPlace(
        school=code(school), school_year=year, grade="p5", kind="continuing"
    )
    world.tell(f"child:{child}", place, on=on)


@given(says("the closure of {child}'s case as goals met was asked for"))
def _(world, child, on):
    world.tell(f"child:{child}", RequestClosure(reason="goals-met"), on=on)


@when(says("her agreement is put right to {correct:day}"))
def _(world, correct):
    agreed = next(page for _, page in world.sent if hasattr(page.commands[0], "purposes"))
    world.page = agreed
    data = {"purposes": ["services"], "given_by": "guardian"}
    fix = Correct(command_id=agreed.id, data=data, on=day(correct), reason="misread")
    world.fix(fix)


@when(says("{person} tells that it was {child} who had worked {hours:text}"))
def _(world, person, child, hours, on):
    world.tell(f"child:{child}", worked(hours), on=on, by=person)


@given(says("it is half past midnight where {child} lives, on {today:day}"))
def _(world, child, today):
    there = datetime.combine(day(today), HALF_PAST_MIDNIGHT, CASABLANCA)
    world.calendar_stands, world.today = True, day(today)
    world.store.clock.now = there.astimezone(UTC)


# What somebody says of it


def resolve(world, person: str, holds) -> None:
    (one,) = world.desk.contradictions()
    said = ResolveContradiction(between=one.between, holds=str(holds), reason="asked")
    world.tell(str(one.subject), said, by=person)


@when(says("{person} says that what {other} saw holds"))
def _(world, person, other, on):
    resolve(world, person, world.page.id)


@given(says("{person} said that neither holds"))
def _(world, person, on):
    resolve(world, person, "neither")


@when(says("what {person} said is taken back"))
def _(world, person, on):
    world.fix(Retract(command_id=world.page.id, reason="misunderstood"))


# What is shown


@then("it is shown as contradictory")
@then("c'est montré comme contradictoire")
@then("يُعرض ذلك على أنه تناقض")
def _(world):
    (one,) = found(world)
    assert world.page.id in one.between
    assert not one.resolved


@then("it is shown that the two are contradictory")
def _(world):
    (one,) = found(world)
    assert set(one.between) <= {page.id for _, page in world.sent}


@then("it is shown as contradictory before everything else")
def _(world):
    (one,), shown = found(world), list(world.desk.contradictions())
    assert shown[0] == one
    assert [other.severity for other in shown] == ["high", "medium"]


@then("no contradiction is shown")
@then("aucune contradiction n'est montrée")
@then("لا يُعرض أي تناقض")
def _(world):
    assert list(world.desk.contradictions()) == []


@then(says("{count:number} {contradictions} {verb} for somebody"))
def _(world, count, contradictions, verb):
    waiting = [one for one in world.desk.contradictions() if not one.resolved]
    assert len(waiting) == int(count)


@then(says("both commands stand in {child}'s story"))
def _(world, child):
    (one,) = world.desk.contradictions()
    told = {e.command_id: e.retracted_by for e in world.history(f"child:{child}")}
    assert [told[command] for command in one.between] == [None, None]


@then(says("it is shown that {child}'s {decision} would be refused"))
@then(says("it is shown that {child}'s {decision} would be refused, and only hers"))
def _(world, child, decision):
    (one,) = found(world)
    (asked,) = [page for _, page in world.sent if page.id == one.between[0]]
    assert str(one.subject) == asked.subject == f"child:{child}"
    assert one.between[1] == world.page.id
    assert type(asked.commands[0]).__name__.lower() == SOUGHT[decision].replace("-", "")


@then(says("it changes {count:number} earlier decision"))
def _(world, count):
    _, last = world.sent[-1]
    assert len(world.desk.impact(last.id)) == int(count)


@then(says("a contract for {child} would be {answer} as known on {known:day}"))
def _(world, child, answer, known):
    asked = contract(world, known)
    asking = {"on": day(known), "known_at": world.end_of(known)}
    broken = {"refused": [Rule.APPRENTICE_AGE], "allowed": []}
    assert rules_broken(world.desk, f"child:{child}", asked, **asking) == broken[answer]


def rules_broken(desk, subject: str, asked, **when) -> list:
    try:
        desk.would_record(subject, asked, **when)
    except RuleBrokenError as refusal:
        return [refusal.rule]
    return []


@then(says("the stories of others tell {count:number} {things} of {child}"))
def _(world, count, things, child):
    told = world.desk.history(f"child:{child}", around=True)
    assert sum(str(e.subject) != f"child:{child}" for e in told) == int(count)
