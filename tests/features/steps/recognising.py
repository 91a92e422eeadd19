"""Steps of features/enrolment: two records that may be of one child."""

from pytest_bdd import given, parsers, then, when

from casemgmt.commands import (
    AddIdentifier,
    LinkPersons,
    RegisterChild,
    Retract,
    UnlinkPersons,
)

from .words import day, says

FIRST, SECOND = "child:F1", "child:F2"
BANDS = {
    "certainly one child": "certain",
    "likely one child": "likely",
    "possibly one child": "possible",
    "two children": None,
}
FAMILIES = ("بنعبد الله", "Ben Abdallah", "El Idrissi")


def registered(world, subject, name, born, district):
    family = next((one for one in FAMILIES if name.endswith(one)), name.split()[-1])
    given_name = name.removesuffix(family).strip()
    told = {"given_name": given_name, "family_name": family, "sex": "female"}
    world.tell(subject, RegisterChild(born=born, district=district, **told))


def born_of(words):
    return words.removeprefix("in ") if words.startswith("in ") else str(day(words[3:]))


@given(
    parsers.parse(
        "Amina registers in the first office a girl called {name}, born in {year:d}"
    )
)
def _(world, name, year):
    registered(world, FIRST, name, str(year), "mediouna")


@given(
    parsers.parse("a girl called {name}, born {birth}, was registered in the second office")
)
@when(
    parsers.parse("a girl called {name}, born {birth}, is registered in the second office")
)
def _(world, name, birth):
    registered(world, SECOND, name, born_of(birth), "hay-hassani")


@given(
    parsers.parse("the school number of the first girl was seen, and it is {value}"),
)
def _(world, value):
    world.tell(FIRST, AddIdentifier(kind="massar", value=value, status="verified"))


@when(parsers.parse("the second girl says that her school number is {value}"))
def _(world, value):
    world.tell(SECOND, AddIdentifier(kind="massar", value=value, status="claimed"))


@when("Amina says that the two are one child")
def _(world):
    world.tell(FIRST, LinkPersons(other=SECOND, evidence="looked"))


@given("Amina said that the two are two children")
@when("Amina says that the two are two children")
def _(world):
    world.tell(FIRST, UnlinkPersons(other=SECOND, evidence="looked"))


@when("that is taken back")
def _(world):
    world.tell(FIRST, Retract(command_id=world.page.id, reason="mistake"))


@then(says("the two are shown as {how:text}"))
def _(world, how):
    shown = [one.band for one in world.desk.duplicates()]
    assert shown == [BANDS[how]] * (BANDS[how] is not None)


@then("the two are not shown any more")
def _(world):
    assert world.desk.duplicates() == ()
