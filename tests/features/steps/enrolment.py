"""Steps of features/enrolment."""

from datetime import date, timedelta

from pytest_bdd import given, then, when

from casemgmt.commands import (
    AcceptTransfer,
    AddIdentifier,
    ApproveClosure,
    ApprovePlan,
    CorrectBirthDate,
    GiveConsent,
    Goal,
    IdentifyChild,
    JoinProgramme,
    LeaveProgramme,
    LinkPersons,
    MakeReferral,
    MeetGoal,
    OpenCase,
    Override,
    PlanVisit,
    ProposePlan,
    ReassignCase,
    RecordFollowUp,
    RecordService,
    RefuseClosure,
    RegisterChild,
    RejectPlan,
    RejectTransfer,
    ReopenCase,
    RequestClosure,
    RequestTransfer,
    ResumeCase,
    RevokeTransfer,
    SuspendCase,
    UnlinkPersons,
    WaiveGoal,
    WithdrawConsent,
)

from .words import code, day, says
from .words import span as born_on

AT_TEN = "14 March 2015"
A_WEEK = timedelta(weeks=1)
PLAN = "plan-1"
TRANSFER = {"accept": AcceptTransfer, "reject": RejectTransfer, "take": RevokeTransfer}
ON_PLAN = {"approv": ApprovePlan, "reject": RejectPlan}
ON_CLOSURE = {"approv": ApproveClosure, "refuse": RefuseClosure}
ON_GOAL = {"met": MeetGoal, "waived": WaiveGoal}
TRIED = {
    "by telephone": "call",
    "at home": "home-visit",
    "at school": "school",
    "at her workshop": "workplace",
    "at the office": "office",
}


def register(child: str, birth: str = AT_TEN) -> RegisterChild:
    return RegisterChild(
        given_name=child,
        family_name="Bennani",
        sex="unknown",
        born=born_on(birth),
        district="mediouna",
    )


def consent(*purposes: str, **more) -> GiveConsent:
    return GiveConsent(purposes=purposes, given_by=more.pop("given_by", "guardian"), **more)


def opened(caseworker: str = "Amina", centre: str = "Mediouna", **more) -> OpenCase:
    return OpenCase(
        centre=code(centre), caseworker=code(caseworker), programmes=["education"], **more
    )


def plan_of(*goals: str) -> ProposePlan:
    due = date(2026, 6, 30)
    said = [Goal(goal=g, area="education", measure="seen", due=due) for g in goals]
    return ProposePlan(plan=PLAN, goals=said)


def one_of(commands: dict, word: str):
    """Return the command that *word* - accepts, accepted - is a form of."""
    return next(command for start, command in commands.items() if word.startswith(start))


# Who the child is


@given(says("a neighbour pointed out {child}"))
def _(world, child, on):
    world.tell(
        f"child:{child}",
        IdentifyChild(source="neighbour", concerns=["child-labour"]),
        on=on,
    )


@given(says("{child} is registered"))
@given(says("{child} was registered"))
def _(world, child, on):
    world.tell(f"child:{child}", register(child), on=on)


@given(says("{child}, born on {birth:birth}, is registered"))
@given(says("{child}, born in {birth:birth}, is registered"))
def _(world, child, birth, on):
    world.tell(f"child:{child}", register(child, birth), on=on)


@given(says("{child}'s birth act shows {birth:birth}"))
@given(says("l'acte de naissance de {child} indique le {birth:day}"))
@given(says("أثبت عقد ازدياد {child} أنه وُلد يوم {birth:day}"))
@when(says("{child}'s birth act shows {birth:birth}"))
def _(world, child, birth, on):
    shown = CorrectBirthDate(born=born_on(birth), evidence="birth-act", reason="birth act")
    world.tell(f"child:{child}", shown, on=on)


@given(says('{child}\'s {kind:text} number "{number:text}" was verified'))
@when(says('{child}\'s {kind:text} number "{number:text}" is verified'))
def _(world, child, kind, number, on):
    verified = AddIdentifier(kind=code(kind), value=number, status="verified")
    world.tell(f"child:{child}", verified, on=on)


@given(says('{child}\'s family gave "{number:text}" as her Massar number'))
@when(says('{child}\'s family gives "{number:text}" as her Massar number'))
def _(world, child, number, on):
    claimed = AddIdentifier(kind="massar", value=number, status="claimed")
    world.tell(f"child:{child}", claimed, on=on)


@given(says("{child}'s record was linked to {other}'s"))
@when(says("{child}'s record is linked to {other}'s"))
def _(world, child, other, on):
    linked = LinkPersons(other=f"child:{other}", evidence="mother")
    world.tell(f"child:{child}", linked, on=on)


@when(says("{child}'s record is no longer linked to {other}'s"))
def _(world, child, other, on):
    unlinked = UnlinkPersons(other=f"child:{other}", evidence="mother")
    world.tell(f"child:{child}", unlinked, on=on)


# Consent


@given(says("{child}'s {adult} agreed to services"))
def _(world, child, on):
    world.tell(f"child:{child}", consent("services"), on=on)


@given(says("{child} himself agreed to services"))
def _(world, child, on):
    world.tell(f"child:{child}", consent("services", given_by="self"), on=on)


@given(says("{child}'s {adult} agreed to services until {until:day}"))
def _(world, child, until, on):
    world.tell(f"child:{child}", consent("services", until=day(until)), on=on)


@given(says("{child}'s {adult} agreed to photos"))
def _(world, child, on):
    world.tell(f"child:{child}", consent("photo"), on=on)


@given(says("{child}'s {adult} agreed to reporting"))
def _(world, child, on):
    world.tell(f"child:{child}", consent("reporting"), on=on)


@given(says("{child}'s {adult} agreed to share"))
def _(world, child, on):
    world.tell(f"child:{child}", consent("share"), on=on)


@given(says("{child}'s {adult} agreed to share with {organisation:text} until {until:day}"))
def _(world, child, organisation, until, on):
    shared = consent("share", with_=[code(organisation)], until=day(until))
    world.tell(f"child:{child}", shared, on=on)


@given(says("{child}'s {adult} agreed to share with {organisation:text}"))
def _(world, child, organisation, on):
    shared = consent("share", with_=[code(organisation)])
    world.tell(f"child:{child}", shared, on=on)


@given(says("{child}'s {adult} withdrew her consent to {purpose}"))
@when(says("{child}'s {adult} withdraws her consent to {purpose}"))
def _(world, child, purpose, on):
    world.tell(f"child:{child}", WithdrawConsent(purposes=[purpose]), on=on)


# The case, from its opening


@given(says("{child} is accompanied by the association"))
@given(says("{child} est accompagnée par l'association"))
@given(says("الجمعية ترافق {child}"))
@when(says("{child} is accompanied by the association"))
def _(world, child, on):
    world.tell(f"child:{child}", register(child), consent("services"), opened(), on=on)


@given(says("{child}, born on {birth:birth}, is accompanied by the association"))
@given(says("{child}, born in {birth:birth}, is accompanied by the association"))
@given(says("{child}, né le {birth:day}, est accompagné par l'association"))
@given(says("{child}, né en {birth:birth}, est accompagné par l'association"))
@given(says("الجمعية ترافق {child} المولود يوم {birth:day}"))
@given(says("الجمعية ترافق {child} المولود في {birth:month}"))
@given(says("الجمعية ترافق {child} المولود سنة {birth:birth}"))
def _(world, child, birth, on):
    known = register(child, birth)
    world.tell(f"child:{child}", known, consent("services"), opened(), on=on)


@given(says("{child} is accompanied by {person} in {centre:text}"))
@given(says("{child} est accompagnée par {person} à {centre:text}"))
@given(says("ترافق {person} {child} في {centre:text}"))
def _(world, child, person, centre, on):
    taken_on = opened(person, centre)
    world.tell(f"child:{child}", register(child), consent("services"), taken_on, on=on)


@given(says("{child}'s case was opened"))
@when(says("{child}'s case is opened"))
def _(world, child, on):
    world.tell(f"child:{child}", opened(), on=on)


@when(says("{child}'s case is opened by {person} in {centre:text}"))
def _(world, child, person, centre, on):
    world.tell(f"child:{child}", opened(person, centre), on=on)


@when(says("{child}'s case is opened and {person} answers for it"))
def _(world, child, person, on):
    override = Override(ground="vital-interest", supervisor=code(person))
    world.tell(f"child:{child}", opened(override=override), on=on)


@given(says("{child}'s case was asked to be opened, and refused"))
def _(world, child, on):
    world.tell_in_vain(f"child:{child}", opened(), on=on)


@given(says("{child}'s case was closed and reopened"))
def _(world, child, on):
    close(world, child, "moved-away", on)
    world.tell(f"child:{child}", ReopenCase(reason="came-back"), on=on)


@given(says("{child}'s case was reopened"))
@when(says("{child}'s case is reopened"))
def _(world, child, on):
    world.tell(f"child:{child}", ReopenCase(reason="came-back"), on=on)


@when(says("{child}'s case is reopened and {person} answers for it"))
def _(world, child, person, on):
    override = Override(ground="legal-duty", supervisor=code(person))
    reopened = ReopenCase(reason="came-back", override=override)
    world.tell(f"child:{child}", reopened, on=on)


@then(says("{child}'s case has {count:number} episodes"))
def _(world, child, count):
    assert len(world.journey(f"child:{child}").case.episodes) == int(count)


@then(says("{child}'s case is open"))
def _(world, child):
    assert world.journey(f"child:{child}").case.is_open


@then(says("{child}'s case is open with {person} in {centre:text}"))
def _(world, child, person, centre):
    case = world.journey(f"child:{child}").case
    assert case.is_open
    assert (case.caseworker, case.centre) == (code(person), code(centre))


@then(says("{child}'s case is closed"))
@then(says("le dossier de {child} est clôturé"))
@then(says("أُغلق ملف {child}"))
def _(world, child):
    assert not world.journey(f"child:{child}").case.is_open


# Work in the case


@given(says("{child} joined {programme:text}"))
@when(says("{child} joins {programme:text}"))
def _(world, child, programme, on):
    world.tell(f"child:{child}", JoinProgramme(programme=code(programme)), on=on)


@when(says("{child} leaves {programme:text}"))
def _(world, child, programme, on):
    world.tell(f"child:{child}", LeaveProgramme(programme=code(programme)), on=on)


@then(says("{child} takes part in {programme:text}"))
def _(world, child, programme):
    assert code(programme) in world.journey(f"child:{child}").case.programmes


@given(says("{child}'s case was given to {person}"))
@when(says("{child}'s case is given to {person}"))
def _(world, child, person, on):
    given_to = ReassignCase(caseworker=code(person), reason="leave")
    world.tell(f"child:{child}", given_to, on=on)


@given(says("{child}'s case was suspended until {until:day}"))
@when(says("{child}'s case is suspended until {until:day}"))
def _(world, child, until, on):
    rests = SuspendCase(reason="harvest", until=day(until))
    world.tell(f"child:{child}", rests, on=on)


@given(says("{child}'s case was suspended"))
@when(says("{child}'s case is suspended"))
def _(world, child, on):
    world.tell(f"child:{child}", SuspendCase(reason="harvest"), on=on)


@when(says("{child}'s case is resumed"))
def _(world, child, on):
    world.tell(f"child:{child}", ResumeCase(reason="back"), on=on)


@when(says("{child} is given {service:text}"))
def _(world, child, service, on):
    world.tell(f"child:{child}", RecordService(service=code(service)), on=on)


@when(says("{child} is referred to {organisation:text}"))
def _(world, child, organisation, on):
    referral = MakeReferral(referral="r-1", to=code(organisation), service="health-care")
    world.tell(f"child:{child}", referral, on=on)


@given(says("{person} saw {child}"))
@when(says("{person} sees {child}"))
def _(world, person, child, on):
    seen = RecordFollowUp(kind="home-visit", seen_child=True)
    world.tell(f"child:{child}", seen, on=on, by=person)


@given(says("{person} did not find {child}"))
def _(world, person, child, on):
    missed = RecordFollowUp(kind="home-visit", seen_child=False)
    world.tell(f"child:{child}", missed, on=on, by=person)


@given(says("{person} tried to reach {child} {how:text}"))
def _(world, person, child, how, on):
    missed = RecordFollowUp(kind=TRIED[how], seen_child=False)
    world.tell(f"child:{child}", missed, on=on, by=person)


@when(says("{person} plans to visit {child}"))
def _(world, person, child, on):
    world.tell(f"child:{child}", PlanVisit(kind="home-visit"), on=on, by=person)


# Plans


@given(says("{person} proposed a plan for {child}"))
@when(says("{person} proposes another plan for {child}"))
@when(says("{person} proposes a plan with one goal for {child}"))
def _(world, person, child, on):
    world.tell(f"child:{child}", plan_of("back in school"), on=on, by=person)


@when(says('{person} proposes a plan with the goal "{goal:text}" for {child}'))
def _(world, person, goal, child, on):
    world.tell(f"child:{child}", plan_of(goal), on=on, by=person)


@when(says("{person} proposes a plan with no goal for {child}"))
def _(world, person, child, on):
    world.tell(f"child:{child}", plan_of(), on=on, by=person)


@given(says("{child} is accompanied, with an approved plan"))
def _(world, child, on):
    taken_on = register(child), consent("services"), opened()
    world.tell(f"child:{child}", *taken_on, plan_of("back in school"), on=on)
    world.tell(f"child:{child}", ApprovePlan(plan=PLAN), on=on, by="Karim")


@given(says("{child} has an approved plan"))
def _(world, child, on):
    world.tell(f"child:{child}", plan_of("back in school"), on=on)
    world.tell(f"child:{child}", ApprovePlan(plan=PLAN), on=on, by="Karim")


@given(says('{child} has an approved plan with the goals "{one:text}" and "{other:text}"'))
def _(world, child, one, other, on):
    world.tell(f"child:{child}", plan_of(one, other), on=on)
    world.tell(f"child:{child}", ApprovePlan(plan=PLAN), on=on, by="Karim")


@given(says("{person} {answered} {child}'s plan"))
@when(says("{person} {answered} {child}'s plan"))
def _(world, person, answered, child, on):
    answer = one_of(ON_PLAN, answered)
    world.tell(f"child:{child}", answer(plan=PLAN), on=on, by=person)


@given(says('{child}\'s goal "{goal:text}" was {settled}'))
@when(says('{child}\'s goal "{goal:text}" is {settled}'))
def _(world, child, goal, settled, on):
    world.tell(f"child:{child}", ON_GOAL[settled](plan=PLAN, goal=goal), on=on)


# Transfer


@given(says("{centre:text} was asked to take {child} over"))
@given(says("{centre:text} a été sollicité pour reprendre {child}"))
@given(says("طُلب من {centre:text} أن يتولى ملف {child}"))
@when(says("{centre:text} is asked to take {child} over"))
def _(world, centre, child, on):
    world.tell(f"child:{child}", RequestTransfer(to_centre=code(centre)), on=on)


@given(says("the transfer of {child} was {answered:text}"))
@when(says("the transfer of {child} is {answered:text}"))
def _(world, child, answered, on):
    world.tell(f"child:{child}", one_of(TRANSFER, answered)(), on=on)


@then(says("on {when:day} {child}'s case is in {centre:text}"))
def _(world, when, child, centre):
    assert world.journey(f"child:{child}", as_of=when).case.centre == code(centre)


@then(says("{centre:text} had {count:number} open {cases}"))
def _(world, centre, count, on):
    assert len(list(world.desk.cases(day(on), centre=code(centre)))) == int(count)


# Closure


@given(says("{child}'s case was closed as lost to follow-up"))
def _(world, child, on):
    closed_on = day(on)
    for weeks in (6, 3, 1):
        tried = RecordFollowUp(kind="home-visit", seen_child=False)
        world.tell(f"child:{child}", tried, on=closed_on - weeks * A_WEEK)
    close(world, child, "lost-to-follow-up", on)


@given(says("{child}'s case was closed as goals met"))
def _(world, child, on):
    close(world, child, "goals-met", on)


@given(says("{child}'s case was closed as moved away"))
@given(says("{child}'s case was closed"))
@when(says("{child}'s case is closed"))
def _(world, child, on):
    close(world, child, "moved-away", on)


def close(world, child: str, reason: str, on: str | None) -> None:
    world.tell(f"child:{child}", RequestClosure(reason=reason), on=on)
    world.tell(f"child:{child}", ApproveClosure(), on=on, by="Karim")


@given(says("the closure of {child}'s case was requested"))
@given(says("la clôture du dossier de {child} a été demandée"))
@given(says("طُلب إغلاق ملف {child}"))
@when(says("the closure of {child}'s case is requested"))
@when(says("la clôture du dossier de {child} est demandée"))
@when(says("يُطلب إغلاق ملف {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", RequestClosure(reason="moved-away"), on=on)


@when(says("the closure of {child}'s case as {reason:text} is requested"))
def _(world, child, reason, on):
    world.tell(f"child:{child}", RequestClosure(reason=code(reason)), on=on)


@given(says("{person} requested the closure of {child}'s case"))
def _(world, person, child, on):
    world.tell(f"child:{child}", RequestClosure(reason="moved-away"), on=on, by=person)


@given(says("{person} {answered} the closure of {child}'s case"))
@when(says("{person} {answered} the closure of {child}'s case"))
def _(world, person, answered, child, on):
    world.tell(f"child:{child}", one_of(ON_CLOSURE, answered)(), on=on, by=person)


@when(says("{person} approuve la clôture du dossier de {child}"))
@when(says("تصادق {person} على إغلاق ملف {child}"))
@when(says("يصادق {person} على إغلاق ملف {child}"))
def _(world, person, child, on):
    world.tell(f"child:{child}", ApproveClosure(), on=on, by=person)


@then(says("{child}'s case was {standing} as of {until:day}"))
def _(world, child, standing, until):
    is_open = world.journey(f"child:{child}", as_of=until).case.is_open
    assert is_open == (standing == "open")
