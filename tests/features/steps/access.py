"""Steps of features/privacy: who sees what, emergencies, and what goes to others."""

from datetime import timedelta
from importlib.resources import files

from attrs import evolve
from pytest_bdd import given, then, when

from casemgmt.commands import IdentifyChild, RecordFollowUp
from casemgmt.config import Config
from casemgmt.domain.personal import Known, Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RefusedError
from casemgmt.events import ChildIdentified, FollowUpRecorded
from casemgmt.privacy.access import Limits
from casemgmt.privacy.access_file import read_matrix
from casemgmt.reports import values_of
from casemgmt.testing import memory_store

from .words import code, says

FOUND = "She did not go to school, and said why."
WHY = "She is at the hospital, and nobody else answers."
JUDGED = {"rightly": "right", "wrongly": "wrong"}
THIS_AUTUMN = ("2025-09-01", "2025-12-31")


def attempted(world, ask) -> None:
    """Keep the refusal of what is neither told nor asked of a story."""
    world.before, world.refusal = world.recorded(), None
    try:
        ask()
    except RefusedError as refusal:
        world.refusal = refusal


@given(says("the office works by its access matrix"))
@given(says("que l'association travaille selon sa matrice d'accès"))
@given(says("l'association travaille selon sa matrice d'accès"))
@given(says("الجمعية تعمل بمصفوفة الصلاحيات"))
def _(world, on):
    matrix = read_matrix(files("casemgmt.data").joinpath("access-example.toml"))
    chosen = evolve(Config.default(), access=matrix)
    world.store = memory_store(world.today, config=chosen)


@given(says("a neighbour drew attention to {child}"))
@given(says("une voisine a signalé {child}"))
@given(says("نبهت جارة إلى {child}"))
def _(world, child, on):
    found = IdentifyChild(source="neighbour", concerns=["child-labour"], reporter="Fatna")
    world.tell(f"child:{child}", found, on=on)


@given(says("{person} wrote what she found at {child}'s home"))
@given(says("{person} a écrit ce qu'elle a trouvé chez {child}"))
@given(says("كتبت {person} ما وجدته في بيت {child}"))
def _(world, person, child, on):
    visit = RecordFollowUp(kind="home-visit", seen_child=True, findings=FOUND)
    world.tell(f"child:{child}", visit, on=on, by=person)


@given(says("{child}'s case is kept from {person}"))
@given(says("le dossier de {child} est fermé à {person}"))
@given(says("ملف {child} محجوب عن {person}"))
def _(world, child, person, on):
    parts = world.store._parts
    limits = {Subject("child", child): Limits(never=frozenset({code(person)}))}
    parts.config = evolve(parts.config, access=evolve(parts.config.access, limits=limits))


@given(says("{person} opened {child}'s story in an emergency"))
def _(world, person, child, on):
    desk = world.store.acting_as(code(person))
    world.opened = desk.open_in_emergency(f"child:{child}", WHY)


@when(says("{person} opens {child}'s story in an emergency"))
def _(world, person, child, on):
    desk = world.store.acting_as(code(person))
    attempted(world, lambda: desk.open_in_emergency(f"child:{child}", WHY))


@when(says("{person} opens {child}'s story in an emergency without saying why"))
def _(world, person, child, on):
    desk = world.store.acting_as(code(person))
    attempted(world, lambda: desk.open_in_emergency(f"child:{child}", "urgent"))


@when(says("an hour has passed"))
def _(world, on):
    world.store.clock.now += timedelta(hours=1)


@when(says("{person} says that it was {how} opened"))
def _(world, person, how, on):
    desk = world.store.acting_as(code(person))
    desk.review_emergency(world.opened.id, JUDGED[how])


@when(says("{person} reads {child}'s story"))
@when(says("{person} lit l'histoire de {child}"))
@when(says("تقرأ {person} قصة {child}"))
def _(world, person, child, on):
    world.asked = child
    world.shown = world.store.acting_as(code(person)).history(f"child:{child}")


@when(says("{person} asks for the open cases"))
@when(says("{person} demande les dossiers ouverts"))
@when(says("يطلب {person} الملفات المفتوحة"))
def _(world, person, on):
    world.asked = "Salma"
    world.shown = tuple(world.store.acting_as(code(person)).cases())


@when(says("{child}'s photo is handed to a newspaper"))
def _(world, child, on):
    out = {"use": "photo", "to": "a-newspaper"}
    attempted(world, lambda: world.desk.hand_out(f"child:{child}", **out))


@when(says("{child}'s file is handed to the court by duty, and {person} answers for it"))
def _(world, child, person, on):
    who = None if person == "nobody" else code(person)
    out = {"use": "referral", "to": "the-court", "ground": "legal-duty", "answers": who}
    attempted(world, lambda: world.desk.hand_out(f"child:{child}", **out))


@when(says("a donor is handed a list of children"))
def _(world, on):
    world.shown = world.desk.report("donor-list", *THIS_AUTUMN, donor="kazyon", form="pdf")


def first(world, kind):
    return next(e.event for e in world.shown if isinstance(e.event, kind))


@then(says("what was found is shown"))
@then(says("ce qui a été trouvé est montré"))
@then(says("يظهر ما وُجد"))
def _(world, on):
    assert isinstance(first(world, FollowUpRecorded).findings, Known)


@then(says("who drew attention to {child} is withheld"))
@then(says("qui a signalé {child} est retenu"))
@then(says("يُحجب من نبه إلى {child}"))
def _(world, child, on):
    assert first(world, ChildIdentified).reporter == Withheld()


@then(says("nothing is shown"))
def _(world, on):
    assert world.shown == ()


@then(says("{child} is listed"))
@then(says("{child} est listée"))
@then(says("تظهر {child} في القائمة"))
def _(world, child, on):
    assert child in {line.subject.key for line in world.shown}


@then(says("{child} is not listed"))
@then(says("{child} n'est pas listée"))
@then(says("لا تظهر {child} في القائمة"))
def _(world, child, on):
    assert world.shown == ()


@then(says("it is known that {person} read it"))
@then(says("on sait qu'{person} l'a lue"))
@then(says("يُعرف أن {person} قرأتها"))
def _(world, person, on):
    assert [seen.by for seen in read_by(world)] == [code(person)]


@then(says("it is known of nobody that they read it"))
def _(world, on):
    assert read_by(world) == ()


def read_by(world):
    return world.store.acting_as("nadia").who_saw(f"child:{world.asked}")


@then(says("{child} is on it without her name"))
def _(world, child, on):
    assert values_of(world.shown).__next__().amount == 1
    assert child not in repr(world.shown)
    (seen,) = world.desk.who_saw(f"child:{child}")
    assert seen.to == "kazyon"


@then(says("one child is only counted"))
def _(world, on):
    assert [value.amount for value in values_of(world.shown)] == [1, 1]
