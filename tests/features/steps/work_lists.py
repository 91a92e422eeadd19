"""Steps of the work lists: what is due for a child on a day, and for whom."""

import re

from pytest_bdd import given, then

from casemgmt.commands import (
    AcceptTransfer,
    AssessRisk,
    CompleteAssessment,
    Domain,
    PlanVisit,
    RecordFollowUp,
    RecordInsertion,
    ReviewCase,
    SuspendCase,
)

from .enrolment import consent, opened, plan_of, register
from .words import code, day, says

WORK = {
    "first assessment": "assessment",
    "la première évaluation": "assessment",
    "تقييم": "assessment",
    "plan": "plan-approval",
    "le plan": "plan-approval",
    "مخطط مرافقة": "plan-approval",
    "next follow-up": "follow-up",
    "le prochain suivi": "follow-up",
    "رؤية": "follow-up",
    "planned visit": "planned-visit",
    "la visite prévue": "planned-visit",
    "زيارة": "planned-visit",
    "review": "review",
    "la revue": "review",
    "مراجعة ملف": "review",
    "own consent": "own-consent",
    "le propre consentement": "own-consent",
    "موافقة": "own-consent",
    "transfer": "transfer",
    "le transfert": "transfer",
    "نقل ملف": "transfer",
    "closure": "closure-approval",
    "la clôture": "closure-approval",
    "إغلاق ملف": "closure-approval",
    "new status": "contract-follow-up",
    "end of contract": "contract-end",
    "work after training": "insertion",
    "suspension": "suspension-review",
    "la suspension": "suspension-review",
    "تعليق ملف": "suspension-review",
}
NOT_LISTED = {"not due", "rien à faire", "لا شيء"}
DUE = {"due": 0, "à faire": 0, "مطلوب": 0, "متأخر بيوم": 1}
RISK = {"élevé": "high", "moyen": "medium", "faible": "low"}
RISK |= {"مرتفعا": "high", "متوسطا": "medium", "ضعيفا": "low"}
WHOLE = {name: Domain() for name in ("educational", "psychological", "social")}


def days_late(how: str) -> int:
    """Return the days of a phrase such as ``due`` or ``6 days late``."""
    return DUE[how] if how in DUE else int(re.search(r"\d+", how)[0])


@given(says("le risque de {child} était {level}"))
@given(says("كان الخطر على {child} {level}"))
def _(world, child, level, on):
    world.tell(f"child:{child}", AssessRisk(level=RISK[level]), on=on)


@given(says("{child} was assessed"))
@given(says("{child} a été évaluée"))
@given(says("تم تقييم {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", CompleteAssessment(domains=WHOLE), on=on)


@given(says("{person} a vu {child}"))
@given(says("رأت {person} {child}"))
def _(world, person, child, on):
    seen = RecordFollowUp(kind="home-visit", seen_child=True)
    world.tell(f"child:{child}", seen, on=on, by=person)


@given(says("{person} n'a pas trouvé {child}"))
@given(says("لم تجد {person} {child}"))
def _(world, person, child, on):
    missed = RecordFollowUp(kind="home-visit", seen_child=False)
    world.tell(f"child:{child}", missed, on=on, by=person)


@given(says("{person} called {child}"))
def _(world, person, child, on):
    called = RecordFollowUp(kind="call", seen_child=True)
    world.tell(f"child:{child}", called, on=on, by=person)


@given(says("{person} planned to visit {child}"))
@given(says("{person} a prévu de visiter {child}"))
@given(says("برمجت {person} زيارة {child}"))
def _(world, person, child, on):
    world.tell(f"child:{child}", PlanVisit(kind="home-visit"), on=on, by=person)


@given(says("{person} a proposé un plan pour {child}"))
@given(says("اقترحت {person} مخطط مرافقة {child}"))
def _(world, person, child, on):
    world.tell(f"child:{child}", plan_of("back in school"), on=on, by=person)


@given(says("{child}'s case was reviewed"))
@given(says("le dossier de {child} a été revu"))
@given(says("رُوجع ملف {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", ReviewCase(), on=on)


@given(says("{child}'s next review was agreed for {agreed:day}"))
@given(says("la prochaine revue de {child} a été fixée au {agreed:day}"))
@given(says("اتُّفق على مراجعة ملف {child} في {agreed:day}"))
def _(world, child, agreed, on):
    world.tell(f"child:{child}", ReviewCase(next_review_on=day(agreed)), on=on)


@given(says("{child} agreed to services in her own name"))
def _(world, child, on):
    world.tell(f"child:{child}", consent("services", given_by="self"), on=on)


@given(says("{child}, née le {birth:day}, est accompagnée par l'association"))
@given(says("ترافق الجمعية {child} المولودة في {birth:day}"))
def _(world, child, birth, on):
    told = register(child, birth), consent("services"), opened()
    world.tell(f"child:{child}", *told, on=on)


@given(says("le transfert de {child} a été accepté"))
@given(says("قُبل نقل ملف {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", AcceptTransfer(), on=on)


@given(says("le dossier de {child} a été suspendu jusqu'au {until:day}"))
@given(says("عُلّق ملف {child} إلى غاية {until:day}"))
def _(world, child, until, on):
    rests = SuspendCase(reason="harvest", until=day(until))
    world.tell(f"child:{child}", rests, on=on)


@given(says("{person} asked {child} about work {count:number} months after the training"))
def _(world, person, child, count, on):
    answer = RecordInsertion(checkpoint=int(count), situation="employed-formal")
    world.tell(f"child:{child}", answer, on=on, by=person)


@then(says("the list of {when:day} shows {child}'s {work:text} as {how:text}"))
@then(says("la liste du {when:day} montre {work:text} de {child} : {how:text}"))
@then(says("تُظهر لائحة {when:day} {work:text} {child}: {how:text}"))
def _(world, when, child, work, how):
    found = listed(world, child, work, day(when))
    assert found == ([] if how in NOT_LISTED else [days_late(how)])


@then(says("on {when:day} {child}'s {work:text} is in the list of {place:text}"))
@then(says("le {when:day} {work:text} de {child} est dans la liste de {place:text}"))
@then(says("يوم {when:day} توجد {work:text} {child} في لائحة {place:text}"))
def _(world, when, child, work, place):
    of_the_place = listed(world, child, work, day(when), centre=code(place))
    assert len(of_the_place) == 1


@then(says("{count:number} days before, on {when:day}, {child}'s {work:text} is foreseen"))
def _(world, count, when, child, work):
    assert listed(world, child, work, day(when)) == []
    assert listed(world, child, work, day(when), ahead=int(count)) == [0]


@then(says("on {when:day} {child} is {answer:text} at risk"))
def _(world, when, child, answer):
    (case,) = world.desk.cases(day(when))
    assert case.at_risk == (answer == "said to be")


def listed(world, child: str, work: str, on, **asked) -> list[int]:
    """Return how many days each such item of the child is late."""
    found = world.desk.due(on, **asked)
    wanted = WORK[work], f"child:{child}"
    return [d.overdue_days for d in found if (d.what, str(d.subject)) == wanted]
