"""Steps of features/privacy: who is found by name, a paper that comes late, the keys."""

from unittest.mock import patch

import pytest
from attrs import evolve
from pytest_bdd import given, parsers, then, when

from casemgmt import Store, vaults
from casemgmt.care.attachments import Attachments
from casemgmt.commands import GiveConsent, OpenCase, RegisterChild
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import CaseManagementError, InvalidError
from casemgmt.privacy.access import Limits
from casemgmt.privacy.vault import FileVault

from .access import attempted
from .words import code, says

GIRL, SALMA = "child:girl", "child:Salma"
SETTLED, FORGOTTEN = (
    ", and the office says so in its settings",
    ", and the settings are forgotten",
)
IN_A_FILE = {"sex": "female", "born": "2013-03-14", "district": "mediouna"}


# By name


@given(parsers.parse("a girl called {name} is accompanied by Amina in Mediouna"))
def _(world, name):
    given_name, _, family = name.partition(" ")
    girl = RegisterChild(given_name=given_name, family_name=family, **IN_A_FILE)
    consent = GiveConsent(purposes=["services"], given_by="guardian")
    case = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
    world.tell(GIRL, girl, consent, case)


@given(says("the girl's case is kept from {person}"))
def _(world, person):
    parts = world.store._parts
    limits = {Subject.of(GIRL): Limits(never=frozenset({code(person)}))}
    parts.config = evolve(parts.config, access=evolve(parts.config.access, limits=limits))


@when(parsers.parse("{person} looks for a child called {name}"))
def _(world, person, name):
    desk = world.store.acting_as(code(person))
    attempted(world, lambda: setattr(world, "shown", desk.search(name)))


@then("she is found")
def _(world):
    assert [str(one.subject) for one in world.shown] == [GIRL]


@then("she is not found")
def _(world):
    assert world.shown == ()


# A paper that is handed in


@when(says("{person} keeps a paper with {child}'s story while {child_too} is erased"))
def _(world, person, child, child_too, tmp_path):
    assert child == child_too
    paper, of = tmp_path / "birth-act.pdf", f"child:{child}"
    paper.write_bytes(b"Acte de naissance")
    world.store._parts.attachments = Attachments(tmp_path / "attachments")
    seal = Attachments._named

    def erased_meanwhile(*said, **more):
        with patch.object(Attachments, "_named", seal):
            world.erase(of, ground="the family asks", by="amina", second="nadia")
        return seal(*said, **more)

    desk = world.store.acting_as(code(person))
    with (
        patch.object(Attachments, "_named", erased_meanwhile),
        pytest.raises(InvalidError) as world.shown,
    ):
        desk.attach(of, paper, kind="birth-act", on=world.today)


@then("it is not kept")
def _(world):
    assert world.shown.value.code == "unknown-subject"
    assert list(world.store._parts.attachments.subjects()) == []


# The keys


@given("the office keeps its stories and its keys in files")
def _(world, tmp_path):
    world.store = Store.open(tmp_path / "office.db", create=True)


@given(says("{child} is registered there"))
def _(world, child):
    salma = RegisterChild(given_name=child, family_name="Idrissi", **IN_A_FILE)
    world.store.acting_as("amina").record(f"child:{child}", salma, on="2025-09-03")


@when(parsers.re(f"the keys are moved(?P<then>{SETTLED}|{FORGOTTEN})"))
def _(world, tmp_path, then):
    world.store.close()
    at, _ = vaults.move(
        tmp_path / "office.db", f"key+file://{tmp_path}/keys?key-file={tmp_path}/lock"
    )
    world.shown = at
    if then == SETTLED:
        (tmp_path / "casemgmt.toml").write_text(f'vault = "{at}"')


@then(says("{child}'s name is read as before"))
def _(child, tmp_path):
    with Store.open(tmp_path / "office.db") as office:
        (told,) = office.acting_as("amina").history(f"child:{child}")
    assert isinstance(told.event.given_name, Known)


@then("nobody opens the office, and where the keys went is said")
def _(world, tmp_path):
    with pytest.raises(CaseManagementError, match="keys were moved") as refusal:
        Store.open(tmp_path / "office.db")
    assert world.shown in str(refusal.value)


@then("what is left in the old place opens nothing")
def _(tmp_path):
    with pytest.raises(CaseManagementError, match="keys were moved"):
        FileVault(tmp_path / "office.vault")
