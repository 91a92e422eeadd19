"""Personal fields reach an adapter where casemgmt.toml grants them, and only there."""

import sqlite3
import sys

import pytest
from tests.recording.telling import SALMA, line, with_a_case, written

from casemgmt import Store
from casemgmt.adapters import Isolated, Known, Withheld
from casemgmt.commands import Correct

GRANTED = """
[adapters.register]
adapter = "Good"
to = "register.db"
fields = ["given_name", "note"]
"""
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
    (tmp_path / "casemgmt.toml").write_text(GRANTED)
    with Store.open(tmp_path / "a.db", create=True) as made:
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
    assert salma.born == Withheld()


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
