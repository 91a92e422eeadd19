"""Personal fields reach an adapter where casemgmt.toml grants them, and only there."""

import sqlite3
import sys

import pytest
from tests.recording.telling import SALMA, line, with_a_case, written

from casemgmt import Day, Store
from casemgmt.adapters import Isolated, Known, Withheld
from casemgmt.commands import Correct
from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.testing import memory_store

GRANTED = """
[adapters.register]
adapter = "Good"
to = "{to}"
fields = ["given_name", "note"]
"""


def configured(tmp_path, text=GRANTED):
    text = text.replace("{to}", str(tmp_path / "register.db"))
    (tmp_path / "casemgmt.toml").write_text(text)
    return tmp_path / "a.db"


DOMAINS = {
    name: {"score": 2, "note": "calme"}
    for name in ("educational", "psychological", "social")
}


class Takes:
    """Keeps in memory what it was given."""

    api_version = 1

    def __init__(self):
        self.given = []

    def position(self):
        return None

    def project(self, batch):
        self.given += batch.events

    def forget(self, subject):
        pass

    def of(self, name):
        return [told.event for told in self.given if told.name == name]


@pytest.fixture
def store(tmp_path):
    with Store.open(configured(tmp_path), create=True) as made:
        made.acting_as("amina").record_file(written(with_a_case("child:K0")))
        yield made


def given_to(store, name):
    takes = Takes()
    store.project(takes, name=name)
    return takes


def test_a_granted_field_is_known_and_the_others_are_withheld(store):
    (salma,) = given_to(store, "register").of("child-registered.1")

    assert salma.given_name.value.in_language("fr") == "Salma"
    assert salma.family_name == Withheld()
    assert salma.born == Withheld(left=Day.of("2013-03"))


@pytest.mark.parametrize("name", [None, "another"])
def test_nothing_is_granted_under_another_name(store, name):
    (salma,) = given_to(store, name).of("child-registered.1")

    assert salma.given_name == Withheld()


def test_a_grant_holds_for_what_was_put_right_and_not_for_the_reason(store):
    desk = store.acting_as("amina")
    told = desk.history("child:K0")[0].command_id
    data = SALMA | {"given_name": "Selma"}
    put_right = Correct(command_id=told, data=data, reason="the papers say so")
    desk.record("child:K0", put_right, on="2025-09-20")

    (fixed,) = given_to(store, "register").of("command-corrected.1")

    assert isinstance(fixed.corrected.given_name, Known)
    assert fixed.corrected.family_name == Withheld()
    assert fixed.reason == Withheld()


def test_a_grant_holds_for_its_field_however_deep_it_stands(store):
    looked_at = line("complete-assessment", {"domains": DOMAINS}, subject="child:K0")
    store.acting_as("amina").record_file(written([looked_at]))

    (assessed,) = given_to(store, "register").of("assessment-completed.1")
    (closed,) = given_to(store, None).of("assessment-completed.1")

    assert {type(of.note) for of in assessed.domains.values()} == {Known}
    assert {type(of.note) for of in closed.domains.values()} == {Withheld}


def granted(store):
    return [
        (told.event.projection, told.event.fields)
        for told in store.events()
        if told.name == "fields-granted.1"
    ]


@pytest.fixture(params=["memory", "file"])
def anywhere(request, tmp_path):
    """A store whose configuration grants something to what is called after its class."""
    at = configured(tmp_path, GRANTED.replace("adapters.register", "adapters.Takes"))
    in_memory = request.param == "memory"
    made = (
        memory_store("2025-12-01", config=at.with_name("casemgmt.toml"))
        if in_memory
        else Store.open(at, create=True)
    )
    with made as store:
        store.acting_as("amina").record_file(written(with_a_case("child:K0")))
        yield store


class TakesAt(Takes):
    """Says where it is kept."""

    def __init__(self, address):
        super().__init__()
        self.address = address


TakesAt.__qualname__ = TakesAt.__name__ = "Takes"  # called as what is configured


def names_given(store, adapter, **asked):
    store.project(adapter, **asked)
    return {type(event.given_name) for event in adapter.of("child-registered.1")}


def test_without_a_name_nothing_is_granted_wherever_it_is_kept(anywhere, tmp_path):
    there, elsewhere = str(tmp_path / "register.db"), str(tmp_path / "elsewhere.db")

    assert names_given(anywhere, TakesAt(there)) == {Withheld}
    assert names_given(anywhere, TakesAt(elsewhere)) == {Withheld}
    assert names_given(anywhere, Takes(), to=there) == {Withheld}
    assert granted(anywhere) == []


def test_with_a_name_it_is_granted_at_the_configured_address_only(anywhere, tmp_path):
    there, elsewhere = str(tmp_path / "register.db"), str(tmp_path / "elsewhere.db")

    assert names_given(anywhere, TakesAt(elsewhere), name="Takes") == {Withheld}
    assert names_given(anywhere, Takes(), name="Takes", to=elsewhere) == {Withheld}
    assert granted(anywhere) == []
    assert names_given(anywhere, TakesAt(there), name="Takes") == {Known}
    assert granted(anywhere) == [("Takes", ("given_name", "note"))]


def test_what_is_kept_elsewhere_withdraws_no_grant(anywhere, tmp_path):
    there, elsewhere = str(tmp_path / "register.db"), str(tmp_path / "elsewhere.db")
    for address in (there, elsewhere, there):
        anywhere.project(TakesAt(address), name="Takes")

    assert granted(anywhere) == [("Takes", ("given_name", "note"))]


def test_one_that_does_not_say_where_is_the_configured_one_of_its_name(anywhere, tmp_path):
    assert names_given(anywhere, Takes(), name="Takes") == {Known}

    (found,) = anywhere.destinations()
    assert found.address == str(tmp_path / "register.db")


def test_one_that_does_not_say_where_is_refused_beside_another_of_its_name(anywhere):
    with pytest.raises(InvalidError, match="to: address-needed"):
        anywhere.project(Takes())

    assert anywhere.destinations() == ()


def test_a_grant_that_goes_with_its_table_is_told_as_withdrawn(store, tmp_path):
    address = str(tmp_path / "register.db")
    store.project(Takes(), name="register", to=address)
    store.project(Takes(), name="register", to=address)
    given = ("register", ("given_name", "note"))
    assert granted(store) == [given]

    with Store.open(configured(tmp_path, "")) as later:
        later.project(Takes(), name="another")
        later.project(Takes(), name="another")

        assert granted(later) == [given, ("register", ())]


def test_a_grant_of_a_field_that_nobody_has_is_refused_and_the_nearest_named(tmp_path):
    path = configured(tmp_path, GRANTED.replace("given_name", "givenname"))

    said = "adapters.register: fields: givenname is no personal field: given_name is"
    with pytest.raises(ConfigurationError, match=said):
        Store.open(path, create=True)


def test_a_grant_that_is_near_none_is_refused_and_all_fields_named(tmp_path):
    path = configured(tmp_path, GRANTED.replace("given_name", "zzzz"))

    said = r"zzzz is no personal field: these are: address, .*given_name, .*reference"
    with pytest.raises(ConfigurationError, match=said):
        Store.open(path, create=True)


@pytest.mark.parametrize("field", ["reference", "reason", "note", "born"])
def test_every_personal_field_can_be_granted(tmp_path, field):
    path = configured(tmp_path, GRANTED.replace("given_name", field))

    Store.open(path, create=True).close()


TEE = """#!/bin/sh
exec tee -a "{record}" | "{python}" "$@"
"""


def test_what_was_granted_crosses_the_pipe_and_nothing_else(
    store, installed, tmp_path, monkeypatch
):
    record, wrapper = tmp_path / "crossed", tmp_path / "python"
    wrapper.write_text(TEE.format(record=record, python=sys.executable))
    wrapper.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(wrapper))
    adapter = Isolated("Good", str(tmp_path / "register.db"))

    store.project(adapter, name="register")
    adapter.close()

    crossed = record.read_bytes().decode(errors="replace")
    assert "Salma" in crossed
    assert "سلمى" in crossed
    assert not any(needle in crossed for needle in ("Idrissi", "2013-03-14", "K0"))
    with sqlite3.connect(tmp_path / "register.db") as db:
        assert "Salma" in str(db.execute("SELECT data FROM seen").fetchall())
    db.close()
