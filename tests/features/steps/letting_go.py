"""Steps of features/privacy: a register beside, which lets go of who was erased, or not."""

from pathlib import Path

import pytest
from attrs import define, evolve
from pytest_bdd import given, then, when
from tests.privacy import keepers
from tests.projections.conftest import put_in_place

from casemgmt.commands import RegisterChild
from casemgmt.config import AdapterConfig
from casemgmt.erasure.erasing import Order
from casemgmt.projections.adapter import named

from .words import code, says

NAME = "Idrissi El Fassi"
SALMA = RegisterChild(
    given_name="Salma",
    family_name=NAME,
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
SHREDDED = "it was shredded"


@define
class Beside:
    """A register in a file: where it lies, and where it lay when it is away."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "register.txt"

    @property
    def stick(self) -> Path:
        return self.folder / "elsewhere" / "register.txt"

    @property
    def down(self) -> Path:
        return self.folder / "down"


@pytest.fixture
def beside(tmp_path, monkeypatch):
    put_in_place(keepers, tmp_path / "installed", monkeypatch)
    return Beside(tmp_path)


def kept(world, beside, adapter="Lines"):
    """Let a register be kept, which holds Salma's name."""
    parts, at = world.store._parts, str(beside.file)
    fields = ("family_name", "given_name")
    one = AdapterConfig("register", adapter, at, fields=fields, isolated=False)
    parts.config = evolve(parts.config, adapters=(one,))
    world.store.acting_as("amina").record("child:Salma", SALMA, on=world.today)
    world.store.acting_as("amina").record("child:سلمى", SALMA, on=world.today)
    world.store.project(named(adapter, at), name="register", to=at)
    assert NAME in beside.file.read_text("utf-8")


@given("a register is kept beside, and cannot be reached")
@given("un registre est tenu à côté, et n'est pas joignable")
@given("يُمسك سجل بجانب المخزن، وليس في المتناول")
def _(world, beside):
    kept(world, beside)
    beside.down.touch()


@given("a register is kept beside, on a stick that is not plugged in")
def _(world, beside):
    kept(world, beside)
    beside.stick.parent.mkdir()
    beside.file.rename(beside.stick)


@given("a register is kept beside, and a copy of it")
@given("un registre est tenu à côté, avec une copie")
@given("يُمسك سجل بجانب المخزن، ومعه نسخة")
def _(world, beside):
    kept(world, beside, "Hoards")


@given("a register is kept beside, and its disk was shredded")
@given("un registre est tenu à côté, et son disque a été broyé")
@given("يُمسك سجل بجانب المخزن، وأُتلف قرصه")
def _(world, beside):
    kept(world, beside)
    beside.file.unlink()


@when("the register can be reached, and the erasures go on")
@when("le registre est joignable, et que les effacements se poursuivent")
@when("صار السجل في المتناول واستمر المحو")
def _(world, beside):
    assert not world.certificate.complete
    beside.down.unlink()
    (world.certificate,) = world.store.erasures.carry_out()


@when("the stick is plugged in, and the erasures go on")
def _(world, beside):
    assert not world.certificate.complete
    beside.stick.rename(beside.file)
    (world.certificate,) = world.store.erasures.carry_out()


@when(says("{one} and {other} say that the register is gone, because it was shredded"))
@when(says("{one} et {other} disent que le registre a disparu, parce qu'il a été broyé"))
@when(says("يقول {one} و{other} إن السجل زال لأنه أُتلف"))
def _(world, one, other):
    assert not world.certificate.complete
    order = Order(SHREDDED, code(one), code(other))
    world.store.erasures.destroyed("register", order)
    (world.certificate,) = world.store.erasures.carry_out()


@then(says("every place has let go of {child}"))
@then(says("chaque lieu a tout lâché de {child}"))
@then(says("تخلى كل مكان عما عنده من {child}"))
def _(world, child):
    assert world.certificate.complete
    assert world.history(f"child:{child}") == ()


@then(says("the register names {child} no more"))
@then(says("le registre ne nomme plus {child}"))
@then(says("لا يسمي السجل {child} بعد الآن"))
def _(world, beside, child):
    rows = beside.file.read_text("utf-8")
    assert rows.count(NAME) < 2
    assert world.history(f"child:{child}") == ()


@then(says("the copy is named as what still holds something of {child}"))
@then(says("la copie est nommée comme ce qui garde encore quelque chose de {child}"))
@then(says("تُسمى النسخة لأن فيها شيئا من {child}"))
def _(world, child):
    assert world.history(f"child:{child}") == ()
    holding = [place.place for place in world.certificate.places if place.found]
    assert holding == ["register: register.txt.copy"]


@then("it is known who said that the register is gone, and why")
def _(world):
    (said,) = [one.destroyed for one in world.certificate.places if one.destroyed]
    assert (said.by, said.second, said.ground) == ("karim", "nadia", SHREDDED)
